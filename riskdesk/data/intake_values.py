"""Whether the values of a register that comes back are of the types that the store can hold and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from riskdesk.data.canonical import canonical
from riskdesk.data.checks import LARGEST
from riskdesk.data.shapes import SHAPES, from_json, storable
from riskdesk.data.sql_text import SqlValue, moment_text
from riskdesk.errors import BadValue, MissingValue
from riskdesk.rules.records import KINDS, FieldSpec

STANDING = "standing"
"""What the log calls a vendor's standing, which is no record."""

Values = Mapping[str, Any]


def row_of(kind: str, values: Values) -> tuple[SqlValue, ...]:
    """The record's row. Raises BadValue and its kin for a field that there is not or a value that it cannot take."""
    check_plain("ref", values.get("ref"), str)
    known = {spec.name: spec for spec in KINDS[kind].fields}
    for name, value in values.items():
        if name != "ref":
            if name not in known:
                raise BadValue("this kind of record has no such field", where=storable(name, "name of a field"))
            _check_value(known[name], value)
            if value in ("", None, []):
                raise BadValue("an empty field is left out", where=name)
            _check_words(known[name], value)
    lacking = [name for name, spec in known.items() if spec.required and name not in values]
    if lacking:
        raise MissingValue("this field must be filled", where=lacking[0])
    shape = SHAPES[kind]
    fields = {name: from_json(spec, values[name]) for name, spec in known.items() if name in values}
    return shape.to_row(shape.kind.record(ref=values["ref"], **fields))


def check_content(entry: Values) -> None:
    """Whether a log entry says something that the register can read again."""
    for name in ("old", "new"):
        if entry[name] is not None:
            _check_said(entry["kind"], _parsed(name, entry[name]), name)
    if entry["kind"] not in KINDS and entry["kind"] != STANDING:
        raise BadValue("no such kind of record", where="kind")
    if not entry["ref"] or set(filter(None, entry["fields"].split(","))) != set(json.loads(entry["new"])):
        raise BadValue("its fields are not those of its new values", where="fields")


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        if isinstance(found, dict) and canonical(found) == text:
            return found
    except (ValueError, RecursionError):
        pass
    raise BadValue("not the canonical JSON of an object", where=name)


def _check_said(kind: str, values: Values, where: str) -> None:
    fields = {spec.name: spec for spec in KINDS[kind].fields} if kind in KINDS else {}
    for name, value in values.items():
        if name in fields and value is not None:
            _check_value(fields[name], value)
        else:
            _check_loose(value, f"{where}, {storable(name, where)}")


def _check_loose(value: Any, where: str) -> None:
    """A value of a standing, or of a field that there is no more: a text, a whole number, or a list of those."""
    parts = value if isinstance(value, list) else [value]
    for part in parts:
        if part is not None and not isinstance(part, str | int):
            raise BadValue("a value of the wrong type", where=where)


def _check_value(spec: FieldSpec, value: Any) -> None:
    """Whether the value is of the field's type."""
    types: dict[str, type] = {"int": int, "bool": bool, "many": list}
    check_plain(spec.name, value, types.get(spec.type, str))
    if spec.type == "many":
        for part in value:
            check_plain(spec.name, part, str)
    elif spec.type == "moment":
        check_moment(value, spec.name)
    elif spec.type == "date":
        _day(value, spec.name)
    elif spec.type == "json" and value:
        _check_answered(value, spec.name)


def _check_answered(text: str, where: str) -> None:
    """Whether it is what `Value.to_json` gives: an option, marks by item, and plain values by field."""
    parts = _parsed(where, text)
    check_plain(where, parts.pop("option", ""), str)
    items, fields = parts.pop("items", {}), parts.pop("fields", {})
    check_plain(where, items, dict)
    check_plain(where, fields, dict)
    if parts or not all(isinstance(mark, str) for mark in items.values()):
        raise BadValue("not an option, items and fields", where=where)
    for value in fields.values():
        _check_loose(value, where)


def _check_words(spec: FieldSpec, value: Any) -> None:
    words = {item.value for item in spec.choices}
    if words and not words.issuperset(value if isinstance(value, list) else [value]):
        raise BadValue("a value that this field cannot take", where=spec.name)


def check_plain(name: str, value: Any, kind: type) -> None:
    """Raise BadValue for another type, a number beyond what JSON keeps exactly, or text that cannot be stored."""
    if type(value) is not kind or (isinstance(value, int) and abs(value) > LARGEST):
        raise BadValue("a value of the wrong type", where=name)
    if isinstance(value, str):
        storable(value, name)


def check_names(values: Values, wanted: Iterable[str]) -> None:
    """Raise BadValue where a member is missing or is one too many."""
    if set(values) != set(wanted):
        raise BadValue("these members and no others belong here: " + ", ".join(wanted))


def _day(text: str, where: str) -> None:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return
    except ValueError:
        pass
    raise BadValue("not a date as 2026-11-23", where=where)


def check_moment(text: str, where: str) -> None:
    """Raise BadValue for what is not the text of a moment."""
    try:
        if moment_text(datetime.fromisoformat(text)) == text:
            return
    except ValueError:
        pass
    raise BadValue("not a moment as 2026-11-23T09:00:00.000000Z", where=where)
