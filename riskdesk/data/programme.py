"""Whose register it is and who keeps it: what opening one asks, read without any record kind."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple


class Programme(NamedTuple):
    """Whose register it is, the day its programme starts if one is set, and the id of the pack that scores it."""

    organisation: str
    start_on: date | None
    pack: str


class Keeper(NamedTuple):
    """A reviewer in office."""

    name: str
    role: str


def programme(connection: sqlite3.Connection) -> Programme | None:
    """Whose register it is; None for one that was never started."""
    found = connection.execute("SELECT name, start_on, pack FROM organisation ORDER BY ref LIMIT 1").fetchone()
    if found is None:
        return None
    name, start_on, pack = found
    return Programme(name, None if start_on is None else date.fromisoformat(start_on), pack)


def keepers(connection: sqlite3.Connection, on: date) -> list[Keeper]:
    """The reviewers who keep the register on that day, in the order in which they were named."""
    sql = "SELECT name, role FROM reviewer WHERE closed_on IS NULL AND (until IS NULL OR until >= ?) ORDER BY ref"
    return [Keeper(*row) for row in connection.execute(sql, (on.isoformat(),))]
