"""The register and its evidence in one file: a zip with the store, every evidence file, and their hashes."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from riskdesk.data import log
from riskdesk.data.opening import settle
from riskdesk.data.restoring import DATABASE, FORMAT, MANIFEST, restore
from riskdesk.data.store import Store
from riskdesk.data.vault import CHUNK, Stored
from riskdesk.errors import FileUnreadable, FileUnwritable, StoreExists

__all__ = ["BackedUp", "backup", "restore"]


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds: the last log entry, the number of evidence files, and the hashes of those it lacks."""

    log_seq: int
    files: int
    missing: tuple[str, ...]


def backup(store: Store, target: Path) -> BackedUp:
    """Write the store as it is now, and every evidence file that it names, into the new file `target` (0600).

    Others may go on writing. It appears whole or not at all. An evidence file that is missing from the vault or was
    changed there is left out and told. Raises FileUnwritable.
    """
    if os.path.lexists(target):
        raise _unwritable(target, "something is there already")
    with _target_faults(target), tempfile.TemporaryDirectory(prefix=".riskdesk-", dir=target.parent) as folder:
        snapshot = Path(folder, DATABASE)
        _snapshot(store, snapshot, target)
        fresh = Path(folder, "backup.zip")
        # A file of its own rights: the folder is open to nobody else, the backup must not be either.
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        done = _pack(store, snapshot, fresh)
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        settle(fresh, target)
    return done


def _snapshot(store: Store, fresh: Path, target: Path) -> None:
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with store.read() as connection, closing(sqlite3.connect(fresh)) as copy:
        try:
            connection.backup(copy)
            # No files beside it: what is packed is the one file.
            copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            # Left alone it would be told of the store that is read.
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
                raise _unwritable(target, "the disk is full") from error
            raise


def _pack(store: Store, snapshot: Path, target: Path) -> BackedUp:
    with closing(sqlite3.connect(snapshot)) as connection:
        tail = log.LOG.tail(connection)
        hashes = [
            row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM evidence WHERE sha256 <> '' ORDER BY 1")
        ]
    files: dict[str, dict[str, Any]] = {}
    missing = []
    with zipfile.ZipFile(target, "w") as archive:
        with snapshot.open("rb") as source:
            files[DATABASE] = _told(_add(archive, DATABASE, source, zipfile.ZIP_DEFLATED))
        for sha256 in hashes:
            if not store.vault.verify(sha256):
                missing.append(sha256)
                continue
            name = f"vault/{sha256[:2]}/{sha256}"
            with store.vault.open(sha256) as source:
                files[name] = _told(_add(archive, name, source, zipfile.ZIP_STORED))
        manifest = {"format": FORMAT, "log_seq": tail.seq, "log_hash": tail.hash, "files": files, "missing": missing}
        archive.writestr(_entry(MANIFEST, zipfile.ZIP_DEFLATED), json.dumps(manifest, indent=1))
    return BackedUp(tail.seq, len(files) - 1, tuple(missing))


def _add(archive: zipfile.ZipFile, name: str, source: IO[bytes], compression: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    with archive.open(_entry(name, compression), "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Stored(digest.hexdigest(), size)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    # The zip's own dates stay at their first day, so that the same register gives the same backup.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    return entry


def _told(stored: Stored) -> dict[str, Any]:
    return {"sha256": stored.sha256, "bytes": stored.bytes}


@contextmanager
def _target_faults(target: Path) -> Iterator[None]:
    try:
        yield
    except StoreExists:
        raise _unwritable(target, "something is there already") from None
    except (OSError, FileUnreadable, sqlite3.OperationalError) as error:
        raise _unwritable(target, "the backup could not be written") from error


def _unwritable(target: Path, what: str) -> FileUnwritable:
    return FileUnwritable(
        what, where=str(target), remedy="Name a new file in a folder that can be written and has room."
    )
