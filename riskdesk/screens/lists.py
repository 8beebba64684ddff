"""Every kind of record with how many there are, the organisation's own first: the way to each list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.desk import paging
from riskdesk.desk.opening import Desk
from riskdesk.desk.paging import Count
from riskdesk.rules.records import KINDS, Kind
from riskdesk.screens import opened
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS

OWN = ("proceeding", "insurance", "incident", "reviewer", "organisation")
CHAIN = ("vendor", "maker", "model")
"""Kinds that no vendor's page leads to, and that come first for that reason; then all others in their own order."""


class ListsScreen(Screen[None]):
    """Lists the kinds; Enter opens the list of one, `a` the form of a new record of it."""

    CSS_PATH = "lists.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="lists.add", tooltip="Add a record of the kind under the cursor"),
        Binding("escape", "app.back", "Back", id="lists.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk) -> None:
        """The lists of a desk's register."""
        super().__init__()
        self.title = "Lists"
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Where one is, the kinds, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(Headline).place = "Lists"
        self.query_one(Lines).focus()

    def on_screen_resume(self) -> None:
        """Count again: a screen above may have added a record."""
        counts = paging.counts(self.desk)
        self.query_one(Lines).show(_lines(counts))
        open_now = sum(count.open for count in counts.values())
        self.query_one(Headline).state = f"{open_now:,} records open"

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        if event.id == "evidence":
            self.app.push_screen(opened("evidence", self.desk))
        else:
            self.app.push_screen(opened("records", self.desk, event.id))

    def action_add(self) -> None:
        """Open the form of a new record, where the kind is kept by hand."""
        kind = KINDS[self.query_one(Lines).cursor_id]
        if kind.by_hand:
            self.app.push_screen(opened("record", self.desk, kind.name))


def _lines(counts: Mapping[str, Count]) -> Iterator[Line]:
    for heading, names in (
        ("The organisation's own", OWN),
        ("Supply chain", CHAIN),
        ("About vendors", [name for name in KINDS if name not in (*OWN, *CHAIN)]),
    ):
        yield Line(((heading, "head"),))
        yield from (_line(KINDS[name], counts[name]) for name in names)


def _line(kind: Kind, count: Count) -> Line:
    closed = f"  {count.closed:,} closed" if count.closed else ""
    return Line((kind.plural, (closed, "dim")), kind.name, "  ", f"{count.open:,}")
