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

from riskdesk.desk.handing_over import handed_over
from riskdesk.errors import Cancelled, MissingValue, RiskdeskError
from riskdesk.rules.profiles import INTERNAL, PROFILES
from riskdesk.screens.export_words import leaves, objected, stays, went_out
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.cells import clean
from riskdesk.widgets.editors import LineInput, Pick
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.notices import say, say_error

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

STRIDE = 500
"""Points found between two words on how the check comes along."""


class ExportScreen(ModalScreen[bool]):
    """Writes the register of `desk` to a file that is named here; gives True once that is done."""

    TITLE = "export"
    CSS_PATH = "export.tcss"
    AUTO_FOCUS = "#profile"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write", tooltip="Write the workbook (Enter in the field too)"),
        Binding("pagedown", "page(1)", "More", id="export.down", tooltip="Read on in what leaves and stays"),
        Binding("pageup", "page(-1)", "Back up", show=False, id="export.up", tooltip="Read back"),
        Binding("escape", "leave", "Back", tooltip="Stop writing, else go back"),
    ]

    class Said(Message):
        """Something that was looked up in a thread: where it stands, and the words."""

        def __init__(self, place: str, words: Content) -> None:
            super().__init__()
            self.place = place
            self.words = words

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
        """Compose reader, file, what leaves and stays, progress and keys."""
        choices = tuple((name, profile.title) for name, profile in PROFILES.items())
        with Vertical():
            with Horizontal(classes="row"):
                yield Static("For (1-4)", classes="label", markup=False)
                yield Pick(Asked("profile", "For", "choice", choices=choices, typed=INTERNAL.name), id="profile")
            yield Static(INTERNAL.holds, id="holds", markup=False)
            with Horizontal(classes="row"):
                yield Static("To whom", classes="label", markup=False)
                yield LineInput("", hint="kept in the list of hand-offs, printed on the cover", id="whom")
            with Horizontal(classes="row"):
                yield Static("File", classes="label", markup=False)
                yield LineInput("", hint="a path that ends in .xlsx", id="file")
            with VerticalScroll(id="told"):
                yield Static("", id="stays", markup=False)
                yield Static("", id="objections", markup=False)
                yield Static("", id="leaves", markup=False)
                yield Static("", id="handoffs", markup=False)
            with Horizontal(id="progress"):
                yield ProgressBar(total=None, show_percentage=False, show_eta=False)
                yield Static("", id="words", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Say what there is."""
        self.query_one(Vertical).border_title = Content("Export")
        try:
            self.query_one("#handoffs", Static).update(went_out(handed_over(self._desk)))
            target = self._target or f"~/{file_stem(self._desk)}.xlsx"
        except RiskdeskError as error:
            say_error(self.app, error)
            self.dismiss(False)
            return
        self.query_one("#file", LineInput).fill(str(target))
        self.query_one("#objections", Static).update(objected(None, 0))
        self._look()
        self.run_worker(self._check, thread=True, exclusive=True, group="check")

    @property
    def _profile(self) -> str:
        """The reader that is picked."""
        return self.query_one("#profile", Pick).typed or INTERNAL.name

    @on(Pick.Changed, "#profile")
    def _picked(self, event: Pick.Changed) -> None:
        if not event.pick.typed:
            event.pick.fill(INTERNAL.name)
        elif self.is_mounted:
            self._look()

    @on(Pick.ListWanted, "#profile")
    def _next(self) -> None:
        """All readers are one key away: Enter goes on to the next line."""
        self.query_one("#whom", LineInput).focus()

    def action_page(self, pages: int) -> None:
        """Turn a page of what is told, wherever the focus is."""
        told = self.query_one("#told", VerticalScroll)
        told.scroll_relative(y=pages * max(1, told.size.height - 1), animate=False)

    def _look(self) -> None:
        """Say what leaves and what stays for the reader that is picked."""
        name = self._profile
        self.query_one("#holds", Static).update(Content(PROFILES[name].holds))
        self.run_worker(lambda: self._foretell(name), thread=True, exclusive=True, group="look")

    def _foretell(self, name: str) -> None:
        """In a thread: what an export for that reader would hold."""
        from riskdesk.exports.foretelling import foretold

        worker = get_current_worker()
        try:
            held = foretold(self._desk, name)
        except RiskdeskError as error:
            self.post_message(self.Said("#stays", Content(clean(str(error), multiline=True))))
            return
        if not worker.is_cancelled:
            self.post_message(self.Said("#stays", stays(held)))
            self.post_message(self.Said("#leaves", leaves(held)))

    def _check(self) -> None:
        """In a thread: what an auditor would object to, counted while it is found."""
        from riskdesk.desk.checking import check, counted

        worker = get_current_worker()
        found = []
        try:
            for item in check(self._desk):
                found.append(item)
                if worker.is_cancelled:
                    return
                if not len(found) % STRIDE:
                    self.post_message(self.Said("#objections", objected(None, len(found))))
        except RiskdeskError as error:
            self.post_message(self.Said("#objections", Content(clean(str(error), multiline=True))))
            return
        self.post_message(self.Said("#objections", objected(counted(found), len(found))))

    @on(Said)
    def _said(self, event: Said) -> None:
        self.query_one(event.place, Static).update(event.words)

    @on(Input.Submitted, "#whom")
    def _on_to_the_file(self) -> None:
        self.query_one("#file", LineInput).focus()

    @on(Input.Submitted, "#file")
    def action_write(self) -> None:
        """Write the workbook; a file that is there is replaced only if this is asked for twice."""
        if self._writing is not None:
            return
        typed = self.query_one("#file", LineInput).value.strip()
        if not typed:
            say_error(self, MissingValue("no file is named", remedy="type a path that ends in .xlsx"))
            return
        path = Path(typed).expanduser()
        if path.exists() and self._replacing != path:
            self._replacing = path
            say(self, "Write once more to replace it.", "There is a file of that name")
            return
        self._show_progress("starting")
        profile, whom = self._profile, self.query_one("#whom", LineInput).value
        self._writing = self.run_worker(
            lambda: self._write(path, profile, whom), thread=True, exclusive=True, group="export"
        )

    def action_leave(self) -> None:
        """Stop the writing, or leave."""
        if self._writing is None:
            self.dismiss(False)
        else:
            self._writing.cancel()
            self._show_progress("stopping")

    def _write(self, path: Path, profile: str, whom: str) -> None:
        """In a thread: write, telling where it is."""
        from riskdesk.exports.leaving import Asked
        from riskdesk.exports.workbook import write

        worker = get_current_worker()

        def tell(part: str, rows: int) -> None:
            self.post_message(self.Told(f"{part}, {rows:,} rows"))

        replace = self._replacing == path
        try:
            done = write(
                self._desk,
                path,
                Asked(
                    profile=profile, to_whom=whom, replace=replace, progress=tell, cancelled=lambda: worker.is_cancelled
                ),
            )
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
            left = f"\n{event.done.withheld:,} withheld" if event.done.withheld else ""
            say(self.app, f"{event.done.path}\nSHA-256 {event.done.sha256}{left}", "Exported")
            self.dismiss(True)
        elif isinstance(event.error, Cancelled):
            say(self, "Nothing was written.", "Stopped")
        else:
            say_error(self, event.error)


def file_stem(desk: Desk) -> str:
    """A file's name for this register and day: the organisation's letters and digits, and the date."""
    plain = re.sub(r"[^\w]+", "-", clean(desk.organisation.name).casefold()).strip("-_")[:40]
    return f"riskdesk-{plain or 'register'}-{desk.today().isoformat()}"
