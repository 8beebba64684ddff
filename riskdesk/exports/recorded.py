"""The row digests that a workbook carries, read back: what its sheets said when it was written."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from riskdesk.errors import ImportRefused
from riskdesk.exports.row_digests import BLOCK, PART, ROWS, SHEET, SIZE, STATE, TITLE

_LONGEST = 1_048_576


@dataclass
class SheetRecord:
    """A sheet as it was written: its columns, a digest a row, digests of columns a block of rows, and its SHA-256."""

    columns: int
    rows: list[bytes] = field(default_factory=list)
    by_column: list[list[bytes]] = field(default_factory=list)
    sha256: str = ""


@dataclass
class Recorded:
    """What a workbook tells of itself: the state that it shows in words, its sheets, its parts with their SHA-256."""

    state: str = ""
    sheets: dict[str, SheetRecord] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


def recorded(rows: Iterable[Sequence[Any]], name: str) -> Recorded:
    """The digests from the rows of their sheet. Raises ImportRefused where they are not as the program writes them."""
    found = Recorded()
    try:
        for row in rows:
            _take(found, [*row, *(None,) * 7][:7])
    except (ValueError, TypeError, binascii.Error) as error:
        raise _unreadable(name) from error
    if not found.sheets or not found.parts:
        raise _unreadable(name)
    return found


def _take(found: Recorded, line: list[Any]) -> None:
    kind, name, first, rows, columns, digests, by_column = line
    if kind == STATE:
        found.state = str(name)
    elif kind == PART:
        found.parts[str(name)] = str(digests)
    elif kind == SHEET:
        found.sheets.setdefault(str(name), SheetRecord(int(columns))).sha256 = str(digests)
    elif kind == ROWS:
        sheet = found.sheets.setdefault(str(name), SheetRecord(int(columns)))
        pieces = _pieces(digests)
        if len(pieces) != rows or first != len(sheet.rows) + 1 or not 0 < rows <= BLOCK or len(sheet.rows) > _LONGEST:
            raise ValueError("a block of rows is missing")
        sheet.rows += pieces
        sheet.by_column.append(_pieces(by_column))


def _pieces(text: Any) -> list[bytes]:
    held = base64.b64decode(str(text), validate=True)
    return [held[at : at + SIZE] for at in range(0, len(held), SIZE)]


def _unreadable(name: str) -> ImportRefused:
    return ImportRefused(
        f"the sheet {TITLE} cannot be read, which tells what the workbook was", where=name, remedy="Have it sent again."
    )
