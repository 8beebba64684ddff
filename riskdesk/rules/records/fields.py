"""How a record kind declares its fields once; forms, tables, command line, sheets and dictionary all read this."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal["text", "lines", "date", "moment", "int", "bool", "choice", "many", "ref", "json"]


@dataclass(frozen=True)
class Choice:
    """One allowed value of a choice field: what is stored and what a person reads."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldSpec:
    """What a field of a record is: everything a form, a column or a sheet needs to know about it.

    `kind` names the record kind that a ref points to. `counsel` fields never leave with an outside profile
    (DOMAIN 7). `low` and `high` bound an int. `feeds` says which question, factor or date the field moves.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    kind: str = ""
    help: str = ""
    feeds: str = ""
    counsel: bool = False
    low: int | None = None
    high: int | None = None


_EMPTY: dict[str, Any] = {"date": None, "moment": None, "int": None, "bool": None, "many": ()}


def _declare(type_: FieldType, label: str, **settings: Any) -> Any:
    spec = {"label": label, "type": type_, **settings}
    return dataclasses.field(default=_EMPTY.get(type_, ""), metadata={"spec": spec})


def text(label: str, **settings: Any) -> Any:
    """One line of text, "" where nothing is recorded."""
    return _declare("text", label, **settings)


def lines(label: str, **settings: Any) -> Any:
    """Text of several lines, "" where nothing is recorded."""
    return _declare("lines", label, **settings)


def day(label: str, **settings: Any) -> Any:
    """A date without a time, None where nothing is recorded."""
    return _declare("date", label, **settings)


def moment(label: str, **settings: Any) -> Any:
    """A UTC moment, None where nothing is recorded."""
    return _declare("moment", label, **settings)


def number(label: str, **settings: Any) -> Any:
    """A whole number, None where nothing is recorded."""
    return _declare("int", label, **settings)


def yes_no(label: str, **settings: Any) -> Any:
    """True, False, or None where nobody has said."""
    return _declare("bool", label, **settings)


def choice(label: str, choices: dict[str, str], **settings: Any) -> Any:
    """One of the stored values of `choices` (value to label), "" where nothing is recorded."""
    return _declare("choice", label, choices=tuple(Choice(*pair) for pair in choices.items()), **settings)


def many(label: str, choices: dict[str, str], **settings: Any) -> Any:
    """A tuple of the stored values of `choices`, () where nothing is recorded."""
    return _declare("many", label, choices=tuple(Choice(*pair) for pair in choices.items()), **settings)


def ref(label: str, kind: str, **settings: Any) -> Any:
    """The reference of a record of `kind`, "" where nothing is recorded."""
    return _declare("ref", label, kind=kind, **settings)


def json_value(label: str, **settings: Any) -> Any:
    """Canonical JSON text of a structured value, "" where nothing is recorded."""
    return _declare("json", label, **settings)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: a reference, and, once closed, when and why. Records are closed, never deleted."""

    ref: str
    closed_on: Any = day("Closed on")
    closed_reason: str = text("Closed because")

    @property
    def open(self) -> bool:
        """True until the record is closed."""
        return self.closed_on is None


def specs(record: type[Record]) -> tuple[FieldSpec, ...]:
    """The fields of a record kind in the order they are declared, without `ref`; closing comes last."""
    found = [
        FieldSpec(name=item.name, **item.metadata["spec"])
        for item in dataclasses.fields(record)
        if "spec" in item.metadata
    ]
    return tuple(found[2:] + found[:2])
