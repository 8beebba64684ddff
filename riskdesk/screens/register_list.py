"""The list of the register's vendors: filtered, ordered, copied, and what drives the one under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from riskdesk.desk import overview
from riskdesk.errors import RiskdeskError
from riskdesk.screens.register_rows import COLUMNS, ORDERS, row_of, sort_shown
from riskdesk.widgets.cells import clean
from riskdesk.widgets.drivers import Drivers
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.notices import copy, say
from riskdesk.widgets.order_list import OrderList
from riskdesk.widgets.table import Cell, Row, RowTable, Sort

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.rules.pack import Pack
    from riskdesk.rules.records import Vendor
    from riskdesk.rules.standing import Standing

EMPTY = """No vendors yet.

a  add a vendor
i  import a list (CSV, XLSX or JSON); also: riskdesk import FILE
?  all keys"""

REST = 0.08
"""Seconds that the cursor rests before the pane follows it: a key that is held down moves the cursor alone."""

BREATH = 0.01
"""Seconds between looking at a vendor and drawing the pane: a key that comes then is served first."""

NO_MATCH = "No vendor matches. Esc clears the filter."


class RegisterList(Vertical):
    """The filter, the table and the pane of `desk`'s register. It reads the register and never writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find", tooltip="Filter as you type: part of a name, key, owner or tier"),
        Binding("n", "match(1)", "Next match", show=False, tooltip="Next match"),
        Binding("N", "match(-1)", "Previous match", show=False, tooltip="Previous match"),
        Binding("escape", "unfilter", "All vendors", show=False, tooltip="Clear the filter, then the marks"),
        Binding("o", "sort", "Sort", show=False, tooltip="Choose the order"),
        Binding("y", "copy_name", "Copy name", show=False, tooltip="Copy the vendor's name"),
        Binding("Y", "copy_rows", "Copy row", show=False, tooltip="Copy this row, or the marked rows"),
    ]

    class Failed(Message):
        """The register cannot be read."""

        def __init__(self, error: RiskdeskError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        """An empty list until `reload`."""
        super().__init__(id=id)
        self._desk = desk
        self._order = Sort("urgency")
        self._rounds = desk.scoring.round_days
        self._total = 0
        self._offered = False
        self._ready = False
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the filter, and the table with its pane."""
        yield FilterLine(hint="filter: name, key, owner, tier")
        yield RowTable(COLUMNS)
        yield Drivers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with rows only where there are any."""
        if action in {"find", "match", "sort", "copy_name", "copy_rows"} and self.is_mounted:
            return self._total > 0 and not (action == "find" and self._filter.has_focus_within)
        return super().check_action(action, parameters)

    @property
    def vendor(self) -> str | None:
        """The vendor under the cursor, None in an empty list."""
        return self._table.cursor_id

    def reload(self, total: int) -> None:
        """Read the ids and the rows in the window again; the cursor stays on its vendor.

        `total` is how many vendors there are without a filter.
        """
        self._total = total
        text = self._filter.text
        try:
            ids = overview.ids(self._desk, text=text, order=self._order.key, descending=self._order.descending)
        except RiskdeskError as error:
            self.post_message(self.Failed(error))
            return
        self._table.empty_hint = NO_MATCH if total else EMPTY
        self._table.sort = sort_shown(self._order)
        self.set_class(not total, "empty")
        self._table.set_source(ids, self._fetch)
        self._filter.count(f"{len(ids):,} of {total:,}" if text else "")
        self._offer()
        self._follow()

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Rows for the table, which is drawing meanwhile: an error is told afterwards."""
        try:
            found = overview.rows(self._desk, ids)
        except RiskdeskError as error:
            self.post_message(self.Failed(error))
            return {}
        today = self._desk.today()
        return {key: row_of(row, today, self._rounds) for key, row in found.items()}

    def ready(self) -> None:
        """The rules and the pack are read: from now on the pane can tell what drives a vendor."""
        if not self._ready:
            self._ready = True
            self.show_drivers()

    @property
    def resting(self) -> bool:
        """Whether the pane is still to follow the cursor."""
        return not self._ready or self._resting is not None

    @on(RowTable.Moved)
    def _follow(self) -> None:
        """Have the pane follow the cursor once it rests."""
        self._rest()
        self._resting = self.set_timer(REST, self.show_drivers)

    def _offer(self) -> None:
        """Tell the key bar where there are vendors to do something with now and were none, or the other way round."""
        if self._offered != (self.vendor is not None):
            self._offered = not self._offered
            self.screen.refresh_bindings()

    def show_drivers(self) -> None:
        """Show what drives the vendor under the cursor, where there is room for it."""
        self._rest()
        pane = self.query_one(Drivers)
        if self.vendor is None or not pane.display or not self._ready:
            pane.show(None)
            return
        from riskdesk.desk import looking

        try:
            seen = looking.look(self._desk, self.vendor)
            pack = self._desk.pack
        except RiskdeskError as error:
            self.post_message(self.Failed(error))
            return
        self._resting = self.set_timer(BREATH, partial(self._draw, (seen.case.vendor, seen.standing, pack)))

    def _draw(self, shown: tuple[Vendor, Standing, Pack]) -> None:
        self._rest()
        self.query_one(Drivers).show(shown)

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None

    def on_resize(self) -> None:
        """Fill a pane for which there is room only now."""
        self.call_after_refresh(self.show_drivers)

    @on(FilterLine.Changed)
    def _filtered(self, event: FilterLine.Changed) -> None:
        self._table.highlight = event.text
        self.reload(self._total)

    @on(FilterLine.Left)
    def _back_to_table(self) -> None:
        self._table.focus()

    @on(RowTable.HeadingClicked)
    def _heading(self, event: RowTable.HeadingClicked) -> None:
        if event.key in ORDERS:
            again = self._order.key == event.key
            self._sort(Sort(event.key, again and not self._order.descending))

    @on(OrderList.Chosen)
    def _chosen(self, event: OrderList.Chosen) -> None:
        self._table.focus()
        if event.order is not None:
            self._sort(event.order)

    def _sort(self, order: Sort) -> None:
        self._order = order
        self.reload(self._total)

    def action_find(self) -> None:
        """Type what to look for."""
        self._filter.enter()

    def action_unfilter(self) -> None:
        """Clear the filter; without one, the marks."""
        if self._filter.text:
            self._filter.clear()
        else:
            self._table.clear_marks()

    def action_match(self, step: int) -> None:
        """Go to the next match, from the last one on to the first."""
        if not self._filter.text:
            say(self, "Press / and type part of a name first.", "No filter")
        elif self._table.ids:
            self._table.cursor = (self._table.cursor + step) % len(self._table.ids)

    async def action_sort(self) -> None:
        """Ask for the order, in a box that is made when it is first wanted."""
        if not self.query(OrderList):
            await self.mount(OrderList(ORDERS))
        self.query_one(OrderList).offer(self._order)

    def action_copy_name(self) -> None:
        """Copy the name of the vendor under the cursor."""
        row = self._table.cursor_row
        if row is not None:
            copy(self, _text(row[0]))

    def action_copy_rows(self) -> None:
        """Copy the marked rows in the list's order, else the row under the cursor, with tabs between the cells."""
        marked = [key for key in self._table.ids if key in self._table.marks]
        wanted = marked or ([self.vendor] if self.vendor else [])
        rows = self._fetch(wanted)
        lines = ["\t".join(_text(cell) for cell in rows[key]) for key in wanted if key in rows]
        if lines:
            copy(self, "\n".join(lines))

    @property
    def _table(self) -> RowTable:
        return self.query_one(RowTable)

    @property
    def _filter(self) -> FilterLine:
        return self.query_one(FilterLine)


def _text(cell: Cell) -> str:
    return clean(cell if isinstance(cell, str) else cell[0]).strip()
