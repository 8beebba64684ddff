"""Checking that the register is whole: chain, tables against the log, vault against its hashes."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.data import handoffs, log, reading, replay
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Evidence


@dataclass(frozen=True)
class Verified:
    """What was checked and what was found wrong, a line each."""

    entries: int
    files: int
    wrong: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where nothing was found wrong."""
        return not self.wrong


def verify(desk: Desk) -> Verified:
    """Check the log's chain, the list of hand-offs, the tables against a replay, each vault file against its hash."""
    wrong: list[str] = []
    with desk.store.read() as connection:
        entries = log.last_seq(connection)
        bad, bad_handoff = log.verify_chain(connection), handoffs.verify_handoffs(connection)
        pieces = [item for item in reading.rows(connection, Evidence) if item.sha256]
    if bad is not None:
        wrong.append(f"log entry {bad} is missing or was changed")
    if bad_handoff is not None:
        wrong.append(f"hand-off {bad_handoff} is missing or was changed")
    wrong += [str(difference) for difference in replay.compare(desk.store)]
    wrong += [
        f"{piece.ref}: its file is missing or was changed"
        for piece in pieces
        if not desk.store.vault.verify(piece.sha256)
    ]
    return Verified(entries, len(pieces), tuple(wrong))
