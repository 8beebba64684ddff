"""The audit bundle: a workbook, the evidence files that it cites, and their SHA256SUMS, in one zip.

Everything is copied in pieces, so that its size is no matter; the same register and vault give the same bytes.
"""

import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from riskdesk.data.withheld import total
from riskdesk.desk.bundling import Picked, picked
from riskdesk.desk.opening import Desk
from riskdesk.errors import Cancelled, EvidenceDamaged, FileUnreadable
from riskdesk.exports.leaving import Asked, Leaving, digest_of, leaving
from riskdesk.exports.words import items_withheld
from riskdesk.exports.writing import write_book
from riskdesk.rules.records import Evidence

SUFFIX = ".zip"
WORKBOOK, READ_ME, SUMS, FOLDER = "register.xlsx", "README.txt", "SHA256SUMS", "evidence/"

_CHUNK = 1 << 20
_REF = re.compile(r"EV-[0-9]{1,12}", re.ASCII)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}", re.ASCII)


@dataclass(frozen=True)
class WrittenBundle:
    """A bundle that was written: where, its evidence files and their bytes, its SHA-256 and that of its workbook.

    `withheld` counts the items that the profile leaves out.
    """

    path: Path
    files: int
    evidence_bytes: int
    sha256: str
    workbook_sha256: str
    withheld: int


def write_bundle(desk: Desk, path: Path, asked: Asked) -> WrittenBundle:
    """Write the bundle, whole or not at all, and record it as a hand-off.

    Privileged, sequestered and destroyed pieces stay here, whoever the reader is. Raises what `leaving` does, and
    EvidenceDamaged where a file in the vault is missing or is not what was attached.
    """
    with leaving(desk, path, SUFFIX, asked) as going:
        going_along = picked(desk, going.handed)
        with zipfile.ZipFile(going.out, "w") as archive:
            packing = _Packing(desk, going, archive, asked)
            size = packing.run(going_along)
    files, withheld = len(going_along.pieces), total(going.handed.withheld)
    return WrittenBundle(going.path, files, size, going.sha256, going.workbook_sha256, withheld)


def file_name(piece: Evidence) -> str:
    """What a piece's file is called: its reference and, where that is plain, the ending that it came with."""
    ending = Path(piece.file_name).suffix
    # A reference that the register did not count itself may hold anything: then the hash names the file.
    name = piece.ref if _REF.fullmatch(piece.ref) else f"sha256-{piece.sha256}"
    return f"{FOLDER}{name}{ending.lower() if _ENDING.fullmatch(ending) else ''}"


class _Packing:
    """One bundle on its way into its zip."""

    def __init__(self, desk: Desk, going: Leaving, archive: zipfile.ZipFile, asked: Asked) -> None:
        self._desk, self._going, self._archive, self._asked = desk, going, archive, asked
        self._sums: dict[str, str] = {}

    def run(self, going_along: Picked) -> int:
        """Write everything; gives the bytes of evidence."""
        self._workbook()
        size = 0
        for number, piece in enumerate(going_along.pieces, 1):
            self._asked.progress("Evidence files", number)
            size += self._evidence(piece)
        self._text(READ_ME, _read_me(self._going, going_along))
        self._text(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(self._sums.items())))
        return size

    def _workbook(self) -> None:
        with tempfile.TemporaryFile(dir=self._going.path.parent, prefix=".riskdesk-") as plain:
            write_book(self._going.book, plain, progress=self._asked.progress, cancelled=self._asked.cancelled)
            self._going.workbook_sha256, size = digest_of(plain)
            plain.seek(0)
            self._copy(WORKBOOK, plain, size)

    def _evidence(self, piece: Evidence) -> int:
        try:
            with self._desk.store.vault.open(piece.sha256) as stored:
                size = os.fstat(stored.fileno()).st_size
                if self._copy(file_name(piece), stored, size) == piece.sha256:
                    return size
        except FileUnreadable:
            raise _damaged(piece, "its file is not in the vault") from None
        raise _damaged(piece, "its file in the vault is not what was attached")

    def _text(self, name: str, text: str) -> None:
        content = text.encode()
        self._copy(name, io.BytesIO(content), len(content))

    def _copy(self, name: str, source: IO[bytes], size: int) -> str:
        """Copy `size` bytes into the zip; gives their hash, which SHA256SUMS will say."""
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o600 << 16
        # Told beforehand, so that what is larger than the old form of a zip can say gets the new one.
        entry.file_size = size
        found = hashlib.sha256()
        with self._archive.open(entry, "w") as target:
            for chunk in self._chunks(source, size):
                found.update(chunk)
                target.write(chunk)
        self._sums[name] = found.hexdigest()
        return found.hexdigest()

    def _chunks(self, source: IO[bytes], size: int) -> Iterator[bytes]:
        while size > 0 and (chunk := source.read(min(_CHUNK, size))):
            if self._asked.cancelled():
                raise Cancelled("stopped", where="bundle", remedy="Nothing was written.")
            size -= len(chunk)
            yield chunk


def _damaged(piece: Evidence, what: str) -> EvidenceDamaged:
    remedy = "Nothing was written. riskdesk verify names what is damaged; restore it from a backup."
    return EvidenceDamaged(what, where=piece.ref, remedy=remedy)


def _read_me(going: Leaving, going_along: Picked) -> str:
    """What the bundle holds and how it is checked, as text."""
    withheld = total(going.handed.withheld)
    lines = [
        going.book.title,
        going.book.marking,
        "",
        f"{WORKBOOK}: the workbook, profile {going.handed.profile.name}, as of log entry {going.handed.log_seq}",
        f"{FOLDER}: {len(going_along.pieces)} files, named by their references in the evidence index",
        f"{SUMS}: check with: sha256sum -c {SUMS}",
        "",
        "Evidence in the index whose file is not here:",
        *(f"  {number} {reason}" for reason, number in sorted(going_along.left_out.items())),
        *([] if going_along.left_out else ["  none"]),
        *([f"{items_withheld(withheld)}: the workbook's cover says of what kind"] if withheld else []),
    ]
    return "\n".join(lines) + "\n"
