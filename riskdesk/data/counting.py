"""How many records of each kind the register holds."""

from __future__ import annotations

import sqlite3

from riskdesk.rules.records import KINDS


def by_kind(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Open and closed records of each kind, kinds in their order, those without any included."""
    found: dict[str, tuple[int, int]] = {}
    for kind in KINDS:
        sql = f'SELECT count(*) FILTER (WHERE closed_on IS NULL), count(*) FROM "{kind}"'
        still_open, every = connection.execute(sql).fetchone()
        found[kind] = (still_open, every - still_open)
    return found
