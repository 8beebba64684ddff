"""Evidence files, kept under their SHA-256 and nothing else: no name that a person gave is ever a path here."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from riskdesk.data.opening import folder_faults, make_folder, sync_folder
from riskdesk.errors import FileTooLarge, FileUnreadable

CHUNK = 1024 * 1024

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)

State = Literal["sound", "missing", "changed"]
"""What became of a stored file."""


@dataclass(frozen=True)
class Stored:
    """A file in the vault: its SHA-256 in hex and its size."""

    sha256: str
    bytes: int


class Vault:
    """The folder of evidence beside a store. The same content is stored once; nothing goes but by counsel's order.

    One that is not `durable` does not wait for the disk.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self._durable = durable

    def put(self, stream: BinaryIO, limit: int | None = None) -> Stored:
        """Store what the stream holds, of `limit` bytes at most, and give its hash and size once it is on the disk.

        Do this before the transaction that names it. Raises FileTooLarge, FileUnreadable for a stream that fails,
        StoreFull or StoreUnusable, and then nothing is left.
        """
        with folder_faults(self.folder):
            make_folder(self.folder)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as target:
                    stored = _copy(stream, target, limit)
                    target.flush()
                    if self._durable:
                        os.fsync(target.fileno())
                self._settle(Path(name), stored)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """The stored file, open for reading. Raises FileUnreadable where it is missing."""
        try:
            return self.place(sha256).open("rb")
        except OSError as error:
            raise FileUnreadable(
                "the evidence file is not in the vault",
                where=f"SHA-256 {sha256[:12]}",
                remedy="Restore it from a backup, or attach the document again.",
            ) from error

    def destroy(self, sha256: str) -> None:
        """Remove a stored file for good; one that is gone already is no error. Raises FileUnreadable, StoreUnusable.

        Do this after the transaction that records the order is kept: a file without its order can be found again.
        """
        place = self.place(sha256)
        with folder_faults(self.folder):
            place.unlink(missing_ok=True)
            if self._durable and place.parent.is_dir():
                sync_folder(place.parent)

    def verify(self, sha256: str) -> bool:
        """Read the stored file and tell whether it is there and is what was stored."""
        return self.state(sha256) == "sound"

    def state(self, sha256: str) -> State:
        """As `verify`, and what is wrong if something is."""
        try:
            with self.place(sha256).open("rb") as stored:
                return "sound" if hashlib.file_digest(stored, "sha256").hexdigest() == sha256 else "changed"
        except (OSError, FileUnreadable):
            return "missing"

    def holds(self, sha256: str) -> bool:
        """Whether a file of that name is there, unread."""
        return bool(_HASH.fullmatch(sha256)) and self.place(sha256).is_file()

    def place(self, sha256: str) -> Path:
        """Where a file of that hash lies. Raises FileUnreadable for anything that is no SHA-256."""
        if not _HASH.fullmatch(sha256):
            raise FileUnreadable("this is no SHA-256 of a stored file", remedy="It has 64 digits and letters a to f.")
        return self.folder / sha256[:2] / sha256

    def _settle(self, fresh: Path, stored: Stored) -> None:
        place = self.place(stored.sha256)
        make_folder(place.parent)
        # Over a file that is there already: the same content, or a damaged one that is healed by it.
        fresh.replace(place)
        if self._durable:
            sync_folder(place.parent)
            sync_folder(self.folder)


def _copy(stream: BinaryIO, target: BinaryIO, limit: int | None) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := _read(stream):
        size += len(chunk)
        if limit is not None and size > limit:
            raise FileTooLarge("the file is too large to attach", remedy=f"{limit // CHUNK} MiB is the most.")
        digest.update(chunk)
        target.write(chunk)
    return Stored(digest.hexdigest(), size)


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as error:
        raise FileUnreadable("the file cannot be read to its end", remedy="Check the disk it is on.") from error
