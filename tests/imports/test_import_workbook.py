import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from riskdesk.errors import ImportRefused
from riskdesk.imports import tables, workbook_size
from riskdesk.imports.sources import read_list
from riskdesk.imports.tables import RawTable

SHEET = "xl/worksheets/sheet1.xml"


def book(*rows: list[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title = "Vendors"
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def patched(data: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part rewritten, as no library would write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose sheet holds exactly this XML as its rows."""
    return patched(
        book(["x"]),
        SHEET,
        lambda old: re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), old, flags=re.S),
    )


def with_shared(strings: str, rows: str) -> bytes:
    """The workbook with its texts in a table of their own, as Excel writes them."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    data = patched(with_sheet(rows), "[Content_Types].xml", lambda old: old.replace(b"</Types>", named))
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}">{strings}</sst>')
    return target.getvalue()


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(data: bytes, sheet: str | None = None) -> RawTable:
    return read_list(io.BytesIO(data), name="list.xlsx", sheet=sheet)


def test_defused_xml_is_in_use() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_values_as_text() -> None:
    data = book(
        ["Name", "Day", "Moment", "Whole", "Part", "Yes", "Long", "Empty"],
        ["A", dt.date(2026, 12, 31), dt.datetime(2026, 12, 31, 9, 30), 60.0, 0.1 + 0.2, True, 10**17, None],
    )
    with read(data) as table:
        assert table.format == "xlsx"
        row = next(table.rows)
    assert row.line == 2
    assert row.cells == ("A", "2026-12-31", "2026-12-31 09:30:00", "60", "0.3", "yes", "1" + "0" * 17, "")


def test_blank_rows_and_short_rows() -> None:
    with read(book([], ["Name", "Owner", None], [None], ["A"], [], ["B", "x"])) as table:
        assert (table.heading_line, table.headings) == (2, ("Name", "Owner"))
        assert [(row.line, row.cells, row.faults) for row in table.rows] == [(4, ("A", ""), ()), (6, ("B", "x"), ())]


def test_value_beyond_the_headings_is_a_fault() -> None:
    with read(book(["Name"], ["A", "lost"])) as table:
        assert [(fault.column, fault.value) for fault in next(table.rows).faults] == [(None, "lost")]


def test_formulas_by_stored_result_and_errors() -> None:
    data = with_sheet(
        f'<row r="1">{inline("A1", "Name")}{inline("B1", "Days")}{inline("C1", "Owner")}</row>'
        f'<row r="2"><c r="A2" t="str"><f>UPPER("a")</f><v>A</v></c><c r="B2"><f>2*30</f><v>60</v></c></row>'
        f'<row r="3">{inline("A3", "B")}<c r="B3"><f>2*30</f></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        f'<row r="4">{inline("A4", "#N/A")}<c r="B4"><v>30</v></c></row>'
    )
    with read(data) as table:
        stored, broken, text = table.rows
    assert (stored.cells, stored.faults) == (("A", "60", ""), ())
    assert [(fault.column, fault.what) for fault in broken.faults] == [
        (1, "The formula has no stored result."),
        (2, "The cell holds an error value."),
    ]
    assert (text.cells, text.faults) == (("#N/A", "30", ""), ())


def test_shared_texts_rich_texts_and_written_line_ends() -> None:
    data = with_shared(
        "<si><t>Name</t></si><si><t>one_x000D_\ntwo</t></si><si><r><t>rich</t></r><r><t> text</t></r></si>",
        "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(3)),
    )
    with read(data) as table:
        assert table.headings == ("Name",)
        assert [(row.line, row.cells) for row in table.rows] == [(2, ("one\ntwo",)), (3, ("rich text",))]


def test_date_out_of_range_is_a_fault_without_a_warning() -> None:
    def change(made: openpyxl.Workbook) -> None:
        assert made.active is not None
        made.active["B2"] = 10**9
        made.active["B2"].number_format = "yyyy-mm-dd"

    with read(book(["Name", "Day"], ["A"], change=change)) as table:
        assert [fault.column for fault in next(table.rows).faults] == [1]


def test_declared_dimension_is_not_believed() -> None:
    data = patched(
        book(["Name", "Owner"], ["A", "B"], ["C", "D"]),
        SHEET,
        lambda old: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', old),
    )
    with read(data) as table:
        assert (table.headings, sum(1 for _ in table.rows)) == (("Name", "Owner"), 2)


def several(made: openpyxl.Workbook) -> None:
    made["Vendors"].sheet_state = "hidden"
    made.create_sheet("Second").append(["Name"])
    made["Second"].append(["B"])
    made["Second"].append(["C"])
    made["Second"].row_dimensions[3].hidden = True


def test_first_visible_sheet_and_hidden_rows_noted() -> None:
    with read(book(["Name"], ["A"], change=several)) as table:
        assert [row.cells for row in table.rows] == [("B",), ("C",)]
    assert table.name == "list.xlsx, sheet 'Second'"
    assert table.notes == (
        "Sheet 'Second' was read; not read: 'Vendors'.",
        "Hidden rows are read too (1: 3).",
    )


def test_named_sheet() -> None:
    data = book(["Name"], ["A"], change=several)
    with read(data, sheet="VENDORS") as table:
        assert next(table.rows).cells == ("A",)
    with pytest.raises(ImportRefused, match="no sheet 'Third'") as caught:
        read(data, sheet="Third")
    assert "'Vendors', 'Second'" in caught.value.remedy


def bomb_by_name(_: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (book(), "empty"),
        (book(["Name", "name"]), "both headed"),
        (b"PK\x03\x04 and no more", "damaged"),
        (book(["Name"])[:-200], "damaged"),
        (patched(book(["Name"]), SHEET, lambda old: old[:-30]), "damaged"),
        (patched(book(["Name"]), SHEET, bomb_by_name), "document type"),
        (patched(book(["Name"]), "[Content_Types].xml", lambda _: b"<a/>"), "no workbook"),
        (patched(book(["Name"]), "xl/workbook.xml", lambda _: b"<workbook/>"), "visible sheet"),
        (with_sheet('<row r="2"/><row r="1"/>'), "out of order"),
        (with_sheet('<row r="zz"/>'), "out of order"),
        (with_sheet(f'<row r="1">{inline("A1", "Name")}</row><row r="200002"/>'), "200,000 rows"),
        (with_sheet("<row/>" * 200_002), "200,000 rows"),
        (with_sheet(f'<row r="1">{"<c/>" * 501}</row>'), "more than 500 columns"),
        (with_sheet(f'<row r="1">{inline("XFD1", "Name")}</row>'), "beyond column 500"),
        (with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "cannot be read"),
        (with_sheet("<x:row xmlns:x='u' r='1'>" + "<c/>" * 501 + "</x:row>"), "more than 500 columns"),
    ],
)
def test_refused_as_a_whole(data: bytes, what: str) -> None:
    with pytest.raises(ImportRefused) as caught, read(data) as table:
        list(table.rows)
    assert what in caught.value.what
    assert caught.value.where.startswith("list.xlsx")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("rows", "limit", "small"),
    [
        ("<row><c><is>" + "<r/>" * 400 + "</is></c></row>", "MOST_ELEMENTS", 300),
        ("<si/>" * 400, "MOST_STRINGS", 300),
        (" " * 40_000, "MOST_BYTES", 30_000),
    ],
)
def test_limits_before_anything_is_built(rows: str, limit: str, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_sheet(rows)
    with read(with_sheet(f"<row>{inline('A1', 'Name')}</row>")) as table:
        assert table.headings == ("Name",)
    monkeypatch.setattr(workbook_size, limit, small)
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("built before it was measured"))
    with pytest.raises(ImportRefused, match=r"intricate|texts|larger"):
        read(data)


def test_size_that_lies_is_found() -> None:
    """A part that unpacks to more than it declares is cut at what it declares, and its checksum is off."""
    data = bytearray(book(["Name"], ["A" * 5_000]))
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        if bytes(data[at + 46 : at + 46 + name]) == SHEET.encode():
            struct.pack_into("<I", data, at + 24, 100)
        at += 46 + name + extra + comment
    with pytest.raises(ImportRefused, match="damaged"):
        read(bytes(data))


def test_bomb_is_refused_by_its_declared_size() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(tables.MOST_BYTES // 1024**2 + 1):
            part.write(b" " * 1024**2)
    assert len(target.getvalue()) < 400_000
    with pytest.raises(ImportRefused, match="larger than 256 MB"):
        read(target.getvalue())


def test_encrypted_and_foreign_files_are_named() -> None:
    with pytest.raises(ImportRefused, match="password"):
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(ImportRefused, match="unusual"):
        read(target.getvalue())
