"""Choosing what a list is ordered by, in a box over the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from riskdesk.widgets.columns import Sort

LET_THROUGH = frozenset({"j", "k", "q", "o", "question_mark", "colon", "T"})
"""Letters that the choice, or the workbench on any screen, answers to."""


class OrderList(OptionList):
    """Offers orders (key to words) and posts `Chosen`: the order chosen, turned round where it was the one in force.

    It lies over its neighbours and goes when it is left. A screen of its own would have the whole terminal drawn twice.
    """

    DEFAULT_CSS = """
    OrderList {
        display: none;
        width: 40;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        background: $surface;
        &, &:focus { border: round $primary; }
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", tooltip="Order by this; the order in force is turned round"),
        Binding("escape,q,o", "leave", "Back", tooltip="Leave the order as it is"),
        Binding("j", "cursor_down", "Down", show=False, tooltip="Next"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Previous"),
    ]

    class Chosen(Message):
        """The list was left with the order chosen, or with None."""

        def __init__(self, order: Sort | None) -> None:
            super().__init__()
            self.order = order

    def __init__(self, orders: Mapping[str, str]) -> None:
        """A choice among `orders`, out of sight until `offer`."""
        super().__init__(markup=False)
        self._orders = orders
        self._now = Sort("")
        self.border_title = Content("Order by")
        self.border_subtitle = Content("Enter choose, again to turn round")

    def offer(self, now: Sort) -> None:
        """Show the choice, on the order in force `now`."""
        self._now = now
        self.set_options(Option(self._words(key), id=key) for key in self._orders)
        self.highlighted = list(self._orders).index(now.key)
        self.display = True
        self.focus()

    def _words(self, key: str) -> Content:
        turned = " (turned round)" if self._now.descending else ""
        return Content(f"* {self._orders[key]}{turned}" if key == self._now.key else f"  {self._orders[key]}")

    def on_key(self, event: events.Key) -> None:
        """Keep letters that mean something on the screen below from it while the choice is open."""
        if event.is_printable and event.key not in LET_THROUGH:
            event.stop()

    def action_leave(self) -> None:
        """Choose nothing."""
        self._leave(None)

    def on_blur(self) -> None:
        """Go where the person clicked elsewhere."""
        if self.display:
            self._leave(None)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        self._leave(Sort(key, key == self._now.key and not self._now.descending))

    def _leave(self, order: Sort | None) -> None:
        self.display = False
        self.post_message(self.Chosen(order))
