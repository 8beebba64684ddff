"""The store: one SQLite file and the folder of evidence beside it. Reads see a snapshot, writes are whole or nothing.

Opening and reading import neither record kinds nor ORM: the first write does (`prepare_writes` brings that forward).
"""

from __future__ import annotations

import importlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from riskdesk.data import opening
from riskdesk.data.actor import Actor
from riskdesk.data.connecting import BUSY_SECONDS, faults, unwritable
from riskdesk.data.idle import Idle
from riskdesk.data.opening import Way, create
from riskdesk.data.vault import Vault
from riskdesk.paths import vault_of

if TYPE_CHECKING:
    from riskdesk.data.writing import Writing

Connection = sqlite3.Connection

__all__ = ["Actor", "Connection", "Store", "create", "open_store", "prepare_writes"]


class Store:
    """An open store. `path` is the file with links followed, `vault` its evidence, `read_only` refuses every write.

    It may be used from several threads. Close it, or use it as a context manager.
    """

    def __init__(self, way: Way, vault: Vault) -> None:
        self.path = way.path
        self.vault = vault
        self.read_only = way.read_only
        self._readers = Idle(way.reader)
        self._writers = Idle(way.writer)
        self._watch = Idle(way.reader)
        self._watching = threading.Lock()
        for idle in (self._readers, self._writers, self._watch):
            weakref.finalize(self, idle.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are not in use; a store that is used again opens new ones."""
        for idle in (self._readers, self._writers, self._watch):
            idle.close()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the register as it is now and nothing of later writes; rows are plain tuples.

        Raises StoreUnusable or one of its kind.
        """
        with faults(self.path), self._readers.lend() as connection:
            connection.execute("BEGIN")
            try:
                # The snapshot is taken by the first read, not by BEGIN.
                connection.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
                yield connection
            finally:
                _roll_back(connection)

    @contextmanager
    def write(self, actor: Actor, now: datetime, deed: str, reason: str = "") -> Iterator[Writing]:
        """One change of the register at the moment `now`: kept as a whole when the block ends, dropped on any error.

        Another process's write is waited for, then StoreBusy; StoreFull on a full disk; StoreUnusable where the store
        was opened for reading. Once the block is left without an error the change is on the disk.
        """
        if self.read_only:
            raise unwritable(self.path)
        from riskdesk.data.writing import Writing

        with faults(self.path), self._writers.lend() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                writing = Writing(connection, actor, now, deed, reason)
                try:
                    yield writing
                finally:
                    writing.finish()
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    def log_seq(self) -> int:
        """The number of the log's last entry, 0 for an empty log."""
        from riskdesk.data.log import last_seq

        with self.read() as connection:
            return last_seq(connection)

    @property
    def data_version(self) -> int:
        """A number that differs from the one before once anybody, this process too, has written to the store."""
        with self._watching, faults(self.path), self._watch.lend() as connection:
            return cast(int, connection.execute("PRAGMA data_version").fetchone()[0])


def open_store(path: Path, *, read_only: bool = False, wait: float = BUSY_SECONDS, durable: bool = True) -> Store:
    """Open the store at `path`; writes wait `wait` seconds for another process's.

    With `durable` off nothing waits for the disk: for a store that is thrown away.

    A store of an older version is upgraded first, after a copy was put beside it. Where the disk or the rights allow
    no writing, it is opened for reading: `read_only` of the store says so. Raises StoreMissing, NotAStore, StoreTooNew,
    StoreBusy or StoreUnusable.
    """
    way = opening.way_in(path, read_only=read_only, wait=wait, durable=durable)
    return Store(way, Vault(vault_of(way.path), durable=durable))


def prepare_writes() -> None:
    """Import what the first single-record write needs; a thread may do so ahead of time."""
    importlib.import_module("riskdesk.data.writing")
    importlib.import_module("riskdesk.data.orm")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
