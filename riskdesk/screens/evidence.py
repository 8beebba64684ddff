"""The evidence index: what proves which answer, whether it was reviewed, and what replaced it. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen

from riskdesk.desk import attaching, looking
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Evidence, EvidenceLink
from riskdesk.screens import opened
from riskdesk.screens.asking import AskingScreen
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


class EvidenceScreen(Screen[None]):
    """Lists evidence, of one vendor or of all, with a pane of what the piece under the cursor says."""

    CSS_PATH = "evidence.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "attach", "Attach", id="evidence.attach", tooltip="Attach a file, an address or a note"),
        Binding("r", "review", "Reviewed", id="evidence.review", tooltip="Mark as reviewed by you, today"),
        Binding("S", "supersede", "Supersede", id="evidence.supersede", tooltip="Let a newer piece replace this one"),
        Binding("e", "edit", "Edit", id="evidence.edit", tooltip="Edit title, strength, class and dates"),
        Binding("t", "history", "History", show=False, id="evidence.history", tooltip="History of this piece"),
        Binding("slash", "filter", "Find", key_display="/", id="evidence.find", tooltip="Filter as you type"),
        Binding("escape", "app.back", "Back", id="evidence.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk, vendor: str | None = None, at: str = "") -> None:
        """The evidence of `vendor`, or of all; the cursor begins on the piece `at`."""
        super().__init__()
        self.title = "Evidence"
        self.desk = desk
        self.vendor = vendor or ""
        self._at = at
        self._found: dict[str, Evidence] = {}
        self._for: dict[str, list[EvidenceLink]] = {}
        self._newer: dict[str, str] = {}

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
        self._for = {}
        for link in looking.records(self.desk, "evidence_link", vendor=self.vendor):
            if isinstance(link, EvidenceLink):
                self._for.setdefault(link.evidence, []).append(link)
        self._found = {piece.ref: piece for piece in self._pieces()}
        self._newer = {piece.supersedes: piece.ref for piece in self._found.values() if piece.supersedes}
        head = self.query_one(Headline)
        head.place = f"Evidence{' of ' + self.vendor if self.vendor else ''}"
        waiting = sum(not piece.reviewed_on and piece.ref not in self._newer for piece in self._found.values())
        head.state = counted(len(self._found), "piece") + (f"  {waiting} to review" if waiting else "")
        self._list()

    def _pieces(self) -> Iterable[Evidence]:
        """The vendor's own pieces, and those that are linked to it."""
        found = looking.records(self.desk, "evidence", vendor=self.vendor)
        own = [piece for piece in found if isinstance(piece, Evidence)]
        known = {piece.ref for piece in own}
        linked = (looking.record(self.desk, "evidence", ref) for ref in self._for if ref not in known)
        return [*own, *(piece for piece in linked if isinstance(piece, Evidence))]

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

    @on(FilterLine.Changed)
    def _list(self) -> None:
        text = self.query_one(FilterLine).text.casefold()
        ids = [ref for ref, piece in self._found.items() if text in f"{ref} {piece.title} {piece.source}".casefold()]
        self.query_one(FilterLine).count(f"{len(ids):,} of {len(self._found):,}")
        self.query_one(RowTable).set_source(ids, self._rows)
        self._show()

    @on(FilterLine.Left)
    def _to_list(self) -> None:
        self.query_one(RowTable).focus()

    @on(RowTable.Moved)
    def _show(self) -> None:
        piece = self._current()
        links = self._for.get(piece.ref, []) if piece else []
        told = [Line((("supports ", "dim"), f"{link.vendor} {link.question}  {link.place}")) for link in links]
        self.query_one("#pane", Lines).show([*field_lines(piece)[:1], *told, *field_lines(piece)[1:]] if piece else [])

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
        return self._found.get(self.query_one(RowTable).cursor_id or "")

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        today, found = self.desk.today(), [self._found[ref] for ref in ids if ref in self._found]
        return {
            piece.ref: evidence_row(piece, self._for.get(piece.ref, ()), self._newer.get(piece.ref, ""), today)
            for piece in found
        }


def evidence_row(piece: Evidence, links: Iterable[EvidenceLink], newer: str, today: date) -> Row:
    """A piece's line in the list; `newer` is the piece that supersedes it, or ""."""
    questions = " ".join(dict.fromkeys(link.question for link in links))
    state: Cell = "reviewed" if piece.reviewed_on else ("to review", "high")
    if newer:
        state = (f"> {newer}", "dim")
    elif piece.refresh_on and piece.refresh_on < today:
        state = ("refresh due", "late")
    return (piece.title, piece.ref, piece.strength, piece.classification, questions, state)
