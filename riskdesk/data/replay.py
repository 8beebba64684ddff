"""The register as it stood at any moment, built from the log alone, and the comparison of the log with the tables."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from riskdesk.data import log, standing
from riskdesk.data.connecting import connect, faults
from riskdesk.data.opening import Way
from riskdesk.data.shapes import SHAPES, Shape, json_to_sql
from riskdesk.data.sql_text import SqlValue, names
from riskdesk.data.standing import StandingRow
from riskdesk.data.store import Store

Values = dict[str, dict[str, dict[str, Any]]]
"""JSON values by kind, reference and field."""


class PastStore(Store):
    """A read-only store that holds the register and its log as they stood after entry `seq`; closing it removes it.

    It has the present vault, an empty list of hand-offs and, until `put_standing`, an empty cache of standings.
    """

    def __init__(self, way: Way, present: Store, seq: int) -> None:
        super().__init__(way, present.vault)
        self.seq = seq
        self._remove = weakref.finalize(self, shutil.rmtree, way.path.parent, ignore_errors=True)

    def put_standing(self, rows: Iterable[StandingRow]) -> None:
        """Fill the cache with standings worked out for the past moment."""
        with faults(self.path), closing(connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            standing.put(connection, rows)
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections and remove the file."""
        super().close()
        self._remove()


@dataclass(frozen=True)
class Difference:
    """A record whose row is not what the log says: `what` says how, `fields` which."""

    kind: str
    ref: str
    what: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.kind} {self.ref}: {self.what}{told}"


def replayed(store: Store, at: datetime | int) -> PastStore:
    """The register as it stood at a moment, or after the log entry of that number, as a store of its own.

    A temporary file (0600) that goes when the store is closed. Raises StoreFull or StoreUnusable.
    """
    folder = Path(tempfile.mkdtemp(prefix="riskdesk-"))
    path = folder / "register.db"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with store.read() as present, faults(path), closing(connect(path)) as past:
            seq = at if isinstance(at, int) else log.seq_at(present, at)
            seq = max(0, min(seq, log.last_seq(present)))
            _build(present, past, seq)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return PastStore(Way(path, "rw", read_only=True, wait=0), store, seq)


def compare(store: Store) -> list[Difference]:
    """Where the tables and a replay of the whole log differ; an empty list where they agree."""
    with store.read() as connection:
        told = _values_at(connection, log.last_seq(connection))
        return [found for shape in SHAPES.values() for found in _differences(connection, shape, told)]


def _build(present: sqlite3.Connection, past: sqlite3.Connection, seq: int) -> None:
    # It is thrown away after use, and what was once allowed may be refused today.
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "synchronous = OFF", "journal_mode = MEMORY"):
        past.execute(f"PRAGMA {pragma}")
    past.execute("BEGIN")
    for name in ("application_id", "user_version"):
        past.execute(f"PRAGMA {name} = {present.execute(f'PRAGMA {name}').fetchone()[0]}")
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type <> 'table', type <> 'index', name"
    for (statement,) in present.execute(made):
        past.execute(statement)
    told = _values_at(present, seq)
    for shape in SHAPES.values():
        past.executemany(shape.insert, _rows(shape, told))
    _copy(present, past, "log", f"WHERE seq <= {seq} ORDER BY seq")
    _copy(present, past, "meta")
    _copy(present, past, "alembic_version")
    past.execute("COMMIT")


def _copy(present: sqlite3.Connection, past: sqlite3.Connection, table: str, rest: str = "") -> None:
    found = present.execute(f"SELECT * FROM {table} {rest}")
    marks = ", ".join("?" * len(found.description))
    past.executemany(f"INSERT INTO {table} VALUES ({marks})", found)


def _values_at(connection: sqlite3.Connection, seq: int) -> Values:
    """What the log says of every record up to entry `seq`."""
    told: Values = {name: {} for name in SHAPES}
    for kind, ref, new in connection.execute("SELECT kind, ref, new FROM log WHERE seq <= ? ORDER BY seq", (seq,)):
        # Standings are no records: they follow from them.
        if kind in told:
            told[kind].setdefault(ref, {}).update(json.loads(new))
    return told


def _rows(shape: Shape, told: Values) -> Iterator[tuple[SqlValue, ...]]:
    for ref, values in told[shape.kind.name].items():
        fields = (ref, *(json_to_sql(spec, values.get(spec.name)) for spec in shape.kind.fields))
        record = shape.to_record(fields) if shape.kept else None
        yield (*fields, *(work_out(record) for work_out in shape.kept.values() if record is not None))


def _differences(connection: sqlite3.Connection, shape: Shape, told: Values) -> Iterator[Difference]:
    expected = {row[0]: row for row in _rows(shape, told)}
    for row in connection.execute(f"SELECT {names(shape.columns)} FROM {shape.table} ORDER BY ref"):
        logged = expected.pop(row[0], None)
        if logged is None:
            yield Difference(shape.kind.name, row[0], "is in the register and not in the log")
        elif logged != row:
            fields = tuple(name for name, a, b in zip(shape.columns, logged, row, strict=True) if a != b)
            yield Difference(shape.kind.name, row[0], "is not what the log says", fields)
    for ref in expected:
        yield Difference(shape.kind.name, str(ref), "is in the log and not in the register")
