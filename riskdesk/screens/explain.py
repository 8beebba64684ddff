"""Why a vendor has its tier: every term, cap and floor, and the answers that would change it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.desk import looking
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.rules import whatif
from riskdesk.screens import opened
from riskdesk.widgets.explain_lines import explain_lines
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.place import Place
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS


class ExplainScreen(Screen[str | None]):
    """Gives the question to go to where a line about one was opened."""

    CSS_PATH = "explain.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", "Back", id="explain.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk, vendor: str) -> None:
        """The explanation of a vendor's tier. Raises UnknownRecord."""
        super().__init__()
        self.title = "Explain"
        self.desk = desk
        self.seen = looking.look(desk, vendor)

    def compose(self) -> ComposeResult:
        """Where one is, the terms, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Work it out."""
        self._show()
        self.query_one(Lines).focus()

    def on_screen_resume(self) -> None:
        """Work it out again: a record may have changed."""
        self.seen = looking.look(self.desk, self.seen.case.vendor.ref)
        self._show()

    def _show(self) -> None:
        pack, case, standing = self.desk.pack, self.seen.case, self.seen.standing
        head = self.query_one(Headline)
        head.place = f"Explain > {case.vendor.name}"
        head.state = f"pack {pack.version}  as of {standing.on}" + (
            f"  holds until {standing.holds_until}" if standing.holds_until else ""
        )
        movers = whatif.movers(case, pack, standing.on)
        self.query_one(Lines).show(explain_lines(pack, standing, case.vendor.name, movers))

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        what, _, name = event.id.partition(":")
        standing, place = self.seen.standing, Place(self.desk.pack, 1)
        if what == "question":
            self.dismiss(name)
        elif what == "action":
            self.dismiss(Place(self.desk.pack, int(name)).first_open(standing).question.id)
        elif what == "impact":
            self._record(self.seen.case.vendor.ref)
        elif what == "floor" and name:
            self._record(name)
        elif what == "term":
            found = next((term.records for term in standing.likelihoods if term.name == name), ())
            if found:
                self._record(found[0])
            elif name == "provenance":
                self.dismiss(place.first_open(standing).question.id)

    def _record(self, ref: str) -> None:
        kind = kind_of_ref(ref) or "vendor"
        self.app.push_screen(opened("record", self.desk, kind, ref))
