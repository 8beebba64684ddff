"""Brings a store of an older version up to this one: a copy beside it first, then all revisions or none."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from riskdesk.data.connecting import connect, faults
from riskdesk.data.lent import LentConnection
from riskdesk.data.opening import sync_folder
from riskdesk.data.schema import SCHEMA_VERSION
from riskdesk.errors import StoreUnusable

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(path: Path, wait: float) -> Path | None:
    """Upgrade the store at `path` and give the copy of what was there, None where another process was quicker.

    Raises StoreBusy, StoreFull or StoreUnusable; then the store is as it was.
    """
    with faults(path), closing(connect(path, wait=wait)) as connection:
        # Tables are made anew under other tables that refer to them; what refers to nothing is looked for at the end.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            if version >= SCHEMA_VERSION:
                return None
            kept = copy_beside(path, version)
            run_revisions(connection)
            _check_references(connection, path)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return kept


def run_revisions(connection: sqlite3.Connection, target: str = "head") -> None:
    """Run the revisions up to `target` on the connection, within its owner's transaction."""
    lent = LentConnection(connection)
    engine = create_engine("sqlite://", creator=lambda: lent, poolclass=NullPool, hide_parameters=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.connect() as bind:
            config.attributes["connection"] = bind
            command.upgrade(config, target)
    except DBAPIError as error:
        raise (error.orig or error) from None


def copy_beside(path: Path, version: int) -> Path:
    """A copy (0600) of the store as it was last committed, under a name that says its version and is not yet taken."""
    for number in count():
        target = path.with_name(f"{path.name}.version-{version}{f'-{number}' if number else ''}.bak")
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        with closing(connect(path, reads=True)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        sync_folder(target.parent)
        return target
    raise AssertionError("unreachable")


def _check_references(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreUnusable(
            "the register could not be upgraded: a record refers to one that is not there",
            where=str(path),
            remedy="Nothing was changed. Run riskdesk verify with the version that wrote it.",
        )
