"""A vendor's rounds of review: close the one that runs, begin the next, and see in what two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from riskdesk.desk import looking, rounds
from riskdesk.desk.comparing import Compared, compare_rounds
from riskdesk.desk.opening import Desk
from riskdesk.errors import BadValue, RiskdeskError
from riskdesk.rules.forms import read_day
from riskdesk.rules.records import Round
from riskdesk.screens.asking import AskingScreen
from riskdesk.screens.dialogs import reason_dialog
from riskdesk.widgets import notices
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS


class RoundsScreen(Screen[None]):
    """The rounds, the latest first; Enter compares one with the round before it."""

    CSS_PATH = "rounds.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "begin", "Begin next", id="rounds.begin", tooltip="Begin the next round: answers carry over"),
        Binding("X", "end", "Close", id="rounds.end", tooltip="Close the round that runs: what is known now stays"),
        Binding("escape", "app.back", "Back", id="rounds.back", tooltip="Back to the screen before"),
    ]

    class Differ(Message):
        """Two rounds were compared, or the error why not."""

        def __init__(self, found: Compared | None, error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.found = found
            self.error = error

    def __init__(self, desk: Desk, vendor: str) -> None:
        """The rounds of `vendor`, an exact reference."""
        super().__init__()
        self.title = "Rounds"
        self.desk = desk
        self.vendor = vendor
        self._held: list[Round] = []

    def compose(self) -> ComposeResult:
        """Where one is, the rounds, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(Lines).focus()

    def on_screen_resume(self) -> None:
        """Read again: a dialog above may have closed or begun one."""
        found = looking.records(self.desk, "round", vendor=self.vendor)
        self._held = sorted((item for item in found if isinstance(item, Round)), key=lambda item: -item.ordinal)
        head = self.query_one(Headline)
        head.place = f"Rounds of {self.vendor}"
        running = next((item.ordinal for item in self._held if item.ended_on is None), None)
        head.state = f"round {running} runs" if running else "no round runs; a begins the next"
        self.query_one(Lines).show(_lines(self._held))
        self.refresh_bindings()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """One round runs at a time."""
        runs = any(item.ended_on is None for item in self._held)
        return runs if action == "end" else not runs if action == "begin" else True

    def action_begin(self) -> None:
        """Ask for its first day, then begin the next round."""
        fields = (Asked("start", "First day", "date", True, typed=self.desk.today().isoformat()),)
        text = "Answers carry over with their dates; scores given and sign-offs do not."
        self.app.push_screen(AskingScreen("Begin the next round", fields, self._begin, text=text))

    def action_end(self) -> None:
        """Ask for the reason, then close the round that runs."""
        text = "What is known now, answers, records, scores and pack, stays readable under this day."
        end = lambda reason: rounds.close_round(self.desk, self.vendor, reason)  # noqa: E731
        self.app.push_screen(reason_dialog("Close the round?", text, end))

    @on(Lines.Opened)
    def _compare(self, event: Lines.Opened) -> None:
        ordinal = int(event.id)
        if ordinal == 1:
            notices.say(self, "there is no round before the first")
            return
        notices.say(self, f"comparing round {ordinal} with the one before ...")
        self.run_worker(lambda: self._differ(ordinal), thread=True, exclusive=True, group="rounds")

    def _differ(self, ordinal: int) -> None:
        """In a thread: a round that ended is replayed from the log."""
        try:
            self.post_message(self.Differ(compare_rounds(self.desk, self.vendor, ordinal - 1, ordinal)))
        except RiskdeskError as error:
            self.post_message(self.Differ(None, error))

    @on(Differ)
    def _show(self, event: Differ) -> None:
        if event.error is not None:
            notices.say_error(self, event.error)
        if event.found is not None:
            self.query_one(Lines).show([*_lines(self._held), *_differences(event.found)])

    def _begin(self, typed: dict[str, str]) -> None:
        try:
            start = read_day(typed["start"])
        except ValueError:
            raise BadValue("not a date", where="round, field start", remedy="a date as 2026-11-23") from None
        rounds.open_round(self.desk, self.vendor, start)


def _lines(held: list[Round]) -> Iterator[Line]:
    for item in held:
        ended = f"ended {item.ended_on}, at log entry {item.ended_at_log}" if item.ended_on else "runs"
        due = ", ".join(str(day) for day in (item.due_1, item.due_2, item.due_3, item.due_4, item.due_5) if day)
        words = f"{item.start_on}, {ended}"
        yield Line((words, (f"  due {due}", "dim")), str(item.ordinal), f"Round {item.ordinal}  ", item.ref)


def _differences(found: Compared) -> Iterator[Line]:
    before, after = found.before, found.after
    yield Line(((f"Round {before.round.ordinal}, {before.on}, against {after.round.ordinal}, {after.on}", "head"),))
    for item in found.differences:
        yield Line(((f"{item.what} {item.name}: ", "dim"), f"{item.before} -> {item.after}"), lead="  ")
    if not found.differences:
        yield Line((("no difference", "dim"),), lead="  ")
