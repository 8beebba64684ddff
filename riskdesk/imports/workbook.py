"""Lists in an Excel workbook (.xlsx, .xlsm): one sheet, formulas by their stored results."""

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from riskdesk.errors import ImportRefused
from riskdesk.imports.tables import MOST_COLUMNS, Fault, RawRow, RawTable, at_line, bounded, checked_headings
from riskdesk.imports.workbook_size import SheetShape, measured
from riskdesk.rules.text import clean_line

_SAVE_AGAIN = "Open it in Excel or LibreOffice and save it again as .xlsx."
_CARRIAGE_RETURN = re.compile("_x000D_", re.IGNORECASE)
_SHOWN_LINES = 10
_Cells = tuple[Any, ...]


def read_workbook(stream: BinaryIO, name: str, *, sheet: str | None = None) -> RawTable:
    """The list on the named sheet, else on the first visible one; the table owns the stream from here.

    Dates become ISO text, whole numbers lose their ".0", error values and formulas without a stored result are faults
    of their cells. Hidden rows are read and noted.

    Raises:
        ImportRefused: no workbook, too large, damaged, no such sheet, no or doubled headings.
    """
    shapes = _measured(stream, name)
    book = _opened(stream, name)
    chosen = _chosen(book, name, sheet)
    shape = shapes.get(chosen._worksheet_path, SheetShape())
    where = f"{name}, sheet '{clean_line(chosen.title)}'"
    rows = _filled(chosen, where)
    line, cells = next(rows, (1, ()))
    if not cells:
        raise ImportRefused("The sheet is empty.", where=where, remedy="Name the sheet that holds the list.")
    headings = checked_headings([_text(cell) for cell in cells], where, line)
    read = (_row(number, row, len(headings), shape) for number, row in rows)
    notes = (*_sheet_notes(book, chosen), *_hidden_notes(shape, line))
    return RawTable(where, "xlsx", headings, bounded(read, where), line, notes, _closing(book, stream))


def _closing(book: Any, stream: BinaryIO) -> Any:
    def close() -> None:
        book.close()
        stream.close()

    return close


def _measured(stream: BinaryIO, name: str) -> dict[str, SheetShape]:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return measured(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ImportRefused("The workbook is damaged.", where=name, remedy=_SAVE_AGAIN) from error


def _opened(stream: BinaryIO, name: str) -> Any:
    """The open workbook; Any because the reader's own types leave out what read-only sheets have."""
    stream.seek(0)
    try:
        with warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a malformed part makes it stumble over
        raise ImportRefused("This is no workbook that can be read.", where=name, remedy=_SAVE_AGAIN) from error


def _chosen(book: Any, name: str, title: str | None) -> Any:
    sheets = list(book.worksheets)
    if title is None:
        found = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    else:
        found = [sheet for sheet in sheets if sheet.title == title]
        found = found or [sheet for sheet in sheets if sheet.title.casefold() == title.casefold()]
    if found:
        return found[0]
    missing = "visible sheet" if title is None else f"sheet '{clean_line(title)}'"
    raise ImportRefused(
        f"The workbook has no {missing}.", where=name, remedy=f"Its sheets: {_titles(sheets) or 'none'}."
    )


def _titles(sheets: Sequence[Any]) -> str:
    return ", ".join(f"'{clean_line(sheet.title)}'" for sheet in sheets)


def _sheet_notes(book: Any, chosen: Any) -> Iterator[str]:
    others = [sheet for sheet in book.worksheets if sheet is not chosen]
    if others:
        yield f"Sheet '{clean_line(chosen.title)}' was read; not read: {_titles(others)}."


def _hidden_notes(shape: SheetShape, heading_line: int) -> Iterator[str]:
    hidden = [number for number in shape.hidden if number > heading_line]
    if hidden:
        shown = ", ".join(map(str, hidden[:_SHOWN_LINES])) + (" ..." if len(hidden) > _SHOWN_LINES else "")
        yield f"Hidden rows are read too ({len(hidden)}: {shown})."


def _filled(sheet: Any, where: str) -> Iterator[tuple[int, _Cells]]:
    """Number and cells of each row that holds a value; what the sheet declares as its size is not trusted."""
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(), start=1)
    number = 0
    while True:
        try:
            # Per row, because a filter left in place while a generator sleeps would silence the rest of the program.
            with warnings.catch_warnings(action="ignore"):
                number, cells = next(rows, (0, ()))
        except Exception as error:  # openpyxl raises whatever a malformed cell makes it stumble over
            raise ImportRefused(
                "A row cannot be read.", where=at_line(where, number + 1), remedy=_SAVE_AGAIN
            ) from error
        if not number:
            return
        if len(cells) > MOST_COLUMNS:
            raise ImportRefused(
                f"The row reaches beyond column {MOST_COLUMNS}.",
                where=at_line(where, number),
                remedy="Delete the columns to the right of the list.",
            )
        if any(cell.value is not None for cell in cells):
            yield number, cells


def _row(line: int, cells: _Cells, width: int, shape: SheetShape) -> RawRow:
    texts = [_text(cell) for cell in cells[:width]]
    texts += [""] * (width - len(texts))
    faults = [fault for column in range(width) if (fault := _fault(line, column, cells, shape))]
    beyond = next((text for cell in cells[width:] if (text := _text(cell)).strip()), None)
    if beyond is not None:
        what = "The row has a value to the right of the last heading."
        faults.append(Fault(None, beyond, what, "Give that column a heading, or delete the value."))
    return RawRow(line, tuple(texts), tuple(faults))


def _fault(line: int, column: int, cells: _Cells, shape: SheetShape) -> Fault | None:
    if shape.no_result and (line, get_column_letter(column + 1)) in shape.no_result:
        return Fault(column, "", "The formula has no stored result.", _SAVE_AGAIN)
    if column < len(cells) and cells[column].data_type == "e":
        remedy = "Mend the formula, or write the value itself."
        return Fault(column, _text(cells[column]), "The cell holds an error value.", remedy)
    return None


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    return _CARRIAGE_RETURN.sub("", str(value))
