"""Checking that the register is whole: chain, tables against the log, vault against hashes and orders."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.data import handoffs, log, reading, replay
from riskdesk.desk.destroying import destroyed
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Evidence


@dataclass(frozen=True)
class Verified:
    """What was checked and what was found wrong, a line each; `destroyed` are pieces whose file went on order."""

    entries: int
    files: int
    wrong: tuple[str, ...]
    destroyed: tuple[str, ...] = ()

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
        ordered = destroyed(connection)
    if bad is not None:
        wrong.append(f"log entry {bad} is missing or was changed")
    if bad_handoff is not None:
        wrong.append(f"hand-off {bad_handoff} is missing or was changed")
    wrong += [str(difference) for difference in replay.compare(desk.store)]
    kept = [piece for piece in pieces if piece.ref not in ordered]
    wrong += [f"{piece.ref}: its file is missing or was changed" for piece in kept if not _sound(desk, piece)]
    gone, used = [piece for piece in pieces if piece.ref in ordered], {piece.sha256 for piece in kept}
    wrong += [
        f"{piece.ref}: destroyed on order, and its file is still in the vault: order it again"
        for piece in gone
        if piece.sha256 not in used and desk.store.vault.state(piece.sha256) != "missing"
    ]
    return Verified(entries, len(kept), tuple(wrong), tuple(f"{piece.ref}: {piece.closed_reason}" for piece in gone))


def _sound(desk: Desk, piece: Evidence) -> bool:
    return desk.store.vault.verify(piece.sha256)
