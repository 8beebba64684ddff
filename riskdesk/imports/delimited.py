"""Lists with a delimiter: CSV, its semicolon, tab and pipe cousins, and Excel's `sep=` line."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from riskdesk.errors import ImportRefused
from riskdesk.imports.decoding import open_text
from riskdesk.imports.tables import LONGEST_RECORD, RawTable, at_line, bounded, checked_headings, fitted

DELIMITERS = ",;\t|"
LONGEST_CELL = 131_072
_HEADING_LINES = 20

_Record = tuple[int, list[str]]


def read_delimited(stream: BinaryIO, name: str) -> RawTable:
    """The list in a seekable stream of bytes; the table owns the stream from here.

    Raises:
        ImportRefused: no heading, doubled headings, NUL, no known encoding, an odd `sep=` line; while rows are read,
            a quote that is not closed or stands wrong, and cells or lines that are too long.
    """
    text, note = open_text(stream, name)
    delimiter, skipped = _delimiter(text, name)
    text.seek(0)
    records = _records(text, name, delimiter, skipped)
    line, cells = next(records, (1, []))
    if not cells:
        raise ImportRefused("The file is empty.", where=name, remedy="Check that the export has finished.")
    headings = checked_headings(cells, name, line)
    rows = bounded((fitted(at, row, len(headings)) for at, row in records), name)
    return RawTable(name, "csv", headings, rows, line, (note,) if note else (), text.close)


def _records(text: io.TextIOWrapper, name: str, delimiter: str, skipped: int) -> Iterator[_Record]:
    """Each record that has a cell with text, with the physical line where it starts."""
    csv.field_size_limit(LONGEST_CELL)
    lines = islice(_lines(text, name), skipped, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _unreadable(error, at_line(name, line)) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _unreadable(error: csv.Error, where: str) -> ImportRefused:
    said = str(error)
    if "field larger" in said:
        what = f"A cell is longer than {LONGEST_CELL:,} characters; perhaps a quote is not closed."
    elif "unexpected end" in said:
        what = "A quote is opened and never closed."
    else:
        what = "A closing quote is followed by more text."
    remedy = 'Close the quote; a quote inside a quoted cell is written twice: "".'
    return ImportRefused(what, where=where, remedy=remedy)


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_RECORD):
        number += 1
        if "\0" in line:
            raise ImportRefused(
                "The text holds NUL characters.",
                where=at_line(name, number),
                remedy="Save the list as CSV UTF-8; UTF-16 needs its byte order mark.",
            )
        if len(line) == LONGEST_RECORD and line[-1] not in "\r\n":
            raise ImportRefused(
                f"The line is longer than {LONGEST_RECORD:,} characters.",
                where=at_line(name, number),
                remedy="Check that this is a list with one vendor a line.",
            )
        yield line


def _delimiter(text: io.TextIOWrapper, name: str) -> tuple[str, int]:
    """The delimiter, and how many lines ahead of the headings to skip."""
    lines = _lines(text, name)
    first = next(lines, "")
    named = first.strip("\r\n").strip('"')
    if named[:4].casefold() == "sep=":
        return _named_delimiter(named[4:], at_line(name, 1)), 1
    while first and not first.strip():
        first = next(lines, "")
    outside = _outside_quotes(_heading_record(first, lines))
    return max(DELIMITERS, key=outside.count), 0


def _named_delimiter(named: str, where: str) -> str:
    if len(named) == 1 and named in DELIMITERS:
        return named
    raise ImportRefused(
        "The 'sep=' line names no delimiter that is read here.",
        where=where,
        remedy="Use a comma, semicolon, tab or vertical bar.",
    )


def _heading_record(first: str, lines: Iterator[str]) -> str:
    """The first line with the ones after it that a quoted heading runs on into."""
    record = first
    for line in islice(lines, _HEADING_LINES):
        if record.count('"') % 2 == 0:
            return record
        record += line
    return record if record.count('"') % 2 == 0 else first


def _outside_quotes(record: str) -> str:
    return "".join(record.split('"')[::2])
