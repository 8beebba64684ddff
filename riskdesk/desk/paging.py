"""Lists that are too long to be read at once: the references first, then the records that are on show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskdesk.data import reading
from riskdesk.data.belonging import belonging
from riskdesk.data.reach import Connection
from riskdesk.data.sql_text import json_list
from riskdesk.desk.finding import find_vendor
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS, Evidence, EvidenceLink, Record

CHUNK = 500
"""Records that are read at once while a long list is searched."""

_NAMED = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Piece:
    """A piece of evidence with its open links and, where a newer one stands for it, that one's reference."""

    evidence: Evidence
    links: tuple[EvidenceLink, ...]
    newer: str


@dataclass(frozen=True)
class Count:
    """How many records of a kind are open, and how many are closed."""

    open: int
    closed: int


def counts(desk: Desk) -> dict[str, Count]:
    """How many records there are, by kind."""
    found = {}
    with desk.store.read() as connection:
        for name, kind in KINDS.items():
            total = reading.count(connection, kind.record)
            still = reading.count(connection, kind.record, "closed_on IS NULL")
            found[name] = Count(still, total - still)
    return found


def refs(desk: Desk, kind: str, *, vendor: str = "", closed: bool = False) -> list[str]:
    """The references of a kind's records in their order; open ones unless `closed`, a vendor's as `looking.records`."""
    with desk.store.read() as connection:
        kept = None if not vendor else belonging(connection, [find_vendor(connection, vendor)]).get(kind)
        where, params = ("", ()) if kept is None else (f"ref {_NAMED}", (json_list(kept),))
        if not closed:
            where = f"closed_on IS NULL AND {where}" if where else "closed_on IS NULL"
        return reading.refs(connection, KINDS[kind].record, where, params)


def shown(desk: Desk, kind: str, wanted: Sequence[str]) -> dict[str, Record]:
    """The records of those references, by reference."""
    with desk.store.read() as connection:
        return dict(reading.many(connection, KINDS[kind].record, wanted))


def matching(desk: Desk, kind: str, among: Sequence[str], told: Callable[[Record], str], text: str) -> list[str]:
    """Those of the references whose record says `text`, in any letter case, in its reference or in `told` of it."""
    wanted = text.casefold()
    found: list[str] = []
    for chunk in _chunks(among):
        records = shown(desk, kind, chunk)
        found += [ref for ref in chunk if ref in records and wanted in f"{ref} {told(records[ref])}".casefold()]
    return found


def evidence_refs(desk: Desk, vendor: str = "") -> list[str]:
    """The open pieces of all, or of a vendor: its own, what its records name, and what is linked to its answers."""
    if not vendor:
        return refs(desk, "evidence")
    own = refs(desk, "evidence", vendor=vendor)
    with desk.store.read() as connection:
        where = "closed_on IS NULL AND vendor = ?"
        linked = reading.rows(connection, EvidenceLink, where, (find_vendor(connection, vendor),))
    return list(dict.fromkeys([*own, *(link.evidence for link in linked)]))


def to_review(desk: Desk, among: Sequence[str]) -> int:
    """How many of those pieces nobody reviewed and no newer one replaces."""
    newer = "SELECT 1 FROM evidence AS newer WHERE newer.supersedes = evidence.ref AND newer.closed_on IS NULL"
    where = f"closed_on IS NULL AND reviewed_on IS NULL AND ref {_NAMED} AND NOT EXISTS ({newer})"
    with desk.store.read() as connection:
        return reading.count(connection, Evidence, where, (json_list(among),))


def pieces(desk: Desk, wanted: Sequence[str]) -> Mapping[str, Piece]:
    """Those pieces of evidence with what the list says of them."""
    with desk.store.read() as connection:
        return _pieces(connection, wanted)


def _pieces(connection: Connection, wanted: Sequence[str]) -> dict[str, Piece]:
    key = (json_list(wanted),)
    links: dict[str, list[EvidenceLink]] = {}
    for link in reading.rows(connection, EvidenceLink, f"closed_on IS NULL AND evidence {_NAMED}", key):
        links.setdefault(link.evidence, []).append(link)
    newer = reading.rows(connection, Evidence, f"closed_on IS NULL AND supersedes {_NAMED}", key)
    by = {item.supersedes: item.ref for item in newer}
    found = reading.many(connection, Evidence, wanted)
    return {ref: Piece(item, tuple(links.get(ref, ())), by.get(ref, "")) for ref, item in found.items()}


def _chunks(among: Sequence[str]) -> Iterator[Sequence[str]]:
    return (among[start : start + CHUNK] for start in range(0, len(among), CHUNK))
