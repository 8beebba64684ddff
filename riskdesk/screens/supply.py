"""What a vendor stands on: products, models, makers and affiliates, what is alleged on each, sub-vendors, contacts."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from riskdesk.desk import supply
from riskdesk.desk.looking import kind_of_ref
from riskdesk.screens import opened
from riskdesk.screens.case import CaseScreen
from riskdesk.screens.judging import judge
from riskdesk.widgets import notices
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.supply_lines import ChainLines, contact_lines, sub_vendor_lines
from riskdesk.widgets.wording import counted


class SupplyScreen(CaseScreen):
    """The chain of one vendor. Enter opens what a line tells of, a maker with all that stands on it."""

    CSS_PATH = "supply.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "judge", "Judge relevance", id="supply.judge",
                tooltip="Judge the matter or listing under the cursor for this vendor, with a reason"),
        Binding("e", "edit", "Edit", id="supply.edit", tooltip="Edit the record under the cursor, a maker's too"),
        Binding("a", "add", "Add", id="supply.add", tooltip="Add a record about this vendor"),
        Binding("M", "makers", "All makers", id="supply.makers", tooltip="Which makers most vendors stand on"),
        Binding("escape", "app.back", "Back", id="supply.back", tooltip="Back to the screen before"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Where one is, the chain, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the chain."""
        self.title = "Supply chain"
        self.query_one(Lines).focus()
        self.refresh_case()

    def refresh_case(self) -> None:
        """Show the chain as it stands."""
        case = self.seen.case
        below = supply.below(self.desk, self.vendor, [maker.ref for maker in case.makers])
        self.query_one(Lines).show(
            [
                *ChainLines(case, below.stands, below.vendors).lines(),
                *sub_vendor_lines(below.sub_vendors),
                *contact_lines(below.contacts),
            ]
        )
        head = self.query_one(Headline)
        head.place = f"{case.vendor.name}  {case.vendor.ref}  supply chain"
        makers, matters = counted(len(case.makers), "maker"), counted(len(case.matters), "matter")
        head.state = f"{counted(len(case.models), 'model')}  {makers}  {matters}"

    def action_judge(self) -> None:
        """Judge the matter or listing under the cursor for this vendor."""
        kind, _, ref = self.query_one(Lines).cursor_id.partition(":")
        if kind in {"dispute", "designation"}:
            judge(self, self.desk, self.vendor, kind, ref)
        else:
            notices.say(self, "go to a matter or a listing first: a line that begins with !")

    def action_edit(self) -> None:
        """Edit the record under the cursor."""
        ref = self.query_one(Lines).cursor_id.partition(":")[2]
        kind = kind_of_ref(ref)
        if kind is not None:
            self.open_record(kind, ref)

    def action_makers(self) -> None:
        """Show which makers most vendors stand on."""
        self.app.push_screen(opened("makers", self.desk))

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        what, _, ref = event.id.partition(":")
        if what == "maker":
            self.app.push_screen(opened("maker", self.desk, ref))
        elif what == "add":
            self.add_record(ref)
        else:
            self.action_edit()
