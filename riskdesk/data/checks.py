"""The CHECK constraint of each column, from the field that it holds: what the tables refuse whatever wrote to them."""

from __future__ import annotations

from riskdesk.data.sql_text import quoted
from riskdesk.rules.records import FieldSpec

LARGEST = 2**53 - 1
"""The largest whole number that canonical JSON, and with it the log, can hold."""


def check_of(spec: FieldSpec) -> str:
    """The condition, as SQL, that the field's column must meet, or "" for none. NULL is not its matter."""
    column = quoted(spec.name)
    parts = {
        "choice": _choice,
        "date": lambda _spec, name: day_check(name),
        "moment": lambda _spec, name: moment_check(name),
        "int": _number,
        "bool": lambda _spec, name: flag_check(name),
        "many": _many,
        "ref": lambda _spec, name: f"{name} <> ''",
        "json": _json,
    }.get(spec.type, _text)
    return parts(spec, column)


def day_check(column: str) -> str:
    """A date that the calendar has, as YYYY-MM-DD. The modifier is needed: plain date() lets 30 February through."""
    return f"{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND {column} = date({column}, '+0 days')"


def moment_check(column: str) -> str:
    """A UTC moment to the microsecond, of one length."""
    return f"length({column}) = 27 AND {column} GLOB '????-??-??T??:??:??.??????Z'"


def flag_check(column: str) -> str:
    """A yes or a no."""
    return f"{column} IN (0, 1)"


def range_check(column: str, low: int, high: int) -> str:
    """A whole number within bounds, or NULL, which has a type of its own."""
    return f"typeof({column}) IN ('integer', 'null') AND {column} BETWEEN {low} AND {high}"


def words_check(column: str, words: tuple[str, ...]) -> str:
    """One of some words."""
    return f"{column} IN ({', '.join(_literal(word) for word in words)})"


def _literal(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _choice(spec: FieldSpec, column: str) -> str:
    allowed = tuple(item.value for item in spec.choices)
    return words_check(column, allowed if spec.required else ("", *allowed))


def _number(spec: FieldSpec, column: str) -> str:
    low = -LARGEST if spec.low is None else spec.low
    return range_check(column, low, LARGEST if spec.high is None else spec.high)


def _text(spec: FieldSpec, column: str) -> str:
    return f"{column} <> ''" if spec.required else ""


def _json(spec: FieldSpec, column: str) -> str:
    valid = f"json_valid({column})"
    return valid if spec.required else f"{column} = '' OR {valid}"


def _many(spec: FieldSpec, column: str) -> str:
    shape = f"json_valid({column}) AND json_type({column}) = 'array'"
    return f"{shape} AND {column} <> '[]'" if spec.required else shape
