"""What a person types into a field of a record, read and shown: text on one side, typed values on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from riskdesk.errors import BadValue, MissingValue, UnknownField
from riskdesk.rules.records import FieldSpec, Kind
from riskdesk.rules.text import LONGEST_BLOCK as LONGEST_BLOCK
from riskdesk.rules.text import LONGEST_LINE as LONGEST_LINE
from riskdesk.rules.text import clean_block, clean_line

EMPTY: dict[str, Any] = {"date": None, "moment": None, "int": None, "bool": None, "many": ()}
_YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


def read_field(kind: Kind, spec: FieldSpec, typed: str) -> Any:
    """The value that `typed` means for the field; an empty text is the field's empty value.

    Raises BadValue naming kind, field and what it takes.
    """
    bare = typed.strip()
    if not bare:
        return EMPTY.get(spec.type, "")
    try:
        return _READERS[spec.type](spec, bare)
    except ValueError as wrong:
        raise BadValue(str(wrong), where=f"{kind.name}, field {spec.name}", remedy=takes(spec)) from None


def read_fields(kind: Kind, typed: Mapping[str, str]) -> dict[str, Any]:
    """The typed values of several fields. Raises UnknownField naming the fields there are, BadValue as read_field."""
    return {name: read_field(kind, _named(kind, name), text) for name, text in typed.items()}


def check_required(kind: Kind, values: Mapping[str, Any]) -> None:
    """Raise MissingValue naming the first required field that `values` leaves empty."""
    for spec in kind.fields:
        if spec.required and values.get(spec.name) in ("", None, ()):
            raise MissingValue("this field must be filled", where=f"{kind.name}, field {spec.name}", remedy=takes(spec))


def show_field(spec: FieldSpec, value: Any) -> str:
    """How a person reads the value: labels for choices, yes or no, ISO dates, "" for nothing recorded."""
    if value in ("", None, ()):
        return ""
    labels = {item.value: item.label for item in spec.choices}
    if spec.type == "many":
        return ", ".join(labels.get(part, part) for part in value)
    if spec.type == "bool":
        return "yes" if value else "no"
    if spec.type == "moment":
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return labels.get(value, str(value))


def type_field(spec: FieldSpec, value: Any) -> str:
    """What a person would type to get the value: the stored words, so that reading it back gives the same."""
    if spec.type == "many":
        return ", ".join(value)
    return value if spec.type == "choice" else show_field(spec, value)


def takes(spec: FieldSpec) -> str:
    """One line that says what the field takes."""
    if spec.choices:
        several = "any of, with commas between: " if spec.type == "many" else "one of: "
        return several + ", ".join(item.value for item in spec.choices)
    if spec.type == "int" and spec.low is not None:
        return f"a whole number from {spec.low}" + (f" to {spec.high}" if spec.high is not None else "")
    kinds = {
        "date": "a date as 2026-11-23",
        "bool": "yes or no",
        "int": "a whole number",
        "ref": f"a {spec.kind} reference",
    }
    return kinds.get(spec.type, "text")


def _named(kind: Kind, name: str) -> FieldSpec:
    spec = kind.field(name)
    if spec is None or name in {"closed_on", "closed_reason"}:
        known = ", ".join(item.name for item in kind.fields[:-2])
        raise UnknownField(f"{kind.name} has no field {name!r}", remedy=f"fields: {known}")
    return spec


def _line(_spec: FieldSpec, typed: str) -> str:
    if len(typed) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE} characters")
    return clean_line(typed)


def _block(_spec: FieldSpec, typed: str) -> str:
    if len(typed) > LONGEST_BLOCK:
        raise ValueError(f"longer than {LONGEST_BLOCK} characters")
    return clean_block(typed)


def read_day(typed: str) -> date:
    """A date typed as 2026-11-23; ValueError otherwise."""
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError("not a date") from None


def _moment(_spec: FieldSpec, typed: str) -> datetime:
    try:
        found = datetime.fromisoformat(typed.removesuffix(" UTC"))
    except ValueError:
        raise ValueError("not a date and time") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _number(spec: FieldSpec, typed: str) -> int:
    if not typed.removeprefix("-").isdecimal() or len(typed) > 15:
        raise ValueError("not a whole number")
    found = int(typed)
    if (spec.low is not None and found < spec.low) or (spec.high is not None and found > spec.high):
        raise ValueError("out of range")
    return found


def _yes_no(_spec: FieldSpec, typed: str) -> bool:
    if typed.casefold() not in _YES_NO:
        raise ValueError("neither yes nor no")
    return _YES_NO[typed.casefold()]


def _choice(spec: FieldSpec, typed: str) -> str:
    for item in spec.choices:
        if typed.casefold() in {item.value.casefold(), item.label.casefold()}:
            return item.value
    raise ValueError("not one of the allowed values")


def _many(spec: FieldSpec, typed: str) -> tuple[str, ...]:
    picked = {_choice(spec, part.strip()) for part in typed.split(",") if part.strip()}
    return tuple(item.value for item in spec.choices if item.value in picked)


_READERS: dict[str, Callable[[FieldSpec, str], Any]] = {
    "text": _line,
    "json": _line,
    "ref": _line,
    "lines": _block,
    "date": lambda _spec, typed: read_day(typed),
    "moment": _moment,
    "int": _number,
    "bool": _yes_no,
    "choice": _choice,
    "many": _many,
}
