"""What people type into fields: read, shown, and typed back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from riskdesk.errors import BadValue, MissingValue, UnknownField
from riskdesk.rules.forms import (
    LONGEST_BLOCK,
    LONGEST_LINE,
    check_required,
    read_day,
    read_field,
    read_fields,
    show_field,
    takes,
    type_field,
)
from riskdesk.rules.records import KINDS
from riskdesk.rules.records.fields import Choice, FieldSpec

KIND = KINDS["dispute"]
CHOICES = (Choice("S4", "S4 past dismissal"), Choice("SU", "SU sealed"))
SPECS = {
    "text": FieldSpec("f", "F", "text"),
    "lines": FieldSpec("f", "F", "lines"),
    "json": FieldSpec("f", "F", "json"),
    "ref": FieldSpec("f", "F", "ref", kind="vendor"),
    "date": FieldSpec("f", "F", "date"),
    "moment": FieldSpec("f", "F", "moment"),
    "int": FieldSpec("f", "F", "int"),
    "bounded": FieldSpec("f", "F", "int", low=0, high=5),
    "from": FieldSpec("f", "F", "int", low=1),
    "bool": FieldSpec("f", "F", "bool"),
    "choice": FieldSpec("f", "F", "choice", choices=CHOICES),
    "many": FieldSpec("f", "F", "many", choices=CHOICES),
}


@pytest.mark.parametrize(
    ("spec", "typed", "value", "shown", "back"),
    [
        ("text", "  a  b ", "a  b", "a  b", "a  b"),
        ("text", "a\nb\x1b[31m\u202e", "a b\ufffd[31m\ufffd", None, None),
        ("lines", "a\r\nb\tc\x00", "a\nb\tc\ufffd", None, None),
        ("ref", " acme ", "acme", "acme", "acme"),
        ("date", "2026-11-23", date(2026, 11, 23), "2026-11-23", "2026-11-23"),
        ("moment", "2026-11-23 10:00:00 UTC", datetime(2026, 11, 23, 10, tzinfo=UTC), "2026-11-23 10:00:00 UTC", None),
        ("moment", "2026-11-23T12:00+02:00", datetime(2026, 11, 23, 10, tzinfo=UTC), "2026-11-23 10:00:00 UTC", None),
        ("int", "-7", -7, "-7", "-7"),
        ("bounded", "5", 5, "5", "5"),
        ("bounded", "0", 0, "0", "0"),
        ("bool", "YES", True, "yes", "yes"),
        ("bool", "0", False, "no", "no"),
        ("choice", "s4", "S4", "S4 past dismissal", "S4"),
        ("choice", "su SEALED", "SU", "SU sealed", "SU"),
        ("many", "su, S4,, su", ("S4", "SU"), "S4 past dismissal, SU sealed", "S4, SU"),
    ],
)
def test_a_value_is_read_shown_and_typed_back(
    spec: str, typed: str, value: object, shown: str | None, back: str | None
) -> None:
    field = SPECS[spec]
    assert read_field(KIND, field, typed) == value
    assert shown is None or show_field(field, value) == shown
    assert back is None or type_field(field, value) == back
    assert read_field(KIND, field, type_field(field, value)) == value


@pytest.mark.parametrize("spec", SPECS, ids=str)
@pytest.mark.parametrize("typed", ["", "  ", "\n\t"])
def test_an_empty_text_is_the_empty_value(spec: str, typed: str) -> None:
    field = SPECS[spec]
    value = read_field(KIND, field, typed)
    assert value in ("", None, ())
    assert show_field(field, value) == type_field(field, value) == ""


@pytest.mark.parametrize(
    ("spec", "typed", "what", "remedy"),
    [
        ("text", "x" * (LONGEST_LINE + 1), "longer than", "text"),
        ("lines", "x" * (LONGEST_BLOCK + 1), "longer than", "text"),
        ("date", "23.11.2026", "not a date", "a date as 2026-11-23"),
        ("date", "2026-02-30", "not a date", "a date as 2026-11-23"),
        ("date", "2026-1-1x", "not a date", "a date as 2026-11-23"),
        ("moment", "noon", "not a date and time", "text"),
        ("int", "1.5", "not a whole number", "a whole number"),
        ("int", "9" * 16, "not a whole number", "a whole number"),
        ("int", "--1", "not a whole number", "a whole number"),
        ("bounded", "6", "out of range", "a whole number from 0 to 5"),
        ("from", "0", "out of range", "a whole number from 1"),
        ("bool", "perhaps", "neither yes nor no", "yes or no"),
        ("choice", "S9", "not one of", "one of: S4, SU"),
        ("many", "S4, S9", "not one of", "any of, with commas between: S4, SU"),
    ],
)
def test_what_a_field_cannot_take_names_it_and_says_what_it_takes(
    spec: str, typed: str, what: str, remedy: str
) -> None:
    with pytest.raises(BadValue, match=what) as caught:
        read_field(KIND, SPECS[spec], typed)
    assert (caught.value.where, caught.value.remedy) == ("dispute, field f", remedy)
    assert takes(SPECS[spec]) == remedy


def test_a_superscript_digit_is_no_number() -> None:
    with pytest.raises(BadValue):
        read_field(KIND, SPECS["int"], "²")
    assert read_field(KIND, SPECS["int"], "٣") == 3


def test_a_reference_is_told_by_its_kind() -> None:
    assert takes(SPECS["ref"]) == "a vendor reference"


@pytest.mark.parametrize("name", ["nothing", "closed_on", "closed_reason", "ref"])
def test_only_the_fields_of_the_kind_are_read(name: str) -> None:
    with pytest.raises(UnknownField) as caught:
        read_fields(KINDS["contact"], {name: "x"})
    assert caught.value.remedy == "fields: vendor, name, role, title, email, phone, may_bind"


def test_what_is_required_is_named() -> None:
    check_required(KINDS["contact"], {"vendor": "acme", "name": "B"})
    with pytest.raises(MissingValue) as caught:
        check_required(
            KINDS["search"], {"vendor": "acme", "searched_on": date(2026, 1, 1), "searched_by": "B", "sources": ()}
        )
    assert caught.value.where == "search, field sources"


def test_every_field_says_what_it_takes() -> None:
    for kind in KINDS.values():
        for spec in kind.fields:
            assert takes(spec)


@pytest.mark.parametrize("typed", ["2026-11-23 ", "20261123", "0000-01-01", "2026-13-01", "", "x"])
def test_a_day_is_typed_one_way(typed: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read_day(typed)


def test_a_day_is_read() -> None:
    values: list[Any] = [read_day("2026-11-23"), read_day("9999-12-31")]
    assert values == [date(2026, 11, 23), date(9999, 12, 31)]
