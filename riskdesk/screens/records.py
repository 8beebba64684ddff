"""The records of one kind, of one vendor or of all: add, edit, close with a reason, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from riskdesk.desk import paging, recording
from riskdesk.desk.around import HAS_PARTS
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS, Record
from riskdesk.screens import opened
from riskdesk.screens.around import page_of
from riskdesk.screens.dialogs import reason_dialog
from riskdesk.screens.long_list import LongListScreen
from riskdesk.screens.outside import edit_outside
from riskdesk.widgets import notices
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.plain_table import PlainTable
from riskdesk.widgets.record_words import field_lines, record_line
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.table import Column, Row, RowTable
from riskdesk.widgets.wording import counted

COLUMNS = (Column("record", "Record", 30, flex=1), Column("ref", "Ref.", 8), Column("state", "State", 6))


class RecordsScreen(LongListScreen):
    """Lists records of a kind with a pane of what the one under the cursor says."""

    CSS_PATH = "records.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="records.add", tooltip="Add a record of this kind"),
        Binding("e", "edit", "Edit", id="records.edit", tooltip="Edit the record under the cursor"),
        Binding("E", "edit_outside", "Editor", show=False, id="records.editor", tooltip="Edit the record in $EDITOR"),
        Binding("X", "close", "Close", id="records.close", tooltip="Close the record, with a reason; it stays on file"),
        Binding("c", "closed", "Closed too", id="records.closed", tooltip="List closed records too, or not"),
        Binding("t", "history", "History", id="records.history", tooltip="History of the record under the cursor"),
        Binding("slash", "filter", "Find", key_display="/", id="records.find", tooltip="Filter as you type"),
        Binding("escape", "app.back", "Back", id="records.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk, kind: str, vendor: str | None = None) -> None:
        """The records of `kind`, of `vendor` alone where one is named."""
        super().__init__()
        self.title = "Records"
        self.desk = desk
        self.kind = KINDS[kind]
        self.vendor = vendor or ""
        self._with_closed = False

    def compose(self) -> ComposeResult:
        """Where one is, the filter, the list with its pane, keys."""
        yield Headline()
        yield FilterLine(hint="find")
        with Horizontal():
            yield PlainTable(COLUMNS, empty_hint=f"No {self.kind.plural.lower()} yet.\nPress a to add one.")
            yield Lines(id="pane")
        yield KeyBar()

    def on_mount(self) -> None:
        """List them."""
        self.query_one("#pane").can_focus = False
        self.reload()

    def on_screen_resume(self) -> None:
        """List them again: the form may have changed one."""
        self.reload()

    def reload(self) -> None:
        """Read the records again."""
        found = paging.refs(self.desk, self.kind.name, vendor=self.vendor, closed=self._with_closed)
        head = self.query_one(Headline)
        head.place = f"{self.kind.plural}{' of ' + self.vendor if self.vendor else ''}"
        head.state = counted(len(found), "record") + ("  closed ones too" if self._with_closed else "")
        self.list_all(found)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Kinds that only their own deed makes are read here, and corrected where that is allowed."""
        if action in {"edit", "edit_outside"}:
            return self.kind.by_hand or self.kind.name in recording.EDITABLE
        return self.kind.by_hand or action not in {"add", "close"}

    def action_add(self) -> None:
        """Open the form of a new record."""
        preset = {"vendor": self.vendor} if self.vendor and self.kind.field("vendor") else {}
        self.app.push_screen(opened("record", self.desk, self.kind.name, None, preset))

    def action_edit(self) -> None:
        """Open the form of the record under the cursor."""
        record = self.current
        if record is not None and record.open:
            self.app.push_screen(opened("record", self.desk, self.kind.name, record.ref))
        elif record is not None:
            notices.say(self, "a closed record is not changed: add a new one")

    def action_edit_outside(self) -> None:
        """Edit the record under the cursor in the person's editor."""
        record = self.current
        if record is not None and record.open:
            edit_outside(self, self.desk, self.kind.name, record.ref)

    def action_close(self) -> None:
        """Ask for the reason, then close the record under the cursor."""
        record = self.current
        if record is None:
            return
        title = f"Close {self.kind.title.lower()} {record.ref}"
        text = f"{record_line(record)}\nIt stays on file and counts no longer."
        close = lambda reason: recording.close(self.desk, self.kind.name, record.ref, reason)  # noqa: E731
        self.app.push_screen(reason_dialog(title, text, close), lambda _saved: self.reload())

    def action_closed(self) -> None:
        """List closed records too, or open ones alone."""
        self._with_closed = not self._with_closed
        self.reload()

    def action_history(self) -> None:
        """Show the history of the record under the cursor."""
        record = self.current
        if record is not None:
            self.app.push_screen(opened("history", self.desk, self.kind.name, record.ref))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterLine).enter()

    def matching(self, among: Sequence[str], text: str) -> list[str]:
        """Look into a record's line."""
        return paging.matching(self.desk, self.kind.name, among, record_line, text)

    def read(self, refs: Sequence[str]) -> Mapping[str, Record]:
        """The records."""
        return paging.shown(self.desk, self.kind.name, refs)

    def row(self, item: Any) -> Row:
        """What the record says, its reference, and whether it is open."""
        return (record_line(item), item.ref, "open" if item.open else ("closed", "dim"))

    def show(self, item: Any) -> None:
        """Show the record's fields in the pane."""
        self.query_one("#pane", Lines).show(field_lines(item) if item else [])

    @on(RowTable.Opened)
    def _opened(self, event: RowTable.Opened) -> None:
        if self.kind.name in HAS_PARTS:
            self.app.push_screen(page_of(self.desk, self.kind.name, event.id))
        elif self.check_action("edit", ()):
            self.action_edit()
        else:
            self.action_history()
