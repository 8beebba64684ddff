"""The overview: the whole register in figures and bars, and the dates of contracts that come next."""

import heapq
from collections.abc import Iterator
from functools import partial

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.book import Block, Gap, Grid, Heading, Page, Prose, Written
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.sheets import cover, figures
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import IN_SCOPE, Seen
from riskdesk.exports.told import Told
from riskdesk.exports.values import Value
from riskdesk.rules.clock import after

SHOWN = 30
_HEIGHT = 190.0
_LOOKS = ("date", "text", "text", "text")
_SPANS = (1, 4, 3, 8)


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """None: the page is no table."""
    return ()


def lines(seen: Seen) -> Iterator[Line]:
    """The dates of the vendor's contracts, none for a vendor out of scope."""
    if seen.scope == IN_SCOPE:
        for item in seen.deadlines:
            if item.what in figures.DATES:
                yield item.on, item.what, item.record, seen.case.vendor.ref, seen.case.vendor.name


class _Overview(ByVendor):
    """A page made from a line a date."""

    def parts(self, material: Material) -> Iterator[Page]:
        yield Page(titles.OVERVIEW, partial(_blocks, material), figures.WIDTHS)


def _blocks(material: Material, _written: tuple[Written, ...]) -> Iterator[Block]:
    yield Heading(f"Overview: {material.handed.organisation.name}", 1)
    yield Prose(cover.marking(material), "marking")
    yield Prose(figures.where_we_are(material), "prose")
    yield Gap()
    yield from figures.bars(material, _HEIGHT)
    yield Gap()
    yield Heading("Vendors in scope by likelihood and impact, and by tier")
    yield from figures.heat_map(material)
    yield Gap()
    yield Heading("The five actions")
    yield from figures.actions(material)
    yield Gap()
    yield Heading("Notice deadlines and ends of contracts by month")
    yield from figures.dates(material)
    yield Gap()
    yield from _next(material)


def _next(material: Material) -> Iterator[Block]:
    until = after(material.handed.on, figures.DAYS)
    yield Heading(f"Due by {until}, and what has passed")
    found = heapq.nsmallest(SHOWN + 1, (line for line in _lines(material) if line[0] <= until), key=tuple)
    if not found:
        yield Prose(
            f"No notice deadline has passed unmet, and none, and no end of a contract, comes by {until}.", "note"
        )
        return
    heads = ("Day", "What", "Contract", "Vendor")
    yield Grid(heads, tuple(_row(material, line) for line in found[:SHOWN]), _LOOKS, _SPANS)
    if len(found) > SHOWN:
        yield Prose(f"The first {SHOWN} are shown; every contract stands in its own sheet.", "note")


def _row(material: Material, line: Line) -> tuple[Value, ...]:
    on, what, contract, ref, name = line
    word = figures.DATES[what] + (", passed" if on < material.handed.on else "")
    return on, word, material.link("contract", contract), material.link("vendor", ref, f"{ref}, {name}")


def _lines(material: Material) -> Iterator[Line]:
    return material.survey.spools[titles.OVERVIEW].lines()


SHEET = _Overview(titles.OVERVIEW, "Overview", "", columns, lines, {})
"""The page."""
