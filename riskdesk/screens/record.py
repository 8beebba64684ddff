"""The plain form of one record of any kind: required fields first, each with what it takes and what it feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from riskdesk.desk import looking, recording
from riskdesk.desk.opening import Desk
from riskdesk.errors import RiskdeskError
from riskdesk.rules import forms
from riskdesk.rules.records import KINDS, Record
from riskdesk.screens.asking import offer_list
from riskdesk.screens.picking import Offer, PickingScreen, Search, among, records_of
from riskdesk.widgets.asked import Asked, of_record, required_first
from riskdesk.widgets.drafts import drafts_of
from riskdesk.widgets.form import Form
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.notices import say
from riskdesk.widgets.record_words import record_title
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS

REASON = "reason for the change"
_TODAY = {"searched_on", "asked_on", "accepted_on", "made_on", "on"}
_REVIEWER = {"searched_by", "judged_by"}
_BY_MACHINE = {"sha256", "bytes", "file_name", "form", "computed_tier"}


class RecordScreen(Screen[str | None]):
    """Adds a record or changes one; gives its reference once it is saved."""

    CSS_PATH = "record.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, kind: str, ref: str | None = None, preset: Mapping[str, str] | None = None) -> None:
        """The form of the record `ref`, or of a new one that begins with the texts of `preset`."""
        super().__init__()
        self.title = "Record"
        self.desk = desk
        self.kind = KINDS[kind]
        self.ref = ref
        self._preset = dict(preset or {})
        self._record: Record | None = looking.record(desk, kind, ref) if ref else None
        self._vendor = self._preset.get("vendor") or str(getattr(self._record, "vendor", ""))

    @property
    def draft(self) -> str:
        """The name under which what is typed waits, where the form is left without saving."""
        return f"record {self.kind.name}/{self.ref or 'new'}/{self._vendor}"

    def compose(self) -> ComposeResult:
        """Where one is, the form, keys."""
        yield Headline()
        yield Form(self._fields(), drafts=drafts_of(self.app).get(self.draft), check=self._check)
        yield KeyBar()

    def on_mount(self) -> None:
        """Say which record it is."""
        head = self.query_one(Headline)
        title = record_title(self._record) if self._record else "new"
        head.place = f"{self.kind.title} > {title}"
        head.state = "a draft  " if self.draft in drafts_of(self.app) else ""
        head.state += self.ref or "not saved yet"

    def held(self) -> dict[str, str]:
        """The texts that the form begins with, by field."""
        return {field.name: field.typed for field in self._fields()}

    def _fields(self) -> list[Asked]:
        found = [
            of_record(spec, self._typed(spec.name)) for spec in self.kind.fields[:-2] if spec.name not in _BY_MACHINE
        ]
        reason = [Asked(REASON, "Reason for the change", help="Goes into the log.")] if self._record else []
        return [*required_first(found), *reason]

    def _typed(self, name: str) -> str:
        spec = self.kind.field(name)
        if self._record is not None:
            return forms.type_field(spec, getattr(self._record, name)) if spec else ""
        first = {name: self.desk.today().isoformat() for name in _TODAY} | dict.fromkeys(_REVIEWER, self.desk.reviewer)
        begun = first.get(name, "") if spec and (spec.required or name in _REVIEWER) else ""
        return self._preset.get(name, begun)

    def _check(self, name: str, typed: str) -> object:
        spec = self.kind.field(name)
        return forms.read_field(self.kind, spec, typed) if spec else typed

    @on(Form.Submitted)
    def _submitted(self, event: Form.Submitted) -> None:
        event.stop()
        self._save(event.typed)

    def _save(self, typed: dict[str, str]) -> None:
        # A key pressed twice is heard twice, the second time after the screen has gone.
        if not self.is_current:
            return
        form = self.query_one(Form)
        try:
            saved = self._put(typed, form.changed)
        except RiskdeskError as error:
            form.say_error(error)
            return
        drafts_of(self.app).pop(self.draft, None)
        self.dismiss(saved)

    def _put(self, typed: dict[str, str], changed: dict[str, str]) -> str:
        if self._record is None:
            filled: dict[str, str] = {name: text for name, text in typed.items() if text.strip()}
            done = recording.add(self.desk, self.kind.name, filled)
            if done.namesakes:
                say(self, "Is it the same vendor?", f"The same name as {', '.join(done.namesakes)}")
            return done.record.ref
        reason = changed.pop(REASON, "")
        if changed:
            recording.edit(self.desk, self.kind.name, self._record.ref, changed, reason)
        return self._record.ref

    @on(Form.Left)
    def _left(self, event: Form.Left) -> None:
        """Go back at once where nothing was typed; else ask what becomes of it."""
        event.stop()
        if not self.is_current:
            return
        if not event.changed:
            drafts_of(self.app).pop(self.draft, None)
            self.dismiss(None)
            return
        offers = [
            Offer("draft", "keep what is typed as a draft, and go back"),
            Offer("save", "save it"),
            Offer("drop", "throw away what is typed, and go back"),
        ]

        def decided(what: str | None) -> None:
            if what == "save":
                self.query_one(Form).action_submit()
            elif what == "draft":
                drafts_of(self.app)[self.draft] = event.changed
                self.dismiss(None)
            elif what == "drop":
                drafts_of(self.app).pop(self.draft, None)
                self.dismiss(None)

        self.app.push_screen(PickingScreen("Some of this is not saved", among(offers)), decided)

    @on(Form.ListWanted)
    def _list_wanted(self, event: Form.ListWanted) -> None:
        event.stop()
        offer_list(self.query_one(Form), event, self._search)

    def _search(self, asked: Asked) -> Search:
        of_vendor: dict[str, Any] = {"vendor": self._vendor} if asked.kind != "vendor" and self._vendor else {}
        if KINDS[asked.kind].field("vendor") is None or asked.kind == "dispute":
            of_vendor = {}
        return records_of(self.desk, asked.kind, **of_vendor)
