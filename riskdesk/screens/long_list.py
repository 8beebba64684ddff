"""A list that may be too long to be read at once: references first, records as their rows are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual import on
from textual.message import Message
from textual.screen import Screen

from riskdesk.errors import RiskdeskError
from riskdesk.widgets import notices
from riskdesk.widgets.filter_line import FilterLine
from riskdesk.widgets.table import Row, RowTable

AT_ONCE = 1_000
"""Records that a filter reads through while one types; more of them in a thread."""


class LongListScreen(Screen[None]):
    """A filter and a table over references. A subclass says what a record reads, how its row looks, and its pane."""

    class Matched(Message):
        """The references of the records that say `text`, or the error why they could not be read."""

        def __init__(self, text: str, ids: list[str], error: RiskdeskError | None = None) -> None:
            super().__init__()
            self.text = text
            self.ids = ids
            self.error = error

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self._all: list[str] = []
        self._seen: dict[str, Any] = {}

    def matching(self, among: Sequence[str], text: str) -> list[str]:
        """Those of the references whose record says `text`."""
        raise NotImplementedError

    def read(self, refs: Sequence[str]) -> Mapping[str, Any]:
        """What is shown of those references, by reference."""
        raise NotImplementedError

    def row(self, item: Any) -> Row:
        """The cells of what `read` gave."""
        raise NotImplementedError

    def show(self, item: Any) -> None:
        """Fill the pane with what `read` gave of the row under the cursor, None for no row."""
        raise NotImplementedError

    @property
    def current(self) -> Any:
        """What `read` gives of the row under the cursor, None for no row."""
        ref = self.query_one(RowTable).cursor_id or ""
        if ref and ref not in self._seen:
            self._seen |= self.read([ref])
        return self._seen.get(ref)

    def list_all(self, refs: list[str]) -> None:
        """List these references, by the filter that stands; what was read before is read again."""
        self._all, self._seen = refs, {}
        self._list()

    @on(FilterLine.Changed)
    def _list(self) -> None:
        text = self.query_one(FilterLine).text
        if len(self._all) <= AT_ONCE or not text:
            self._matched(self.Matched(text, self.matching(self._all, text) if text else self._all))
        else:
            self.run_worker(lambda: self._search(text), thread=True, exclusive=True, group="list")

    def _search(self, text: str) -> None:
        """In a thread: a long list is read through."""
        try:
            self.post_message(self.Matched(text, self.matching(self._all, text)))
        except RiskdeskError as error:
            self.post_message(self.Matched(text, [], error))

    @on(Matched)
    def _matched(self, event: Matched) -> None:
        if event.error is not None:
            notices.say_error(self, event.error)
        if event.text != self.query_one(FilterLine).text:
            return  # typed on since
        self.query_one(FilterLine).count(f"{len(event.ids):,} of {len(self._all):,}")
        self.query_one(RowTable).set_source(event.ids, self._rows)
        self._show()

    @on(FilterLine.Left)
    def _to_list(self) -> None:
        self.query_one(RowTable).focus()

    @on(RowTable.Moved)
    def _show(self) -> None:
        self.show(self.current)

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Rows for the table, which is drawing meanwhile: an error leaves them out."""
        try:
            self._seen |= self.read([ref for ref in ids if ref not in self._seen])
        except RiskdeskError:
            return {}
        return {ref: self.row(self._seen[ref]) for ref in ids if ref in self._seen}
