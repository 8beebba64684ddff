"""What makes a file a store: its mark, its version, and the triggers that keep the log and the records from loss.

No ORM here: whoever opens a store needs this and nothing of the table classes.
"""

from __future__ import annotations

from riskdesk.data.shapes import SHAPES, quoted

APPLICATION_ID = 0x7264736B
"""`PRAGMA application_id` of every store ("rdsk")."""

SCHEMA_VERSION = 1
"""`PRAGMA user_version` of a store that this version writes: the number of the newest revision in migrations/."""

GENESIS = "0" * 64
"""What the first entry of a chain names as the hash before it."""

CHAINS = ("log", "handoff")
"""The tables whose rows are chained by hash and only ever appended."""


def triggers() -> tuple[str, ...]:
    """CREATE TRIGGER statements of a fresh store: chained tables only grow in order, records are never deleted."""
    found = [statement for table in CHAINS for statement in _chain_triggers(table)]
    return (*found, *(_no_delete(name) for name in SHAPES))


def _chain_triggers(table: str) -> tuple[str, ...]:
    last = f"(SELECT hash FROM {table} ORDER BY seq DESC LIMIT 1)"
    appends = (
        f"CREATE TRIGGER {table}_appends BEFORE INSERT ON {table} "
        f"WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM {table}) "
        f"OR NEW.prev IS NOT coalesce({last}, '{GENESIS}') "
        f"BEGIN SELECT RAISE(ABORT, '{table} only grows, in order'); END"
    )
    keeps = (
        f"CREATE TRIGGER {table}_keeps_{word.lower()} BEFORE {word} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        for word in ("UPDATE", "DELETE")
    )
    return (appends, *keeps)


def _no_delete(name: str) -> str:
    return (
        f"CREATE TRIGGER {name}_stays BEFORE DELETE ON {quoted(name)} "
        f"BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END"
    )
