"""The first run: a register of one's own, or a look at the samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from riskdesk.errors import BadValue, RiskdeskError
from riskdesk.rules.forms import read_day
from riskdesk.screens import opened
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.cells import clean
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.notices import say, say_error

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

WELCOME = (
    "A register of AI vendors, kept on this machine alone: five actions for each vendor, the evidence, "
    "a score that explains itself, and a workbook to hand over."
)
SAMPLES = "samples, thrown away when you leave"
START = "a date as 2026-11-23"


class FirstRunScreen(Screen[None]):
    """Offers to start a register at `path`, or the samples by `open_samples`; then the register takes its place."""

    TITLE = "first run"
    CSS_PATH = "first_run.tcss"
    AUTO_FOCUS = "Lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "begin", "Start", tooltip="Start a register of your own"),
        Binding("2", "samples", "Samples", tooltip="Look at the sample register"),
        Binding("q", "app.back", "Quit", tooltip="Quit; nothing is made"),
    ]

    class Ready(Message):
        """There is a register to show."""

        def __init__(self, desk: Desk, banner: str) -> None:
            super().__init__()
            self.desk = desk
            self.banner = banner

    class Opened(Message):
        """The sample register is open, or the error why not."""

        def __init__(self, found: Desk | RiskdeskError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, path: Path, open_samples: Callable[[], Desk] | None = None) -> None:
        """The first run; nothing is made at `path` before the form is saved."""
        super().__init__()
        self._path = path
        self._open_samples = open_samples

    def compose(self) -> ComposeResult:
        """Compose the welcome and the choice."""
        with Vertical(id="welcome"):
            yield Static("riskdesk", classes="name", markup=False)
            yield Static(WELCOME, classes="text", markup=False)
            yield Lines()
            yield Static(f"Register file: {_shown(self._path)}", classes="note", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the choice."""
        offers = [Line("Start a register of your own", id="begin", lead="1  ")]
        if self._open_samples is not None:
            offers.append(Line("Look round in a sample register first", id="samples", lead="2  "))
        self.query_one(Lines).show(offers)

    @on(Lines.Opened)
    async def _chosen(self, event: Lines.Opened) -> None:
        await self.run_action(event.id)

    def action_begin(self) -> None:
        """Ask for what a register starts with."""
        from riskdesk.desk.opening import local_today

        fields = (
            Asked(
                "organisation", "Organisation", required=True, help="Whose register this is; printed on every export"
            ),
            Asked("reviewer", "Reviewer", required=True, help="Who works here; every change is logged in this name"),
            Asked("role", "Role", help="The reviewer's role, printed with sign-offs"),
            Asked(
                "start", "Start of the 90 days", "date", True, typed=local_today().isoformat(), help="Due dates follow"
            ),
        )
        text = f"The register is made here, readable by you alone:\n{_shown(self._path)}"
        self.app.push_screen(opened("asking", "A new register", fields, self._make, text=text, check=_check))

    def _make(self, typed: Mapping[str, str]) -> None:
        from riskdesk.desk.opening import start

        begins = read_day(typed["start"].strip())
        desk = start(self._path, typed["organisation"], typed["reviewer"], role=typed["role"], start_on=begins)
        self.post_message(self.Ready(desk, ""))

    def action_samples(self) -> None:
        """Open the sample register."""
        if self._open_samples is not None:
            say(self, "Opening the sample register ...")
            self.run_worker(self._open, thread=True, exclusive=True)

    def _open(self) -> None:
        assert self._open_samples is not None
        try:
            self.post_message(self.Opened(self._open_samples()))
        except RiskdeskError as error:
            self.post_message(self.Opened(error))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        if isinstance(event.found, RiskdeskError):
            say_error(self, event.found)
        else:
            self.post_message(self.Ready(event.found, SAMPLES))


def _check(name: str, typed: str) -> None:
    if name == "start":
        try:
            read_day(typed.strip())
        except ValueError as wrong:
            raise BadValue(str(wrong), where="first run, field start", remedy=START) from None


def _shown(path: Path) -> str:
    """The path as a person reads it, the home folder as ~."""
    home = Path.home()
    return clean(f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path))
