"""What a hand-over would hold, said before anything is written: records by kind, entries of the log."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.data import log
from riskdesk.data.counting import by_kind
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS


@dataclass(frozen=True)
class Part:
    """Records of one kind, in words: how many are open, and how many are closed and kept."""

    plural: str
    open: int
    closed: int


@dataclass(frozen=True)
class Contents:
    """The parts that hold anything, and the number of log entries."""

    parts: tuple[Part, ...]
    log_entries: int


def contents(desk: Desk) -> Contents:
    """What the register holds now, by kind."""
    with desk.store.read() as connection:
        counts = by_kind(connection)
        entries = log.last_seq(connection)
    parts = (Part(KINDS[kind].plural, still_open, closed) for kind, (still_open, closed) in counts.items())
    return Contents(tuple(part for part in parts if part.open or part.closed), entries)
