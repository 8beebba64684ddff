"""Choosing what a list is ordered by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from riskdesk.widgets.columns import Sort


class SortingScreen(ModalScreen[Sort | None]):
    """Offers `orders` (key to words); gives the chosen one, turned round where it is the one in force, else None."""

    TITLE = "order"
    CSS_PATH = "sorting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o", "leave", "Back", tooltip="Leave the order as it is"),
        Binding("j", "move('down')", "Down", show=False, tooltip="Next"),
        Binding("k", "move('up')", "Up", show=False, tooltip="Previous"),
    ]

    def __init__(self, orders: Mapping[str, str], now: Sort) -> None:
        """A choice among `orders`, one of them in force `now`."""
        super().__init__()
        self._orders = orders
        self._now = now

    def compose(self) -> ComposeResult:
        """Compose the choice."""
        box = OptionList(*(Option(self._words(key), id=key) for key in self._orders), markup=False)
        box.border_title = Content("Order by")
        box.border_subtitle = Content("Enter choose, again to turn round")
        yield box

    def on_mount(self) -> None:
        """Stand on the order in force."""
        self.query_one(OptionList).highlighted = list(self._orders).index(self._now.key)

    def _words(self, key: str) -> Content:
        turned = " (turned round)" if self._now.descending else ""
        return Content(f"* {self._orders[key]}{turned}" if key == self._now.key else f"  {self._orders[key]}")

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        box = self.query_one(OptionList)
        if way == "down":
            box.action_cursor_down()
        else:
            box.action_cursor_up()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        key = event.option_id or ""
        self.dismiss(Sort(key, key == self._now.key and not self._now.descending))
