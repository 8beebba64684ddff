"""A few fields asked for at once over the screen below: a reason, a score, a sign-off, the details of an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from riskdesk.errors import RiskdeskError
from riskdesk.screens.picking import Offer, PickingScreen, Search, among
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.cells import clean
from riskdesk.widgets.drafts import drafts_of
from riskdesk.widgets.form import Check, Form
from riskdesk.widgets.keybar import KeyBar

Save = Callable[[dict[str, str]], object]
"""Saves the typed texts; raises RiskdeskError where nothing was saved, then the form stays."""


class AskingScreen(ModalScreen[bool]):
    """Gives True once `save` took the texts, False where the person went back; what was typed is kept as a draft."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        title: str,
        fields: Sequence[Asked],
        save: Save,
        *,
        draft: str = "",
        text: str = "",
        check: Check | None = None,
        search: Callable[[Asked], Search] | None = None,
        start: str = "",
    ) -> None:
        """Ask for `fields` under `title` and `text`; `draft` names where unsaved text is kept, "" for nowhere.

        `search` gives the list of a field that refers to a record; the cursor begins in the field `start`.
        """
        super().__init__()
        self.title = title
        self._fields = tuple(fields)
        self._save = save
        self._draft = draft
        self._text = text
        self._check = check
        self._offers = search
        self._start = start

    def compose(self) -> ComposeResult:
        """Title, what it is about, the form, keys."""
        drafts = drafts_of(self.app).get(self._draft, {}) if self._draft else {}
        with Vertical():
            yield Static(clean(self.title or ""), classes="title", markup=False)
            yield Static(clean(self._text, multiline=True), classes="text", markup=False)
            yield Form(self._fields, drafts=drafts, check=self._check, start=self._start)
            yield KeyBar()

    def on_mount(self) -> None:
        """Leave no gap where there is nothing to say."""
        self.query_one(".text").display = bool(self._text)

    @on(Form.Submitted)
    def _submitted(self, event: Form.Submitted) -> None:
        event.stop()
        if not self.is_current:
            return
        try:
            self._save(event.typed)
        except RiskdeskError as error:
            self.query_one(Form).say_error(error)
            return
        drafts_of(self.app).pop(self._draft, None)
        self.dismiss(True)

    @on(Form.Left)
    def _left(self, event: Form.Left) -> None:
        event.stop()
        if not self.is_current:
            return
        if self._draft and event.changed:
            drafts_of(self.app)[self._draft] = event.changed
        elif self._draft:
            drafts_of(self.app).pop(self._draft, None)
        self.dismiss(False)

    @on(Form.ListWanted)
    def _list_wanted(self, event: Form.ListWanted) -> None:
        event.stop()
        offer_list(self.query_one(Form), event, self._offers)


def offer_list(form: Form, wanted: Form.ListWanted, search: Callable[[Asked], Search] | None) -> None:
    """Show the whole list of a field and put what is picked into the form."""
    asked = wanted.asked
    offers = among([Offer(value, label) for value, label in asked.choices])
    if asked.type == "ref" and search is not None:
        offers = search(asked)

    def filled(picked: str | None) -> None:
        if picked is not None:
            form.fill(asked.name, picked)
        form.go_to(asked.name)

    many = asked.type == "many"
    picked = [part.strip() for part in wanted.typed.split(",") if part.strip()]
    form.app.push_screen(PickingScreen(asked.label, offers, many=many, picked=picked), filled)
