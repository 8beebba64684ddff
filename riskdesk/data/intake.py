"""A whole register put back into an empty store: each entry and record is checked before it is let in.

Both chains are followed by their hashes, and each record must be what the log says of it. What is refused here is
refused for its content; where it stood in the document is for the caller to say.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from riskdesk.data.canonical import canonical
from riskdesk.data.chain import Chain, Tail, entry_hash
from riskdesk.data.handoffs import HANDOFF
from riskdesk.data.intake_values import STANDING, check_content, check_moment, check_names, check_plain, row_of
from riskdesk.data.log import LOG
from riskdesk.data.refusals import refusals
from riskdesk.data.shapes import SHAPES
from riskdesk.data.sql_text import names, quoted
from riskdesk.errors import ImportRefused
from riskdesk.rules.records import KINDS

_FORGED = "Take a copy that nobody edited: the hashes show that this one was changed."

Values = Mapping[str, Any]


class ChainIntake:
    """The entries of one chained table, taken in their order."""

    def __init__(self, connection: sqlite3.Connection, chain: Chain, whole: frozenset[str]) -> None:
        self._connection = connection
        self._chain = chain
        self._types: dict[str, type] = {name: int if name in whole | {"seq"} else str for name in chain.all_columns}
        marks = ", ".join("?" * len(chain.all_columns))
        self._insert = f"INSERT INTO {quoted(chain.table)} ({names(chain.all_columns)}) VALUES ({marks})"
        self._tail = Tail()

    def take(self, entry: Values) -> None:
        """Add the next entry. Raises ImportRefused where it does not follow from the one before."""
        check_names(entry, self._types)
        for name, kind in self._types.items():
            if not (name == "old" and entry[name] is None):
                check_plain(name, entry[name], kind)
        check_moment(entry["at"], "at")
        if (entry["seq"], entry["prev"]) != (self._tail.seq + 1, self._tail.hash):
            raise ImportRefused("this entry does not follow the one before it", where="seq", remedy=_FORGED)
        if entry["hash"] != entry_hash({name: entry[name] for name in entry if name != "hash"}):
            raise ImportRefused("its content is not what its hash covers", where="hash", remedy=_FORGED)
        self._connection.execute(self._insert, [entry[name] for name in self._chain.all_columns])
        self._tail = Tail(entry["seq"], entry["hash"])


class Intake:
    """A register on its way into the store behind `connection`, inside a transaction of the caller's.

    First hand-offs and log entries in their order, then each kind's records by name and reference, then `finish`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # What a record refers to may come later: it is all looked up at the end.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        self._handoffs = ChainIntake(connection, HANDOFF, frozenset({"bytes", "log_seq"}))
        self._log = ChainIntake(connection, LOG, frozenset())
        self._told: Iterator[tuple[str, str, Values]] | None = None
        self.entries = self.handoffs = self.records = self.files = 0

    def created(self, meta: Values) -> None:
        """Set when the store was made."""
        check_names(meta, ("created_at",))
        check_moment(meta["created_at"], "created_at")
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'created_at'", (meta["created_at"],))

    def handoff(self, entry: Values) -> None:
        """Add the next hand-off. Raises ImportRefused or BadValue."""
        self._handoffs.take(entry)
        self.handoffs += 1

    def entry(self, entry: Values) -> None:
        """Add the next log entry. Raises ImportRefused or BadValue."""
        self._log.take(entry)
        check_content(entry)
        self.entries += 1

    def record(self, kind: str, values: Values) -> None:
        """Add a record. Raises ImportRefused where it is not what the log says, BadValue's kin for a wrong value."""
        row = row_of(kind, values)
        expected = self._expected()
        if expected is None or expected[:2] != (kind, values["ref"]):
            raise _unlike(expected, kind, values["ref"])
        filled = {name: value for name, value in values.items() if name != "ref"}
        if canonical(filled) != canonical(_filled(kind, expected[2])):
            differing = [name for name in SHAPES[kind].fields if filled.get(name) != expected[2].get(name, None)]
            raise ImportRefused("not what the log says", where=", ".join(differing), remedy=_FORGED)
        with refusals(self._connection, kind, row):
            self._connection.execute(SHAPES[kind].insert, row)
        self.records += 1
        self.files += kind == "evidence" and bool(values.get("sha256"))

    def finish(self) -> None:
        """Check that nothing is missing. Raises ImportRefused."""
        missing = self._expected()
        if missing is not None:
            raise _unlike(missing, "", "")
        for table, row, other, _ in self._connection.execute("PRAGMA foreign_key_check"):
            ref = self._connection.execute(f"SELECT ref FROM {quoted(table)} WHERE rowid = ?", (row,)).fetchone()[0]
            raise ImportRefused(f"it names a {other} that is not there", where=f"{table} {ref}", remedy=_FORGED)

    def _expected(self) -> tuple[str, str, Values] | None:
        """The next record by the log, in the order of kinds and references; None after the last."""
        if self._told is None:
            self._told = _told(self._connection)
        return next(self._told, None)


def _told(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Values]]:
    """What the log says of each record. The log's own index has this order, so nothing is sorted or held."""
    sql = "SELECT kind, ref, new FROM log ORDER BY kind, ref, seq"
    for (kind, ref), rows in groupby(connection.execute(sql), lambda row: (row[0], row[1])):
        if kind != STANDING:
            values: dict[str, Any] = {}
            for row in rows:
                values.update(json.loads(row[2]))
            yield kind, ref, values


def _unlike(expected: tuple[str, str, Values] | None, kind: str, ref: str) -> ImportRefused:
    """The refusal where records and log do not name the same."""
    if expected is None or (kind and (kind, ref) < expected[:2]):
        return ImportRefused("the log says nothing of this record", where=kind, remedy=_FORGED)
    return ImportRefused(f"before it a {expected[0]} is missing that the log tells of", where=kind, remedy=_FORGED)


def _filled(kind: str, told: Values) -> Values:
    known = {spec.name for spec in KINDS[kind].fields}
    return {name: value for name, value in told.items() if name in known and value not in ("", None, [])}
