import csv
import io
import itertools
import tracemalloc
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdesk.errors import ImportRefused
from riskdesk.imports.delimited import DELIMITERS, LONGEST_CELL
from riskdesk.imports.mapping import MappedRow, map_rows
from riskdesk.imports.sources import read_list
from riskdesk.imports.tables import RawTable


def read(data: bytes | str, name: str = "vendors.csv") -> RawTable:
    raw = data.encode() if isinstance(data, str) else data
    return read_list(io.BytesIO(raw), format="csv", name=name)


def cells(data: bytes | str) -> list[tuple[str, ...]]:
    with read(data) as table:
        return [table.headings, *(row.cells for row in table.rows)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name,Owner\nA,B\n", [("Name", "Owner"), ("A", "B")]),
        ("Name;Owner\nA;B,C\n", [("Name", "Owner"), ("A", "B,C")]),
        ("Name\tOwner\nA\tB", [("Name", "Owner"), ("A", "B")]),
        ("Name|Owner\r\nA|B\r\n", [("Name", "Owner"), ("A", "B")]),
        ("Name,Owner\rA,B\r", [("Name", "Owner"), ("A", "B")]),
        ("Name\nA\n", [("Name",), ("A",)]),
        ('"Name, legal";Owner\nA;B\n', [("Name, legal", "Owner"), ("A", "B")]),
        ('"Name,\nlegal, full";Owner\nA;B\n', [("Name, legal, full", "Owner"), ("A", "B")]),
        ("sep=;\nName;Owner\nA;B\n", [("Name", "Owner"), ("A", "B")]),
        ('"SEP=|"\r\nName|a,b,c\r\nA|B\r\n', [("Name", "a,b,c"), ("A", "B")]),
        ("\n \nName,Owner\n\n , \nA,B\n\n", [("Name", "Owner"), ("A", "B")]),
        ("Name,Owner,,\nA,B,,\n", [("Name", "Owner"), ("A", "B")]),
        ("Name,,Owner\nA,x,B\n", [("Name", "", "Owner"), ("A", "x", "B")]),
        ("Name,Owner\n", [("Name", "Owner")]),
        (",,\nName,Owner\nA,B\n", [("Name", "Owner"), ("A", "B")]),
    ],
)
def test_reads_cells(text: str, expected: list[tuple[str, ...]]) -> None:
    assert cells(text) == expected


def test_line_is_where_the_record_starts() -> None:
    with read('sep=,\nName,Notes\nA,"one\ntwo\n\nfour"\n\nB,x\n') as table:
        assert (table.heading_line, [row.line for row in table.rows]) == (2, [3, 8])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_found_without_a_note(encoding: str) -> None:
    with read("Name;Owner\nŁąkowa 蒼鷺;Žaneta\n".encode(encoding)) as table:
        assert next(table.rows).cells == ("Łąkowa 蒼鷺", "Žaneta")
        assert table.notes == ()


def test_utf16_big_endian_by_its_mark() -> None:
    with read(b"\xfe\xff" + "Name\tOwner\nÅ\tB\n".encode("utf-16-be")) as table:
        assert next(table.rows).cells == ("Å", "B")


def test_fallback_is_named() -> None:
    with read("Name;Owner\nA;B\nMüller;“x”\n".encode("cp1252")) as table:
        assert [row.cells for row in table.rows][1] == ("Müller", "“x”")
        assert len(table.notes) == 1
        assert "Line 3 is not UTF-8" in table.notes[0]
        assert "cp1252" in table.notes[0]


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"", "vendors.csv", "empty"),
        (b"\n\n  \n", "vendors.csv", "empty"),
        (b"\xef\xbb\xbf", "vendors.csv", "empty"),
        (b"Name,Owner,name \nA,B,C\n", "vendors.csv, line 1", "Columns 1 and 3"),
        (b"Name,Owner\nA,\0B\n", "vendors.csv, line 2", "NUL"),
        ("Name,Owner\nA,B\n".encode("utf-16-le"), "vendors.csv, line 1", "NUL"),
        (b'Name,Owner\nA,B\n"C,D\nE,F\n', "vendors.csv, line 3", "never closed"),
        (b'Name,Owner\nA,"B"x\n', "vendors.csv, line 2", "closing quote"),
        (b"Name,Owner\n" + b"A\x81,B\n", "vendors.csv, line 2", "not UTF-8"),
        (b"\xff\xfeN\x00a\x00m\x00e\x00\n\x00\x00\xd8\x41\x00", "vendors.csv, line 2", "not UTF-16"),
        (b"sep=^\nName^Owner\n", "vendors.csv, line 1", "no delimiter"),
        (b"Name,Notes\nA," + b"x" * (LONGEST_CELL + 1), "vendors.csv, line 2", "longer than 131,072"),
        (b"Name,Notes\nA," + b"x" * 1_000_001, "vendors.csv, line 2", "line is longer"),
        (",".join(f"c{n}" for n in range(501)).encode(), "vendors.csv, line 1", "501 columns"),
    ],
)
def test_refused_as_a_whole(data: bytes, where: str, what: str) -> None:
    with pytest.raises(ImportRefused) as caught, read(data) as table:
        list(table.rows)
    assert caught.value.where == where
    assert what in caught.value.what
    assert caught.value.remedy


def test_rows_of_another_width_are_faults_of_their_row() -> None:
    with read("Name,Owner\nA\nB,C,D\nE,F\nG,H,,\n") as table:
        rows = list(table.rows)
    assert [bool(row.faults) for row in rows] == [True, True, False, False]
    assert [fault.column for row in rows for fault in row.faults] == [None, None]
    assert rows[0].faults[0].what == "The row has 1 cell, the headings name 2 columns."
    assert rows[3].cells == ("G", "H")


def test_too_many_rows() -> None:
    with read("Name\n" + "A\n" * 200_001) as table, pytest.raises(ImportRefused, match="200,000 rows") as caught:
        list(table.rows)
    assert caught.value.where == "vendors.csv, line 200002"


def test_rows_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("Name,Notes\n")
        file.writelines(f"Vendor {number},{'n' * 200}\n" for number in range(100_000))
    with read_list(path) as table:
        rows = map_rows(table).rows
        first = list(itertools.islice(rows, 1_000))
        tracemalloc.start()
        try:
            count = sum(isinstance(row, MappedRow) for row in itertools.islice(rows, 10_000))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert (len(first), count) == (1_000, 10_000)
    # The 10,000 rows are 2 MB of notes alone. What may grow is the line of each key, some 150 bytes.
    assert peak < 3_500_000, peak


_headings = st.lists(
    st.text(st.characters(exclude_characters=',;\t|"\0', exclude_categories=["C", "Z"]), min_size=1, max_size=8),
    min_size=2,
    max_size=5,
    unique_by=lambda heading: read_heading(heading),
)


def read_heading(heading: str) -> str:
    return unicodedata.normalize("NFC", heading).casefold()


_cell = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.data(), _headings, st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_csv_writes_reads_back(
    data: st.DataObject, headings: list[str], delimiter: str, end: str, quoted: bool
) -> None:
    row = st.lists(_cell, min_size=len(headings), max_size=len(headings)).filter(
        lambda written: any(cell.strip() for cell in written)
    )
    rows = data.draw(st.lists(row, max_size=5))
    text = io.StringIO(newline="")
    # With "\n" as the line end, csv leaves a lone "\r" in a cell without quotes.
    quoting: Literal[0, 1] = 1 if quoted or end == "\n" else 0
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([headings, *rows])
    with read(text.getvalue().encode("utf-8-sig")) as table:
        assert [row.cells for row in table.rows] == [tuple(row) for row in rows]
