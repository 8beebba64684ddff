"""The way into a store: making a fresh one, and finding out whether and how an existing file can be opened."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from riskdesk.data.connecting import connect, disk_fault, faults, missing, not_a_store
from riskdesk.data.schema import APPLICATION_ID, SCHEMA_VERSION
from riskdesk.data.sql_text import moment_text
from riskdesk.errors import StoreExists, StoreTooNew, StoreUnusable
from riskdesk.paths import vault_of

FRESH = Path(__file__).with_name("fresh.sql")
"""The statements of a fresh store, as the table classes give them; importing those takes fifty times as long."""


@dataclass(frozen=True)
class Way:
    """How a store is opened: the file, SQLite's `mode` (rw, ro or immutable), and how long a write waits.

    Writes to one that is not `durable` do not wait for the disk.
    """

    path: Path
    mode: str
    read_only: bool
    wait: float
    durable: bool = True

    def reader(self) -> sqlite3.Connection:
        """A new connection that cannot write."""
        return connect(self.path, self.mode, wait=self.wait, reads=True)

    def writer(self) -> sqlite3.Connection:
        """A new connection that can write."""
        return connect(self.path, self.mode, wait=self.wait, durable=self.durable)


def create(path: Path, *, now: datetime) -> None:
    """Make an empty store at `path` and the folder for its evidence; folders on the way are made too (0700).

    It appears whole or not at all. Raises StoreExists where something is, StoreFull or StoreUnusable.
    """
    real = Path(os.path.realpath(path))
    if os.path.lexists(real):
        raise _exists(real)
    with faults(real), folder_faults(real):
        make_folder(real.parent)
        make_folder(vault_of(real))
        with _beside(real) as fresh:
            _build(fresh, now)
            settle(fresh, real)


def way_in(path: Path, *, read_only: bool, wait: float, durable: bool = True) -> Way:
    """How the store at `path` can be opened, after it was found sound and upgraded if need be."""
    real = Path(os.path.realpath(path))
    with folder_faults(real):
        if not real.exists():
            raise missing(real)
        if not real.is_file():
            raise not_a_store(real)
    mode = "rw" if _can_write(real) else _reading_mode(real, wait)
    way = Way(real, mode, read_only or mode != "rw", wait, durable)
    if checked_version(way) < SCHEMA_VERSION:
        if way.read_only:
            raise StoreUnusable(
                "the register is of an older version", where=str(real), remedy="Open it once where it can be written."
            )
        from riskdesk.data.upgrading import upgrade

        upgrade(real, wait)
    return way


def checked_version(way: Way) -> int:
    """The version of the schema. Raises NotAStore for another program's file, StoreTooNew for a later version."""
    with faults(way.path), closing(way.reader()) as connection:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if mark != APPLICATION_ID or version < 1:
        raise not_a_store(way.path)
    if version > SCHEMA_VERSION:
        raise StoreTooNew(
            f"the register was written by a newer riskdesk (version {version}, this one knows {SCHEMA_VERSION})",
            where=str(way.path),
            remedy="Upgrade riskdesk; the register was not touched.",
        )
    return version


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where they are missing, open to nobody else (0700)."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def settle(fresh: Path, real: Path) -> None:
    """Give the finished file its name, unless something has that name by now: then StoreExists."""
    try:
        os.link(fresh, real)
    except FileExistsError:
        raise _exists(real) from None
    except OSError:
        # Some file systems have no hard links.
        if os.path.lexists(real):
            raise _exists(real) from None
        fresh.replace(real)
    sync_folder(real.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, on systems where a folder can be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def folder_faults(path: Path) -> Iterator[None]:
    """Turns refused rights and wrong folders on the way to `path` into StoreUnusable, a full disk into StoreFull."""
    try:
        yield
    except OSError as error:
        raise disk_fault(error, path) from error


def _exists(path: Path) -> StoreExists:
    return StoreExists("something is there already", where=str(path), remedy="Open it, or name another place.")


@contextmanager
def _beside(real: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".new", dir=real.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _build(path: Path, now: datetime) -> None:
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN IMMEDIATE;\n{FRESH.read_text('utf-8')}")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
        connection.execute("INSERT INTO meta VALUES ('created_at', ?)", (moment_text(now),))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")


def _can_write(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))


def _reading_mode(path: Path, wait: float) -> str:
    """`ro` where SQLite can follow a writer's changes, `immutable` where nobody can be writing."""
    try:
        with closing(connect(path, "ro", wait=wait)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return "ro"
    except sqlite3.OperationalError:
        pass
    if path.with_name(path.name + "-wal").exists():
        raise StoreUnusable(
            "the register has changes beside it that can be read only where it can be written",
            where=str(path),
            remedy="Copy the file and those beside it to a disk that can be written.",
        )
    return "immutable"
