"""The table that every list in the workbench is: a cursor that keys and mouse move, and marks."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from riskdesk.widgets.columns import Cell, Column, Row, Sort, place_at, stop_beside
from riskdesk.widgets.marks import Marks
from riskdesk.widgets.rowcache import Fetch
from riskdesk.widgets.rowview import RowView

__all__ = ["Cell", "Column", "Fetch", "Row", "RowTable", "Sort"]


class RowTable(RowView, inherit_bindings=False):
    """A table of any number of rows, with a cursor and marks; see `RowView` for what it draws.

    It posts `Moved`, `Opened`, `Marked` and `HeadingClicked`. Marks are kept by id: a filter hides marked rows and
    keeps their marks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="table.open", tooltip="Open this row"),
        Binding("space", "mark", "Mark", id="table.mark", tooltip="Mark or unmark this row and go to the next"),
        Binding("v", "mark_range", "Mark range", show=False, id="table.mark_range", tooltip="Mark from the last mark"),
        Binding("V", "mark_all", "Mark all", show=False, id="table.mark_all", tooltip="Mark all rows listed, or none"),
        Binding("j,down", "move(1)", "Down", show=False, id="table.down", tooltip="Next row"),
        Binding("k,up", "move(-1)", "Up", show=False, id="table.up", tooltip="Previous row"),
        Binding("g,home", "to(0)", "First", show=False, id="table.first", tooltip="First row"),
        Binding("G,end", "to(-1)", "Last", show=False, id="table.last", tooltip="Last row"),
        Binding("ctrl+d", "turn(0.5)", "Half page down", show=False, id="table.half_down", tooltip="Half a page on"),
        Binding("ctrl+u", "turn(-0.5)", "Half page up", show=False, id="table.half_up", tooltip="Half a page back"),
        Binding("pagedown", "turn(1)", "Page down", show=False, id="table.page_down", tooltip="A page on"),
        Binding("pageup", "turn(-1)", "Page up", show=False, id="table.page_up", tooltip="A page back"),
        Binding("h,left", "sideways(-1)", "Left", show=False, id="table.left", tooltip="Show the column before"),
        Binding("l,right", "sideways(1)", "Right", show=False, id="table.right", tooltip="Show the next column"),
    ]

    class TableMessage(Message):
        """Something that happened in `table`."""

        def __init__(self, table: "RowTable") -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> "RowTable":
            """The table, for `@on(RowTable.Moved, "#id")`."""
            return self.table

    class Moved(TableMessage):
        """The cursor stands on another id; `id` is None when the table became empty."""

        def __init__(self, table: "RowTable", id: str | None) -> None:
            super().__init__(table)
            self.id = id

    class Opened(TableMessage):
        """Enter, a double click, or a click on the cursor's row: `id` is to be opened."""

        def __init__(self, table: "RowTable", id: str) -> None:
            super().__init__(table)
            self.id = id

    class Marked(TableMessage):
        """Marks changed; `count` rows are marked now, those that a filter hides included."""

        def __init__(self, table: "RowTable", count: int) -> None:
            super().__init__(table)
            self.count = count

    class HeadingClicked(TableMessage):
        """The title of the column `key` was clicked."""

        def __init__(self, table: "RowTable", key: str) -> None:
            super().__init__(table)
            self.key = key

    def __init__(
        self, columns: Sequence[Column], *, empty_hint: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        """A table of `columns`, empty until it has a source; meanwhile it shows `empty_hint`."""
        super().__init__(columns, empty_hint=empty_hint, id=id, classes=classes)
        self._marks = Marks()
        self._marked = self._marks.ids
        self._told: str | None = None
        self._opened_by_click = False

    @property
    def marks(self) -> frozenset[str]:
        """The marked ids, those that a filter hides included."""
        return frozenset(self._marks.ids)

    @property
    def chosen_rows(self) -> list[Row]:
        """The marked rows that are listed, in the list's order; without marks the row under the cursor, if any."""
        marked = [key for key in self.ids if key in self._marks.ids]
        return self._rows.read(marked) if marked else [self.cursor_row] if self.cursor_row else []

    def clear_marks(self, ids: Iterable[str] | None = None) -> None:
        """Unmark `ids` (records that are gone), or everything."""
        self._marks.clear(ids)
        self._tell_marks()

    def set_source(self, ids: Sequence[str], fetch: Fetch) -> None:
        """As `RowView.set_source`; posts `Moved` if the cursor could not stay on its id."""
        super().set_source(ids, fetch)
        self._tell_move()

    def move_to(self, id: str) -> bool:
        """Put the cursor on `id`; False if it is not listed."""
        if id not in self.ids:
            return False
        self.cursor = self.ids.index(id)
        return True

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the move and post it."""
        super().watch_cursor(old, new)
        self._tell_move()

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def action_to(self, row: int) -> None:
        """Move to the row at that place; below 0 it counts from the end."""
        self.cursor = row if row >= 0 else len(self.ids) + row

    def action_turn(self, pages: float) -> None:
        """Move the cursor and the window by so many pages, at least one row."""
        rows = max(1, int(self.page * abs(pages))) * (1 if pages > 0 else -1)
        top = self.scroll_offset.y + rows
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False)
        self.cursor += rows

    def action_sideways(self, columns: int) -> None:
        """Scroll to the next or the previous column, where not all of them fit."""
        stop = stop_beside(self._placed, self.scroll_offset.x, columns)
        self.scroll_to(x=min(stop, self.max_scroll_x), animate=False)

    def action_open(self) -> None:
        """Post that the row under the cursor is to be opened."""
        if self.cursor_id is not None:
            self.post_message(self.Opened(self, self.cursor_id))

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor and move down."""
        if self.cursor_id is not None:
            self._marks.toggle(self.cursor_id)
            self.refresh_line(self.cursor + 1)
            self.action_move(1)
            self._tell_marks()

    def action_mark_range(self) -> None:
        """Mark the rows from the one marked last to the cursor; unmark them if all are marked."""
        if self.ids:
            self._marks.toggle_range(self.ids, self.cursor)
            self._tell_marks()

    def action_mark_all(self) -> None:
        """Mark all rows that are listed; unmark them if all are marked."""
        if self.ids:
            self._marks.toggle_all(self.ids)
            self._tell_marks()

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked, or open it if the cursor is there; tell of a click on the heading."""
        spot = event.get_content_offset(self)
        if spot is None:
            return
        if spot.y == 0:
            self._click_heading(spot.x)
        elif (index := spot.y - 1 + self.scroll_offset.y) < len(self.ids):
            self._click_row(index, event.chain)

    def _click_heading(self, x: int) -> None:
        place = place_at(self._placed, x, self.scroll_offset.x)
        if place is not None:
            self.post_message(self.HeadingClicked(self, place.column.key))

    def _click_row(self, index: int, chain: int) -> None:
        again = chain > 1 and self._opened_by_click
        self._opened_by_click = index == self.cursor
        if index != self.cursor:
            self.cursor = index
        elif not again:
            self.action_open()

    def _tell_move(self) -> None:
        if self.is_attached and self.cursor_id != self._told:
            self._told = self.cursor_id
            self.post_message(self.Moved(self, self.cursor_id))

    def on_mount(self) -> None:
        """Tell where the cursor stands if the source was set before."""
        self._tell_move()

    def _tell_marks(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self, len(self._marks.ids)))
