"""Everything about one vendor on a page; every line opens what it tells of."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from riskdesk.desk import looking, recording
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.rules.deadlines import deadlines
from riskdesk.rules.records import KINDS
from riskdesk.screens import dialogs, opened
from riskdesk.screens.around import page_of
from riskdesk.screens.case import CaseScreen
from riskdesk.screens.history import entry_lines
from riskdesk.screens.outside import edit_outside
from riskdesk.screens.picking import Offer, PickingScreen, among
from riskdesk.widgets import notices
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.vendor_lines import action_lines, head_lines, paper_lines, supply_lines

LATEST = 5
"""Entries of the history that the page shows."""


class VendorScreen(CaseScreen):
    """The vendor's page. 1 to 5 walk an action; other keys open what belongs to the vendor."""

    CSS_PATH = "vendor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "walk(1)", "Walk", key_display="1-5", id="vendor.walk", tooltip="Walk through action 1"),
        *(
            Binding(str(n), f"walk({n})", "Walk", show=False, id=f"vendor.walk{n}", tooltip=f"Walk through action {n}")
            for n in range(2, 6)
        ),
        Binding("e", "edit", "Edit", id="vendor.edit", tooltip="Edit the vendor's facts"),
        Binding("E", "edit_outside", "Editor", show=False, id="vendor.editor", tooltip="Edit the facts in $EDITOR"),
        Binding("x", "explain", "Explain", id="vendor.explain", tooltip="How the tier comes about"),
        Binding("a", "add", "Add", id="vendor.add", tooltip="Add a record about this vendor"),
        Binding("l", "list", "Lists", show=False, id="vendor.list", tooltip="List this vendor's records of a kind"),
        Binding("F", "evidence", "Evidence list", show=False, id="vendor.evidence", tooltip="This vendor's evidence"),
        Binding("m", "visit('supply')", "Supply chain", show=False, id="vendor.supply",
                tooltip="What this vendor runs on, and who made it"),
        Binding("c", "visit('calendar')", "Calendar", show=False, id="vendor.calendar",
                tooltip="What is due when for this vendor"),
        Binding("Q", "ask", "Questionnaire", show=False, id="vendor.ask",
                tooltip="Write the questionnaire for this vendor to a file"),
        Binding("r", "visit('rounds')", "Rounds", show=False, id="vendor.rounds",
                tooltip="This vendor's rounds of review: close, begin, compare"),
        Binding("R", "retire", "Retire", show=False, id="vendor.retire", tooltip="Retire this vendor, with a reason"),
        Binding("escape", "app.back", "Back", id="vendor.back", tooltip="Back to the screen before"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, vendor: str) -> None:
        """The page of `vendor`. Raises UnknownRecord."""
        super().__init__(desk, vendor)
        self.title = "Vendor"

    def compose(self) -> ComposeResult:
        """Where one is, the page, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the page."""
        self.query_one(Lines).focus()
        self.refresh_case()

    def refresh_case(self) -> None:
        """Show the page as things stand."""
        case, standing, pack = self.seen.case, self.seen.standing, self.desk.pack
        due = deadlines(case, pack, standing)
        entries = looking.vendor_history(self.desk, self.vendor, LATEST)
        self.query_one(Lines).show(
            [
                *head_lines(case, pack, standing, due),
                *action_lines(case, pack, standing),
                *supply_lines(case),
                *paper_lines(case, self.desk.today()),
                Line((("Latest changes", "head"), ("  t shows all", "dim"))),
                *(line for entry in entries for line in entry_lines(entry) if line.id),
            ]
        )
        head = self.query_one(Headline)
        head.place = f"{case.vendor.name}  {case.vendor.ref}"
        head.state = self._day()

    def _day(self) -> str:
        held, today = self.seen.case.round, self.desk.today()
        if held is None or held.start_on is None:
            return f"as of {today}"
        day, days = (today - held.start_on).days, self.desk.pack.policy.round_days
        return f"day {day} of {days}  {max(0, days - day)} left" if day >= 0 else f"starts {held.start_on}"

    def action_walk(self, action: int) -> None:
        """Walk through an action."""
        self.app.push_screen(opened("walk", self.desk, self.vendor, action))

    def action_edit(self) -> None:
        """Edit the vendor's own facts."""
        self.open_record("vendor", self.vendor)

    def action_edit_outside(self) -> None:
        """Edit the vendor's own facts in the person's editor."""
        edit_outside(self, self.desk, "vendor", self.vendor)

    def action_visit(self, module: str) -> None:
        """Open another screen about the vendor."""
        self.app.push_screen(opened(module, self.desk, self.vendor))

    def action_evidence(self) -> None:
        """List the vendor's evidence."""
        self.app.push_screen(opened("evidence", self.desk, self.vendor))

    def action_list(self) -> None:
        """Choose a kind, then list the vendor's records of it."""
        kinds = [kind for kind in KINDS.values() if kind.field("vendor") and kind.name not in {"answer", "evidence"}]
        offers = among([Offer(kind.name, kind.plural) for kind in kinds])

        def picked(kind: str | None) -> None:
            if kind:
                self.app.push_screen(opened("records", self.desk, kind, self.vendor))

        self.app.push_screen(PickingScreen("List which records?", offers), picked)

    def action_ask(self) -> None:
        """Ask where to, then write the vendor's questionnaire."""
        told = lambda path: notices.say(self.app, str(path), "Questionnaire written")  # noqa: E731
        self.app.push_screen(dialogs.questionnaire_dialog(self.desk, self.seen, told), lambda _saved: self.reload())

    def action_retire(self) -> None:
        """Ask for the reason, then retire the vendor."""
        name, ref = self.seen.case.vendor.name, self.vendor
        text = "It leaves the register's list and every count; its file and its history stay."
        retire = lambda reason: recording.close(self.desk, "vendor", ref, reason)  # noqa: E731
        self.app.push_screen(dialogs.reason_dialog(f"Retire {name}?", text, retire), lambda _saved: self.reload())

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        what, _, name = event.id.partition(":")
        if what == "explain":
            self.action_explain()
        elif what == "action":
            self.action_walk(int(name))
        elif what == "evidence" and name:
            self.app.push_screen(opened("evidence", self.desk, self.vendor, name))
        elif what == "evidence":
            self.action_attach()
        elif what == "add":
            self.add_record(name)
        elif what == "entry":
            self.action_history()
        elif what == "record":
            self.app.push_screen(page_of(self.desk, kind_of_ref(name) or "vendor", name))
