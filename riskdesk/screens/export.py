"""Handing the register over as a workbook: what leaves is said before anything is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, ProgressBar, Static
from textual.worker import Worker, get_current_worker

from riskdesk.desk.contents import Contents, contents
from riskdesk.errors import Cancelled, MissingValue, RiskdeskError
from riskdesk.widgets.cells import clean
from riskdesk.widgets.editors import LineInput
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.notices import say, say_error

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

PROFILE = "internal: everything, counsel's notes too; evidence as an index"


class ExportScreen(ModalScreen[bool]):
    """Writes the register of `desk` to a file that is named here; gives True once that is done."""

    TITLE = "export"
    CSS_PATH = "export.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write", tooltip="Write the workbook (Enter in the field too)"),
        Binding("escape", "leave", "Back", tooltip="Stop writing, else go back"),
    ]

    class Told(Message):
        """The writer came to a part of the workbook."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Ended(Message):
        """The workbook is written, or the error why not."""

        def __init__(self, done: Any, error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.done = done
            self.error = error

    def __init__(self, desk: Desk, target: Path | None = None) -> None:
        """The export dialog; without a target it offers one in the home folder, named after organisation and day."""
        super().__init__()
        self._desk = desk
        self._target = target
        self._replacing: Path | None = None
        self._writing: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Compose profile, file, contents, progress and keys."""
        with Vertical():
            with Horizontal(classes="row"):
                yield Static("Profile", classes="label", markup=False)
                yield Static(PROFILE, classes="value", markup=False)
            with Horizontal(classes="row"):
                yield Static("File", classes="label", markup=False)
                yield LineInput("", hint="a path that ends in .xlsx")
            yield Static("What leaves the register", classes="head", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("", id="contents", markup=False)
            with Horizontal(id="progress"):
                yield ProgressBar(total=None, show_percentage=False, show_eta=False)
                yield Static("", id="words", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Say what there is."""
        self.query_one(Vertical).border_title = Content("Export")
        try:
            held = contents(self._desk)
            target = self._target or f"~/{file_stem(self._desk)}.xlsx"
        except RiskdeskError as error:
            say_error(self.app, error)
            self.dismiss(False)
            return
        self.query_one(LineInput).fill(str(target))
        self.query_one("#contents", Static).update(_table(held))

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the workbook; a file that is there is replaced only if this is asked for twice."""
        if self._writing is not None:
            return
        typed = self.query_one(LineInput).value.strip()
        if not typed:
            say_error(self, MissingValue("no file is named", remedy="type a path that ends in .xlsx"))
            return
        path = Path(typed).expanduser()
        if path.exists() and self._replacing != path:
            self._replacing = path
            say(self, "Write once more to replace it.", "There is a file of that name")
            return
        self._show_progress("starting")
        self._writing = self.run_worker(lambda: self._write(path), thread=True, exclusive=True, group="export")

    def action_leave(self) -> None:
        """Stop the writing, or leave."""
        if self._writing is None:
            self.dismiss(False)
        else:
            self._writing.cancel()
            self._show_progress("stopping")

    def _write(self, path: Path) -> None:
        """In a thread: write, telling where it is."""
        from riskdesk.exports.workbook import write

        worker = get_current_worker()

        def tell(part: str, rows: int) -> None:
            self.post_message(self.Told(f"{part}, {rows:,} rows"))

        replace = self._replacing == path
        try:
            done = write(self._desk, path, replace=replace, progress=tell, cancelled=lambda: worker.is_cancelled)
        except RiskdeskError as error:
            self.post_message(self.Ended(None, error))
        else:
            self.post_message(self.Ended(done))

    def _show_progress(self, words: str) -> None:
        self.add_class("writing")
        self.query_one("#words", Static).update(Content(clean(words)))

    @on(Told)
    def _told(self, event: Told) -> None:
        if self._writing is not None and not self._writing.is_cancelled:
            self._show_progress(event.words)

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self._writing = None
        self.remove_class("writing")
        if event.error is None:
            say(self.app, f"{event.done.path}\nSHA-256 {event.done.sha256}", "Exported")
            self.dismiss(True)
        elif isinstance(event.error, Cancelled):
            say(self, "Nothing was written.", "Stopped")
        else:
            say_error(self, event.error)


def file_stem(desk: Desk) -> str:
    """A file's name for this register and day: the organisation's letters and digits, and the date."""
    plain = re.sub(r"[^\w]+", "-", clean(desk.organisation.name).casefold()).strip("-_")[:40]
    return f"riskdesk-{plain or 'register'}-{desk.today().isoformat()}"


def _table(held: Contents) -> Content:
    lines = [_line(part.open, part.plural, f"{part.closed:,} closed" if part.closed else "") for part in held.parts]
    lines.append(_line(held.log_entries, "log entries", ""))
    return Content("\n").join(lines)


def _line(number: int, words: str, note: str) -> Content:
    return Content.assemble(f"{number:>8,}  {words:<30}", (note, "$text-muted"))
