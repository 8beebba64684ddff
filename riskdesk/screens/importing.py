"""Importing a vendor list: a dry run shows what each row would do, then it is applied as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from riskdesk.errors import MissingValue, RiskdeskError
from riskdesk.screens import opened
from riskdesk.widgets.editors import LineInput
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.notices import say, say_error

if TYPE_CHECKING:
    from riskdesk.desk.importing import ImportReport
    from riskdesk.desk.opening import Desk

HINT = "CSV, XLSX or JSON, or a vendor's reply. Enter shows what it would do; nothing is kept before ctrl+s."
MOST = 2_000
"""Lines of a report that are listed; the command line's --json gives all."""


class ImportingScreen(ModalScreen[bool]):
    """Imports a list into the register of `desk`; gives True once it is in."""

    TITLE = "import"
    CSS_PATH = "importing.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "apply", "Import", tooltip="Import the list that was looked at"),
        Binding("escape", "leave", "Back", tooltip="Go back; nothing more is kept"),
    ]

    class Ended(Message):
        """A pass over the list ended, with its report or the error why not."""

        def __init__(self, report: ImportReport | None, error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.report = report
            self.error = error

    class Told(Message):
        """So many rows are read."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    class Reply(Message):
        """What was named is no list but a vendor's filled-in questionnaire."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, desk: Desk) -> None:
        """The import dialog."""
        super().__init__()
        self._desk = desk
        self._looked_at: Path | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Compose the field, what is found, and the keys."""
        with Vertical():
            with Horizontal(classes="row"):
                yield Static("List", classes="label", markup=False)
                yield LineInput("", hint="path of the file, for example ~/vendors.csv")
            yield Static(HINT, id="words", markup=False)
            yield Lines()
            yield KeyBar()

    def on_mount(self) -> None:
        """Name the box."""
        self.query_one(Vertical).border_title = Content("Import a vendor list")

    @on(Input.Changed)
    def _other_list(self) -> None:
        """Another path was typed: what was looked at is no longer what would be imported."""
        self._looked_at = None

    @on(Input.Submitted)
    def action_look(self) -> None:
        """Work out what the list would do; where that was done, import it."""
        if self._looked_at is not None:
            self.query_one(Lines).focus()
            return
        self._pass(dry_run=True)

    def action_apply(self) -> None:
        """Import the list; one that was not looked at is looked at first."""
        self._pass(dry_run=self._looked_at is None)

    def action_leave(self) -> None:
        """Go back."""
        if not self._busy:
            self.dismiss(False)

    def _pass(self, *, dry_run: bool) -> None:
        typed = self.query_one(LineInput).value.strip()
        if not typed:
            say_error(self, MissingValue("no list is named", remedy="type the path of a CSV, XLSX or JSON file"))
        elif not self._busy:
            self._busy = True
            self._words("reading ...")
            path = Path(typed).expanduser()
            self.run_worker(lambda: self._import(path, dry_run), thread=True, exclusive=True, group="import")

    def _import(self, path: Path, dry_run: bool) -> None:
        """In a thread: one pass over the list."""
        from riskdesk.imports.applying import Settings, import_file
        from riskdesk.imports.replies import is_questionnaire

        if is_questionnaire(path):
            self.post_message(self.Reply(path))
            return

        def tell(rows: int) -> None:
            self.post_message(self.Told(rows))

        try:
            report = import_file(self._desk, path, Settings(dry_run=dry_run), progress=tell)
        except RiskdeskError as error:
            self.post_message(self.Ended(None, error))
        else:
            self.post_message(self.Ended(report))

    @on(Told)
    def _told(self, event: Told) -> None:
        self._words(f"{event.rows:,} rows ...")

    @on(Reply)
    def _reply(self, event: Reply) -> None:
        """Show the comparison over this dialog, which goes too once the reply was taken in."""
        self._busy = False
        self._words(HINT)

        def ended(taken: bool | None) -> None:
            if taken:
                self.dismiss(True)

        self.app.push_screen(opened("replies", self._desk, event.path), ended)

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self._busy = False
        if event.report is None:
            self._words(HINT)
            if event.error is not None:
                say_error(self, event.error)
        elif event.report.dry_run:
            self._looked_at = Path(self.query_one(LineInput).value.strip())
            self._words(f"Would be: {summary(event.report)}.")
            self.query_one(Lines).show(report_lines(event.report))
            self.query_one(Lines).focus()
        else:
            say(self.app, summary(event.report), f"Imported {event.report.source}")
            self.dismiss(True)

    def _words(self, words: str) -> None:
        self.query_one("#words", Static).update(Content(words))


def summary(report: ImportReport) -> str:
    """The report in a line."""
    parts = [f"{report.count(outcome):,} {outcome}" for outcome in ("added", "updated", "unchanged")]
    return ", ".join([*parts, f"{len(report.refused):,} refused"])


def report_lines(report: ImportReport) -> list[Line]:
    """The report row by row: what was refused first, then notes, what changes, what is new, what is not on the list."""
    found: list[Line] = []
    for line in _all_lines(report):
        if len(found) == MOST:
            found.append(Line("more: riskdesk import FILE --dry-run --json gives all", id="more"))
            break
        found.append(line)
    return found


def _all_lines(report: ImportReport) -> Iterator[Line]:
    for number, problem in enumerate(report.refused):
        place = f"line {problem.line}" + (f", {problem.column}" if problem.column else "")
        value = f" {problem.value[:60]!r}" if problem.value else ""
        words = f"{place}:{value} {problem.what}" + (f" ({problem.remedy})" if problem.remedy else "")
        yield Line(words, id=f"refused-{number}", lead=("refused  ", "late"))
    for number, note in enumerate(report.notes):
        yield Line(note, id=f"note-{number}", lead=("note     ", "dim"))
    for row in report.rows:
        if row.outcome == "updated":
            told = ", ".join(f"{name}: {old or 'empty'} > {new or 'empty'}" for name, (old, new) in row.changes.items())
            yield Line(f"{row.name}   {told}", id=f"row-{row.line}", lead=("updated  ", "warn"))
    for row in report.rows:
        if row.outcome == "added":
            yield Line(row.name, id=f"row-{row.line}", lead=("added    ", "good"))
    for vendor in report.not_named:
        yield Line(f"{vendor}: in the register, not on this list", id=f"absent-{vendor}", lead=("kept     ", "dim"))
