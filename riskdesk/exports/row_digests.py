"""Row digests: short checksums of every row and, a block of rows at a time, of every column, so that changed cells can
be named; and the SHA-256 of every other part of the file. A checksum tells of slips, not of who wrote the file.
"""

import base64
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from riskdesk.exports.book import Column, Page
from riskdesk.exports.styles import header_look
from riskdesk.exports.values import Styled, Value

TITLE = "Row digests"
BLOCK = 100
"""Rows whose digests stand in one line."""
SIZE = 4
"""Bytes of a row's or a column's digest: the first of its SHA-256."""
UNCOVERED = bytes(SIZE)
"""Stands for a row that is there to be filled in by hand."""
FIELD_END, ROW_END = "\x1f", "\x1e"
STATE, SHEET, ROWS, PART = "state", "sheet", "rows", "part"
COLUMNS = (
    Column("kind", "Kind", 9, "text", "state, sheet, rows or part."),
    Column("name", "Name", 34, "text", "Sheet, or part of the file."),
    Column("first", "First row", 10, "int", "First row of the block."),
    Column("rows", "Rows", 10, "int", "How many rows."),
    Column("columns", "Columns", 10, "int", "How many columns."),
    Column("digests", "Digests", 70, "mono", "Of each row, base64; of a sheet or part its SHA-256."),
    Column("by_column", "Digests by column", 40, "mono", "Of each column over these rows, base64."),
)
_NOTES = (
    "By these lines “riskdesk verify FILE.xlsx” names the cells that were changed since the file was written.",
    "The SHA-256 of a part can be checked with common tools: unzip -p FILE.xlsx xl/worksheets/sheet3.xml | sha256sum",
    "A checksum inside a file shows slips; it is no proof of origin: whoever changes the file can work it out anew.",
)
_HEADINGS = tuple(header_look(column.look) for column in COLUMNS)
LOOKS = ("sheet title", "note line", *dict.fromkeys((*_HEADINGS, *(column.look for column in COLUMNS))))
"""The looks of the sheet's cells, to be known before the workbook's styles are written; the sheet comes after them."""

_KEPT_IN_MEMORY = 1 << 20


def short_digest(texts: Sequence[str], end: str = ROW_END) -> bytes:
    """The digest of a row's cells, or of a column's, by what they say."""
    return hashlib.sha256((FIELD_END.join(texts) + end).encode("utf-8", "replace")).digest()[:SIZE]


class Digests:
    """The lines of the sheet, on disk until it is written; close it to let them go.

    `state` says what the book shows the state of; without it no row is taken.
    """

    def __init__(self, state: str) -> None:
        self._state = state
        self._kept: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by close()
            _KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="\n"
        )

    def close(self) -> None:
        """Let the lines go."""
        self._kept.close()

    def of(self, title: str, columns: int) -> "SheetRows | None":
        """Takes the rows of a sheet, from row 1 on; None where none are taken."""
        return SheetRows(title, columns, self) if self._state else None

    @staticmethod
    def finish(rows: "SheetRows | None") -> None:
        """No more rows come."""
        if rows:
            rows.finish()

    def add(self, *line: str | int | None) -> None:
        """One line."""
        self._kept.write(json.dumps(line) + "\n")

    def lines(self, parts: Mapping[str, str]) -> Iterator[Sequence[Value]]:
        """Every row of the sheet: its head, what state is shown, the sheets, the file's parts with their SHA-256."""
        rest = (None,) * (len(COLUMNS) - 1)
        yield (Styled(TITLE, "sheet title"), *rest)
        for note in _NOTES:
            yield (Styled(note, "note line"), *rest)
        yield tuple(Styled(column.heading, look) for column, look in zip(COLUMNS, _HEADINGS, strict=True))
        yield (STATE, self._state, *rest[1:])
        self._kept.seek(0)
        yield from map(json.loads, self._kept)
        yield from ((PART, name, None, None, None, sha256, None) for name, sha256 in sorted(parts.items()))


class SheetRows:
    """The rows of one sheet on their way into digests."""

    def __init__(self, title: str, columns: int, into: Digests) -> None:
        self._title = title
        self._columns = columns
        self._into = into
        self._block: list[Sequence[str]] = []
        self._digests = bytearray()
        self._done = 0
        self._whole = hashlib.sha256()

    def add(self, texts: Sequence[str], line: bytes = b"") -> None:
        """The next row: what its cells say, and the same as bytes where they are at hand."""
        line = line or (FIELD_END.join(texts) + ROW_END).encode()
        self._whole.update(line)
        self._take(texts, hashlib.sha256(line).digest()[:SIZE])

    def leave_open(self) -> None:
        """The next row is there to be filled in."""
        self._take([""] * self._columns, UNCOVERED)

    def finish(self) -> None:
        """No more rows come."""
        self._flush()
        self._into.add(SHEET, self._title, None, self._done, self._columns, self._whole.hexdigest(), None)

    def _take(self, texts: Sequence[str], digest: bytes) -> None:
        self._digests += digest
        self._block.append(texts)
        if len(self._block) == BLOCK:
            self._flush()

    def _flush(self) -> None:
        if self._block:
            rows, first = len(self._block), self._done + 1
            by_column = b"".join(map(short_digest, zip(*self._block, strict=True)))
            self._into.add(ROWS, self._title, first, rows, self._columns, _text(self._digests), _text(by_column))
            self._done += rows
            self._block.clear()
            self._digests.clear()


def page() -> Page:
    """The sheet, as far as it is known before it is written."""
    widths = tuple(column.width for column in COLUMNS)
    return Page(TITLE, lambda _written: (), widths, landscape=True, head_rows=len(_NOTES) + 2)


def _text(digests: bytes | bytearray) -> str:
    return base64.b64encode(digests).decode("ascii")
