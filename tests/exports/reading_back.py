"""A workbook as a reader finds it: tables by sheet, links, and what a recalculation would trust."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from riskdesk.exports.book import FIRST_RECORD, HEADER_ROW
from riskdesk.exports.values import read_text

Row = dict[str, Any]
_LINK = re.compile(r'HYPERLINK\("#\'((?:[^\']|\'\')+)\'!A(\d+)","((?:[^"]|"")*)"\)')


@dataclass(frozen=True)
class Leads:
    """A link: from which cell, its text, and to which sheet and row."""

    sheet: str
    cell: str
    text: str
    to_sheet: str
    to_row: int


class Shown:
    """The workbook at `path`, its values and its formulas."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def values(self) -> Workbook:
        return load_workbook(self.path, data_only=True)

    @cached_property
    def formulas(self) -> Workbook:
        return load_workbook(self.path)

    @property
    def titles(self) -> list[str]:
        return list(self.values.sheetnames)

    def is_table(self, title: str) -> bool:
        return bool(self.formulas[title].tables)

    def headings(self, title: str) -> list[str]:
        return [read_text(str(cell.value)) for cell in self.values[title][HEADER_ROW]]

    def cells(self, title: str) -> list[list[Any]]:
        """The records of a table as they are, the blank line of an empty one left out."""
        width = len(self.headings(title))
        rows = self.values[title].iter_rows(min_row=FIRST_RECORD, max_col=width, values_only=True)
        found = [[read_text(value) if isinstance(value, str) else value for value in row] for row in rows]
        return [row for row in found if any(value is not None for value in row)]

    def rows(self, title: str) -> list[Row]:
        heads = self.headings(title)
        return [dict(zip(heads, row, strict=True)) for row in self.cells(title)]

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Every text in the workbook: sheet, cell, text."""
        for sheet in self.values.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        yield sheet.title, cell.coordinate, read_text(cell.value)

    def links(self) -> Iterator[Leads]:
        """Every link inside the workbook."""
        for sheet, cell, formula in self.all_formulas():
            found = _LINK.fullmatch(formula.removeprefix("="))
            if found:
                title, row, text = found.groups()
                yield Leads(sheet, cell, text.replace('""', '"'), title.replace("''", "'"), int(row))

    def all_formulas(self) -> Iterator[tuple[str, str, str]]:
        for sheet in self.formulas.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        yield sheet.title, cell.coordinate, read_text(str(cell.value))

    def facts(self, title: str) -> dict[str, Any]:
        """The labels of a page with the value beside each, the first of equal labels."""
        sheet = self.values[title]
        pairs = ((row[0], next((value for value in row[1:] if value is not None), None)) for row in sheet.values)
        found: dict[str, Any] = {}
        for label, value in pairs:
            if label is not None:
                found.setdefault(read_text(str(label)), value)
        return found
