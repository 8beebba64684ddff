"""The register's log: one entry a record changed, whole values old and new, chained and append-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from riskdesk.data.actor import Actor
from riskdesk.data.canonical import canonical
from riskdesk.data.chain import Chain
from riskdesk.data.shapes import SHAPES, Shape, storable
from riskdesk.data.sql_text import moment_text, names, quoted
from riskdesk.rules.records import KINDS

LOG = Chain("log", ("at", "who", "account", "deed", "kind", "ref", "fields", "old", "new", "reason"))


@dataclass(frozen=True)
class Change:
    """What happened to one record: the old and new values of the fields that changed, as JSON values.

    `old` is None where the record is new.
    """

    kind: str
    ref: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of the log. `at` is UTC; `old` and `new` hold whole values by field, `old` None for a new record."""

    seq: int
    at: datetime
    who: str
    account: str
    deed: str
    kind: str
    ref: str
    fields: tuple[str, ...]
    old: Mapping[str, Any] | None
    new: Mapping[str, Any]
    reason: str
    prev: str
    hash: str


class LogWriter:
    """Adds one write's changes to the log, each with who, when and which deed. `tail` is the end of the chain."""

    def __init__(self, connection: sqlite3.Connection, actor: Actor, now: datetime, deed: str, reason: str) -> None:
        self._connection = connection
        self._stamp = (moment_text(now), *(storable(text, "log") for text in (actor.who, actor.account, deed)))
        self._reason = storable(reason, "log, field reason")
        self.tail = LOG.tail(connection)

    def because(self, reason: str) -> None:
        """The reason of the entries that follow, where a change names none of its own."""
        self._reason = storable(reason, "log, field reason")

    def add(self, changes: Iterable[Change]) -> None:
        """One entry a change, in their order."""
        self.tail = LOG.append(self._connection, self.tail, (self._values(change) for change in changes))

    def _values(self, change: Change) -> tuple[str | None, ...]:
        fields = ",".join(change.new)
        old = None if change.old is None else canonical(change.old)
        reason = storable(change.reason, "log, field reason") or self._reason
        return (*self._stamp, change.kind, change.ref, fields, old, canonical(change.new), reason)


def verify_chain(connection: sqlite3.Connection) -> int | None:
    """The number of the first entry that is missing or was changed, None where the whole log holds."""
    return LOG.first_bad(connection)


def history(connection: sqlite3.Connection, kind: str, ref: str, limit: int = 100) -> list[Entry]:
    """The latest entries of one record, the newest first; kind "standing" and a vendor for its standing."""
    return list(_entries(connection, "kind = ? AND ref = ? ORDER BY seq DESC LIMIT ?", (kind, ref, limit)))


def vendor_history(connection: sqlite3.Connection, vendor: str, limit: int = 100) -> list[Entry]:
    """The latest entries about a vendor, its standing and every record that names it or hangs from one that does."""
    owned = " UNION ALL ".join(_OWNED)
    # CROSS JOIN, so that the few records are looked up in the long log and not the other way round.
    seqs = f"SELECT log.seq FROM ({owned}) AS own CROSS JOIN log ON log.kind = own.kind AND log.ref = own.ref"
    return list(
        _entries(connection, f"seq IN ({seqs}) ORDER BY seq DESC LIMIT :limit", {"vendor": vendor, "limit": limit})
    )


def entries(connection: sqlite3.Connection, after: int = 0, limit: int = -1) -> Iterator[Entry]:
    """The entries after number `after` in their order, `limit` at most (-1: all), read as they are asked for."""
    return _entries(connection, "seq > ? ORDER BY seq LIMIT ?", (after, limit))


def about(connection: sqlite3.Connection, records: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """The entries about those records, each a kind and a reference, in their order; read as they are asked for."""
    where, params = about_condition(records)
    return _entries(connection, f"{where.removeprefix(' WHERE ')} ORDER BY seq", params)


def about_condition(records: Iterable[tuple[str, str]]) -> tuple[str, tuple[str]]:
    """WHERE for the entries about those records, each a kind and a reference, and its parameter."""
    pairs = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
    return f" WHERE (kind, ref) IN ({pairs})", (json.dumps(list(records)),)


def latest(connection: sqlite3.Connection, limit: int) -> list[Entry]:
    """The last entries of the log, the newest first."""
    return list(_entries(connection, "seq > 0 ORDER BY seq DESC LIMIT ?", (limit,)))


def matching(connection: sqlite3.Connection, where: str, values: Mapping[str, str], limit: int) -> Iterator[Entry]:
    """The latest entries that meet the condition `where`, SQL of ours with named `values`, the newest first."""
    return _entries(connection, f"{where} ORDER BY seq DESC LIMIT {int(limit)}", dict(values))


def last_seq(connection: sqlite3.Connection) -> int:
    """The number of the last entry, 0 for an empty log."""
    return LOG.tail(connection).seq


def seq_at(connection: sqlite3.Connection, moment: datetime) -> int:
    """The number of the last entry written at or before the moment, 0 for none."""
    found = connection.execute("SELECT max(seq) FROM log WHERE at <= ?", (moment_text(moment),)).fetchone()
    return found[0] or 0


def _owned(shape: Shape) -> Iterator[str]:
    """SELECT of kind and reference of a kind's records that are :vendor's, themselves or by the record above."""
    select = f"SELECT '{shape.kind.name}', {shape.table}.ref FROM {shape.table}"
    above = [spec for spec in shape.kind.fields if spec.required and spec.type == "ref"]
    if shape.kind.field("vendor"):
        yield f"{select} WHERE vendor = :vendor"
    elif above and KINDS[above[0].kind].field("vendor"):
        parent, link = quoted(above[0].kind), quoted(above[0].name)
        yield f"{select} JOIN {parent} ON {parent}.ref = {shape.table}.{link} WHERE {parent}.vendor = :vendor"


_OWNED = (
    "SELECT 'vendor' AS kind, :vendor AS ref",
    "SELECT 'standing', :vendor",
    *(select for shape in SHAPES.values() for select in _owned(shape)),
)


def selected(
    connection: sqlite3.Connection, old: str, new: str, reason: str, where: str, params: tuple[Any, ...]
) -> Iterator[Entry]:
    """Entries of which `old`, `new` and `reason` are SQL of ours in place of those columns."""
    columns = f"seq, at, who, account, deed, kind, ref, fields, {old}, {new}, {reason}, prev, hash"
    return _read(connection.execute(f"SELECT {columns} FROM log WHERE {where}", params))


def _entries(connection: sqlite3.Connection, rest: str, params: tuple[Any, ...] | dict[str, Any]) -> Iterator[Entry]:
    return _read(connection.execute(f"SELECT {names(LOG.all_columns)} FROM log WHERE {rest}", params))


def _read(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    for row in rows:
        seq, at, who, account, deed, kind, ref, fields, old, new, reason, prev, hashed = row
        yield Entry(
            seq=seq,
            at=datetime.fromisoformat(at),
            who=who,
            account=account,
            deed=deed,
            kind=kind,
            ref=ref,
            fields=tuple(filter(None, fields.split(","))),
            old=None if old is None else json.loads(old),
            new=json.loads(new),
            reason=reason,
            prev=prev,
            hash=hashed,
        )
