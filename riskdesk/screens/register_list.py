"""The list of the register's vendors: filtered and ordered, with what drives the one under the cursor beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from riskdesk.desk import overview
from riskdesk.errors import RiskdeskError
from riskdesk.screens.register_pane import RegisterPane, Unread
from riskdesk.screens.register_rows import COLUMNS, ORDERS, row_of, sort_shown
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.notices import say
from riskdesk.widgets.order_list import OrderList
from riskdesk.widgets.table import Row, RowTable, Sort

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

EMPTY = """No vendors yet.

a  add a vendor
i  import a list (CSV, XLSX or JSON); also: riskdesk import FILE
?  all keys"""

NO_MATCH = "No vendor matches. Esc clears the filter."


class RegisterList(Vertical):
    """The filter, the table and the pane of `desk`'s register. It reads the register and never writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find", tooltip="Filter as you type: part of a name, key, owner or tier"),
        Binding("n", "match(1)", "Next match", show=False, tooltip="Next match"),
        Binding("N", "match(-1)", "Previous match", show=False, tooltip="Previous match"),
        Binding("escape", "unfilter", "All vendors", show=False, tooltip="Clear the filter, then the marks"),
        Binding("o", "sort", "Sort", show=False, tooltip="Choose the order"),
    ]

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        """An empty list until `reload`."""
        super().__init__(id=id)
        self._desk = desk
        self._order = Sort("urgency")
        self._rounds = desk.scoring.round_days
        self._total = 0
        self._offered = False

    def compose(self) -> ComposeResult:
        """Compose the filter, and the table with its pane."""
        yield FilterLine(hint="filter: name, key, owner, tier")
        yield RowTable(COLUMNS)
        yield RegisterPane(self._desk)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with rows only where there are any."""
        if action in {"find", "match", "sort"} and self.is_mounted:
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
            self.post_message(Unread(error))
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
            self.post_message(Unread(error))
            return {}
        today = self._desk.today()
        return {key: row_of(row, today, self._rounds) for key, row in found.items()}

    @on(RowTable.Moved)
    def _follow(self) -> None:
        self._pane.follow(self.vendor)

    def _offer(self) -> None:
        """Tell the key bar where there are vendors to do something with now and were none, or the other way round."""
        if self._offered != (self.vendor is not None):
            self._offered = not self._offered
            self.screen.refresh_bindings()

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

    @property
    def _pane(self) -> RegisterPane:
        return self.query_one(RegisterPane)

    @property
    def _table(self) -> RowTable:
        return self.query_one(RowTable)

    @property
    def _filter(self) -> FilterLine:
        return self.query_one(FilterLine)
