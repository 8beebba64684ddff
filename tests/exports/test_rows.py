"""Values become cells: nothing is a formula that should not be, nothing is lost, everything reads back."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from riskdesk.errors import BadValue
from riskdesk.exports import places
from riskdesk.exports.book import FIRST_RECORD, Book, Column, Sheet, Written, sheet_title
from riskdesk.exports.rows import digest_rows
from riskdesk.exports.values import CELL_UNITS, Formula, Link, Pick, Styled, Value, pieces, read_text, units, xml_text
from riskdesk.exports.writing import write_book

MOMENT = datetime(2026, 3, 1, 12, 0)


class Word(StrEnum):
    YES = "yes"


def table(rows: Iterable[Sequence[Value]], *columns: Column, title: str = "Data", name: str = "DataTable") -> Sheet:
    kept = list(rows)
    return Sheet(title, name, columns or (Column("value", "Value"),), lambda: iter(kept))


def book(*parts: Sheet) -> Book:
    return Book("Title", "Marking", "Maker", MOMENT, parts)


def written(*parts: Sheet) -> tuple[bytes, tuple[Written, ...]]:
    out = BytesIO()
    result = write_book(book(*parts), out)
    return out.getvalue(), result


def sheet_of(data: bytes, title: str = "Data", *, values: bool = True) -> Worksheet:
    sheet = load_workbook(BytesIO(data), data_only=values)[title]
    assert isinstance(sheet, Worksheet)
    return sheet


READ_BACK: list[tuple[Value, object]] = [
    (None, None),
    ("", None),
    ("plain", "plain"),
    (" kept spaces ", " kept spaces "),
    ("a < b & c > d ]]>", "a < b & c > d ]]>"),
    ("two\nlines", "two\nlines"),
    ("two\r\nlines\rthree", "two\nlines\nthree"),
    ("tab\there", "tab\there"),
    ("#N/A", "#N/A"),
    ("=1+1", "=1+1"),
    ("nul\x00 bell\x07", "nul\ufffd bell\ufffd"),
    ("\ud800 \udfff \ufffe \uffff", "\ufffd \ufffd \ufffd \ufffd"),
    ("🜁 astral", "🜁 astral"),
    (Word.YES, "yes"),
    (7, 7),
    (-3, -3),
    (10**15, "1000000000000000"),
    (0.1, 0.1),
    (5.0, 5),
    (1e-7, 1e-7),
    (float("nan"), "nan"),
    (float("-inf"), "-inf"),
    (Decimal("12.50"), 12.5),
    (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
    (True, True),
    (False, False),
    (date(2026, 3, 1), datetime(2026, 3, 1)),
    (date(1900, 3, 1), datetime(1900, 3, 1)),
    (date(1899, 12, 31), "1899-12-31"),
    (date(9999, 12, 31), datetime(9999, 12, 31)),
    (datetime(2026, 3, 1, 23, 59, 59, 999_999), datetime(2026, 3, 1, 23, 59, 59, 999_000)),
    (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 2, 28, 23)),
    (datetime(2026, 3, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, 1)),
    (Link("text", sheet="Withheld"), "text"),
    (Formula("1+1", 2), 2),
    (Formula('"a"&"<"', "a<"), "a<"),
    (Formula("1=1", True), True),
    (Formula("TODAY()", date(2026, 3, 1)), datetime(2026, 3, 1)),
    (Pick("yes", ("yes", "no")), "yes"),
    (Styled(3, "strong"), 3),
]


@pytest.fixture(scope="module")
def read_back() -> list[object]:
    """What a reader finds of the values of READ_BACK."""
    data, _ = written(table([(value,) for value, _ in READ_BACK]))
    return [row[0] for row in sheet_of(data).iter_rows(min_row=FIRST_RECORD, values_only=True)]


@pytest.mark.parametrize("index", range(len(READ_BACK)), ids=lambda index: repr(READ_BACK[index][0])[:40])
def test_a_value_reads_back(index: int, read_back: list[object]) -> None:
    assert read_back[index] == READ_BACK[index][1]


LOOKS_TRIED = ("text", "wrap", "tier", "int", "date")
RISKY = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "Critical", "a_b")


def test_text_is_never_a_formula() -> None:
    columns = [Column(look, look, look=look) for look in LOOKS_TRIED]
    data, _ = written(table([(text,) * len(columns) for text in RISKY], *columns))
    for text, row in zip(RISKY, sheet_of(data, values=False).iter_rows(min_row=FIRST_RECORD), strict=True):
        for cell in row:
            assert (cell.data_type, bool(cell.quotePrefix)) == ("s", text[0] in "=+-@\t\r\n"), (text, cell)


def test_a_value_is_shown_as_what_it_is_whatever_the_column() -> None:
    columns = [Column(look, look, look=look) for look in LOOKS_TRIED]
    values: list[Value] = [1, 0.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 9), Formula("1+1", 2)]
    data, _ = written(table([(value,) * len(columns) for value in values], *columns))
    for value, row in zip(values, sheet_of(data).iter_rows(min_row=FIRST_RECORD), strict=True):
        assert {"yy" in cell.number_format for cell in row} == {isinstance(value, date)}, value


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_", "a_x000D_b_x0041_", "_x00G1_", "__x0041_", "_x0041_x0042_"])
def test_what_looks_like_an_escape_stays_as_written(text: str) -> None:
    assert read_text(xml_text(text)) == text


def test_an_escape_is_written_escaped() -> None:
    data, _ = written(table([("_x0041_",), (Link("_x0041_", "Data"),)]))
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert xml.count("_x0041_") == xml.count("_x005F_x0041_") == 3


@pytest.mark.parametrize("rows", [[("a",)], [("a", "b", "c")]])
def test_a_row_of_the_wrong_length_is_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match="zip"):
        written(table(rows, Column("a", "A"), Column("b", "B")))


def test_a_value_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="list"):
        written(table([([],)]))  # type: ignore[list-item]


LINKS = [
    (Link("V-1", "Other's", 0), "=HYPERLINK(\"#'Other''s'!A5\",\"V-1\")"),
    (Link("V-9", "Other's", 8), "=HYPERLINK(\"#'Other''s'!A13\",\"V-9\")"),
    (Link('say "hi" & <go>', "Data"), '=HYPERLINK("#\'Data\'!A1","say ""hi"" & <go>")'),
    (Link("site", url="https://example.org/?a=1&b=2"), '=HYPERLINK("https://example.org/?a=1&b=2","site")'),
]
UNLINKED = [
    (Link("x", url="javascript:alert(1)"), "x (javascript:alert(1))"),
    (Link("x", url="file:///etc/passwd"), "x (file:///etc/passwd)"),
    (Link("x", url="\\\\host\\share"), "x (\\\\host\\share)"),
    (Link("x", url="http://[broken"), "x (http://[broken)"),
    (Link("x", url="https://e.org/" + "a" * 300), "x (https://e.org/" + "a" * 300 + ")"),
    (Link("y" * 300, "Data"), "y" * 300),
    (Link("two\nlines", "Data"), "two\nlines"),
    (Link("=1+1", "Nowhere"), "=1+1"),
    (Link("", "Data"), None),
]


def test_a_link_leads_there_and_says_its_text() -> None:
    data, _ = written(table([(link,) for link, _ in LINKS]), table([("x",)] * 9, title="Other's", name="OtherTable"))
    for row, (link, formula) in enumerate(LINKS, FIRST_RECORD):
        assert sheet_of(data, values=False).cell(row, 1).value == formula
        assert sheet_of(data).cell(row, 1).value == link.text


def test_what_cannot_be_a_link_is_text() -> None:
    data, _ = written(table([(link,) for link, _ in UNLINKED]))
    sheet = sheet_of(data, values=False)
    for row, (_, shown) in enumerate(UNLINKED, FIRST_RECORD):
        assert (sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) == (shown, "s" if shown else "n")


def test_an_overlong_text_is_whole_on_its_own_sheet() -> None:
    text = "=🜁<&" * 20_000
    data, result = written(table([("a",), (text,), ("b" * CELL_UNITS,)]))
    cell = sheet_of(data).cell(FIRST_RECORD + 1, 1).value
    assert isinstance(cell, str)
    assert units(cell) <= CELL_UNITS
    assert cell.startswith(text[:20_000])
    assert "LT-0001, in 4 pieces" in cell
    rows = list(sheet_of(data, "Long text").iter_rows(min_row=FIRST_RECORD, values_only=True))
    assert [row[:5] for row in rows] == [("LT-0001", "Data!A6", "Value", n, 4) for n in (1, 2, 3, 4)]
    assert "".join(str(row[5]) for row in rows) == text
    assert [(one.title, one.rows) for one in result] == [("Data", 3), ("Long text", 4)]


def test_records_past_the_last_row_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CAPACITY", 3)
    data, result = written(
        table([(number,) for number in range(7)]), table([(Link("to 4", "Data", 4),)], title="L", name="Links")
    )
    assert [(one.title, one.rows) for one in result] == [("Data", 3), ("Data (2)", 3), ("Data (3)", 1), ("L", 1)]
    assert sheet_of(data, "Data (3)").cell(FIRST_RECORD, 1).value == 6
    assert sheet_of(data, "Data (2)").tables["DataTable_2"].ref == "A4:A7"
    assert "'Data (2)'!A6" in str(sheet_of(data, "L", values=False).cell(FIRST_RECORD, 1).value)


def test_the_last_full_sheet_has_no_empty_one_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CAPACITY", 3)
    _, result = written(table([(number,) for number in range(6)]))
    assert [one.rows for one in result] == [3, 3]


VALUES = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.decimals(allow_nan=True, places=3),
    st.builds(Link, st.text(max_size=10), st.sampled_from(["Data", "Nowhere"])),
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6))
def test_the_digest_is_what_the_workbook_says(rows: list[tuple[Value, Value]]) -> None:
    data, result = written(table(rows, Column("a", "A", look="date"), Column("b", "B", look="wrap")))
    back = sheet_of(data).iter_rows(min_row=FIRST_RECORD, values_only=True)
    read = [[read_text(value) if isinstance(value, str) else value for value in row] for row in back]
    digest = digest_rows(read)
    assert (digest.rows, digest.hexdigest()) == (result[0].rows, result[0].sha256)


def test_a_digest_tells_rows_and_cells_apart() -> None:
    cases: list[list[tuple[str, ...]]] = [
        [("ab", "c")],
        [("a", "bc")],
        [("ab",), ("c",)],
        [("abc",)],
        [("ab", "c", "")],
    ]
    assert len({digest_rows(case).hexdigest() for case in cases}) == len(cases)


@given(text=st.text(alphabet="a🜁é", max_size=60), limit=st.integers(2, 9))
def test_pieces_fit_and_join(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))
    assert "".join(cut) == text
    assert all(0 < units(piece) <= limit for piece in cut)


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        ("Answers", "", "Answers"),
        ("a/b\\c?d*e[f]g:h", "", "a b c d e f g h"),
        ("x" * 40, "", "x" * 31),
        ("x" * 40, " (2)", "x" * 27 + " (2)"),
        ("🜁" * 20, "", "🜁" * 15),
        ("'quoted'", "", "quoted"),
        ("History", "", "History_"),
        ("\x00", "", "Sheet"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(text: str, suffix: str, expected: str) -> None:
    assert sheet_title(text, suffix) == expected
    assert sheet_title(expected) == expected


@pytest.mark.parametrize(
    ("title", "name", "headings"),
    [
        ("a/b", "Table_1", ("A",)),
        ("Data", "A1", ("A",)),
        ("Data", "ABC123", ("A",)),
        ("Data", "two words", ("A",)),
        ("Data", "Table_1", ()),
        ("Data", "Table_1", ("A", "a")),
        ("Data", "Table_1", ("two\nlines",)),
    ],
)
def test_what_excel_would_mend_is_refused(title: str, name: str, headings: tuple[str, ...]) -> None:
    with pytest.raises(BadValue):
        Sheet(title, name, tuple(Column(text, text) for text in headings), lambda: ())


def test_rows_are_asked_for_one_at_a_time() -> None:
    alive = 0
    most = 0

    class Heavy(str):
        def __init__(self, _: str) -> None:
            nonlocal alive, most
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    sheet = Sheet("Data", "DataTable", (Column("a", "A"),), lambda: ((Heavy("x"),) for _ in range(5_000)))
    written(sheet)
    assert most < 10


def test_a_high_row_says_its_height() -> None:
    data, _ = written(table([("x" * 100,), ("short",), ("a\nb\nc",)], Column("a", "A", 20, "wrap")))
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    heights = {int(row): float(height) for row, height in re.findall(r'<row r="(\d+)" ht="([\d.]+)">', xml)}
    assert set(heights) == {5, 7}
    assert heights[5] > heights[7] > 30


def test_a_column_of_formulas_names_its_own_row_and_shows_what_it_comes_to() -> None:
    columns = (
        Column("one", "One", look="int"),
        Column("two", "Two", look="int"),
        Column("sum", "Sum", look="int", formula='IF({one}<>{two},{one}+{two},"")'),
    )
    data, _ = written(table([(1, 2, 3), (4, 4, None), (1, 2.5, 3.5)], *columns))
    assert sheet_of(data, values=False).cell(FIRST_RECORD, 3).value == '=IF(A5<>B5,A5+B5,"")'
    shown = [sheet_of(data).cell(FIRST_RECORD + place, 3).value for place in range(3)]
    assert [value or None for value in shown] == [3, None, 3.5]


def test_a_range_of_rows_follows_a_table_into_its_continuation_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CAPACITY", 3)
    assert list(places.stretches("Data", 1, 2)) == [("'Data'", 6, 7)]
    assert list(places.stretches("Data", 2, 5)) == [("'Data'", 7, 7), ("'Data (2)'", 5, 7), ("'Data (3)'", 5, 5)]
    assert places.one_cell("It's", "C", 4) == "'It''s (2)'!$C$6"
