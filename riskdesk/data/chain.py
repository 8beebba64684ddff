"""Lists that only grow: each entry holds the hash of the one before it, so that a gap or a change shows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import rfc8785

from riskdesk.data.canonical import canonical
from riskdesk.data.schema import GENESIS
from riskdesk.data.sql_text import SqlValue, names, quoted

_ROWS = 250


@dataclass(frozen=True)
class Tail:
    """The end of a chain: number and hash of its last entry."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Chain:
    """A chained table: seq, its own `columns`, prev, hash. The hash is SHA-256 of the canonical JSON of the others."""

    table: str
    columns: tuple[str, ...]

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The table's columns in their order."""
        return ("seq", *self.columns, "prev", "hash")

    def tail(self, connection: sqlite3.Connection) -> Tail:
        """Where the chain ends now."""
        last = connection.execute(f"SELECT seq, hash FROM {quoted(self.table)} ORDER BY seq DESC LIMIT 1").fetchone()
        return Tail(*last) if last else Tail()

    def append(self, connection: sqlite3.Connection, tail: Tail, entries: Iterable[tuple[SqlValue, ...]]) -> Tail:
        """Add `entries` (values of `columns`) after `tail` and give the new end. The caller's transaction holds it."""
        linked = list(self._linked(tail, entries))
        if not linked:
            return tail
        into = f"INSERT INTO {quoted(self.table)} ({names(self.all_columns)}) VALUES "
        marks = f"({', '.join('?' * len(self.all_columns))})"
        # Many rows a statement: inside a savepoint, SQLite goes through all it has to undo after each statement.
        for start in range(0, len(linked), _ROWS):
            part = linked[start : start + _ROWS]
            connection.execute(into + ", ".join([marks] * len(part)), tuple(chain.from_iterable(part)))
        return Tail(int(str(linked[-1][0])), str(linked[-1][-1]))

    def first_bad(self, connection: sqlite3.Connection) -> int | None:
        """The number of the first entry that is missing or is not what was written, None where all hold."""
        before = Tail()
        for row in connection.execute(f"SELECT {names(self.all_columns)} FROM {quoted(self.table)} ORDER BY seq"):
            entry = dict(zip(self.all_columns, row, strict=True))
            if entry["seq"] != before.seq + 1:
                return before.seq + 1
            if entry["prev"] != before.hash or entry.pop("hash") != _hash_found(entry):
                return before.seq + 1
            before = Tail(row[0], row[-1])
        return None

    def _linked(self, tail: Tail, entries: Iterable[tuple[SqlValue, ...]]) -> Iterator[tuple[SqlValue, ...]]:
        for entry in entries:
            values = dict(zip(self.columns, entry, strict=True))
            hashed = entry_hash({"seq": tail.seq + 1, **values, "prev": tail.hash})
            yield (tail.seq + 1, *entry, tail.hash, hashed)
            tail = Tail(tail.seq + 1, hashed)


def entry_hash(values: Mapping[str, SqlValue]) -> str:
    """SHA-256, in hex, of the canonical JSON of an entry's columns without its hash."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def _hash_found(values: Mapping[str, SqlValue]) -> str:
    """The same of what stands in the table, by another hand than wrote it; "" for what JSON cannot hold."""
    try:
        return hashlib.sha256(rfc8785.dumps(dict(values))).hexdigest()
    except rfc8785.CanonicalizationError:
        return ""
