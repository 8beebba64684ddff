"""A list of rows drawn a window at a time: however many ids there are, only the rows on the screen are asked for."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from riskdesk.widgets.columns import Column, Placed, Row, Sort, lay_out, pinned_width
from riskdesk.widgets.kept_lines import kept_lines
from riskdesk.widgets.painting import (
    ACCENTS,
    Look,
    accent_styles,
    heading_line,
    hint_line,
    row_line,
    signs,
    window,
    without_colour,
)
from riskdesk.widgets.rowcache import Fetch, RowCache, nearest

_STRIPS = 1024


class RowView(ScrollView, can_focus=True):
    """Draws ids in their order under a pinned heading, with one row under the cursor and some marked.

    `set_source` hands in the ids and a function that gives rows. The first column and the signs before it stay in
    place when the rest scrolls sideways.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-table--header",
        "row-table--cursor",
        "row-table--marked",
        "row-table--hint",
        *(f"row-table--{name}" for name in ACCENTS),
    }
    DEFAULT_CSS = """
    RowView {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .row-table--header { text-style: bold; background: $panel; color: $foreground; }
        & > .row-table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .row-table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .row-table--marked { text-style: bold; }
        & > .row-table--hint { color: $text-muted; }
        & > .row-table--dim { color: $text-muted; }
        & > .row-table--late { color: $text-error; text-style: bold; }
        & > .row-table--critical { color: $text-error; text-style: bold; }
        & > .row-table--high { color: $text-warning; text-style: bold; }
        & > .row-table--moderate { color: $text-primary; }
        & > .row-table--low { color: $text-success; }
        & > .row-table--unrated { color: $text-muted; text-style: italic; }
        & > .row-table--match { text-style: bold underline; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The place of the cursor among the ids, from 0; 0 as well when there are none."""
    highlight: reactive[str] = reactive("")
    """Text to show as a match in the first column, in any case of letters."""
    sort: reactive[Sort | None] = reactive[Sort | None](None)
    """What the heading says the order is; ordering the ids is up to whoever sets the source."""
    empty_hint: reactive[str] = reactive("")
    """What stands in place of the rows when there are none."""

    def __init__(
        self, columns: Sequence[Column], *, empty_hint: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        """A table of `columns`, empty until it has a source."""
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.set_reactive(RowView.empty_hint, empty_hint)
        self._rows = RowCache()
        self._marked: set[str] = set()
        self._placed: tuple[Placed, ...] = ()
        self._looks: dict[tuple[bool, bool], Look] = {}
        self._strips: LRUCache[tuple[str, bool, bool, str], Strip] = LRUCache(_STRIPS)
        self._last_id: str | None = None

    @property
    def ids(self) -> Sequence[str]:
        """The ids that are listed, in their order."""
        return self._rows.ids

    @property
    def cursor_id(self) -> str | None:
        """The id under the cursor, or None in an empty table."""
        return self.ids[self.cursor] if self.ids else None

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor, or None in an empty table."""
        return self._row(self.cursor) if self.ids else None

    def set_source(self, ids: Sequence[str], fetch: Fetch) -> None:
        """List `ids` in this order, their rows read through `fetch` when they are about to be drawn.

        The sequence must not change afterwards. The cursor stays on its id; if that is gone, it goes to the nearest
        row that was listed before and still is.
        """
        wanted, old = self.cursor_id or self._last_id, self.ids
        place = nearest(old, self.cursor, wanted, ids)
        self._rows = RowCache(ids, fetch)
        self._strips.clear()
        self._last_id = wanted
        self._arrange()
        self.cursor = place
        self._show_cursor()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of that part of the window."""
        lines = kept_lines(self, crop)
        return super().render_lines(crop) if lines is None else lines

    def render_line(self, y: int) -> Strip:
        """Give one line of the window: the heading on top, then rows, or the hint where there are none."""
        if y == 0:
            style = self.get_component_rich_style("row-table--header")
            return self._window(heading_line(self._placed, self.sort, style), style)
        if not self.ids:
            return hint_line(self.empty_hint, y - 1, self._view.width, self.get_component_rich_style("row-table--hint"))
        index = self.scroll_offset.y + y - 1
        if index >= len(self.ids):
            return Strip.blank(self._view.width, self.rich_style)
        return self._row_line(index)

    def notify_style_update(self) -> None:
        """Draw anew after a change of theme, focus or style sheet."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Hold the cursor inside the list."""
        return max(0, min(cursor, len(self.ids) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed and bring the new one into the window."""
        self._show_cursor()
        self.refresh_line(old + 1)
        self.refresh_line(new + 1)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the columns out for the new width; the cursor stays in the window."""
        self._arrange()
        self._show_cursor()
        self.refresh()

    def watch_show_horizontal_scrollbar(self) -> None:
        """Bring the cursor out from under a scrollbar that has just appeared."""
        self._show_cursor()

    @property
    def page(self) -> int:
        """Rows in the window, at least 1."""
        return max(1, self._view.height - 1)

    @property
    def _view(self) -> Size:
        return self.scrollable_content_region.size

    def _row(self, index: int) -> Row:
        return self._rows.row(index, self.scroll_offset.y, self.page)

    def _arrange(self) -> None:
        width = self._view.width
        self._placed = lay_out(self.columns, width, self.app.size.width) if width else ()
        self._strips.clear()
        total = self._placed[-1].end if self._placed else 0
        # No width where all columns fit: a window that shrinks would else show a scrollbar until it is laid out anew.
        self.virtual_size = Size(total if total > width else 0, len(self.ids) + 1)

    def _show_cursor(self) -> None:
        if not self._view:
            return
        top = self.scroll_offset.y
        wanted = max(min(top, self.cursor), self.cursor - self.page + 1)
        wanted = min(wanted, self.max_scroll_y)
        if wanted != top:
            # Forced, for the scrollbar of a list that has just grown is not there before the next layout.
            self.scroll_to(y=wanted, animate=False, force=True)

    def _row_line(self, index: int) -> Strip:
        key = self.ids[index]
        at_cursor, marked = index == self.cursor, key in self._marked
        look = self._look(at_cursor, marked)
        drawn = (key, at_cursor, marked, self.highlight)
        strip = self._strips.get(drawn)
        if strip is None:
            strip = row_line(self._row(index), self._placed, look, signs(at_cursor, marked), self.highlight)
            self._strips[drawn] = strip
        return self._window(strip, look.line)

    def _window(self, strip: Strip, style: Style) -> Strip:
        return window(strip, style, pinned_width(self._placed), self.scroll_offset.x, self._view.width)

    def _look(self, at_cursor: bool, marked: bool) -> Look:
        look = self._looks.get((at_cursor, marked))
        if look is None:
            line = self.get_component_rich_style("row-table--cursor") if at_cursor else self.rich_style
            if marked:
                line += self.get_component_rich_style("row-table--marked", partial=True)
            accents = accent_styles(self.get_component_rich_style)
            look = self._looks[at_cursor, marked] = Look(line, without_colour(accents) if at_cursor else accents)
        return look
