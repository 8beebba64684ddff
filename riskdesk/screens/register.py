"""The register: every vendor, what moves the most risk soonest on top; from here everything else is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from riskdesk.desk import overview
from riskdesk.errors import PackBroken, RiskdeskError
from riskdesk.screens import opened
from riskdesk.screens.register_list import RegisterList
from riskdesk.screens.register_pane import RegisterPane, Unread
from riskdesk.screens.register_rows import day_of_programme
from riskdesk.widgets.cells import clean
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.notices import say, say_error
from riskdesk.widgets.sizes import size_classes
from riskdesk.widgets.table import RowTable

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

FIRST_LOOK = 0.1
"""Seconds after which the rules and the pack are read, in a thread: at once it would hold up the first frame."""
LOOK_AGAIN = 2.0
"""Seconds between two looks at whether another process wrote to the register, or a new day has begun."""


class RegisterScreen(Screen[None]):
    """Lists the vendors of a desk's register, with what drives the one under the cursor beside or below the list."""

    TITLE = "register"
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "RowTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "walk(1)", "Actions", key_display="1-5", tooltip="Walk through action 1, provenance"),
        Binding("2", "walk(2)", "Disputes", show=False, tooltip="Walk through action 2, disputes"),
        Binding("3", "walk(3)", "Usage", show=False, tooltip="Walk through action 3, usage"),
        Binding("4", "walk(4)", "Indemnity", show=False, tooltip="Walk through action 4, indemnity"),
        Binding("5", "walk(5)", "Policy", show=False, tooltip="Walk through action 5, policy"),
        Binding("e", "visit('record', 'vendor')", "Edit", tooltip="Edit this vendor's facts"),
        Binding("u", "turn('undo')", "Undo", tooltip="Undo the last change (a new log entry)"),
        Binding("x", "start('export')", "Export", tooltip="Export the register as a workbook"),
        Binding("a", "start('record', 'vendor')", "Add", tooltip="Add a vendor"),
        Binding("i", "start('importing')", "Import", tooltip="Import a vendor list"),
        Binding("q", "app.back", "Quit", show=False, tooltip="Quit; all is saved"),
        Binding("f", "visit('evidence')", "Evidence", show=False, tooltip="Evidence of this vendor"),
        Binding("t", "visit('history', 'vendor')", "History", show=False, tooltip="History of this vendor"),
        Binding("m", "visit('supply')", "Supply chain", show=False, tooltip="What this vendor runs on, and whose"),
        Binding("M", "start('makers')", "Makers", show=False, tooltip="Which makers most vendors stand on"),
        Binding("c", "start('calendar')", "Calendar", show=False, tooltip="What is due when, for all vendors"),
        Binding("L", "start('lists')", "Lists", show=False, tooltip="Every list: policy log, insurance, incidents ..."),
        Binding("ctrl+r", "turn('redo')", "Redo", show=False, tooltip="Redo what was undone"),
    ]

    class Ready(Message):
        """The rules and the pack are read."""

    class Judging(Message):
        """So many of the standings that a new day made stale have been judged again."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    class Judged(Message):
        """All standings hold today, or the error why not."""

        def __init__(self, error: RiskdeskError | None, number: int) -> None:
            super().__init__()
            self.error = error
            self.number = number

    def __init__(self, desk: Desk, banner: str = "") -> None:
        """The register of `desk`; `banner` stands behind the organisation's name."""
        super().__init__()
        self._desk = desk
        self._banner = banner
        self._version = 0
        self._judged_on: date | None = None
        self._failing = False
        self._shown = False

    def compose(self) -> ComposeResult:
        """Compose the head, the list and the keys."""
        yield Headline()
        yield RegisterList(self._desk)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the register, then watch for a new day and for other processes' changes."""
        # Textual does so with the first resize alone: the first frame would be laid out and drawn for another size.
        self.add_class(*size_classes(self.app.size))
        self.reload()
        self.set_timer(FIRST_LOOK, self._keep_up)
        self.set_interval(LOOK_AGAIN, self._keep_up)

    def on_screen_resume(self) -> None:
        """Read the register again where a screen above changed it."""
        if self._shown:
            self._look_again()
        self._shown = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done to a vendor only where there is one."""
        if action in {"walk", "visit"} and self.query(RegisterList):
            return self._list.vendor is not None
        return super().check_action(action, parameters)

    def reload(self) -> None:
        """Read everything again; the cursor stays on its vendor."""
        try:
            self._version = self._desk.store.data_version
            counts = overview.counts(self._desk)
            programme = self._desk.programme
        except RiskdeskError as error:
            self.post_message(Unread(error))
            return
        self._failing = False
        day = day_of_programme(programme.start_on, self._desk.today(), self._desk.scoring.round_days)
        total = counts.rated + counts.unrated
        vendors = "1 vendor" if total == 1 else f"{total:,} vendors"
        unrated = [f"{counts.unrated:,} unrated"] if counts.unrated else []
        head = self.query_one(Headline)
        head.place = "   ".join(part for part in (clean(programme.organisation), self._banner) if part)
        head.state = "  ".join([day, vendors, *unrated])
        self._list.reload(total)
        self.refresh_bindings()

    @property
    def _list(self) -> RegisterList:
        return self.query_one(RegisterList)

    @on(Unread)
    def _fail(self, event: Unread) -> None:
        """Tell of a register that cannot be read, once until it can be again."""
        if not self._failing:
            say_error(self, event.error)
        self._failing = True

    def _keep_up(self) -> None:
        """Judge again what a new day made stale; read again what another process changed."""
        if self._judged_on != self._desk.today():
            self._judged_on = self._desk.today()
            self.run_worker(self._judge, thread=True, exclusive=True, group="judging")
        if self.is_current:
            self._look_again()

    def _look_again(self) -> None:
        """Read everything again where anybody has written since."""
        try:
            changed = self._desk.store.data_version != self._version
        except RiskdeskError as error:
            self.post_message(Unread(error))
            return
        if changed:
            self.reload()

    def _judge(self) -> None:
        """In a thread: read the rules and the pack, which the first frame does without; judge stale standings again."""
        worker = get_current_worker()

        def tell(done: int, total: int) -> None:
            self.post_message(self.Judging(done, total))

        try:
            refresh = _judging(self._desk)
            self.post_message(self.Ready())
            number = 0
            if not self._desk.store.read_only:
                number = refresh(self._desk, progress=tell, cancelled=lambda: worker.is_cancelled)
        except RiskdeskError as error:
            self.post_message(self.Judged(error, 0))
        else:
            self.post_message(self.Judged(None, number))

    @on(Ready)
    def _show_drivers(self) -> None:
        self.query_one(RegisterPane).ready()

    @on(Judging)
    def _show_judging(self, event: Judging) -> None:
        self.query_one(Headline).state = f"a new day: judging {event.done:,} of {event.total:,}"

    @on(Judged)
    def _show_judged(self, event: Judged) -> None:
        self.query_one(RegisterPane).ready()
        if isinstance(event.error, PackBroken):
            # Nothing can be judged by it: the workbench ends as a command would.
            raise event.error
        if event.error is not None:
            self.post_message(Unread(event.error))
        elif event.number:
            self.reload()

    @on(RowTable.Opened)
    def _open(self, event: RowTable.Opened) -> None:
        self.app.push_screen(opened("vendor", self._desk, event.id))

    def action_visit(self, module: str, *kind: str) -> None:
        """Open a screen about the vendor under the cursor; `kind` for one that shows records of any kind."""
        if self._list.vendor is not None:
            self.app.push_screen(opened(module, self._desk, *kind, self._list.vendor))

    def action_walk(self, action: int) -> None:
        """Walk through an action's questions for the vendor under the cursor."""
        if self._list.vendor is not None:
            self.app.push_screen(opened("walk", self._desk, self._list.vendor, action=action))

    def action_start(self, module: str, *kind: str) -> None:
        """Open a screen about the whole register, or one that makes a record of a kind."""
        self.app.push_screen(opened(module, self._desk, *kind))

    def action_turn(self, turn: str) -> None:
        """Take the last change back, or do again what was taken back."""
        from riskdesk.desk import undoing

        try:
            turned = undoing.undo(self._desk) if turn == "undo" else undoing.redo(self._desk)
        except RiskdeskError as error:
            say_error(self, error)
            return
        say(self, f"{turned.deed}: {', '.join(turned.records)}", "Undone" if turn == "undo" else "Done again")
        self.reload()


def _judging(desk: Desk) -> Callable[..., int]:
    """What judges stale standings, and with it all that looking at a vendor needs. Raises PackBroken."""
    from riskdesk.desk.standing import refresh

    import_module("riskdesk.desk.looking")
    desk.scoring.check()
    return refresh
