"""What a table is made of: columns, cells and rows, and where each column stands at a given width."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from riskdesk.widgets.cells import Align

Cell = str | tuple[str, str]
"""Text, or text and the name of its style: one of `riskdesk.widgets.painting.ACCENTS`."""

Row = tuple[Cell, ...]
"""One cell for each column, hidden columns included, in the order of the columns; a short row ends in blanks."""

SIGNS_WIDTH = 2
"""Cells at the left edge that hold the cursor's and the mark's sign."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `width` is in terminal cells. With `flex` above 0 it is the least width, and the column also gets its share of the
    cells that no column asked for. `gap` blank cells follow it. Below `min_terminal_width` columns of terminal it is
    hidden.
    """

    key: str
    title: str
    width: int = 8
    flex: int = 0
    align: Align = "left"
    min_terminal_width: int = 0
    gap: int = 1


@dataclass(frozen=True)
class Sort:
    """The column a table is sorted by, and which way; the table only shows it."""

    key: str
    descending: bool = False


@dataclass(frozen=True)
class Placed:
    """A column that is shown: its place in the row, the cell it starts at, its width and the blanks after it."""

    column: Column
    index: int
    start: int
    width: int
    gap: int

    @property
    def end(self) -> int:
        """The first cell after the column and its gap."""
        return self.start + self.width + self.gap


def lay_out(columns: Sequence[Column], width: int, terminal_width: int) -> tuple[Placed, ...]:
    """Give the shown columns with their places, the signs' cells first.

    They fill `width` exactly where a flexible column is shown and the least widths fit; else they may end before it
    or go beyond it.
    """
    shown = [(index, column) for index, column in enumerate(columns) if column.min_terminal_width <= terminal_width]
    gaps = [column.gap for _, column in shown[:-1]] + [0] * bool(shown)
    spare = width - SIGNS_WIDTH - sum(column.width for _, column in shown) - sum(gaps)
    widths = _widths([column for _, column in shown], max(spare, 0))
    starts = accumulate((w + gap for w, gap in zip(widths, gaps, strict=True)), initial=SIGNS_WIDTH)
    return tuple(
        Placed(column, index, start, width, gap)
        for (index, column), start, width, gap in zip(shown, starts, widths, gaps, strict=False)
    )


def pinned_width(placed: Sequence[Placed]) -> int:
    """Give how many cells at the left stay in place when the table scrolls sideways: the signs and the first column."""
    return placed[0].end if placed else 0


def place_at(placed: Sequence[Placed], x: int, offset: int) -> Placed | None:
    """Give the column that is seen at cell `x` of a window scrolled `offset` cells to the left, if there is one."""
    if x >= pinned_width(placed):
        x += offset
    return next((place for place in placed if place.start <= x < place.end), None)


def stop_beside(placed: Sequence[Placed], offset: int, direction: int) -> int:
    """Give the offset that puts the next column (the previous one for a `direction` below 0) beside the pinned part."""
    stops = [place.start - pinned_width(placed) for place in placed[1:]]
    if direction < 0:
        return max((stop for stop in stops if stop < offset), default=0)
    return min((stop for stop in stops if stop > offset), default=offset)


def _widths(columns: Sequence[Column], spare: int) -> list[int]:
    """Share `spare` cells by flex; running sums are rounded, so that the shares add up."""
    total = sum(column.flex for column in columns)
    if not total:
        return [column.width for column in columns]
    ends = [spare * flex // total for flex in accumulate(column.flex for column in columns)]
    return [column.width + end - start for column, start, end in zip(columns, [0, *ends], ends, strict=False)]
