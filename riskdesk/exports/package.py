"""The zip that a workbook is: entries one after the other, always with the same dates."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZipFile

from riskdesk.errors import WorkbookTooLarge

#: Compression: 1 is fast, 9 is small; of rows, 3 makes less than 4 does, in less time.
_LEVEL = 3

#: Largest part that a zip holds without its 64-bit form, which Excel wants to repair.
_PART_LIMIT = (1 << 31) - 1


class Part:
    """One entry being written."""

    def __init__(self, entry: IO[bytes], where: str) -> None:
        self._entry = entry
        self._where = where
        self._size = 0
        self._hash = hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Add to the entry.

        Raises:
            WorkbookTooLarge: it would hold more than Excel reads.
        """
        self._size += len(content)
        if self._size > _PART_LIMIT:
            remedy = "Export fewer vendors at a time."
            raise WorkbookTooLarge("a sheet of the workbook is too large for Excel", where=self._where, remedy=remedy)
        self._entry.write(content)
        self._hash.update(content)

    def hexdigest(self) -> str:
        """SHA-256 of what was added."""
        return self._hash.hexdigest()


class Package:
    """A zip in a file that is open for writing and seeking; use it in a `with` block."""

    def __init__(self, out: IO[bytes]) -> None:
        self._archive = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL)
        self.written: dict[str, str] = {}
        """SHA-256 of the content of each entry that is written, by its name."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @contextmanager
    def part(self, name: str, *, where: str) -> Iterator[Part]:
        """A new entry, written piece by piece; `where` is told when it grows too large."""
        # Opened by its name alone, an entry has the date 1980-01-01: the time of writing would make every file differ.
        with self._archive.open(name, "w") as entry:
            part = Part(entry, where)
            yield part
            self.written[name] = part.hexdigest()

    def put(self, name: str, content: bytes) -> None:
        """A new entry with that content."""
        with self.part(name, where=name) as part:
            part.write(content)
