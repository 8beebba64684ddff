"""One SQLite connection to a store, with everything set that the store's promises rest on, and its faults in words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from riskdesk.errors import NotAStore, StoreBusy, StoreFull, StoreMissing, StoreUnusable

BUSY_SECONDS = 5.0
"""How long a write waits for another process's write."""

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    # With less, simulated power cuts lost acknowledged commits.
    "PRAGMA synchronous = FULL",
)


def connect(
    path: Path, mode: str = "rw", *, wait: float = BUSY_SECONDS, reads: bool = False, durable: bool = True
) -> sqlite3.Connection:
    """A connection in autocommit to the existing file at `path`; `mode` is rw, ro, or immutable for a fixed disk.

    One that `reads` only refuses every write. One that is not `durable` does not wait for the disk.
    """
    words = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"{path.absolute().as_uri()}?{words}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=wait)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not durable:
            connection.execute("PRAGMA synchronous = OFF")
        if reads or mode != "rw":
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns what SQLite reports into the store's own errors; constraint failures pass as they are."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise fault(error, path) from error


def fault(error: sqlite3.Error, path: Path) -> Exception:
    """The store's error for one of SQLite's, or that error itself where it is a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(
                "another process is writing to the store",
                where=str(path),
                remedy="Nothing of the change was kept. Wait until the other one is done and try again.",
            )
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_NOTADB:
            return not_a_store(path)
        case sqlite3.SQLITE_CORRUPT:
            return StoreUnusable(
                "the store is damaged", where=str(path), remedy="Restore a backup: riskdesk restore FILE."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return unwritable(path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOLFS | sqlite3.SQLITE_PROTOCOL:
            return StoreUnusable(
                "the disk refused to read or write the store",
                where=str(path),
                remedy="Nothing of the change was kept. Check the disk, its quota and its connection.",
            )
    return error


def disk_fault(error: OSError, path: Path) -> StoreUnusable:
    """The store's error for what the system said of a file or folder of its own."""
    return _full(path) if error.errno in {errno.ENOSPC, errno.EDQUOT} else unwritable(path)


def unwritable(path: Path) -> StoreUnusable:
    """The error for a file or folder that this account or disk does not let be written."""
    return StoreUnusable(
        "the store cannot be opened for writing here",
        where=str(path),
        remedy="Check the rights of the file and its folder, or copy both to a disk that can be written.",
    )


def missing(path: Path) -> StoreMissing:
    """The error for a path where nothing is."""
    return StoreMissing(
        "there is no register here yet",
        where=str(path),
        remedy="Start one: riskdesk init --organisation NAME --reviewer NAME, or name another with --store.",
    )


def not_a_store(path: Path) -> NotAStore:
    """The error for a file that is something else."""
    return NotAStore(
        "this is not a riskdesk register", where=str(path), remedy="Name the register's file with --store."
    )


def _full(path: Path) -> StoreFull:
    return StoreFull(
        "the disk is full",
        where=str(path),
        remedy="Nothing of the change was kept. Free some space and try again.",
    )
