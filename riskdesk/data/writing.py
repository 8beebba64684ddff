"""One change of the register: its records, their log entries and the standings that follow, all or nothing.

A single record goes through SQLModel, which is imported at the first of them; many go through plain SQL.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, TypeVar

from riskdesk.data import footings, handoffs, reading
from riskdesk.data.actor import Actor
from riskdesk.data.log import Change, LogWriter
from riskdesk.data.numbering import Numbering
from riskdesk.data.refusals import refusals
from riskdesk.data.shapes import Shape, shape_of, to_json
from riskdesk.data.sql_text import json_list
from riskdesk.data.standing import StandingRow, logged, put, standing_values
from riskdesk.errors import UnknownField, UnknownRecord
from riskdesk.rules.records import Record

if TYPE_CHECKING:
    from riskdesk.data.orm import RecordSession

R = TypeVar("R", bound=Record)

_BATCH = 1_000


class Writing:
    """A write that is under way: the store opens it, commits it at the end, and rolls all of it back on any error.

    `connection` is for reads that must see what was just written. Every change is logged under the write's deed.
    """

    def __init__(self, connection: sqlite3.Connection, actor: Actor, now: datetime, deed: str, reason: str) -> None:
        self.connection = connection
        self._actor = actor
        self._now = now
        self._log = LogWriter(connection, actor, now, deed, reason)
        self._numbering = Numbering(connection)
        self._session: RecordSession | None = None

    @property
    def seq(self) -> int:
        """The number of the log's last entry, this write's own included."""
        return self._log.tail.seq

    def because(self, reason: str) -> None:
        """Set the reason of the log entries that follow, where only the reading inside this write can tell it."""
        self._log.because(reason)

    def get(self, record_type: type[R], ref: str) -> R | None:
        """The record of that reference as this write sees it, closed ones too, or None."""
        return reading.get(self.connection, record_type, ref)

    def next_ref(self, kind_name: str) -> str:
        """A reference of a counted kind that was never given before (EV-0001, M-0001, ...), another one each time."""
        return self._numbering.take(kind_name)

    def insert(self, record: Record) -> None:
        """Add a record. Raises BadValue, MissingValue, AlreadyThere or UnknownRecord, and then nothing is added."""
        shape = shape_of(type(record))
        row = shape.to_row(record)
        with self._step(), refusals(self.connection, shape.kind.name, row):
            self._records.insert(shape.kind.name, row)
            self._log.add([_added(shape, record)])
        self._numbering.note(shape.kind.name, record.ref)

    def insert_many(self, records: Iterable[Record]) -> int:
        """Add records in their order, what is referred to before what refers, and give their number.

        Raises as `insert` does for the first record that is refused; then none of them is added.
        """
        count = 0
        with self._step():
            for record_type, run in groupby(records, type):
                while batch := list(islice(run, _BATCH)):
                    self._insert_batch(shape_of(record_type), batch)
                    count += len(batch)
        return count

    def change(self, record_type: type[R], ref: str, why: str = "", /, **fields: Any) -> R:
        """Give fields new values and return the record as it is then; the log has only what differs, or no entry.

        `why` is by position alone, for some kinds have a field `reason`; without it the write's reason stands. Raises
        UnknownRecord and UnknownField, else as `insert`.
        """
        old = self._known(record_type, ref)
        return self._replace(old, _changed(old, fields), why)

    def change_many(self, changes: Iterable[tuple[type[Record], str, Mapping[str, Any]]], why: str = "") -> None:
        """Change records as `change` does, each given by class, reference and new values, through plain SQL."""
        with self._step():
            made = [self._changed_row(record_type, ref, dict(fields), why) for record_type, ref, fields in changes]
            self._log.add(change for change in made if change is not None)

    def close(self, record_type: type[R], ref: str, on: date, reason: str) -> R:
        """Close a record on a day with a reason; it stays where it is and leaves the open lists."""
        return self.change(record_type, ref, reason, closed_on=on, closed_reason=reason)

    def put_standing(
        self,
        rows: Iterable[StandingRow],
        causes: Mapping[str, str] | None = None,
        grounds: Mapping[str, str] | None = None,
    ) -> None:
        """Put vendors' standings into the cache, each with its footing from `grounds`, else with none.

        A vendor in `causes` gets a log entry of kind "standing" with its cause, if tier, residual, scores, floors or
        pack differ from what the cache held. Without causes (only the date moved) nothing is logged.
        """
        found = list(rows)
        told = {row.vendor: row for row in found if row.vendor in (causes or {})}
        with self._step():
            before = standing_values(self.connection, json_list(told))
            put(self.connection, found)
            footings.put(self.connection, ((row.vendor, (grounds or {}).get(row.vendor, "")) for row in found))
            changes = (logged(before.get(vendor), row, (causes or {})[vendor]) for vendor, row in told.items())
            self._log.add(change for change in changes if change is not None)

    def shift_standing(self, shifts: Iterable[footings.Shift]) -> None:
        """Change cached standings in what a moved dispute alters; one that moved is logged with its cause."""
        found = list(shifts)
        with self._step():
            footings.shift(self.connection, found)
            self._log.add(change for item in found if (change := item.change()) is not None)

    def hand_off(self, handoff: handoffs.HandOff) -> int:
        """Add to the list of hand-offs, which stands outside the log, and give the entry's number."""
        with self._step():
            return handoffs.record(self.connection, self._actor, self._now, handoff)

    def finish(self) -> None:
        """Let go of the ORM's session; the store calls it before it commits or rolls back."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def _records(self) -> RecordSession:
        if self._session is None:
            from riskdesk.data.orm import RecordSession

            self._session = RecordSession(self.connection)
        return self._session

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A row and its log entry stand or fall together, also when the caller carries on after an error."""
        tail = self._log.tail
        self.connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self._log.tail = tail
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO step")
                self.connection.execute("RELEASE step")
            raise
        self.connection.execute("RELEASE step")

    def _insert_batch(self, shape: Shape, batch: list[Record]) -> None:
        rows = [shape.to_row(record) for record in batch]
        try:
            with self._step():
                self.connection.executemany(shape.insert, rows)
                self._log.add(_added(shape, record) for record in batch)
        except sqlite3.IntegrityError:
            # One at a time tells which of them it was; the error that this raises is the caller's.
            with self._step():
                for record, row in zip(batch, rows, strict=True):
                    with refusals(self.connection, shape.kind.name, row):
                        self.connection.execute(shape.insert, row)
                    self._log.add([_added(shape, record)])
        for record in batch:
            self._numbering.note(shape.kind.name, record.ref)

    def _known(self, record_type: type[R], ref: str) -> R:
        found = self.get(record_type, ref)
        if found is None:
            kind = shape_of(record_type).kind
            raise UnknownRecord(f"no {kind.name} has that reference", where=kind.name, remedy="Look at the list first.")
        return found

    def _replace(self, old: R, new: R, why: str) -> R:
        shape = shape_of(type(old))
        row, change = shape.to_row(new), _change(shape, old, new, why)
        if change is not None:
            with self._step(), refusals(self.connection, shape.kind.name, row):
                self._records.change(shape.kind.name, row)
                self._log.add([change])
        return new

    def _changed_row(self, record_type: type[Record], ref: str, fields: dict[str, Any], why: str) -> Change | None:
        """Write a record's new values and give their log entry, which is the caller's to add."""
        old = self._known(record_type, ref)
        new, shape = _changed(old, fields), shape_of(record_type)
        row, change = shape.to_row(new), _change(shape, old, new, why)
        if change is not None:
            with refusals(self.connection, shape.kind.name, row):
                self.connection.execute(shape.update, (*row[1:], row[0]))
        return change


def _changed(old: R, fields: dict[str, Any]) -> R:
    kind = shape_of(type(old)).kind
    for name in fields:
        if kind.field(name) is None:
            known = ", ".join(spec.name for spec in kind.fields)
            raise UnknownField(f"{kind.name} has no field {name!r}", remedy=f"fields: {known}")
    return dataclasses.replace(old, **fields)


def _added(shape: Shape, record: Record) -> Change:
    return Change(shape.kind.name, record.ref, None, shape.to_log(record))


def _change(shape: Shape, old: Record, new: Record, why: str) -> Change | None:
    """The log's entry for the fields that differ, None where none does."""
    was, row = shape.to_row(old), shape.to_row(new)
    changed = [name for name, a, b in zip(shape.fields, was, row, strict=False) if a != b]
    if not changed:
        return None
    return Change(shape.kind.name, old.ref, _values(old, changed), _values(new, changed), why)


def _values(record: Record, fields: list[str]) -> dict[str, Any]:
    return {name: to_json(getattr(record, name)) for name in fields}
