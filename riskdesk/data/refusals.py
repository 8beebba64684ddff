"""What the tables refuse, in words: which kind and field it was, never the value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from riskdesk.data.shapes import SHAPES
from riskdesk.data.sql_text import SqlValue, quoted
from riskdesk.errors import AlreadyThere, BadValue, MissingValue, RiskdeskError, UnknownRecord
from riskdesk.rules.forms import takes

_CHECK = "CHECK constraint failed: "
_NULL = "NOT NULL constraint failed: "
_UNIQUE = "UNIQUE constraint failed: "


@contextmanager
def refusals(connection: sqlite3.Connection, kind: str, row: tuple[SqlValue, ...]) -> Iterator[None]:
    """Turns the failed constraint of a row of `kind`, given in the order of its columns, into a refusal.

    BadValue for a CHECK, MissingValue for an empty required field, AlreadyThere for a reference that is taken,
    UnknownRecord for a reference to nothing.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise (_named(str(error)) or _unknown(connection, kind, row) or error) from None


def _named(message: str) -> RiskdeskError | None:
    for beginning, make in ((_CHECK, _bad), (_NULL, _empty), (_UNIQUE, _taken)):
        if message.startswith(beginning):
            kind, _, field = message.removeprefix(beginning).partition(".")
            return make(kind, field.split(",")[0])
    return None


def _bad(kind: str, field: str) -> RiskdeskError:
    return BadValue("a value that this field cannot take", where=_where(kind, field), remedy=_takes(kind, field))


def _empty(kind: str, field: str) -> RiskdeskError:
    return MissingValue("this field must be filled", where=_where(kind, field), remedy=_takes(kind, field))


def _taken(kind: str, _field: str) -> RiskdeskError:
    return AlreadyThere("the reference is taken", where=kind, remedy="Use another one, or edit the record that has it.")


def _unknown(connection: sqlite3.Connection, kind: str, row: tuple[SqlValue, ...]) -> RiskdeskError | None:
    shape = SHAPES[kind]
    values = dict(zip(shape.columns, row, strict=True))
    for spec in shape.kind.fields:
        value = values[spec.name]
        if spec.type == "ref" and value is not None and value != values["ref"]:
            sql = f"SELECT 1 FROM {quoted(spec.kind)} WHERE ref = ?"
            if connection.execute(sql, (value,)).fetchone() is None:
                what = f"no {spec.kind} has that reference"
                return UnknownRecord(
                    what, where=_where(kind, spec.name), remedy="Correct it, or add that record first."
                )
    return None


def _where(kind: str, field: str) -> str:
    return f"{kind}, field {field}"


def _takes(kind: str, field: str) -> str:
    spec = SHAPES[kind].kind.field(field) if kind in SHAPES else None
    return takes(spec) if spec else ""
