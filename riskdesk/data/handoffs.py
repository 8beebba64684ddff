"""The list of hand-offs: which workbook went to whom, chained like the log and apart from it.

Apart, because recording a hand-off must not change what the next export of the same moment holds.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from riskdesk.data.actor import Actor
from riskdesk.data.chain import Chain
from riskdesk.data.sql_text import moment_text, names

HANDOFF = Chain(
    "handoff",
    (
        *("at", "who", "account", "to_whom", "profile", "as_of"),
        *("sha256", "workbook_sha256", "bytes", "log_seq", "file_name"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class HandOff:
    """A file handed over: to whom, by which profile, as of when (text, as printed), its hash, size and name.

    `workbook_sha256` is the hash of the workbook inside, where the file is a bundle or is locked with a password.
    `log_seq` is the last entry of the log that it shows; `at` (UTC), `who` and `account` say who exported it.
    """

    to_whom: str
    profile: str
    as_of: str
    sha256: str
    bytes: int
    log_seq: int
    file_name: str
    workbook_sha256: str = ""
    seq: int = 0
    at: datetime | None = None
    who: str = ""
    account: str = ""


def record(connection: sqlite3.Connection, actor: Actor, now: datetime, handoff: HandOff) -> int:
    """Add the hand-off to the list within the caller's transaction and give its number."""
    values = (
        moment_text(now),
        actor.who,
        actor.account,
        handoff.to_whom,
        handoff.profile,
        handoff.as_of,
        handoff.sha256,
        handoff.workbook_sha256,
        handoff.bytes,
        handoff.log_seq,
        handoff.file_name,
    )
    return HANDOFF.append(connection, HANDOFF.tail(connection), [values]).seq


def handoffs(connection: sqlite3.Connection) -> list[HandOff]:
    """All hand-offs, the first one first."""
    rows = connection.execute(f"SELECT {names(('seq', *HANDOFF.columns))} FROM handoff ORDER BY seq")
    found = (dict(zip(("seq", *HANDOFF.columns), row, strict=True)) for row in rows)
    return [HandOff(**{**values, "at": datetime.fromisoformat(values["at"])}) for values in found]


def verify_handoffs(connection: sqlite3.Connection) -> int | None:
    """The number of the first hand-off that is missing or was changed, None where the list holds."""
    return HANDOFF.first_bad(connection)
