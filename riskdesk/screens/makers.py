"""Concentration: which makers most vendors stand on, and how bad the worst of those vendors are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.data.folding import fold_search
from riskdesk.desk import supply
from riskdesk.desk.opening import Desk
from riskdesk.desk.supply import Weight
from riskdesk.screens import opened
from riskdesk.screens.register_rows import TIER_WORDS
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.plain_table import PlainTable
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.table import Cell, Column, Row, RowTable

COLUMNS = (
    Column("name", "Maker", 20, flex=1),
    Column("vendors", "Own", 6, align="right", min_terminal_width=60),
    Column("reached", "Vendors", 7, align="right"),
    Column("share", "Share", 6, align="right"),
    Column("worst", "Worst", 6),
    Column("unrated", "Unrated", 7, align="right", min_terminal_width=80),
    Column("matters", "Matters", 7, align="right", min_terminal_width=80),
    Column("listings", "Listed", 6, align="right", min_terminal_width=100),
    Column("models", "Models", 6, align="right", min_terminal_width=100),
    Column("ref", "Ref.", 8, min_terminal_width=60),
)


class MakersScreen(Screen[None]):
    """Lists makers, the one that most vendors stand on first; affiliates count for one another."""

    CSS_PATH = "makers.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="makers.edit", tooltip="Edit the maker under the cursor"),
        Binding("a", "add", "Add", id="makers.add", tooltip="Add a maker"),
        Binding("slash", "filter", "Find", key_display="/", id="makers.find", tooltip="Filter as you type"),
        Binding("escape", "leave", "Back", id="makers.back", tooltip="Clear the filter, then go back"),
    ]

    def __init__(self, desk: Desk) -> None:
        """The makers of the register."""
        super().__init__()
        self.title = "Makers"
        self.desk = desk
        self._found: dict[str, Weight] = {}

    def compose(self) -> ComposeResult:
        """Where one is, the filter, the makers, keys."""
        yield Headline()
        yield FilterLine(hint="filter: maker, reference, tier")
        yield PlainTable(COLUMNS)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Count again: a screen above may have changed who stands on whom."""
        found = supply.concentration(self.desk)
        self._found = {item.ref: item for item in found.makers}
        head = self.query_one(Headline)
        head.place = "Makers that vendors stand on"
        unknown = f"{found.unknown:,} of {found.vendors:,} vendors without a maker on record  " if found.unknown else ""
        head.state = f"{unknown}{len(found.makers):,} makers"
        self._list()

    @on(FilterLine.Changed)
    def _list(self) -> None:
        text = fold_search(self.query_one(FilterLine).text)
        ids = [ref for ref, item in self._found.items() if text in fold_search(f"{item.name}\x1f{ref}\x1f{item.worst}")]
        table = self.query_one(RowTable)
        table.empty_hint = (
            "No maker matches. Esc clears the filter." if self._found else "No maker yet.\na  add a maker"
        )
        table.set_source(ids, self._rows)
        self.query_one(FilterLine).count(f"{len(ids):,} of {len(self._found):,}" if text else "")

    @on(FilterLine.Left)
    def _to_list(self) -> None:
        self.query_one(RowTable).focus()

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        return {ref: row_of(self._found[ref]) for ref in ids if ref in self._found}

    @on(RowTable.Opened)
    def _open(self, event: RowTable.Opened) -> None:
        self.app.push_screen(opened("maker", self.desk, event.id))

    def action_edit(self) -> None:
        """Edit the maker under the cursor."""
        ref = self.query_one(RowTable).cursor_id
        if ref is not None:
            self.app.push_screen(opened("record", self.desk, "maker", ref))

    def action_add(self) -> None:
        """Fill in the form of a new maker."""
        self.app.push_screen(opened("record", self.desk, "maker"))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterLine).enter()

    async def action_leave(self) -> None:
        """Clear the filter; without one, go back."""
        if self.query_one(FilterLine).text:
            self.query_one(FilterLine).clear()
        else:
            await self.run_action("app.back")


def row_of(item: Weight) -> Row:
    """The cells of a maker as COLUMNS has them."""
    worst: Cell = (TIER_WORDS[item.worst], item.worst) if item.worst else ("-", "dim")
    counts = (item.unrated, item.matters, item.listings, item.models)
    return (
        item.name,
        f"{item.vendors:,}",
        f"{item.reached:,}",
        f"{item.share} %",
        worst,
        *(f"{count:,}" if count else ("-", "dim") for count in counts),
        item.ref,
    )
