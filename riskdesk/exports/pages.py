"""Free-form pages: blocks laid out from top to bottom, as the XML of rows and the list of merged cells.

Merged cells do not grow with their text in any spreadsheet program, so heights are reckoned here, generously.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.chart import BarChart
from openpyxl.utils import get_column_letter

from riskdesk.exports.book import Block, Chart, Charts, Facts, Gap, Grid, Heading, Page, Prose
from riskdesk.exports.cells import CellWriter, Place
from riskdesk.exports.charts import drawn
from riskdesk.exports.plotted import Standing
from riskdesk.exports.row_digests import SheetRows
from riskdesk.exports.styles import LOOKS, header_look, tier_look
from riskdesk.exports.values import CELL_UNITS, Styled, Value, clean_text, pieces, said, units

_POINTS_A_SIZE = 1.28
_PADDING = 4.0
_LEAST_HEIGHT = 15.0

#: In points; a longer text goes on in the row below.
_HIGHEST_ROW = 409.0
_CHARS_A_WIDTH = 1.12

#: The blocks of a page stand in looks of their own.
_HEADING_LOOKS = {1: "title", 2: "section"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One value over `span` of the page's columns, from column `start` (0 is the first)."""

    start: int
    span: int
    look: str
    value: Value


@dataclass(slots=True)
class PageWriter:
    """Lays out one page; `merged` fills with the ranges to merge while the rows are written, `also` is told of them."""

    page: Page
    cells: CellWriter
    merged: list[str] = field(default_factory=list)
    also: SheetRows | None = None
    _charts: list[tuple[Chart, int]] = field(default_factory=list)
    _standings: dict[str, Standing] = field(default_factory=dict)

    def rows(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The XML of the page's rows, from row 1."""
        number = 0
        for block in blocks:
            begun = []
            for wide in self._lines(block):
                begun.append(number + 1)
                for line in self._continued(wide):
                    number += 1
                    yield self._row(number, line, block.height if isinstance(block, Charts | Gap) else 0)
            self._remember(block, begun)

    def charts(self) -> Iterator[BarChart]:
        """The page's charts, once its rows are written. Raises KeyError for one of a grid that is not there."""
        for chart, row in self._charts:
            yield drawn(chart, self._standings[chart.grid], row)

    def _remember(self, block: Block, rows: Sequence[int]) -> None:
        match block:
            case Grid(name=name) if name:
                self._standings[name] = Standing(self.page.title, block, tuple(rows))
            case Charts(charts=charts):
                self._charts += ((chart, rows[0]) for chart in charts)

    def _lines(self, block: Block) -> Iterator[list[Stretch]]:
        whole = len(self.page.widths)
        match block:
            case Heading(text=text, level=level):
                yield [Stretch(0, whole, _HEADING_LOOKS.get(level, "strong"), text)]
            case Prose(text=text, look=look):
                yield [Stretch(0, whole, look, text)]
            case Facts(pairs=pairs):
                for label, value in pairs:
                    yield [Stretch(0, 1, "label", label), Stretch(1, whole - 1, "fact", value)]
            case Grid():
                yield from _grid_lines(block)
            case Gap() | Charts():
                yield []

    def _continued(self, line: list[Stretch]) -> Iterator[list[Stretch]]:
        """The line, and below it what of its texts is too long for one row."""
        line = [_dressed(stretch) for stretch in line]
        columns = [list(self._cut(stretch)) for stretch in line]
        for index in range(max((len(cut) for cut in columns), default=1)):
            yield [
                Stretch(stretch.start, stretch.span, stretch.look, cut[index] if index < len(cut) else None)
                for stretch, cut in zip(line, columns, strict=True)
            ]

    def _cut(self, stretch: Stretch) -> Iterator[Value]:
        value = stretch.value
        if not isinstance(value, str) or not value:
            yield value
            return
        room = max(1, int(self._width(stretch) * _CHARS_A_WIDTH))
        lines = int((_HIGHEST_ROW - _PADDING) / (LOOKS[stretch.look].size * _POINTS_A_SIZE)) - 1
        yield from _portions(clean_text(value), room, lines)

    def _row(self, number: int, line: Sequence[Stretch], least: float) -> str:
        height = max((self._height(stretch) for stretch in line), default=least or _LEAST_HEIGHT)
        made = [self._stretch(number, stretch) for stretch in line]
        cells = "".join(xml for xml, _ in made)
        self._digest(line, [text for _, text in made])
        # A height fixed by hand would stay when text is typed in; merged cells never make their row grow anyway.
        grows = self.page.protected and all(stretch.span == 1 for stretch in line)
        fixed = "" if grows else ' customHeight="1"'
        return f'<row r="{number}" ht="{height:.1f}"{fixed}>{cells}</row>'

    def _digest(self, line: Sequence[Stretch], told: Sequence[str]) -> None:
        """Tell of the row; one that is there to be filled in has no digest."""
        if self.also is None:
            return
        if any(stretch.look.startswith("input") for stretch in line):
            self.also.leave_open()
            return
        texts = [""] * len(self.page.widths)
        for stretch, text in zip(line, told, strict=True):
            texts[stretch.start] = text
        self.also.add(texts)

    def _stretch(self, number: int, stretch: Stretch) -> tuple[str, str]:
        letters = [get_column_letter(stretch.start + offset + 1) for offset in range(stretch.span)]
        look = stretch.look
        xml, text = self.cells.cell(Place(self.page.title, letters[0], number), look, stretch.value)
        if stretch.span > 1:
            self.merged.append(f"{letters[0]}{number}:{letters[-1]}{number}")
        rest = (self.cells.blank(Place(self.page.title, letter, number), look) for letter in letters[1:])
        return xml + "".join(rest), text

    def _height(self, stretch: Stretch) -> float:
        look = LOOKS[stretch.look]
        lines = max(look.lines, self._line_count(stretch, said(stretch.value)) if look.wrap else 1)
        return min(_HIGHEST_ROW, max(_LEAST_HEIGHT, lines * look.size * _POINTS_A_SIZE + _PADDING))

    def _line_count(self, stretch: Stretch, text: str) -> int:
        room = max(1.0, self._width(stretch) * _CHARS_A_WIDTH)
        return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))

    def _width(self, stretch: Stretch) -> float:
        return sum(self.page.widths[stretch.start : stretch.start + stretch.span])


def _portions(text: str, room: int, lines: int) -> Iterator[str]:
    """The text in portions of at most so many lines of `room` letters; joined they are the text."""
    portion, used = "", 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        for piece in pieces(line, min(room * lines, CELL_UNITS)):
            needed = -(-len(piece) // room)
            if used + needed > lines or units(portion) + units(piece) > CELL_UNITS:
                yield portion
                portion, used = "", 0
            portion += piece
            used += needed
    yield portion


def _dressed(stretch: Stretch) -> Stretch:
    """The stretch in the look that its value asks for."""
    value = stretch.value
    if isinstance(value, Styled):
        return Stretch(stretch.start, stretch.span, value.look, value.value)
    if stretch.look == "tier" and isinstance(value, str):
        return Stretch(stretch.start, stretch.span, tier_look(value), value)
    return stretch


def _grid_lines(grid: Grid) -> Iterator[list[Stretch]]:
    spans = grid.spans or (1,) * len(grid.looks)
    starts = [sum(spans[:index]) for index in range(len(spans))]
    if grid.headings:
        yield list(map(Stretch, starts, spans, map(header_look, grid.looks), grid.headings))
    for row in grid.rows:
        if len(row) != len(spans):
            raise ValueError(f"a grid of {len(spans)} columns was given a row of {len(row)} values")
        yield list(map(Stretch, starts, spans, grid.looks, row))
