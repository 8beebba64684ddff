"""The evidence index: what proves which answer, whether it was reviewed, and what replaced it. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from riskdesk.desk import attaching, paging, sequestering
from riskdesk.desk.opening import Desk
from riskdesk.desk.paging import Piece
from riskdesk.rules.records import Evidence
from riskdesk.screens import opened
from riskdesk.screens.asking import AskingScreen
from riskdesk.screens.dialogs import reason_dialog
from riskdesk.screens.long_list import LongListScreen
from riskdesk.screens.picking import records_of
from riskdesk.widgets import notices
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.plain_table import PlainTable
from riskdesk.widgets.record_words import field_lines
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.table import Cell, Column, Row, RowTable
from riskdesk.widgets.wording import counted

COLUMNS = (
    Column("title", "Evidence", 24, flex=1),
    Column("ref", "Ref.", 8),
    Column("strength", "Strength", 9, min_terminal_width=60),
    Column("class", "Class", 12, min_terminal_width=90),
    Column("for", "For", 8, min_terminal_width=80),
    Column("state", "State", 12),
)


class EvidenceScreen(LongListScreen):
    """Lists evidence, of one vendor or of all, with a pane of what the piece under the cursor says."""

    CSS_PATH = "evidence.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "attach", "Attach", id="evidence.attach", tooltip="Attach a file, an address or a note"),
        Binding("r", "review", "Reviewed", id="evidence.review", tooltip="Mark as reviewed by you, today"),
        Binding("S", "supersede", "Supersede", id="evidence.supersede", tooltip="Let a newer piece replace this one"),
        Binding("Q", "sequester", "Set aside", show=False, id="evidence.sequester",
                tooltip="Sequester the piece, with a reason, or let it count again"),
        Binding("e", "edit", "Edit", id="evidence.edit", tooltip="Edit title, strength, class and dates"),
        Binding("t", "history", "History", show=False, id="evidence.history", tooltip="History of this piece"),
        Binding("slash", "filter", "Find", key_display="/", id="evidence.find", tooltip="Filter as you type"),
        Binding("escape", "app.back", "Back", id="evidence.back", tooltip="Back to the screen before"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, vendor: str | None = None, at: str = "") -> None:
        """The evidence of `vendor`, or of all; the cursor begins on the piece `at`."""
        super().__init__()
        self.title = "Evidence"
        self.desk = desk
        self.vendor = vendor or ""
        self._at = at

    def compose(self) -> ComposeResult:
        """Where one is, the filter, the list with its pane, keys."""
        yield Headline()
        yield FilterLine(hint="find")
        with Container(id="body"):
            yield PlainTable(COLUMNS, empty_hint="No evidence yet.\nPress f to attach a file, an address or a note.")
            yield Lines(id="pane")
        yield KeyBar()

    def on_mount(self) -> None:
        """List it."""
        self.query_one("#pane").can_focus = False
        self.reload()
        if self._at:
            self.query_one(RowTable).move_to(self._at)

    def on_screen_resume(self) -> None:
        """List it again: another screen may have changed a piece."""
        self.reload()

    def reload(self) -> None:
        """Read the index and its links again."""
        found = paging.evidence_refs(self.desk, self.vendor)
        head = self.query_one(Headline)
        head.place = f"Evidence{' of ' + self.vendor if self.vendor else ''}"
        waiting = paging.to_review(self.desk, found)
        head.state = counted(len(found), "piece") + (f"  {waiting:,} to review" if waiting else "")
        self.list_all(found)

    def action_attach(self) -> None:
        """Attach a piece to the vendor, or to none."""
        self.app.push_screen(opened("attaching", self.desk, self.vendor))

    def action_review(self) -> None:
        """Ask how it was checked, then mark it as reviewed."""
        piece = self._current()
        if piece is None:
            return
        fields = (Asked("check", "How completeness and accuracy were checked", typed=piece.check),)
        save = lambda typed: attaching.review(self.desk, piece.ref, typed["check"])  # noqa: E731
        self._ask(AskingScreen(f"Reviewed by {self.desk.reviewer} today: {piece.ref}", fields, save, text=piece.title))

    def action_supersede(self) -> None:
        """Ask which piece replaces it and why."""
        piece = self._current()
        if piece is None:
            return
        fields = (
            Asked("newer", "Replaced by", "ref", True, kind="evidence"),
            Asked("reason", "Reason", required=True),
        )
        save = lambda typed: attaching.supersede(self.desk, piece.ref, typed["newer"], typed["reason"])  # noqa: E731
        text = f"{piece.title}\nBoth stay on file; the newer one takes over the links. Attach it first."
        offers = records_of(self.desk, "evidence", self.vendor)
        self._ask(AskingScreen(f"Supersede {piece.ref}", fields, save, text=text, search=lambda _asked: offers))

    def action_sequester(self) -> None:
        """Ask for the reason, then set the piece aside, or let one that is set aside count again."""
        piece = self._current()
        if piece is None:
            return
        deed = sequestering.release if piece.sequestered else sequestering.sequester
        title = f"Let {piece.ref} count again?" if piece.sequestered else f"Set {piece.ref} aside?"
        text = (
            f"Set aside because {piece.sequestered}" if piece.sequestered else "It stays on file and supports nothing."
        )
        dialog = reason_dialog(title, text, lambda reason: deed(self.desk, piece.ref, reason))
        self.app.push_screen(dialog, lambda _saved: self.reload())

    def action_edit(self) -> None:
        """Open the form of the piece under the cursor."""
        piece = self._current()
        if piece is not None:
            self.app.push_screen(opened("record", self.desk, "evidence", piece.ref))

    def action_history(self) -> None:
        """Show the history of the piece under the cursor."""
        piece = self._current()
        if piece is not None:
            self.app.push_screen(opened("history", self.desk, "evidence", piece.ref))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterLine).enter()

    def matching(self, among: Sequence[str], text: str) -> list[str]:
        """Look into titles and sources."""
        return paging.matching(self.desk, "evidence", among, _words, text)

    def read(self, refs: Sequence[str]) -> Mapping[str, Piece]:
        """The pieces with their links."""
        return paging.pieces(self.desk, refs)

    def row(self, item: Piece) -> Row:
        """The piece's line."""
        return evidence_row(item, self.vendor, self.desk.today())

    def show(self, item: Piece | None) -> None:
        """Show what the piece supports, and its fields."""
        if item is None:
            self.query_one("#pane", Lines).show([])
            return
        first, *fields = field_lines(item.evidence)
        told = [Line((("supports ", "dim"), f"{link.vendor} {link.question}  {link.place}")) for link in item.links]
        self.query_one("#pane", Lines).show([first, *told, *fields])

    @on(RowTable.Opened)
    def _opened(self) -> None:
        self.action_edit()

    def _ask(self, dialog: AskingScreen) -> None:
        def answered(saved: bool | None) -> None:
            if saved:
                notices.say(self, "saved")
            self.reload()

        self.app.push_screen(dialog, answered)

    def _current(self) -> Evidence | None:
        item: Piece | None = self.current
        return item.evidence if item is not None else None


def _words(piece: Any) -> str:
    return f"{piece.title} {piece.source}"


def evidence_row(item: Piece, vendor: str, today: date) -> Row:
    """A piece's line in the list, with the questions of `vendor` that it supports, or of all."""
    piece = item.evidence
    questions = " ".join(dict.fromkeys(link.question for link in item.links if vendor in ("", link.vendor)))
    state: Cell = "reviewed" if piece.reviewed_on else ("to review", "high")
    if item.newer:
        state = (f"> {item.newer}", "dim")
    elif piece.sequestered:
        state = ("set aside", "late")
    elif piece.refresh_on and piece.refresh_on < today:
        state = ("refresh due", "late")
    return (piece.title, piece.ref, piece.strength, piece.classification, questions, state)
