"""The triggers of a fresh store, which keep the log and the records from loss."""

from __future__ import annotations

from riskdesk.data.schema import CHAINS, GENESIS
from riskdesk.data.shapes import SHAPES
from riskdesk.data.sql_text import quoted


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
