"""What a maker's trouble touches: its affiliates, models, matters and listings, and every vendor that stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.data.folding import fold_search
from riskdesk.desk import supply
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.desk.supply import Touched
from riskdesk.errors import RiskdeskError
from riskdesk.screens import opened
from riskdesk.screens.judging import judge
from riskdesk.screens.picking import Offer, PickingScreen, among
from riskdesk.screens.register_rows import TIER_WORDS, tenths
from riskdesk.widgets import notices
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines, Piece
from riskdesk.widgets.plain_table import PlainTable
from riskdesk.widgets.record_words import record_line
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.supply_lines import NOT_FOUND, listing_line, matter_line
from riskdesk.widgets.table import Column, Row, RowTable

COLUMNS = (
    Column("name", "Vendor", 18, flex=2),
    Column("tier", "Tier", 12),
    Column("way", "Runs on", 20, flex=3, min_terminal_width=60),
    Column("judged", "Judged here", 14, min_terminal_width=80),
)


class MakerScreen(Screen[None]):
    """The maker above, the vendors in scope below, unrated and worst tiers first; rows are read as they are drawn."""

    CSS_PATH = "maker.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "judge", "Judge relevance", id="maker.judge",
                tooltip="Judge a matter or listing of this maker for the vendor under the cursor, with a reason"),
        Binding("m", "supply", "Supply chain", id="maker.supply", tooltip="The chain of the vendor under the cursor"),
        Binding("e", "edit", "Edit", id="maker.edit", tooltip="Edit the maker, or the record under the cursor above"),
        Binding("slash", "filter", "Find", key_display="/", id="maker.find", tooltip="Filter the vendors as you type"),
        Binding("tab,shift+tab", "turn", "Maker or vendors", show=False, id="maker.turn",
                tooltip="To the maker's lines, and back to the vendors"),
        Binding("escape", "leave", "Back", id="maker.back", tooltip="Clear the filter, then go back"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, maker: str) -> None:
        """What stands on `maker`. Raises UnknownRecord."""
        super().__init__()
        self.title = "Maker"
        self.desk = desk
        self.maker = maker
        self.seen = supply.touched(desk, maker)
        self._stood = {item.vendor: item for item in self.seen.vendors}
        self._just_read = True

    def compose(self) -> ComposeResult:
        """Where one is, the maker, the filter, its vendors, keys."""
        yield Headline()
        yield Lines()
        yield FilterLine(hint="filter: vendor, key, owner, tier")
        yield PlainTable(COLUMNS)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read again: a screen above may have judged or changed something."""
        if not self._just_read:
            self.seen = supply.touched(self.desk, self.maker)
            self._stood = {item.vendor: item for item in self.seen.vendors}
        self._just_read = False
        self.query_one(Lines).show(maker_lines(self.seen))
        head = self.query_one(Headline)
        head.place = f"{self.seen.maker.name}  {self.maker}"
        head.state = f"{len(self.seen.vendors):,} of {self.seen.in_scope:,} vendors in scope on it"
        self._list()

    @on(FilterLine.Changed)
    def _list(self) -> None:
        text = fold_search(self.query_one(FilterLine).text)
        ids = [item.vendor for item in self.seen.vendors if text in item.folded]
        table = self.query_one(RowTable)
        table.empty_hint = "No vendor matches. Esc clears the filter." if self._stood else "No vendor stands on it."
        table.set_source(ids, self._rows)
        self.query_one(FilterLine).count(f"{len(ids):,} of {len(self._stood):,}" if text else "")

    @on(FilterLine.Left)
    def _to_list(self) -> None:
        self.query_one(RowTable).focus()

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Rows for the table, which is drawing meanwhile: an error leaves the ways out."""
        found = [self._stood[id] for id in ids if id in self._stood]
        try:
            ways = supply.ways(self.desk, found)
            judged = supply.judged(self.desk, found, (*self.seen.matters, *self.seen.listings))
        except RiskdeskError:
            ways, judged = {}, {}
        return {
            item.vendor: (
                item.name,
                (f"{TIER_WORDS[item.tier]:<7} {tenths(item.residual_tenths)}", item.tier),
                _way(ways.get(item.vendor, ("", "")), item.ways),
                ", ".join(sorted({each.relevance for each in judged.get(item.vendor, ())})),
            )
            for item in found
        }

    @on(RowTable.Opened)
    def _open_vendor(self, event: RowTable.Opened) -> None:
        self.app.push_screen(opened("vendor", self.desk, event.id))

    @on(Lines.Opened)
    def _open_line(self, event: Lines.Opened) -> None:
        what, _, ref = event.id.partition(":")
        if what == "maker" and ref != self.maker:
            self.app.push_screen(opened("maker", self.desk, ref))
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Edit the record under the cursor of the upper part where that has the focus, else the maker."""
        lines = self.query_one(Lines)
        ref = lines.cursor_id.partition(":")[2] if lines.has_focus else self.maker
        self.app.push_screen(opened("record", self.desk, kind_of_ref(ref) or "maker", ref or self.maker))

    def action_supply(self) -> None:
        """Show the chain of the vendor under the cursor."""
        vendor = self.query_one(RowTable).cursor_id
        if vendor is not None:
            self.app.push_screen(opened("supply", self.desk, vendor))

    def action_judge(self) -> None:
        """Judge a matter or listing for the vendor under the cursor; where there are several, ask which."""
        vendor = self.query_one(RowTable).cursor_id
        records = [*self.seen.matters, *self.seen.listings]
        if vendor is None or not records:
            notices.say(self, "no matter and no listing of this maker is recorded" if vendor else "no vendor here")
            return

        def picked(ref: str | None) -> None:
            if ref:
                judge(self, self.desk, vendor, kind_of_ref(ref) or "dispute", ref)

        if len(records) == 1:
            picked(records[0].ref)
            return
        offers = [Offer(record.ref, record_line(record), record.ref) for record in records]
        self.app.push_screen(PickingScreen(f"Judge what for {self._stood[vendor].name}?", among(offers)), picked)

    def action_turn(self) -> None:
        """Go between the maker's lines and its vendors."""
        lines = self.query_one(Lines)
        (self.query_one(RowTable) if lines.has_focus else lines).focus()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterLine).enter()

    async def action_leave(self) -> None:
        """Clear the filter; without one, go back."""
        if self.query_one(FilterLine).text:
            self.query_one(FilterLine).clear()
        else:
            await self.run_action("app.back")


def maker_lines(seen: Touched) -> Iterator[Line]:
    """The maker, its affiliates, what is alleged and listed, and its models with the vendors on each."""
    own = seen.maker
    state: Piece = (f"  closed {own.closed_on}: {own.closed_reason}" if not own.open else "", "late")
    place: Piece = (f"  {own.country}" if own.country else "", "dim")
    yield Line((own.name, place, state), f"maker:{own.ref}", "maker  ", own.ref)
    for item in seen.group:
        relation = "affiliate of " if item.ref == own.affiliate_of else "affiliate  "
        yield Line((item.name,), f"maker:{item.ref}", relation, item.ref)
    if seen.matters or seen.listings:
        yield Line((("Matters and listings", "head"), NOT_FOUND))
    for matter in seen.matters:
        yield matter_line(matter, matter.relevance, reason=matter.relevance_reason)
    for listing in seen.listings:
        yield listing_line(listing)
    if not seen.matters and not seen.listings:
        yield Line((("no matter and no listing recorded", "dim"),))
    for model in seen.models:
        on: Piece = (f"  vendors on it: {seen.runs.get(model.ref, 0):,}", "dim")
        yield Line((f"{model.name} {model.version}".strip(), on), f"record:{model.ref}", "model  ", model.ref)
    if seen.hidden:
        yield Line(((f"vendors out of scope on it, not listed: {seen.hidden:,}", "dim"),))


def _way(names: tuple[str, str], ways: int) -> str:
    product, model = names
    words = " > ".join(part for part in names if part) if product or model else "is itself the maker"
    return f"{words}  and {ways - 1} more" if ways > 1 else words
