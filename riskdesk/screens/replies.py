"""A vendor's reply before it goes in: each answer beside the register's, and what the reviewer has to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from riskdesk.errors import RiskdeskError
from riskdesk.screens.reply_lines import NOTE, outcome_lines, summary
from riskdesk.widgets.cells import clean
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.notices import say, say_error
from riskdesk.widgets.wording import counted

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.desk.replies import Outcome


class RepliesScreen(ModalScreen[bool]):
    """Compares the reply at `path` with the register of `desk`; gives True once it was taken in."""

    TITLE = "reply"
    CSS_PATH = "replies.tcss"
    AUTO_FOCUS = "Lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take in", tooltip="Take the reply in, all of it or nothing"),
        Binding("r", "decide('replace')", "Replace", tooltip="The reply takes the place of the register's answer"),
        Binding("o", "decide('skip')", "Leave out", tooltip="Leave this part of the reply out"),
        Binding("escape", "leave", "Back", tooltip="Go back; nothing is kept"),
    ]

    class Compared(Message):
        """A pass over the reply ended, with its outcome or the error why not."""

        def __init__(self, outcome: Outcome | None, error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.outcome = outcome
            self.error = error

    def __init__(self, desk: Desk, path: Path) -> None:
        """The comparison of the reply at `path`."""
        super().__init__()
        self._desk = desk
        self._path = path
        self._decided: dict[str, set[str]] = {"replace": set(), "skip": set()}
        self._outcome: Outcome | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Compose what the file is, the comparison, and the keys."""
        with Vertical():
            yield Static("reading ...", id="words", markup=False)
            yield Lines()
            yield KeyBar()

    def on_mount(self) -> None:
        """Compare."""
        self.query_one(Vertical).border_title = Content("A vendor's reply")
        self._pass(dry_run=True)

    def action_decide(self, how: str) -> None:
        """Replace the register's answer under the cursor, or leave that part out; once more takes the word back."""
        part = self.query_one(Lines).cursor_id
        if self._outcome is None or not part or part.startswith(NOTE) or self._busy:
            return
        if how == "replace" and part not in {row.question for row in self._outcome.rows if row.differs}:
            say(self, "Nothing of the register stands against this part of the reply.", part)
            return
        other = self._decided["skip" if how == "replace" else "replace"]
        other.discard(part)
        self._decided[how] ^= {part}
        self._pass(dry_run=True)

    def action_take(self) -> None:
        """Take the reply in, once everything is decided."""
        if self._outcome is None or self._busy:
            return
        if self._outcome.unsettled:
            parts = ", ".join(self._outcome.unsettled)
            say(self, "Go to each; r takes the reply's answer, o leaves it out.", f"Still to decide: {parts}")
            return
        self._pass(dry_run=False)

    def action_leave(self) -> None:
        """Go back."""
        if not self._busy:
            self.dismiss(False)

    def _pass(self, *, dry_run: bool) -> None:
        self._busy = True
        self.run_worker(lambda: self._compare(dry_run), thread=True, exclusive=True, group="reply")

    def _compare(self, dry_run: bool) -> None:
        """In a thread: one pass over the reply."""
        from riskdesk.desk.replies import Choices
        from riskdesk.imports.replies import take_file

        choices = Choices(frozenset(self._decided["replace"]), frozenset(self._decided["skip"]))
        try:
            outcome = take_file(self._desk, self._path, choices, dry_run=dry_run)
        except RiskdeskError as error:
            self.post_message(self.Compared(None, error))
        else:
            self.post_message(self.Compared(outcome))

    @on(Compared)
    def _compared(self, event: Compared) -> None:
        self._busy = False
        if event.outcome is None:
            if event.error is not None:
                say_error(self.app, event.error)
            self.dismiss(False)
        elif event.outcome.kept:
            taken = counted(sum(row.taken for row in event.outcome.rows), "answer")
            say(self.app, f"{taken}; the file is evidence {event.outcome.evidence}", f"Taken in: {self._path.name}")
            self.dismiss(True)
        else:
            self._show(event.outcome)

    def _show(self, outcome: Outcome) -> None:
        self._outcome = outcome
        shown = self.query_one(Lines)
        self.query_one("#words", Static).update(Content(clean(summary(outcome), multiline=True)))
        shown.show(outcome_lines(outcome), at=shown.cursor_id)
