"""What stands above the records of a table: title, marking, note, headings."""

import math
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from riskdesk.exports.book import HEADER_ROW, Sheet
from riskdesk.exports.cells import CellWriter, Place
from riskdesk.exports.row_digests import SheetRows
from riskdesk.exports.styles import header_look
from riskdesk.exports.values import clean_text

#: A note runs over columns of about this width together, in characters.
_NOTE_WIDTH = 110

#: Of the narrow letters of a heading, and of a note, as many fit into a unit of width.
_CHARS_A_WIDTH = 0.95
_FILTER_BUTTON = 3


@dataclass(slots=True)
class Banner:
    """Writes rows 1 to 4 of one sheet; `merged` then holds the ranges to merge, and `also` was told of the rows."""

    title: str
    sheet: Sheet
    cells: CellWriter
    merged: list[str] = field(default_factory=list)
    also: SheetRows | None = None

    def rows(self, title: str, marking: str) -> str:
        """The XML of the rows, the headings last."""
        self._digest(title, marking)
        return "".join(
            (
                _row(1, 24, self._cell(1, "A", "sheet title", title)),
                _row(2, 14, self._cell(2, "A", "marking", marking)),
                self._note(),
                self._headings(),
            )
        )

    def _digest(self, title: str, marking: str) -> None:
        if self.also:
            rest = [""] * (len(self.sheet.columns) - 1)
            for text in (title, marking, self.sheet.note):
                self.also.add([clean_text(text), *rest])
            self.also.add([clean_text(column.heading) for column in self.sheet.columns])

    def _cell(self, row: int, letters: str, look: str, text: str) -> str:
        xml, _ = self.cells.cell(Place(self.title, letters, row), look, text)
        return xml

    def _note(self) -> str:
        over, width = 0, 0.0
        while over < len(self.sheet.columns) and width < _NOTE_WIDTH:
            width += self.sheet.columns[over].width
            over += 1
        if over > 1:
            self.merged.append(f"A3:{get_column_letter(over)}3")
        lines = max(1, math.ceil(len(self.sheet.note) / (width * _CHARS_A_WIDTH)))
        return _row(3, lines * 12.5 + 5, self._cell(3, "A", "note", self.sheet.note))

    def _headings(self) -> str:
        columns = self.sheet.columns
        lines = max(_heading_lines(column.heading, column.width) for column in columns)
        cells = (
            self._cell(HEADER_ROW, get_column_letter(index), header_look(column.look), column.heading)
            for index, column in enumerate(columns, 1)
        )
        return _row(HEADER_ROW, lines * 12.5 + 8, "".join(cells))


def _heading_lines(heading: str, width: float) -> int:
    """Lines that a heading takes when it breaks between words, beside its filter button."""
    room = max(1.0, (width - _FILTER_BUTTON) * _CHARS_A_WIDTH)
    lines, used = 1, 0
    for word in heading.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def _row(number: int, height: float, cells: str) -> str:
    return f'<row r="{number}" ht="{height:.1f}" customHeight="1">{cells}</row>'
