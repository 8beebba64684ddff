"""Connections that wait for their next use: opening one costs more than most reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Idle:
    """Connections that nobody uses now; `make` opens another where there is none."""

    def __init__(self, make: Callable[[], sqlite3.Connection]) -> None:
        self._make = make
        self._free: list[sqlite3.Connection] = []

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """A connection for one use by one thread; one that failed or is left in a transaction is closed, not kept."""
        connection = self._take()
        sound = False
        try:
            yield connection
            sound = not connection.in_transaction
        finally:
            if sound:
                self._free.append(connection)
            else:
                connection.close()

    def close(self) -> None:
        """Close all of them."""
        while self._free:
            self._free.pop().close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._free.pop()
        except IndexError:
            return self._make()
