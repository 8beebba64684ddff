"""Lines of a table as strips of styled text; what is in a cell is drawn as it stands, never as markup."""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from riskdesk.widgets.cells import clean, fit
from riskdesk.widgets.columns import SIGNS_WIDTH, Cell, Placed, Row, Sort

ACCENTS = ("late", "dim", "critical", "high", "moderate", "low", "unrated", "match")
"""Names that a cell may give as its style; each is the component class `row-table--<name>`."""

CURSOR_SIGN, MARK_SIGN = ">", "*"
ASCENDING, DESCENDING = "▲", "▼"


@dataclass(frozen=True)
class Look:
    """The styles of one kind of line: what it is drawn in, and what the accents add to that."""

    line: Style
    accents: Mapping[str, Style]

    def of(self, accent: str) -> Style:
        """Give the style of text with that accent; an unknown accent adds nothing."""
        return self._whole.get(accent, self.line)

    @cached_property
    def _whole(self) -> dict[str, Style]:
        return {name: self.line + style for name, style in self.accents.items()}


def accent_styles(style_of: Callable[..., Style]) -> dict[str, Style]:
    """Give what each accent adds to its line's style; `style_of` is the widget's `get_component_rich_style`."""
    return {name: _accent(style_of, f"row-table--{name}") for name in ACCENTS}


def without_colour(accents: Mapping[str, Style]) -> dict[str, Style]:
    """Give the accents by their attributes alone: the cursor's line keeps its one pair of colours, which is legible."""
    return {
        name: Style(bold=style.bold, italic=style.italic, underline=style.underline, strike=style.strike)
        for name, style in accents.items()
    }


def heading_line(placed: Sequence[Placed], sort: Sort | None, style: Style) -> Strip:
    """Give the titles, with a sign after the one that the table is sorted by."""
    parts = [" " * SIGNS_WIDTH]
    for place in placed:
        parts += [_title(place, sort), " " * place.gap]
    return Strip([Segment("".join(parts), style)])


def row_line(row: Row, placed: Sequence[Placed], look: Look, signs: str, highlight: str) -> Strip:
    """Give the line of one row: its signs (SIGNS_WIDTH cells), then the shown cells.

    `highlight` is the text to show as a match in the table's first column, in any case of letters.
    """
    segments = [Segment(signs, look.line)]
    for place in placed:
        text, accent = _parts(row[place.index] if place.index < len(row) else "")
        text = fit(text, place.width, place.column.align)
        segments += _matched(text, look, accent, highlight if place.index == 0 else "")
        if place.gap:
            segments.append(Segment(" " * place.gap, look.line))
    return Strip(segments)


def hint_line(hint: str, line: int, width: int, style: Style) -> Strip:
    """Give line number `line`, from 0, of the text that stands in an empty table, wrapped to `width`."""
    indent = " " * SIGNS_WIDTH
    lines = [part for text in clean(hint, multiline=True).split("\n") for part in _wrap(text, width - SIGNS_WIDTH)]
    text = indent + lines[line] if line < len(lines) else ""
    return Strip([Segment(fit(text, width), style)], max(width, 0))


def window(strip: Strip, style: Style, pinned: int, offset: int, width: int) -> Strip:
    """Give the `width` cells of a line that are seen when it is scrolled `offset` cells to the left.

    The first `pinned` cells stay in place, unless the window has room for nothing else.
    """
    if not offset:
        return strip.crop_extend(0, width, style)
    if pinned >= width:
        pinned = min(SIGNS_WIDTH, width)
    return Strip.join([strip.crop(0, pinned), strip.crop_extend(pinned + offset, offset + width, style)])


def signs(cursor: bool, marked: bool) -> str:
    """Give the two signs that stand before a row: the cursor's and the mark's."""
    return (CURSOR_SIGN if cursor else " ") + (MARK_SIGN if marked else " ")


def _accent(style_of: Callable[..., Style], name: str) -> Style:
    style = style_of(name, partial=True)
    # On its own a translucent colour counts as opaque; the whole style has it blended with what is behind the table.
    return style + Style(color=style_of(name).color) if style.color else style


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 1)) or [""]


def _parts(cell: Cell) -> tuple[str, str]:
    return (cell, "") if isinstance(cell, str) else cell


def _title(place: Placed, sort: Sort | None) -> str:
    column = place.column
    if sort is None or sort.key != column.key:
        return fit(column.title, place.width, column.align, ellipsis=False)
    sign = DESCENDING if sort.descending else ASCENDING
    title = fit(column.title, min(len(column.title), place.width - 1), ellipsis=False)
    return fit(title + sign, place.width, column.align, ellipsis=False)


def _matched(text: str, look: Look, accent: str, highlight: str) -> Iterator[Segment]:
    plain, done = look.of(accent), 0
    for found in re.finditer(re.escape(highlight), text, re.IGNORECASE) if highlight else ():
        if found.start() > done:
            yield Segment(text[done : found.start()], plain)
        yield Segment(found.group(), plain + look.accents["match"])
        done = found.end()
    if done < len(text):
        yield Segment(text[done:], plain)
