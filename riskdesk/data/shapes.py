"""How a record lies in its table: the columns of each kind, and values on their way in and out.

Text stays text ("" for nothing), a ref is NULL for nothing, a date is ISO text, a bool 0 or 1, many a JSON array.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from riskdesk.data.folding import fold_key
from riskdesk.data.sql_text import SqlValue, moment_text, names, quoted
from riskdesk.errors import BadValue
from riskdesk.rules.records import KINDS, FieldSpec, Kind, Record

R = TypeVar("R", bound=Record)

KEPT_BY_STORE: dict[str, dict[str, Callable[[Record], str]]] = {"vendor": {"folded": lambda item: fold_key(item.ref)}}
"""Columns that no record has: kind, column, and the value that the store works out for a record."""


@dataclass(frozen=True)
class Shape:
    """The table of one kind: `columns` are ref, the fields in their order, and those that the store keeps itself.

    A reader who may not see all reads with `left_out` fields, which no SELECT names and a record has empty, and with
    `masks`: what is selected in place of a column, as SQL of ours.
    """

    kind: Kind
    left_out: frozenset[str] = frozenset()
    masks: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def table(self) -> str:
        """The table's name as SQL takes it."""
        return quoted(self.kind.name)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The columns that a record has: ref first."""
        return ("ref", *(spec.name for spec in self.kind.fields))

    @cached_property
    def kept(self) -> dict[str, Callable[[Record], str]]:
        """The columns that the store works out for itself."""
        return KEPT_BY_STORE.get(self.kind.name, {})

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns in the table's order."""
        return (*self.fields, *self.kept)

    @cached_property
    def select(self) -> str:
        """SELECT of a record's columns from the table, without a condition."""
        return f"SELECT {', '.join(self.masks.get(name) or quoted(name) for name in self._read)} FROM {self.table}"

    @cached_property
    def insert(self) -> str:
        """INSERT of a whole row with one question mark a column."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.table} ({names(self.columns)}) VALUES ({marks})"

    @cached_property
    def update(self) -> str:
        """UPDATE of a whole row, its columns after ref first and the ref last."""
        marks = ", ".join(f"{quoted(column)} = ?" for column in self.columns[1:])
        return f"UPDATE {self.table} SET {marks} WHERE ref = ?"

    def to_row(self, record: Record) -> tuple[SqlValue, ...]:
        """The record as a row of `columns`. Raises BadValue naming kind and field where a value has the wrong type."""
        values = vars(record)
        row: list[SqlValue] = [self._encoded(_REF, values["ref"])]
        row += [self._encoded(spec, values[spec.name]) for spec in self.kind.fields]
        row += [work_out(record) for work_out in self.kept.values()]
        return tuple(row)

    def to_record(self, row: tuple[Any, ...]) -> Any:
        """The record of a row of `select`."""
        values = list(row)
        for place, decode in self._decoders:
            values[place] = decode(values[place])
        record = object.__new__(self.kind.record)
        # The frozen class's own __init__ takes five times as long, and a case file reads half a million answers.
        record.__dict__.update(zip(self._read, values, strict=True))
        if self.left_out:
            record.__dict__.update(self._empty)
        return record

    def to_log(self, record: Record) -> dict[str, Any]:
        """The record's filled fields, without ref, as JSON values."""
        return {
            spec.name: to_json(value)
            for spec in self.kind.fields
            if (value := getattr(record, spec.name)) not in ("", None, ())
        }

    @cached_property
    def _read(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if name not in self.left_out)

    @cached_property
    def _empty(self) -> dict[str, Any]:
        return {item.name: item.default for item in fields(self.kind.record) if item.name in self.left_out}

    @cached_property
    def _decoders(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        read = (spec for spec in self.kind.fields if spec.name not in self.left_out)
        found = ((place, _DECODERS.get(spec.type)) for place, spec in enumerate(read, start=1))
        return tuple((place, decode) for place, decode in found if decode is not None)

    def _encoded(self, spec: FieldSpec, value: Any) -> SqlValue:
        try:
            return _ENCODERS[spec.type](value)
        except (TypeError, ValueError) as wrong:
            what = str(wrong) if type(wrong) is _Unfit else "a value of the wrong type"
            raise BadValue(what, where=f"{self.kind.name}, field {spec.name}") from None


SHAPES: dict[str, Shape] = {name: Shape(kind) for name, kind in KINDS.items()}


_OF_RECORD = {shape.kind.record: shape for shape in SHAPES.values()}


def shape_of(record: type[Record]) -> Shape:
    """The shape of a record class."""
    return _OF_RECORD[record]


def to_json(value: Any) -> Any:
    """A field's value as JSON has it: dates as ISO text, tuples as lists."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_json(spec: FieldSpec, value: Any) -> Any:
    """A field's value from its JSON value: what `to_json` gave, turned back."""
    if spec.type == "many":
        return tuple(value or ())
    if value is None or spec.type not in {"date", "moment"}:
        return value
    return date.fromisoformat(value) if spec.type == "date" else datetime.fromisoformat(value)


def json_to_sql(spec: FieldSpec, value: Any) -> SqlValue:
    """What the column holds for a JSON value of the log; None stands for nothing."""
    if spec.type == "many":
        return _array(tuple(value or ()))
    if spec.type == "bool":
        return None if value is None else int(value)
    if spec.type == "ref":
        return value or None
    if value is None and spec.type not in {"date", "moment", "int"}:
        return ""
    return value  # type: ignore[no-any-return]


def storable(text: str, where: str) -> str:
    """The text itself. Raises BadValue at `where` for NUL and lone surrogates, which SQLite or UTF-8 cannot hold."""
    try:
        return _text(text)
    except _Unfit as wrong:
        raise BadValue(str(wrong), where=where) from None


class _Unfit(ValueError):
    """A value that no column can take, in words."""


_REF = FieldSpec(name="ref", label="Reference", type="text")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if "\x00" in value or (not value.isascii() and not _encodes(value)):
        raise _Unfit("text with signs that cannot be stored")
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _date(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError
    return value.isoformat()


def _moment(value: Any) -> str | None:
    return None if value is None else moment_text(value)


def _int(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    if abs(value) >= 2**53:
        raise _Unfit("a number too large to store")
    return value


def _bool(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, bool):
        raise TypeError
    return int(value)


def _many(value: Any) -> str:
    if not isinstance(value, tuple):
        raise TypeError
    return _array(tuple(_text(part) for part in value))


def _array(parts: tuple[str, ...]) -> str:
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False) if parts else "[]"


_ENCODERS: dict[str, Callable[[Any], SqlValue]] = {
    "text": _text,
    "lines": _text,
    "choice": _text,
    "json": _text,
    "ref": lambda value: _text(value) or None,
    "date": _date,
    "moment": _moment,
    "int": _int,
    "bool": _bool,
    "many": _many,
}

_day = lru_cache(maxsize=4096)(date.fromisoformat)

_DECODERS: dict[str, Callable[[Any], Any]] = {
    "ref": lambda value: value or "",
    "date": lambda value: None if value is None else _day(value),
    "moment": lambda value: None if value is None else datetime.fromisoformat(value),
    "bool": lambda value: None if value is None else value == 1,
    "many": lambda value: () if value == "[]" else tuple(json.loads(value)),
}
