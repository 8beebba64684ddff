"""The board page: tier counts, how far the five actions are, top exposures, decisions wanted; one sheet of paper."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.book import Block, Gap, Grid, Heading, Page, Prose, Written
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.sheets import cover, figures, objected, staying
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import IN_SCOPE, Seen
from riskdesk.exports.told import Told
from riskdesk.exports.values import Value
from riskdesk.rules.clock import after
from riskdesk.rules.objections import treated
from riskdesk.rules.pack import Pack
from riskdesk.rules.tiers import UNRATED, label, rank

SHOWN = 5
_NAMED = 3
_LONGEST = 140
_HEIGHT = 165.0
_BREATH = Gap(7.0)


@dataclass(frozen=True)
class BoardLine:
    """What the page needs of one vendor in scope."""

    ref: str
    name: str
    tier: str
    tier_label: str
    residual_tenths: int
    why: str
    answered_for: str
    treated: bool
    over: bool
    ends: tuple[tuple[date, str], ...]
    notice: tuple[date, str] | None


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """None: the page is no table."""
    return ()


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's line, none for a vendor out of scope."""
    if seen.scope == IN_SCOPE:
        yield (_line(seen),)


def _line(seen: Seen) -> BoardLine:
    case, standing, outcome = seen.case, seen.standing, seen.standing.outcome
    residual = outcome.residual_tenths if outcome else 0
    notices = [item for item in seen.deadlines if item.what == "notice"]
    ends = [(item.on, item.what) for item in seen.deadlines if item.what in ("acceptance", "override")]
    return BoardLine(
        case.vendor.ref,
        case.vendor.name,
        standing.tier,
        label(seen.pack, standing.tier),
        residual,
        _why(seen),
        _response(seen),
        treated(case, standing),
        residual > seen.pack.policy.appetite_tenths,
        tuple(ends),
        (notices[0].on, notices[0].record) if notices else None,
    )


def _why(seen: Seen) -> str:
    standing = seen.standing
    driving = next((item for item in standing.likelihoods if item.name == standing.driver), None)
    floors = "; ".join(f"{floor.id} {floor.reason}" for floor in standing.floors)
    return "; ".join(text for text in (driving.because if driving else "", floors) if text)


def _response(seen: Seen) -> str:
    if seen.standing.acceptance:
        return seen.standing.acceptance_note
    found = [item for item in seen.case.treatments if item.open]
    told = (f"{item.response}, {item.owner}{f', by {item.due_on}' if item.due_on else ''}" for item in found)
    return "; ".join(told) or "none on record"


class _Board(ByVendor):
    """A page made from a line a vendor."""

    def parts(self, material: Material) -> Iterator[Page]:
        yield Page(titles.BOARD, partial(_blocks, material), figures.WIDTHS, one_page=True)


def _blocks(material: Material, _written: tuple[Written, ...]) -> Iterator[Block]:
    handed = material.handed
    yield Heading(f"AI-vendor IP risk: {handed.organisation.name}", 1)
    yield Prose(cover.marking(material), "marking")
    yield Prose(figures.where_we_are(material), "prose")
    yield from figures.bars(material, _HEIGHT)
    yield _BREATH
    yield Heading("Vendors in scope by likelihood and impact, and by tier")
    yield from figures.heat_map(material)
    yield _BREATH
    yield Heading("The five actions")
    yield from figures.actions(material)
    yield _BREATH
    yield Heading("Notice deadlines and ends of contracts by month")
    yield from figures.dates(material)
    yield _BREATH
    yield Heading(f"Top exposures: the first {SHOWN} by tier and residual")
    yield from _exposures(material)
    yield _BREATH
    yield Heading("Decisions wanted")
    yield from _decisions(material)
    yield _BREATH
    yield from (Prose(text, "small") for text in _small_print(material))


def _exposures(material: Material) -> Iterator[Block]:
    found = heapq.nsmallest(SHOWN, _rated(material), key=partial(_rank, material.pack))
    rows = tuple(
        (
            _short(item.name, 60),
            item.tier_label,
            f"{item.residual_tenths / 10:.1f}",
            _short(item.why),
            _short(item.answered_for),
        )
        for item in found
    )
    heads = ("Vendor", "Tier", "Risk", "Why", "Response")
    if not rows:
        yield Prose("No vendor in scope is rated.", "note")
        return
    yield Grid(heads, rows, ("wrap", "tier", "center", "wrap", "wrap"), (1, 2, 1, 7, 5))


def _rank(pack: Pack, item: BoardLine) -> tuple[int, int, str]:
    return -rank(pack, item.tier), -item.residual_tenths, item.ref


def _rated(material: Material) -> Iterator[BoardLine]:
    return (item for item in _lines(material) if item.tier != UNRATED)


def _lines(material: Material) -> Iterator[BoardLine]:
    return (line[0] for line in material.survey.spools[titles.BOARD].lines())


def _decisions(material: Material) -> Iterator[Block]:
    rows = tuple(_wanted(material))
    if not rows:
        yield Prose("None: every vendor is rated, within appetite or treated, and nothing ends soon.", "note")
        return
    yield Grid(("Decide", "No.", "Which"), rows, ("wrap", "count", "wrap"), (8, 1, 7))


def _wanted(material: Material) -> Iterator[tuple[Value, ...]]:
    """One row a decision; each goes over the lines on disk again, and holds those that are named alone."""
    appetite = material.pack.policy.appetite_tenths / 10
    until = after(material.handed.on, figures.DAYS)
    first = partial(_rank, material.pack)
    untreated = (item for item in _lines(material) if item.over and not item.treated)
    yield from _row(f"Mitigate, transfer, avoid or accept: residual over {appetite}, no response", untreated, first)
    unrated = (item for item in _lines(material) if item.tier == UNRATED)
    yield from _row("Rate, or take out of scope: not rated yet", unrated, lambda item: item.ref)
    ending = (item for item in _lines(material) if any(on <= until for on, _ in item.ends))
    yield from _row(f"Renew or let go: an acceptance or override that ended, or ends by {until}", ending, first)
    noticed = (item for item in _lines(material) if item.notice and item.notice[0] <= until)
    yield from _row(f"Renew, renegotiate or leave: notice deadline passed, or due by {until}", noticed, _by_notice)


def _by_notice(item: BoardLine) -> tuple[date, str]:
    return item.notice[0] if item.notice else date.max, item.ref


def _row(what: str, found: Iterable[BoardLine], first: Callable[[BoardLine], Any]) -> Iterator[tuple[Value, ...]]:
    """How many vendors it is about, and the first of them by name; nothing where it is about none."""
    number = count()
    named = heapq.nsmallest(_NAMED, (item for item, _ in zip(found, number, strict=False)), key=first)
    every = next(number)
    if named:
        more = f", and {every - _NAMED:,} more" if every > _NAMED else ""
        yield what, every, ", ".join(_short(item.name, 40) for item in named) + more


def _short(text: str, longest: int = _LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def _small_print(material: Material) -> Iterator[str]:
    yield staying.in_a_line(material)
    yield objected.in_a_line(material)
    yield cover.DISCLAIMER
    handed = material.handed
    yield (
        f"Question set {material.pack.version}; register's log entry {handed.log_seq}, hash {handed.log_hash[:16]}…; "
        f"handed to {handed.to_whom or 'nobody named'}."
    )


SHEET = _Board(titles.BOARD, "Board", "", columns, lines, {})
"""The page."""
