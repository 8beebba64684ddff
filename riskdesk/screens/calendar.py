"""What is due when: the dates of all vendors in scope, or of one, the late ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from riskdesk.data.folding import fold_search
from riskdesk.desk import calendar
from riskdesk.desk.calendar import Entry, Subject
from riskdesk.desk.opening import Desk
from riskdesk.errors import RiskdeskError
from riskdesk.rules.clock import after
from riskdesk.rules.deadlines import in_words
from riskdesk.rules.records import KINDS
from riskdesk.screens import opened
from riskdesk.screens.around import page_of
from riskdesk.widgets import notices
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.plain_table import PlainTable
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.table import Column, Row, RowTable

COLUMNS = (
    Column("when", "When", 10),
    Column("days", "Days", 11, min_terminal_width=60),
    Column("what", "What", 26, flex=1),
    Column("vendor", "Vendor", 17, flex=1),
    Column("ref", "Ref.", 9),
)
SOON = 30
"""Days ahead that the head of the screen counts."""
_ON_THE_PAGE = {"round", "search"}
"""Kinds of record that are best looked at from their vendor's page."""


class CalendarScreen(Screen[None]):
    """Lists dates in their order. Enter opens what the date stands on, v its vendor."""

    CSS_PATH = "calendar.tcss"
    AUTO_FOCUS = "RowTable"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "vendor", "Vendor", id="calendar.vendor", tooltip="Open the vendor of the date under the cursor"),
        Binding("slash", "filter", "Find", key_display="/", id="calendar.find",
                tooltip="Filter as you type: vendor, what is due, reference, late"),
        Binding("d", "today", "Today", id="calendar.today", tooltip="Go to the first date that is not late"),
        Binding("escape", "leave", "Back", id="calendar.back", tooltip="Clear the filter, then go back"),
    ]  # fmt: skip

    class Found(Message):
        """The dates were read, or the error why not."""

        def __init__(self, entries: list[Entry], error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.entries = entries
            self.error = error

    def __init__(self, desk: Desk, vendor: str = "") -> None:
        """The dates of `vendor`, of all vendors in scope where none is named."""
        super().__init__()
        self.title = "Calendar"
        self.desk = desk
        self.vendor = vendor
        self._entries: dict[str, Entry] = {}
        self._searched: dict[str, str] = {}
        self._read_once = False

    def compose(self) -> ComposeResult:
        """Where one is, the filter, the dates, keys."""
        yield Headline()
        yield FilterLine(hint="filter: vendor, what, reference, late")
        yield PlainTable(COLUMNS, empty_hint="Reading the dates ...")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read again: a screen above may have changed a date."""
        self.query_one(Headline).place = f"Calendar{' of ' + self.vendor if self.vendor else ''}"
        self.run_worker(self._read, thread=True, exclusive=True, group="calendar")

    def _read(self) -> None:
        """In a thread, for a large register takes a second."""
        try:
            self.post_message(self.Found(calendar.entries(self.desk, self.vendor)))
        except RiskdeskError as error:
            self.post_message(self.Found([], error))

    @on(Found)
    def _show(self, event: Found) -> None:
        if event.error is not None:
            notices.say_error(self, event.error)
        self._entries = {entry.id: entry for entry in event.entries}
        self._searched, self._read_once = {}, True
        late = sum(entry.late for entry in event.entries)
        today = self.desk.today()
        until = after(today, SOON)
        soon = sum(today <= entry.on <= until for entry in event.entries)
        head = self.query_one(Headline)
        dates = "1 date" if len(event.entries) == 1 else f"{len(event.entries):,} dates"
        head.state = f"{dates}  {soon:,} within {SOON} days  {late:,} late"
        self._list()

    @on(FilterLine.Changed)
    def _list(self) -> None:
        text = fold_search(self.query_one(FilterLine).text)
        if text and not self._searched:
            self._searched = {id: calendar.searchable(entry) for id, entry in self._entries.items()}
        ids = [id for id, words in self._searched.items() if text in words] if text else list(self._entries)
        table = self.query_one(RowTable)
        if self._read_once:
            table.empty_hint = "No date matches. Esc clears the filter." if self._entries else "Nothing is due."
        table.set_source(ids, self._rows)
        self.query_one(FilterLine).count(f"{len(ids):,} of {len(self._entries):,}" if text else "")

    @on(FilterLine.Left)
    def _to_list(self) -> None:
        self.query_one(RowTable).focus()

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Rows for the table, which is drawing meanwhile: an error leaves the titles out."""
        found = [self._entries[id] for id in ids if id in self._entries]
        try:
            about = calendar.subjects(self.desk, found)
        except RiskdeskError:
            about = {}
        today = self.desk.today()
        return {entry.id: row_of(entry, about.get(entry.id, Subject()), today) for entry in found}

    @property
    def _current(self) -> Entry | None:
        return self._entries.get(self.query_one(RowTable).cursor_id or "")

    @on(RowTable.Opened)
    def _open(self) -> None:
        """Open the record that the date stands on; for a round or a search, the vendor's page."""
        entry = self._current
        if entry is None:
            return
        kind = calendar.kind_of(entry)
        if kind in _ON_THE_PAGE or kind not in KINDS:
            self.action_vendor()
        elif kind == "evidence" and entry.vendor:
            self.app.push_screen(opened("evidence", self.desk, entry.vendor, entry.ref))
        else:
            self.app.push_screen(page_of(self.desk, kind, entry.ref))

    def action_vendor(self) -> None:
        """Open the page of the vendor under the cursor."""
        entry = self._current
        if entry is None:
            return
        if entry.vendor:
            self.app.push_screen(opened("vendor", self.desk, entry.vendor))
        else:
            notices.say(self, f"this date is for {entry.whose}; Enter opens {entry.ref}")

    def action_today(self) -> None:
        """Go to the first date that is not late."""
        table = self.query_one(RowTable)
        place = next((n for n, id in enumerate(table.ids) if not self._entries[id].late), len(table.ids) - 1)
        if table.ids:
            table.cursor = place

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterLine).enter()

    async def action_leave(self) -> None:
        """Clear the filter; without one, go back."""
        if self.query_one(FilterLine).text:
            self.query_one(FilterLine).clear()
        else:
            await self.run_action("app.back")


def row_of(entry: Entry, about: Subject, today: date) -> Row:
    """The cells of a date as COLUMNS has them; a late one says so in words."""
    days = (entry.on - today).days
    accent = "late" if entry.late else ""
    words = f"{-days} d late" if days < 0 else "today" if days == 0 else f"in {days} d"
    due = f"{in_words(entry.what)} {about.time}".strip()
    what = f"{due} · {about.title}" if about.title else due
    return ((str(entry.on), accent), (words, accent), what, entry.whose, entry.ref)
