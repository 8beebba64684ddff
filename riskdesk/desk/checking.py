"""The check before a hand-over: what an auditor would object to, with its place, read in chunks of vendors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from riskdesk.data import reading
from riskdesk.data.case_files import case_files
from riskdesk.data.reach import Connection
from riskdesk.desk.finding import find_vendor
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.rules.assessment import assess
from riskdesk.rules.deadlines import deadlines
from riskdesk.rules.objections import ONCE, TITLES, Objection, objections, of_organisation
from riskdesk.rules.records import Organisation, Reviewer

CHUNK = 100
"""Vendors whose case files are held at once."""


class Told:
    """Lets each objection through once: a maker's dispute reaches many vendors and is one objection."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def fresh(self, found: Iterable[Objection]) -> Iterator[Objection]:
        """Those not told before."""
        for item in found:
            if item.kind in ONCE:
                if (item.kind, item.record) in self._told:
                    continue
                self._told.add((item.kind, item.record))
            yield item


def check(desk: Desk, vendor: str = "") -> Iterator[Objection]:
    """Every objection on the desk's day, vendor by vendor, those of the organisation first; or of one vendor.

    Raises UnknownRecord for a vendor that is not there.
    """
    told = Told()
    with desk.store.read() as connection:
        if vendor:
            refs = [find_vendor(connection, vendor)]
        else:
            refs = sorted(reading.vendor_keys(connection).values())
            yield from _of_organisation(desk, connection)
        for case in case_files(connection, refs, CHUNK):
            standing = assess(case, desk.pack, desk.today())
            yield from told.fresh(objections(case, desk.pack, standing, deadlines(case, desk.pack, standing)))


def _of_organisation(desk: Desk, connection: Connection) -> Iterator[Objection]:
    organisation = reading.get(connection, Organisation, ORGANISATION)
    on = desk.today()
    found = reading.rows(connection, Reviewer, "closed_on IS NULL AND (until IS NULL OR until >= ?)", (on.isoformat(),))
    if organisation is not None:
        yield from of_organisation(organisation, found, on)


def counted(found: Iterable[Objection]) -> dict[str, int]:
    """How many objections there are of each kind, in the order of TITLES, kinds without one left out."""
    numbers = Counter(item.kind for item in found)
    return {kind: numbers[kind] for kind in TITLES if numbers[kind]}


def place(item: Objection) -> str:
    """Where an objection lies, in words: vendor, action, record."""
    action = f"A{item.action}" if item.action else ""
    record = "" if item.record in (item.vendor, "organisation") else item.record
    return " ".join(part for part in (item.vendor or "organisation", action, record) if part)
