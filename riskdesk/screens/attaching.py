"""Attaching evidence: a file from the list or typed, an address, a note, or a piece that is there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from riskdesk.desk import attaching
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.errors import MissingValue, RiskdeskError
from riskdesk.rules import forms
from riskdesk.rules.records import KINDS
from riskdesk.screens.asking import offer_list
from riskdesk.screens.picking import records_of
from riskdesk.widgets import notices
from riskdesk.widgets.asked import Asked, of_record
from riskdesk.widgets.drafts import drafts_of
from riskdesk.widgets.file_list import FileList, PathSuggester, shown_path
from riskdesk.widgets.form import Form
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS

FIELDS = ("title", "strength", "classification", "type", "document_on", "independent")
KIND = KINDS["evidence"]


class AttachingScreen(Screen[str | None]):
    """Gives the reference of the piece that was attached or linked."""

    CSS_PATH = "attaching.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, desk: Desk, vendor: str = "", questions: Sequence[str] = ()) -> None:
        """Attach to `vendor`, and to `questions` of it; a vendor of "" is none."""
        super().__init__()
        self.title = "Attach evidence"
        self.desk = desk
        self.vendor = vendor
        self.questions = tuple(questions)
        self._draft = f"attach {vendor}/{' '.join(self.questions)}"

    def compose(self) -> ComposeResult:
        """Where one is, the form with the files beside or below it, keys."""
        yield Headline()
        with Container(id="body"):
            drafts = drafts_of(self.app).get(self._draft)
            yield Form(self._fields(), drafts=drafts, check=self._check, suggesters={"what": PathSuggester()})
            yield FileList(Path.cwd(), id="files")
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what it is attached to."""
        head = self.query_one(Headline)
        head.place = f"Attach evidence > {self.vendor or 'no vendor'}"
        head.state = f"for {', '.join(self.questions)}" if self.questions else "for no question yet"

    def _fields(self) -> list[Asked]:
        source = Asked(
            "what",
            "File, address or EV-...",
            help="A path (right arrow completes it; shift+Tab: the files), https://..., or a piece that is there.",
        )
        note = Asked("wording", "or the text of a note", "lines", help="A call, a meeting, an attestation by word.")
        specs = [spec for spec in KIND.fields if spec.name in FIELDS]
        specs.sort(key=lambda spec: FIELDS.index(spec.name))
        typed = {"classification": "confidential"}
        found = [of_record(spec, typed.get(spec.name, "")) for spec in specs]
        hints = {"title": "Empty: the file's name.", "strength": "Empty: primary for a file, else bare assertion."}
        optional = [replace(item, required=False, help=hints.get(item.name, item.help)) for item in found]
        place = Asked("place", "Place in the document", help="Page, clause or cell, for a piece that is linked.")
        return [source, *optional, note, place]

    def _check(self, name: str, typed: str) -> object:
        spec = KIND.field(name)
        return forms.read_field(KIND, spec, typed) if spec and name in FIELDS else typed

    @on(FileList.Chosen)
    def _chosen(self, event: FileList.Chosen) -> None:
        event.stop()
        form = self.query_one(Form)
        form.fill("what", shown_path(event.path))
        form.go_to("title")

    @on(Form.ListWanted)
    def _list_wanted(self, event: Form.ListWanted) -> None:
        event.stop()
        offer_list(self.query_one(Form), event, lambda asked: records_of(self.desk, asked.kind, self.vendor))

    @on(Form.Left)
    def _left(self, event: Form.Left) -> None:
        event.stop()
        if not self.is_current:
            return
        if event.changed:
            drafts_of(self.app)[self._draft] = event.changed
            notices.say(self, "what was typed is kept as a draft")
        self.dismiss(None)

    @on(Form.Submitted)
    def _submitted(self, event: Form.Submitted) -> None:
        """Attach in a thread: a large file takes its time, and is read to its end for its SHA-256."""
        event.stop()
        if not self.is_current:
            return
        try:
            deed = self._deed(event.typed)
        except RiskdeskError as error:
            self.query_one(Form).say_error(error)
            return
        self.query_one(Headline).state = "attaching ..."
        self.run_worker(lambda: self._run(deed), thread=True, exclusive=True, group="attaching")

    def _run(self, deed: Callable[[], str]) -> None:
        try:
            saved = deed()
        except RiskdeskError as error:
            self.app.call_from_thread(self._refused, error)
            return
        self.app.call_from_thread(self._attached, saved)

    def _attached(self, ref: str) -> None:
        drafts_of(self.app).pop(self._draft, None)
        notices.say(self, f"{ref} attached" + (f" to {', '.join(self.questions)}" if self.questions else ""))
        self.dismiss(ref)

    def _refused(self, error: RiskdeskError) -> None:
        self.query_one(Headline).state = "nothing was attached"
        self.query_one(Form).say_error(error)

    def _deed(self, typed: dict[str, str]) -> Callable[[], str]:
        """What the texts ask for: a link, an address, a file or a note."""
        what = typed["what"].strip()
        fields = {name: typed[name] for name in FIELDS if typed[name].strip()}
        about: Any = {"vendor": self.vendor, "questions": self.questions, "fields": fields}
        if kind_of_ref(what) == "evidence":
            return lambda: self._link(what.upper(), typed["place"])
        if what.casefold().startswith(("http://", "https://")):
            return lambda: attaching.attach_url(self.desk, what, **about).ref
        if what:
            return lambda: attaching.attach_file(self.desk, Path(what).expanduser(), **about).ref
        if typed["wording"].strip():
            return lambda: attaching.attach_note(self.desk, typed["wording"], **about).ref
        raise MissingValue("nothing to attach", where="evidence, field what", remedy="a file, an address, or a note")

    def _link(self, ref: str, place: str) -> str:
        if not self.questions:
            raise MissingValue("a piece is linked to a question", where="evidence, field what", remedy="open it there")
        for question in self.questions:
            attaching.link(self.desk, ref, self.vendor, question, place)
        return ref
