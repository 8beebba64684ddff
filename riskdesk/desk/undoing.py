"""Taking the last deed back: never by erasing, always by new log entries that set the old values again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from riskdesk.data.log import Entry, entries, last_seq
from riskdesk.data.reach import Connection, vendors_reached
from riskdesk.data.reading import typed
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import NotAllowed
from riskdesk.rules.records import KINDS, Record

REACH_BACK = 2_000
"""How many log entries are searched for a deed to take back."""
TAKES_BACK = "takes back log entries"
_NOT_UNDONE = {"init", "import", "pack", "destroy evidence"}


@dataclass(frozen=True)
class Undone:
    """What was taken back (or done again): the deed's name and the records it had touched."""

    deed: str
    records: tuple[str, ...]


def undo(desk: Desk) -> Undone:
    """Take this reviewer's last deed back. Raises NotAllowed where there is none, or a later change stands on it."""
    return _turn(desk, "undo")


def redo(desk: Desk) -> Undone:
    """Do again what was undone last. Raises NotAllowed where a new deed came after it, or nothing was undone."""
    return _turn(desk, "redo")


def _turn(desk: Desk, turn: str) -> Undone:
    with desk.write(turn) as writing:
        deed = _candidate(desk, writing.connection, turn)
        writing.because(f"{TAKES_BACK} {deed[0].seq} to {deed[-1].seq}")
        reached: set[str] = set()
        for entry in reversed(deed):
            reached |= _reverse(desk, writing, entry)
        named = _named(writing.connection, deed[0])
        restand(desk, writing, sorted(reached), f"{turn} of {named}")
    return Undone(named, tuple(dict.fromkeys(f"{entry.kind} {entry.ref}" for entry in deed)))


def _named(connection: Connection, entry: Entry) -> str:
    """The deed that is meant: of an undo that is set back, the one that it had taken back."""
    if entry.deed != "undo":
        return entry.deed
    return next(entries(connection, min(_range(entry.reason)) - 1, 1)).deed


def _candidate(desk: Desk, connection: Connection, turn: str) -> list[Entry]:
    """The entries to set back: of the reviewer's last deed that stands, or, to redo, of the last undo that stands."""
    taken_back: set[int] = set()
    for deed in _own_deeds(desk, connection):
        first = deed[0]
        if first.seq in taken_back:
            continue
        if first.deed == turn == "redo" or (first.deed in {"undo", "redo"} and turn == "undo"):
            taken_back |= _range(first.reason)
            continue
        if turn == "redo":
            if first.deed == "undo":
                return deed
            break
        if first.deed in _NOT_UNDONE:
            raise NotAllowed(f"nothing to undo: an {first.deed} stays", remedy="change by hand what is wrong")
        return deed
    raise NotAllowed(f"there is nothing to {turn}", remedy="older changes are in the history (t)")


def _own_deeds(desk: Desk, connection: Connection) -> Iterator[list[Entry]]:
    """The records that this reviewer's deeds changed, deed by deed, the newest first, each in its own order.

    A deed is what was written at one moment under one name. One that begins before REACH_BACK is left out: it would
    be taken back by half.
    """
    start = max(0, last_seq(connection) - REACH_BACK)
    newest_first = reversed(list(entries(connection, start)))
    for _, found in groupby(newest_first, key=lambda entry: (entry.at, entry.who, entry.account, entry.deed)):
        deed = sorted(found, key=lambda entry: entry.seq)
        whole = start == 0 or deed[0].seq > start + 1
        records = [entry for entry in deed if entry.kind != "standing"]
        if records and whole and (deed[0].who, deed[0].account) == (desk.reviewer, desk.account):
            yield records


def _range(reason: str) -> set[int]:
    """The log numbers that an undo or redo says it took back."""
    start, _, end = reason.removeprefix(TAKES_BACK).strip().partition(" to ")
    return set(range(int(start), int(end) + 1))


def _reverse(desk: Desk, writing: Writing, entry: Entry) -> set[str]:
    """Set the old values of an entry again; what it had added is closed. Gives the vendors reached."""
    record = KINDS[entry.kind].record
    now = writing.get(record, entry.ref)
    if now is None or _moved_on(now, entry):
        raise NotAllowed("a later change stands on it", where=f"{entry.kind} {entry.ref}", remedy="change it by hand")
    reached = vendors_reached(writing.connection, now)
    if entry.old is None:
        new = writing.change(record, entry.ref, closed_on=desk.today(), closed_reason=f"undone: {entry.deed}")
    else:
        new = writing.change(record, entry.ref, **typed(record, entry.old))
    return reached | vendors_reached(writing.connection, new)


def _moved_on(now: Record, entry: Entry) -> bool:
    """Whether the record is no longer as the entry left it; of a new one every field, also those left empty."""
    left = typed(type(now), entry.new)
    if entry.old is None:
        return now != type(now)(ref=now.ref, **left)
    return any(getattr(now, name) != value for name, value in left.items())
