"""A file that came back, looked up in the register: which hand-off it is, and whether it shows a state of this log."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.data import handoffs, log
from riskdesk.data.handoffs import HandOff
from riskdesk.desk.opening import Desk


@dataclass(frozen=True)
class Recognised:
    """The hand-offs of exactly these bytes, and whether the log entry that the file shows is one of this register."""

    handed: tuple[HandOff, ...]
    in_chain: bool


def recognise(desk: Desk, sha256: str, log_seq: int, log_hash: str) -> Recognised:
    """Look up a file by its SHA-256, or that of the workbook in it, and the log entry that it says it shows."""
    with desk.store.read() as connection:
        found = tuple(item for item in handoffs.handoffs(connection) if sha256 in (item.sha256, item.workbook_sha256))
        entry = next(log.entries(connection, log_seq - 1, 1), None) if log_seq else None
    return Recognised(found, entry is not None and entry.seq == log_seq and entry.hash == log_hash)
