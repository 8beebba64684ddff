"""Taking the last deed back: never by erasing, always by new log entries that set the old values again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from riskdesk.data.log import Entry, entries, last_seq
from riskdesk.data.reach import Connection, vendors_reached
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import NotAllowed
from riskdesk.rules.forms import EMPTY
from riskdesk.rules.records import KIND_OF, KINDS, Record

REACH_BACK = 2_000
"""How many log entries are searched for a deed to take back."""
TAKES_BACK = "takes back log entries"
_NOT_UNDONE = {"init", "import", "restore", "pack"}


@dataclass(frozen=True)
class Undone:
    """What was taken back (or done again): the deed's name and the records it had touched."""

    deed: str
    records: tuple[str, ...]


def undo(desk: Desk) -> Undone:
    """Take this reviewer's last deed back. Raises NotAllowed where there is none, or a later change stands on it."""
    return _turn(desk, "undo")


def redo(desk: Desk) -> Undone:
    """Do again what the last undo took back. Raises NotAllowed where the last deed was not an undo."""
    return _turn(desk, "redo")


def _turn(desk: Desk, turn: str) -> Undone:
    with desk.store.read() as connection:
        deed = _candidate(desk, connection, turn)
    if not deed:
        raise NotAllowed(f"there is nothing to {turn}", remedy="older changes are in the history (t)")
    with desk.write(turn, f"{TAKES_BACK} {deed[0].seq} to {deed[-1].seq}") as writing:
        reached: set[str] = set()
        for entry in reversed(deed):
            reached |= _reverse(desk, writing, entry)
        restand(desk, writing, sorted(reached), f"{turn} of {deed[0].deed}")
    return Undone(deed[0].deed, tuple(dict.fromkeys(f"{entry.kind} {entry.ref}" for entry in deed)))


def _candidate(desk: Desk, connection: Connection, turn: str) -> list[Entry]:
    """The entries of the deed to take back: the reviewer's last one that is neither taken back nor a turn itself."""
    taken_back: set[int] = set()
    for deed in _deeds(list(reversed(list(entries(connection, max(0, last_seq(connection) - REACH_BACK)))))):
        first = deed[0]
        if (first.who, first.account) != (desk.reviewer, desk.account):
            continue
        records = [entry for entry in deed if entry.kind != "standing"]
        if turn == "redo":
            return records if first.deed == "undo" and first.seq not in taken_back else []
        if first.deed in {"undo", "redo"}:
            if first.seq not in taken_back:
                taken_back |= _range(first.reason)
            continue
        if first.seq not in taken_back and records:
            return [] if first.deed in _NOT_UNDONE else records
    return []


def _range(reason: str) -> set[int]:
    """The log numbers that an undo or redo says it took back."""
    start, _, end = reason.removeprefix(TAKES_BACK).strip().partition(" to ")
    return set(range(int(start), int(end) + 1))


def _deeds(newest_first: Sequence[Entry]) -> list[list[Entry]]:
    """Entries grouped by deed, newest deed first, each in its own order: one moment, one name, one account."""
    deeds: list[list[Entry]] = []
    for entry in newest_first:
        same = deeds and (deeds[-1][-1].at, deeds[-1][-1].who, deeds[-1][-1].deed) == (entry.at, entry.who, entry.deed)
        if same:
            deeds[-1].append(entry)
        else:
            deeds.append([entry])
    return [list(reversed(deed)) for deed in deeds]


def from_log(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as the record has them, from the JSON values of a log entry; what the entry lacks was empty."""
    specs = {spec.name: spec for spec in KIND_OF[record].fields}
    return {name: _from_json(specs[name].type, value) for name, value in values.items()}


def _from_json(type_: str, value: Any) -> Any:
    if value is None:
        return EMPTY.get(type_, "")
    if type_ == "date":
        return date.fromisoformat(value)
    if type_ == "moment":
        return datetime.fromisoformat(value)
    return tuple(value) if type_ == "many" else value


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
        new = writing.change(record, entry.ref, **from_log(record, entry.old))
    return reached | vendors_reached(writing.connection, new)


def _moved_on(record: Any, entry: Entry) -> bool:
    wanted = from_log(type(record), entry.new)
    return any(getattr(record, name) != value for name, value in wanted.items())
