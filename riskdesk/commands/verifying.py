"""verify FILE.xlsx: whether a workbook is as it was written, and whether this register handed it over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from riskdesk.commands.context import Choice, say, say_json

if TYPE_CHECKING:
    from riskdesk.desk.handed_back import Recognised
    from riskdesk.exports.verifying import Consistency

UNCHANGED, SAVED_AGAIN, CHANGED = "unchanged", "saved again, contents unchanged", "changed"


def verify_workbook(choice: Choice, file: Path, *, as_json: bool) -> None:
    """Print what became of the workbook. Exits 1 where it was changed."""
    from riskdesk.exports.verifying import consistency
    from riskdesk.imports.handed_workbook import HandedWorkbook

    with HandedWorkbook(file.expanduser()) as book:
        sha256, found = book.sha256, consistency(book)
    known = _recognised(choice, sha256, found)
    if as_json:
        say_json(_as_json(sha256, found, known))
    else:
        for line in (*_told(found), *_told_of_register(known)):
            say(line)
    if found.changes:
        raise typer.Exit(1)


def _recognised(choice: Choice, sha256: str, found: Consistency) -> Recognised | None:
    """What the register says of the file; None where there is no register."""
    if not choice.path.exists():
        return None
    from riskdesk.desk.handed_back import recognise

    desk = choice.desk(read_only=True)
    with desk.store:
        return recognise(desk, sha256, found.log_seq, found.log_hash)


def _word(found: Consistency) -> str:
    if found.changes:
        return CHANGED
    return UNCHANGED if found.same_parts else SAVED_AGAIN


def _told(found: Consistency) -> Iterator[str]:
    words = {
        UNCHANGED: "unchanged: every part is as its own manifest says",
        SAVED_AGAIN: "saved again by another program; what its cells say is unchanged",
        CHANGED: "CHANGED since it was written:",
    }
    yield words[_word(found)]
    for change in found.changes:
        yield f"  {change.where}: {change.what}"
    yield f"it says that it shows the register as of log entry {found.log_seq}, hash {found.log_hash}"


def _told_of_register(known: Recognised | None) -> Iterator[str]:
    if known is None:
        yield "no register is here: it was held against its own manifest alone, which is no proof of who wrote it"
        return
    for item in known.handed:
        when = f"{item.at:%Y-%m-%d %H:%M} UTC" if item.at else "no moment recorded"
        whom = f" to {item.to_whom}" if item.to_whom else ""
        yield f"hand-off {item.seq} of this register{whom}, {when}, profile {item.profile}, as of {item.as_of}"
    if not known.handed:
        yield "no hand-off of this register has these bytes"
    yield f"that log entry {'is' if known.in_chain else 'is NOT'} in this register's chain"


def _as_json(sha256: str, found: Consistency, known: Recognised | None) -> dict[str, object]:
    return {
        "result": _word(found),
        "sha256": sha256,
        "changes": [asdict(change) for change in found.changes],
        "log_seq": found.log_seq,
        "log_hash": found.log_hash,
        "in_chain": known.in_chain if known else None,
        "hand_offs": [asdict(item) for item in known.handed] if known else None,
    }
