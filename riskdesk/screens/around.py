"""One record with what hangs on it: a contract's dates and asks, a matter's stages and reach, a flow's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.desk import around, recording
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.rules.parts import Part, Told, side_by_side
from riskdesk.rules.records import KINDS, Record
from riskdesk.screens import opened
from riskdesk.screens.dialogs import reason_dialog
from riskdesk.screens.outside import edit_outside
from riskdesk.screens.picking import Offer, PickingScreen, among
from riskdesk.widgets import notices
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.record_words import field_lines, record_line, record_title
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS

_LEAST = 40
_EDGE = 6
"""Cells of a line that its sign, its indent and the scrollbar take."""


def page_of(desk: Desk, kind: str, ref: str) -> Screen[Any]:
    """The page of a record where more than its fields is told, else its form."""
    return opened("around" if kind in around.HAS_PARTS else "record", desk, kind, ref)


class AroundScreen(Screen[None]):
    """What hangs on the record first, then its fields; every line that is a record's opens it."""

    CSS_PATH = "around.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="around.edit", tooltip="Edit the record"),
        Binding("E", "edit_outside", "Editor", show=False, id="around.editor", tooltip="Edit the record in $EDITOR"),
        Binding("a", "add", "Add", id="around.add", tooltip="Add what hangs on it: an ask, terms, a judgement ..."),
        Binding("X", "close", "Close", id="around.close", tooltip="Close the record, with a reason; it stays on file"),
        Binding("t", "history", "History", id="around.history", tooltip="What was changed, when and by whom"),
        Binding("escape", "app.back", "Back", id="around.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk, kind: str, ref: str) -> None:
        """The page of the record `ref` of `kind`. Raises UnknownRecord."""
        super().__init__()
        self.title = "Record page"
        self.desk = desk
        self.kind = KINDS[kind]
        self.ref = ref
        self._record, self._parts = around.parts(desk, kind, ref)

    def compose(self) -> ComposeResult:
        """Where one is, the page, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Give the page the keys."""
        self.query_one(Lines).focus()

    def on_screen_resume(self) -> None:
        """Read again: a form above may have changed something."""
        self._record, self._parts = around.parts(self.desk, self.kind.name, self.ref)
        head = self.query_one(Headline)
        head.place = f"{self.kind.title} > {record_title(self._record)}"
        head.state = self.ref if self._record.open else f"{self.ref} closed"
        self._draw()

    def on_resize(self) -> None:
        """Fold the comparison anew."""
        self._draw()

    def _draw(self) -> None:
        width = max(_LEAST, self.size.width - _EDGE)
        self.query_one(Lines).show(page_lines(self._record, self._parts, width))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """A closed record is read; a kind on which nothing hangs has nothing to add."""
        if action == "add":
            return self._record.open and self.kind.name in around.HANGS_ON
        return self._record.open or action not in {"edit", "edit_outside", "close"}

    def action_edit(self) -> None:
        """Open the form of the record."""
        self._form(self.kind.name, self.ref)

    def action_edit_outside(self) -> None:
        """Edit the record in the person's editor."""
        edit_outside(self, self.desk, self.kind.name, self.ref)

    def action_add(self) -> None:
        """Open the form of a new record that hangs on this one; where there are several kinds, ask which."""
        kinds = [KINDS[name] for name in around.HANGS_ON[self.kind.name]]

        def picked(kind: str | None) -> None:
            if kind:
                self._form(kind, None, {self.kind.name: self.ref, **self._of_vendor(kind)})

        if len(kinds) == 1:
            picked(kinds[0].name)
            return
        self.app.push_screen(
            PickingScreen("Add what?", among([Offer(kind.name, kind.title) for kind in kinds])), picked
        )

    def action_close(self) -> None:
        """Ask for the reason, then close the record."""
        title, text = f"Close {self.kind.title.lower()} {self.ref}", "It stays on file and counts no longer."
        close = lambda reason: recording.close(self.desk, self.kind.name, self.ref, reason)  # noqa: E731
        self.app.push_screen(reason_dialog(title, f"{record_line(self._record)}\n{text}", close))

    def action_history(self) -> None:
        """Show the history of the record."""
        self.app.push_screen(opened("history", self.desk, self.kind.name, self.ref))

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        told = next((line for line in _told(self._parts) if id_of(line) == event.id), None)
        if told is None:
            self.action_edit()
        elif told.adds:
            self._form(told.adds, None, told.preset)
        elif told.ref == self.ref:
            self.action_edit()
        else:
            self._show(told.ref)

    def _show(self, ref: str) -> None:
        """Open what a line leads to: a piece of evidence among its kind, a record's form, a vendor's page."""
        kind = kind_of_ref(ref)
        if kind is not None and KINDS[kind].by_hand:
            self._form(kind, ref)
        elif kind == "evidence":
            vendor = getattr(self._record, "vendor", "")
            self.app.push_screen(opened("evidence", self.desk, vendor or None, ref))
        elif kind is None:
            self.app.push_screen(opened("vendor", self.desk, ref))

    def _form(self, kind: str, ref: str | None, preset: Mapping[str, str] | None = None) -> None:
        if not self._record.open:
            notices.say(self, "a closed record is not changed: add a new one")
            return
        self.app.push_screen(opened("record", self.desk, kind, ref, preset))

    def _of_vendor(self, kind: str) -> dict[str, str]:
        vendor = str(getattr(self._record, "vendor", ""))
        return {"vendor": vendor} if vendor and KINDS[kind].field("vendor") else {}


def page_lines(record: Record, parts: tuple[Part, ...], width: int) -> Iterator[Line]:
    """The record in a line, the parts with comparisons folded to `width`, then the fields that hold something."""
    yield Line((record_line(record),), "line")
    for part in parts:
        yield Line(((part.heading, "head"),))
        rows = side_by_side(part.pairs, width)
        for place, row in enumerate(rows):
            yield Line(((row, "dim" if place == 0 else ""),), lead="  ")
        for told in part.lines:
            yield Line(((told.text, told.mark),), id_of(told), f"  {told.lead}", told.ref)
    yield from (Line(line.body, f"field:{place}", line.lead) for place, line in enumerate(field_lines(record)))


def id_of(told: Told) -> str:
    """What names a line: the record it leads to, or what it would add; "" for one that leads nowhere."""
    if told.adds:
        return f"add:{told.adds}:{told.preset}"
    return f"told:{told.ref}:{told.lead}:{told.text}" if told.ref else ""


def _told(parts: tuple[Part, ...]) -> Iterator[Told]:
    return (line for part in parts for line in part.lines)
