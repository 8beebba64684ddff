"""What was changed, when, by whom and why: the log's entries about a record, or about a vendor and all that is its."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines, Piece
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.wording import counted

NEWEST = 200
"""Entries that are shown, the newest ones."""
_SHOWN = 300


class HistoryScreen(Screen[None]):
    """Lists the newest entries, each with the fields that changed, old and new."""

    CSS_PATH = "history.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", "Back", id="history.back", tooltip="Back to the screen before"),
    ]

    def __init__(self, desk: Desk, kind: str, ref: str) -> None:
        """The history of a record; of a vendor, with its answers, records and standing."""
        super().__init__()
        self.title = "History"
        self.desk = desk
        self.kind = kind
        self.ref = ref

    def compose(self) -> ComposeResult:
        """Where one is, the entries, keys."""
        yield Headline()
        yield Lines()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show them, newest first."""
        if self.kind == "vendor":
            entries = looking.vendor_history(self.desk, self.ref, NEWEST)
        else:
            entries = looking.history(self.desk, self.kind, self.ref, NEWEST)
        head = self.query_one(Headline)
        head.place = f"History of {self.ref}"
        head.state = counted(len(entries), "entry", "entries") + (" (the newest)" if len(entries) == NEWEST else "")
        lines = [line for entry in entries for line in entry_lines(entry)]
        self.query_one(Lines).show(lines or [Line((("Nothing was recorded yet.", "dim"),), "none")])
        self.query_one(Lines).focus()


def entry_lines(entry: Any) -> Iterable[Line]:
    """An entry of the log: when, who, what; then each field that changed."""
    head: tuple[Piece, ...] = ((f"{entry.deed}  ", "head"), f"{entry.kind} {entry.ref}")
    reason: tuple[Piece, ...] = (f"  because {entry.reason}",) if entry.reason else ()
    lead = f"{entry.at:%Y-%m-%d %H:%M} UTC  "
    yield Line((*head, (f"  {entry.who}", "dim"), *reason), f"entry:{entry.seq}", (lead, "dim"), f"#{entry.seq}")
    if entry.kind == "standing":
        return
    for name in entry.fields or entry.new:
        old = "" if entry.old is None else _told(entry.old.get(name))
        new = _told(entry.new.get(name))
        if old or new:
            change = f"{old or 'nothing'} -> {new or 'nothing'}" if entry.old is not None else new
            yield Line(((f"{name}: ", "dim"), change), lead="    ")


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " ..."
