import csv
import io
import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.errors import ImportRefused, RiskdeskError, UnknownColumn, UnknownField
from riskdesk.imports.fields import FIELDS, field_for, folded
from riskdesk.imports.mapping import Mapped, MappedRow, RowProblem, key_from, map_rows
from riskdesk.imports.sources import read_list
from riskdesk.imports.tables import RawTable
from riskdesk.imports.values import DateOrder

OPEN: list[RawTable] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def mapped(
    headings: list[str],
    *rows: list[str],
    overrides: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
) -> Mapped:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    OPEN.append(read_list(io.BytesIO(text.getvalue().encode()), name="v.csv"))
    return map_rows(OPEN[-1], overrides, dates=dates)


def only(found: Mapped) -> MappedRow:
    (row,) = found.rows
    assert isinstance(row, MappedRow)
    return row


def problems(found: Mapped) -> list[RowProblem]:
    return [row for row in found.rows if isinstance(row, RowProblem)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Vendor", "name"), ("Vendor Name", "name"), ("SUPPLIER_NAME", "name"), ("Third-party", "name"),
        ("Company*", "name"), ("Name (required)", "name"), ("Vendor #", "key"), ("Vendor No.", "key"), ("ID", "key"),
        ("Ref.", "key"), ("sys_id", "key"), ("Business Owner", "owner"), ("Contract owner", "owner"),
        ("Renewal", "contract_end"), ("Renewal Date", "contract_end"), ("Contract End Date", "contract_end"),
        ("Term end", "contract_end"), ("Expiry", "contract_end"), ("Expires On", "contract_end"),
        ("Notice period (days)", "notice_days"), ("Auto-Renew?", "auto_renewal"), ("E-Mail", "contact_email"),
        ("Annual spend (EUR)", "spend"), ("Business\nunit", "business_unit"), ("data_sensitivity", "data_sensitivity"),
        ("Criticalité", None), ("Status", None), ("Start date", None), ("", None), ("#", None), ("???", None),
    ],
)  # fmt: skip
def test_headings_of_other_systems(heading: str, field: str | None) -> None:
    assert field_for(heading) == field


def test_no_heading_means_two_fields() -> None:
    for one, other in itertools.combinations(FIELDS.values(), 2):
        assert not one.aliases & other.aliases, (one.name, other.name)
    assert all(field_for(name) == name for name in FIELDS)
    assert "" not in {alias for listed in FIELDS.values() for alias in listed.aliases}
    assert folded("Größe #") == "grosseno"


def test_columns_left_out_and_overridden() -> None:
    found = mapped(
        ["Vendor", "Status", "Partner", "", "Owner"],
        ["A", "live", "B", "", "C"],
        overrides={"partner": "Name", "Status": "notes", "OWNER": "-"},
    )
    assert found.columns == {"Status": "notes", "Partner": "name"}
    assert found.left_out == ("Vendor", "column 4, without a heading", "Owner")
    assert only(found).values == {"notes": "live", "name": "B", "key": "b"}


@pytest.mark.parametrize(
    ("headings", "overrides", "error", "words"),
    [
        (["Vendor", "Supplier"], {}, ImportRefused, ["'Vendor'", "'Supplier'", "name", "--map 'Supplier=-'"]),
        (["Vendor", "X", "Y"], {"X": "owner", "Y": "owner"}, ImportRefused, ["'X'", "'Y'", "owner"]),
        (["Status", "Owner"], {}, ImportRefused, ["names", "'Status', 'Owner'", "v.csv, line 1"]),
        (["Vendor"], {"Vendor": "-"}, ImportRefused, ["names"]),
        (["Vendor"], {"Nope": "name"}, UnknownColumn, ["'Nope'", "'Vendor'"]),
        (["Vendor", "X"], {"X": "hq"}, UnknownField, ["'hq'", "contract_end", "data_sensitivity"]),
        (["Vendor", ""], {"": "owner"}, UnknownColumn, ["''"]),
    ],
)
def test_mappings_refused(
    headings: list[str], overrides: dict[str, str], error: type[RiskdeskError], words: list[str]
) -> None:
    with pytest.raises(error) as caught:
        mapped(headings, ["a"] * len(headings), overrides=overrides)
    assert all(word in str(caught.value) for word in words)


def test_heading_is_matched_exactly_before_its_capitals() -> None:
    found = mapped(["Vendor", "Note", "note 2"], ["A", "b", "c"], overrides={"NOTE 2": "owner"})
    assert found.columns == {"Vendor": "name", "Note": "notes", "note 2": "owner"}


def test_every_problem_of_a_row_is_told() -> None:
    found = mapped(
        ["ID", "Vendor", "Renewal", "Criticality", "Notice days", "Auto renew"],
        ["1", "A", "", "", "", ""],
        ["1", " ", "03/04/2026", "6", "x", "maybe"],
    )
    told = problems(found)
    assert [(p.line, p.column, p.value) for p in told] == [
        (3, "Renewal", "03/04/2026"),
        (3, "Criticality", "6"),
        (3, "Notice days", "x"),
        (3, "Auto renew", "maybe"),
        (3, "Vendor", ""),
        (3, "ID", "1"),
    ]
    assert told[0].where(found.name) == "v.csv, line 3, column 'Renewal'"
    assert told[5].what == "The key is already that of line 2."
    assert all(p.remedy for p in told)


def test_order_of_dates_is_asked_for() -> None:
    row = only(mapped(["Vendor", "Renewal"], ["A", "03/04/2026"], dates="mdy"))
    assert str(row.values["contract_end"]) == "2026-03-04"


def test_empty_cells_are_none_and_absent_columns_are_absent() -> None:
    assert only(mapped(["Vendor", "Owner", "Reach"], ["A", " \t ", ""])).values == {
        "key": "a",
        "name": "A",
        "owner": None,
        "reach": None,
    }


def test_factors_keep_unknown_apart_from_empty() -> None:
    row = only(mapped(["Vendor", "Criticality", "Dependency", "Reach"], ["A", "Unknown", "", "4"]))
    assert (row.values["criticality"], row.values["dependency"], row.values["reach"]) == ("unknown", None, 4)


@pytest.mark.parametrize(
    ("headings", "first", "second", "column", "value"),
    [
        (["ID", "Vendor"], ["ab-1", "A"], ["AB-1", "B"], "ID", "AB-1"),
        (["Vendor"], ["Müller & Söhne"], ["MULLER - SOHNE"], "Vendor", "muller-sohne"),
        (["ID", "Vendor"], ["Straße", "A"], ["STRASSE", "B"], "ID", "STRASSE"),
    ],
)
def test_doubled_keys(headings: list[str], first: list[str], second: list[str], column: str, value: str) -> None:
    (told,) = problems(mapped(headings, first, second))
    assert (told.line, told.column, told.value) == (3, column, value)
    assert "line 2" in told.what


def test_a_refused_row_still_holds_its_key() -> None:
    told = problems(mapped(["ID", "Vendor", "Renewal"], ["1", "A", "soon"], ["1", "B", ""]))
    assert [(p.line, p.column) for p in told] == [(2, "Renewal"), (3, "ID")]


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        (["", "A"], "ID", "no key"),
        (["x\x1b1", "A"], "ID", "cannot be shown"),
        (["k" * 61, "A"], "ID", "at most 60"),
        (["1", "n" * 201], "Vendor", "at most 200"),
    ],
)
def test_keys_and_lengths(row: list[str], column: str, what: str) -> None:
    (told,) = problems(mapped(["ID", "Vendor"], row))
    assert told.column == column
    assert what in told.what
    assert len(told.value) <= 80


def test_longest_texts_fit() -> None:
    row = only(mapped(["ID", "Vendor", "Notes"], ["k" * 60, "n" * 200, "t" * 10_000]))
    assert len(str(row.values["notes"])) == 10_000
    (told,) = problems(mapped(["Vendor", "Notes"], ["A", "t" * 10_001]))
    assert told.what == "The text has 10,001 characters; at most 10,000 fit."


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
        ("  Straße 7 ", "strasse-7"),
        ("蒼鷺言語研究", "蒼鷺言語研究"),
        ("ガラス", "ガラス"),
        ("한글 회사", "한글-회사"),
        ("Łąkowa", "łakowa"),
        ("=cmd|' /C calc'!A0", "cmd-c-calc-a0"),
        ("[/] [@click=app.quit]x", "click-app-quit-x"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 59 + " b", "a" * 59),
        ("🦊", ""),
    ],
)
def test_key_from_name(name: str, key: str) -> None:
    assert key_from(name) == key


@given(st.text(max_size=100))
def test_keys_are_printable_and_short(name: str) -> None:
    key = key_from(name)
    assert len(key) <= 60
    assert key == key.strip()
    assert " " not in key
    assert key.isprintable()


def test_name_without_letters_needs_a_key() -> None:
    (told,) = problems(mapped(["Vendor"], ["🦊"]))
    assert "No key can be made" in told.what
    assert only(mapped(["ID", "Vendor"], ["7", "🦊"])).values["name"] == "🦊"


def test_hostile_signs_are_replaced_and_noted() -> None:
    row = only(mapped(["ID", "Vendor", "Notes"], ["1", "Cafe\u0301\x1b[31m\u202e\nx", "one\r\ntwo\x07"]))
    assert row.values["name"] == "Café\ufffd[31m\ufffd x"
    assert row.values["notes"] == "one\ntwo\ufffd"
    assert row.notes == (
        "'Vendor': 2 signs that cannot be shown replaced",
        "'Notes': 1 sign that cannot be shown replaced",
    )


def test_markup_and_formulas_are_left_as_they_are() -> None:
    row = only(mapped(["ID", "Vendor", "Owner"], ["1", "=cmd|' /C calc'!A0", "[/] [@click=app.quit]x"]))
    assert (row.values["name"], row.values["owner"]) == ("=cmd|' /C calc'!A0", "[/] [@click=app.quit]x")
    assert row.notes == ()


def test_faults_count_only_in_columns_that_fill_a_field() -> None:
    text = b'[{"name": "A", "tags": ["x"]}, {"name": "B", "owner": {"a": 1}}]'
    with read_list(io.BytesIO(text), name="v.json") as table:
        good, bad = map_rows(table).rows
    assert isinstance(good, MappedRow)
    assert isinstance(bad, RowProblem)
    assert (bad.column, bad.what) == ("owner", "'vendors[1].owner' holds an object.")


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=8))
def test_any_text_gives_rows_or_problems(pairs: list[tuple[str, str]]) -> None:
    clean = [[a.replace("\0", ""), b.replace("\0", "")] for a, b in pairs]
    clean = [[a.encode("utf-8", "ignore").decode(), b.encode("utf-8", "ignore").decode()] for a, b in clean]
    for row in mapped(["Vendor", "Renewal"], *clean).rows:
        if isinstance(row, MappedRow):
            assert row.values["name"]
            assert str(row.values["name"]).isprintable()
        else:
            assert row.what
            assert row.value.isprintable()
