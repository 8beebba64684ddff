"""Texts that no cell can hold: the cell says where they go on, and a sheet of their own holds them whole."""

import json
import tempfile
from collections.abc import Iterator
from typing import IO

from riskdesk.exports.book import Column, Sheet
from riskdesk.exports.cells import Place
from riskdesk.exports.values import CELL_UNITS, Value, pieces

LONG_TEXT = "Long text"

#: Leaves room in the cell for the words that say where the text goes on.
_FIRST_PIECE = 32_000
_KEPT_IN_MEMORY = 1 << 22

_COLUMNS = (
    Column("ref", "Reference", 12, "text", "Names the text; the cell it belongs to says this reference."),
    Column("place", "Belongs to", 26, "text", "Sheet and cell of the text."),
    Column("heading", "Column", 22, "text", "Heading of that cell's column."),
    Column("piece", "Piece", 8, "int", "Number of this piece; the pieces joined in order are the whole text."),
    Column("of", "Of", 8, "int", "How many pieces the text has."),
    Column("text", "Text", 100, "wrap", "The piece."),
)


class Overlong:
    """The overlong texts of one workbook, kept on disk until their sheet is written; close it to let them go."""

    def __init__(self) -> None:
        self._kept: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by close()
            _KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="\n"
        )
        self._count = 0

    def close(self) -> None:
        """Let the texts go."""
        self._kept.close()

    def keep(self, place: Place, text: str) -> str:
        """Take `text` for the sheet of long texts; gives its first piece and a word on where the rest is."""
        self._count += 1
        ref = f"LT-{self._count:04}"
        cut = list(pieces(text, CELL_UNITS))
        for number, piece in enumerate(cut, 1):
            line = [ref, f"{place.sheet}!{place.letters}{place.row}", place.heading, number, len(cut), piece]
            self._kept.write(json.dumps(line) + "\n")
        first = next(pieces(text, _FIRST_PIECE))
        return f"{first}… [cut here; the whole text is in sheet “{LONG_TEXT}”, {ref}, in {len(cut)} pieces]"

    def sheet(self) -> Sheet | None:
        """The sheet of long texts, or None when there are none."""
        if not self._count:
            return None
        note = "Texts longer than a cell can hold (32,767 characters), each whole, in pieces to join in order."
        return Sheet(LONG_TEXT, "LongTexts", _COLUMNS, self._rows, note=note)

    def _rows(self) -> Iterator[list[Value]]:
        self._kept.seek(0)
        return map(json.loads, self._kept)
