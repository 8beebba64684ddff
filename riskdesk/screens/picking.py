"""A list to pick from: choices of a field, records, kinds, questions; filtered as you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.widgets.asked import BY_DIGIT
from riskdesk.widgets.cells import clean
from riskdesk.widgets.editors import LineInput
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.record_words import record_line

MOST = 200
"""Offers listed at once; more are found by typing."""


@dataclass(frozen=True)
class Offer:
    """Something to pick: its id, how it reads, and a word about it at the right."""

    id: str
    words: str
    note: str = ""


Search = Callable[[str], Sequence[Offer]]
"""The offers for a text typed into the filter, "" for all; at most about MOST of them."""


class PickingScreen(ModalScreen[str | None]):
    """Gives the id that was picked; with `many` the marked ids with commas between; None where none was."""

    CSS_PATH = "picking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Find", id="picking.find", tooltip="Filter the list as you type"),
        Binding("space", "mark", "Mark", id="picking.mark", tooltip="Mark or unmark this line"),
        Binding("ctrl+s", "accept", "Take", show=False, id="picking.take", tooltip="Take what is marked"),
        Binding("escape", "leave", "Back", id="picking.back", tooltip="Clear the filter, then go back"),
        *(
            Binding(str(digit), f"pick({digit})", "Pick", show=digit == 1, key_display="1-9", tooltip="Pick that line")
            for digit in range(1, BY_DIGIT + 1)
        ),
    ]

    def __init__(self, title: str, search: Search, *, many: bool = False, picked: Sequence[str] = ()) -> None:
        """A list under `title`; the cursor starts on what is `picked`."""
        super().__init__()
        self.title = title
        self._search = search
        self._many = many
        self._marked = dict.fromkeys(picked)
        self._offers: Sequence[Offer] = ()

    def compose(self) -> ComposeResult:
        """Title, filter, list, keys."""
        with Vertical():
            yield Static(clean(self.title or ""), classes="title", markup=False)
            yield LineInput(hint="/ to find", id="filter")
            yield Lines()
            yield KeyBar()

    def on_mount(self) -> None:
        """List everything."""
        self._list(next(iter(self._marked), ""))
        self.query_one(Lines).focus()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Marking is for lists that take several; letters go into the filter while it has the focus."""
        return self._many or action != "mark"

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(LineInput).focus()

    def action_pick(self, place: int) -> None:
        """Pick the line in that place."""
        if place <= len(self._offers):
            self._take(self._offers[place - 1].id)

    def action_mark(self) -> None:
        """Mark or unmark the line under the cursor."""
        lines = self.query_one(Lines)
        if lines.cursor_id:
            self._toggle(lines.cursor_id)
            lines.action_move(1)

    def action_accept(self) -> None:
        """Give what is marked, or the line under the cursor."""
        if self._many:
            self.dismiss(", ".join(self._marked))
        elif self.query_one(Lines).cursor_id:
            self.dismiss(self.query_one(Lines).cursor_id)

    def action_leave(self) -> None:
        """Clear the filter; without one, go back with nothing picked."""
        entry = self.query_one(LineInput)
        if entry.value or entry.has_focus:
            entry.value = ""
            self.query_one(Lines).focus()
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._list("")

    @on(Input.Submitted)
    def _keep_filter(self, event: Input.Submitted) -> None:
        """Enter keeps the filter; a single line that is left is taken."""
        event.stop()
        if len(self._offers) == 1 and not self._many:
            self._take(self._offers[0].id)
        self.query_one(Lines).focus()

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        event.stop()
        if self._many:
            self.action_accept()
        else:
            self._take(event.id)

    def _take(self, id: str) -> None:
        if self._many:
            self._toggle(id)
        else:
            self.dismiss(id)

    def _toggle(self, id: str) -> None:
        if id in self._marked:
            del self._marked[id]
        else:
            self._marked[id] = None
        self._draw("")

    def _list(self, at: str) -> None:
        self._offers = self._search(self.query_one(LineInput).value.strip())
        self._draw(at)

    def _draw(self, at: str) -> None:
        shown = [self._line(place, offer) for place, offer in enumerate(self._offers[:MOST], 1)]
        if len(self._offers) > MOST:
            shown.append(Line(((f"more than {MOST}: type / to find one", "dim"),)))
        if not shown:
            shown.append(Line((("nothing here; L on the register has every list, and a adds to it", "dim"),)))
        self.query_one(Lines).show(shown, at=at)

    def _line(self, place: int, offer: Offer) -> Line:
        mark = ("[*] " if offer.id in self._marked else "[ ] ") if self._many else ""
        lead = f"{place if place <= BY_DIGIT else ' '}  {mark}"
        return Line((offer.words,), offer.id, lead, offer.note)


def among(offers: Sequence[Offer]) -> Search:
    """Offers that are all known: found by any part of their id or words."""

    def search(text: str) -> Sequence[Offer]:
        wanted = text.casefold()
        return [offer for offer in offers if wanted in f"{offer.id} {offer.words}".casefold()]

    return search


def records_of(desk: Desk, kind: str, vendor: str = "") -> Search:
    """The register's open records of a kind, of one vendor where `vendor` says so; vendors are found by the store."""
    if kind == "vendor":
        return lambda text: _vendors(desk, text)
    found = looking.records(desk, kind, vendor=vendor)
    return among([Offer(record.ref, record_line(record), record.ref) for record in found])


def _vendors(desk: Desk, text: str) -> Sequence[Offer]:
    ids = looking.ids(desk, text=text, order="name")[: MOST + 1]
    rows = looking.rows(desk, ids)
    return [Offer(id, rows[id].name, id) for id in ids if id in rows]
