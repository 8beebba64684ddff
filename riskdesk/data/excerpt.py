"""The part of a register that is handed over: all of it, or what belongs to some vendors and what reaches them.

What the reader's profile may not see is not selected: see `sight` and `log_excerpt`. Everything is read from one
connection, so from one snapshot, and streamed: nothing here holds all records of a kind.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from riskdesk.data import log, reading
from riskdesk.data.belonging import OF_ALL, belonging
from riskdesk.data.log import Entry
from riskdesk.data.log_excerpt import LogExcerpt
from riskdesk.data.sight import WHOLE, Sight
from riskdesk.data.sql_text import json_list, quoted
from riskdesk.rules.records import KINDS, Evidence, Kind, Record

CHUNK = 500
"""Pieces of evidence whose citations are looked up at once."""

_BY_NUMBER = "length(ref), ref"
_KEPT = "ref IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Cited:
    """A piece of evidence, the answers it is linked to (vendor/question), what else names it, and what replaces it."""

    evidence: Evidence
    answers: tuple[str, ...]
    records: tuple[str, ...]
    superseded_by: tuple[str, ...]


class Numbers:
    """The places of counted references (EV-0001 ...) in their sheet, sixteen bytes each."""

    def __init__(self, prefix: str, refs: Iterable[str]) -> None:
        self._prefix = prefix
        self._numbers = array("q")
        self._places = array("q")
        for place, ref in enumerate(refs):
            number = self._number(ref)
            if number is not None:
                self._numbers.append(number)
                self._places.append(place)

    def place(self, ref: str) -> int | None:
        """The place of the reference, from 0; None for one that is not there or was not counted by the register."""
        number = self._number(ref)
        if number is None:
            return None
        found = bisect_left(self._numbers, number)
        there = found < len(self._numbers) and self._numbers[found] == number
        return self._places[found] if there else None

    def _number(self, ref: str) -> int | None:
        """The number of a reference in the register's own form, in which no two have the same one."""
        prefix, _, number = ref.rpartition("-")
        own = prefix == self._prefix and number.isascii() and number.isdecimal() and len(number) < 18
        return int(number) if own and number == f"{int(number):04}" else None


class Excerpt:
    """The records, evidence and log entries that belong to `vendors`, or all of them where that is None.

    `vendors` then gives the references in the order of their folded keys, retired and excluded vendors too. Of all of
    it, only what `sight` lets be read is.
    """

    def __init__(
        self, connection: sqlite3.Connection, vendors: Collection[str] | None = None, sight: Sight = WHOLE
    ) -> None:
        self.connection = connection
        self.sight = sight
        self._kept = None if vendors is None else belonging(connection, vendors)
        self.inventory = reading.count(connection, KINDS["vendor"].record)
        self.vendors: tuple[str, ...] = tuple(self._refs(KINDS["vendor"]))

    @property
    def limited(self) -> bool:
        """Whether only some vendors' part is shown."""
        return self._kept is not None

    def records(self, kind: Kind) -> Iterator[Record]:
        """The records of a kind in the order of their references, closed ones too."""
        shape = self.sight.shape(kind.record)
        where, params = self._where(kind.name)
        cursor = self.connection.execute(f"{shape.select}{where} ORDER BY {_order(kind)}", params)
        return (shape.to_record(row) for row in cursor)

    def numbers(self, kind: Kind) -> Numbers:
        """Where each record of the kind stands in `records`."""
        return Numbers(kind.prefix, self._refs(kind))

    def evidence(self) -> Iterator[Cited]:
        """The pieces of evidence in order, each with what cites it among the records shown."""
        pieces = self.records(KINDS["evidence"])
        while chunk := [item for item in islice(pieces, CHUNK) if isinstance(item, Evidence)]:
            yield from self._cited(chunk)

    def sequestered(self) -> dict[str, Evidence]:
        """The pieces shown that are set aside, by reference."""
        shape = self.sight.shape(Evidence)
        where, params = self._where("evidence", "sequestered <> ''")
        rows = self.connection.execute(f"{shape.select}{where}", params)
        return {item.ref: item for item in map(shape.to_record, rows)}

    def cited_count(self) -> int:
        """How many pieces of evidence are named by a link or a record shown, counted from their side."""
        named, params = [], list[str]()
        for kind, field in NAMING:
            told = [f"{quoted(field)} NOT {self.sight.among}"] if self.sight.withheld else []
            where, kept = self._where(kind, "closed_on IS NULL", f"{quoted(field)} IS NOT NULL", *told)
            named.append(f"SELECT {quoted(field)} FROM {quoted(kind)}{where}")
            params += kept
        sql = f"SELECT count(*) FROM ({' UNION '.join(named)})"
        return int(self.connection.execute(sql, params).fetchone()[0])

    def vendor_count(self, *, retired: bool) -> int:
        """How many of the vendors shown are retired, or are not."""
        where, params = self._where("vendor", f"closed_on IS {'NOT ' if retired else ''}NULL")
        return int(self.connection.execute(f"SELECT count(*) FROM vendor{where}", params).fetchone()[0])

    def entries(self) -> Iterator[Entry]:
        """The log's entries about what is shown, in their order."""
        if self.sight.profile.outside:
            return self.outside_log.entries(self.about)
        return log.entries(self.connection) if self.about is None else log.about(self.connection, self.about)

    @cached_property
    def outside_log(self) -> LogExcerpt:
        """The log as an outside profile may see it."""
        return LogExcerpt(self.connection, self.sight)

    @cached_property
    def about(self) -> list[tuple[str, str]] | None:
        """The records shown, each a kind and a reference, as the log names them; None for all."""
        if self._kept is None:
            return None
        about = [(kind, ref) for kind, refs in self._kept.items() for ref in refs]
        about += [("standing", ref) for ref in self.vendors]
        return about + [(kind, row[0]) for kind in OF_ALL for row in self.connection.execute(f"SELECT ref FROM {kind}")]

    def head(self) -> tuple[int, str]:
        """Number and hash of the log's last entry, (0, zeros) for an empty log."""
        tail = log.LOG.tail(self.connection)
        return tail.seq, tail.hash

    def first_start(self) -> str:
        """The earliest start of a round shown, as ISO text, "" for none."""
        where, params = self._where("round")
        return str(self.connection.execute(f"SELECT min(start_on) FROM round{where}", params).fetchone()[0] or "")

    def count(self, kind: str, *conditions: str, told: bool = True) -> int:
        """How many records of the kind meet the conditions, SQL of ours; those withheld too unless `told`."""
        where, params = self._where(kind, *conditions, told=told)
        return int(self.connection.execute(f"SELECT count(*) FROM {quoted(kind)}{where}", params).fetchone()[0])

    def _refs(self, kind: Kind) -> Iterator[str]:
        where, params = self._where(kind.name)
        cursor = self.connection.execute(f"SELECT ref FROM {quoted(kind.name)}{where} ORDER BY {_order(kind)}", params)
        return (row[0] for row in cursor)

    def _where(self, kind: str, *conditions: str, told: bool = True) -> tuple[str, list[str]]:
        """WHERE with the records shown of the kind and the conditions, "" without any; and its parameters."""
        kept = None if self._kept is None else self._kept.get(kind)
        shown = self.sight.shown(kind) if told else ""
        parts = [*([_KEPT] if kept is not None else ()), *([shown] if shown else ()), *conditions]
        where = " WHERE " + " AND ".join(parts) if parts else ""
        return where, [] if kept is None else [json_list(kept)]

    def _cited(self, chunk: Sequence[Evidence]) -> Iterator[Cited]:
        key = json_list(item.ref for item in chunk)
        answers = self._pairs("evidence_link", "evidence", "vendor || '/' || question", key)
        newer = self._pairs("evidence", "supersedes", "ref", key)
        named: dict[str, list[str]] = {}
        for kind, field in NAMING:
            if kind != "evidence_link":
                for ref, found in self._pairs(kind, field, "ref", key).items():
                    named.setdefault(ref, []).extend(found)
        for item in chunk:
            yield Cited(item, *(tuple(found.get(item.ref, ())) for found in (answers, named, newer)))

    def _pairs(self, kind: str, field: str, told: str, key: str) -> Mapping[str, list[str]]:
        named = f"{quoted(field)} IN (SELECT value FROM json_each(?))"
        where, params = self._where(kind, "closed_on IS NULL", named)
        sql = f"SELECT DISTINCT {quoted(field)}, {told} FROM {quoted(kind)}{where} ORDER BY 1, 2"
        found: dict[str, list[str]] = {}
        for ref, text in self.connection.execute(sql, [*params, key]):
            found.setdefault(ref, []).append(text)
        return found


NAMING = tuple(
    (kind.name, spec.name)
    for kind in KINDS.values()
    for spec in kind.fields
    if spec.kind == "evidence" and kind.name != "evidence"
)
"""Every kind and field by which a record names evidence; a newer piece that replaces another one does not cite it."""


def _order(kind: Kind) -> str:
    return "folded" if kind.name == "vendor" else _BY_NUMBER if kind.prefix else "ref"
