"""A backup brought back as a new store: everything is checked against the manifest before anything appears."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from riskdesk.data import log, opening
from riskdesk.data.connecting import BUSY_SECONDS, connect, faults
from riskdesk.data.opening import Way
from riskdesk.errors import FileUnreadable, NotAStore, StoreExists, StoreUnusable
from riskdesk.paths import vault_of

DATABASE = "register.db"
MANIFEST = "manifest.json"
FORMAT = "riskdesk backup 1"

_CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 256 * _CHUNK
_VAULT_NAME = re.compile(r"vault/([0-9a-f]{2})/(\1[0-9a-f]{62})", re.ASCII)


def restore(source: Path, path: Path) -> None:
    """Make a new store at `path`, with its vault, from the backup `source`. Nothing that is there is overwritten.

    Raises StoreExists, FileUnreadable for a file that is no whole backup, StoreTooNew, StoreFull or StoreUnusable; then
    nothing appears.
    """
    real = Path(os.path.realpath(path))
    vault = vault_of(real)
    if os.path.lexists(real) or (vault.exists() and any(vault.iterdir())):
        raise StoreExists("something is there already", where=str(real), remedy="Name another place with --store.")
    with opening.folder_faults(real), faults(real):
        opening.make_folder(real.parent)
        with tempfile.TemporaryDirectory(prefix=f".{real.name}.", dir=real.parent) as folder:
            with _source_faults(source), zipfile.ZipFile(source) as archive:
                _unpack(archive, Path(folder), source)
            _check(Path(folder, DATABASE), source)
            _settle(Path(folder), real, vault)


def _settle(folder: Path, real: Path, vault: Path) -> None:
    # The vault first: files without their rows do no harm, rows without their files would.
    if vault.exists():
        vault.rmdir()
    shutil.move(folder / "vault", vault)
    try:
        opening.settle(folder / DATABASE, real)
    except BaseException:
        shutil.rmtree(vault, ignore_errors=True)
        raise


def _unpack(archive: zipfile.ZipFile, folder: Path, source: Path) -> None:
    files = _files(archive, source)
    opening.make_folder(folder / "vault")
    for name, told in files.items():
        target = folder / name
        opening.make_folder(target.parent)
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as written, archive.open(name) as packed:
            if _copied(packed, written, told["bytes"]) != told["sha256"]:
                raise _damaged(source)
            written.flush()
            os.fsync(written.fileno())


def _files(archive: zipfile.ZipFile, source: Path) -> dict[str, dict[str, Any]]:
    """What the manifest lists, after its names were found to be ours and the archive's own, each of them once."""
    entries = archive.infolist()
    listed = [entry for entry in entries if entry.filename == MANIFEST and entry.file_size <= _LARGEST_MANIFEST]
    if len(listed) != 1:
        raise _damaged(source)
    manifest = json.loads(archive.read(listed[0]))
    files: dict[str, dict[str, Any]] = manifest["files"]
    named = sorted(entry.filename for entry in entries if entry.filename != MANIFEST)
    if manifest["format"] != FORMAT or named != sorted(files) or DATABASE not in files:
        raise _damaged(source)
    for name, told in files.items():
        ours = _VAULT_NAME.fullmatch(name)
        if name != DATABASE and (ours is None or ours[2] != told["sha256"]):
            raise _damaged(source)
    return files


def _copied(packed: IO[bytes], target: IO[bytes], size: int) -> str:
    """Copy `size` bytes and give their hash, or "" where there are more or fewer: a small zip can hold a huge file."""
    digest, left = hashlib.sha256(), size
    while chunk := packed.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            return ""
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest() if left == 0 else ""


def _check(database: Path, source: Path) -> None:
    try:
        opening.checked_version(Way(database, "rw", read_only=True, wait=BUSY_SECONDS))
        with closing(connect(database)) as connection:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            if not sound or log.verify_chain(connection) is not None:
                raise _damaged(source)
            connection.execute("PRAGMA journal_mode = WAL")
    except (NotAStore, sqlite3.DatabaseError) as error:
        raise _damaged(source) from error


@contextmanager
def _source_faults(source: Path) -> Iterator[None]:
    try:
        yield
    except StoreUnusable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(source) from error
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise FileUnreadable("the backup cannot be read", where=str(source), remedy="Name a backup file.") from error


def _damaged(source: Path) -> FileUnreadable:
    return FileUnreadable(
        "this is not a whole riskdesk backup", where=str(source), remedy="Nothing was restored. Try another copy of it."
    )
