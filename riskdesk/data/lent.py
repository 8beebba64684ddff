"""A SQLite connection lent to SQLAlchemy, whose transaction stays with its owner."""

from __future__ import annotations

import sqlite3
from typing import Any


class LentConnection:
    """A connection that the ORM may use, and may neither commit, roll back nor close."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """The transaction's owner commits."""

    def rollback(self) -> None:
        """The transaction's owner rolls back."""

    def close(self) -> None:
        """The connection's owner closes it."""
