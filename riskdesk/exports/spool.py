"""Lines kept on disk between the one pass over the vendors and the sheets that are made from it."""

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

Line = Sequence[Any]
"""The plain values of one row, in the order of its sheet's columns; None where the sheet fills them in."""


class Spool:
    """The lines of one sheet, added a vendor at a time and read back in that or another order.

    They lie in a file in `folder` that has no name or is nobody else's to read, and go when it is closed.
    """

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder, prefix=".riskdesk-")  # noqa: SIM115 - closed by close()
        self._offsets = array("q")
        self._starts = array("q", [0])

    def close(self) -> None:
        """Let the lines go."""
        self._file.close()

    def __len__(self) -> int:
        """How many lines there are."""
        return self._starts[-1]

    def add(self, lines: Sequence[Line]) -> None:
        """Add the next vendor's lines."""
        self._offsets.append(self._file.tell())
        self._starts.append(self._starts[-1] + len(lines))
        pickle.dump(lines, self._file, protocol=5)

    def start(self, vendor: int) -> int:
        """How many lines stand before those of the vendor with that number, in the order of adding."""
        return self._starts[vendor]

    def lines(self, order: Iterable[int] | None = None) -> Iterator[Line]:
        """The lines, vendor by vendor as they were added, or in the order of those numbers."""
        for vendor in range(len(self._offsets)) if order is None else order:
            if vendor == 0 or order is not None:
                self._file.seek(self._offsets[vendor])
            yield from pickle.load(self._file)
