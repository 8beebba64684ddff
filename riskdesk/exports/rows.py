"""The hot path of an export: records in, the XML of a sheet's rows out, one row at a time."""

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from openpyxl.utils import get_column_letter

from riskdesk.exports.book import Column
from riskdesk.exports.cells import WHOLE_LIMIT, CellWriter, Place
from riskdesk.exports.row_digests import FIELD_END, ROW_END, SheetRows
from riskdesk.exports.styles import LOOKS, Looks
from riskdesk.exports.values import FORMULA_SIGNS, Value, clean_text, said, serial, xml_text

#: Rows between two looks at progress and cancelling.
STRIDE = 500

#: Characters of XML gathered before they go to the zip.
CHUNK = 1 << 18

_UNWRAPPED = 1 << 30
_LETTERS_A_WIDTH = 1.2
_POINTS_A_LINE = 11.8
_HIGHEST_ROW = 409.0
_SURELY_HOLDABLE = 16_000
_TEXT_END = "</t></is></c>"
_VALUE_END = "</v></c>"
_KEY = re.compile(r"\{(\w+)\}")

# Everything that needs a second look: markup, control characters, what XML cannot hold, and the "_" of `_x0041_`.
_needs_care = re.compile("[&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]").search


@dataclass(frozen=True, slots=True)
class Lane:
    """A column made ready for writing: the constant pieces around its cells' row numbers and values.

    `plain` is False where every value needs the slow way, as its look depends on what it says. `room` is how many
    letters stand in a line of a cell that wraps, and more than any text has in one that does not. `formula` holds the
    pieces of the column's formula between its row numbers, or nothing.
    """

    letters: str
    heading: str
    look: str
    plain: bool
    room: int
    opening: str
    text: str
    number: str
    day: str
    moment: str
    blank: str
    formula: tuple[str, ...] = ()


def lanes(columns: Sequence[Column], looks: Looks) -> tuple[Lane, ...]:
    """The columns made ready, from A on."""
    letters = {column.key: get_column_letter(index) for index, column in enumerate(columns, 1)}
    return tuple(
        _lane(get_column_letter(index), column, looks, _pieces(column.formula, letters))
        for index, column in enumerate(columns, 1)
    )


def _pieces(formula: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    """The formula around its row numbers. Raises KeyError where it names a column that is not there."""
    if not formula:
        return ()
    marked = _KEY.sub(lambda found: f"{letters[found[1]]}{FIELD_END}", formula)
    return tuple(xml_text(piece) for piece in marked.split(FIELD_END))


def _lane(letters: str, column: Column, looks: Looks, formula: tuple[str, ...]) -> Lane:
    style = looks.text(column.look)
    return Lane(
        letters=letters,
        heading=column.heading,
        look=column.look,
        plain=column.look != "tier",
        room=max(1, int(column.width * _LETTERS_A_WIDTH)) if LOOKS[column.look].wrap else _UNWRAPPED,
        opening=f'<c r="{letters}',
        text=f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">',
        number=f'" s="{looks.number(column.look)}"><v>',
        day=f'" s="{looks.day(column.look)}"><v>',
        moment=f'" s="{looks.moment(column.look)}"><v>',
        blank=f'" s="{style}"/>',
        formula=formula,
    )


@dataclass(slots=True)
class RowDigest:
    """SHA-256 over what rows say: each cell's `values.said`, U+001F between cells, U+001E after a row, as UTF-8.

    `also` is told of each row too.
    """

    rows: int = 0
    also: SheetRows | None = None
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, texts: Sequence[str]) -> None:
        """Count one row that says these texts."""
        self.rows += 1
        line = (FIELD_END.join(texts) + ROW_END).encode()
        self._hash.update(line)
        if self.also:
            self.also.add(texts, line)

    def hexdigest(self) -> str:
        """The digest so far, 64 small hexadecimal digits."""
        return self._hash.hexdigest()


def digest_rows(rows: Iterable[Sequence[object]]) -> RowDigest:
    """The digest of rows that were read back, such as openpyxl's `values_only` rows (texts through `read_text`)."""
    digest = RowDigest()
    for row in rows:
        digest.add([said(value) for value in row])
    return digest


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes the records of one sheet."""

    title: str
    lanes: tuple[Lane, ...]
    cells: CellWriter
    also: SheetRows | None = None

    def write(
        self,
        rows: Iterable[Sequence[Value]],
        first: int,
        sink: Callable[[bytes], object],
        tick: Callable[[int], object],
    ) -> RowDigest:
        """Send the rows' XML to `sink` in chunks, the first as row number `first`; `tick` hears how many are done.

        Raises:
            ValueError: a row has more or fewer values than there are columns.
        """
        digest = RowDigest(also=self.also)
        chunk: list[str] = []
        size = 0
        for xml, texts in self._encoded(rows, first):
            digest.add(texts)
            chunk.append(xml)
            size += len(xml)
            if size > CHUNK:
                sink("".join(chunk).encode())
                chunk.clear()
                size = 0
            if not digest.rows % STRIDE:
                tick(digest.rows)
        sink("".join(chunk).encode())
        tick(digest.rows)
        return digest

    def blank_row(self, number: int) -> bytes:
        """An empty row in the columns' looks: a table needs one, even when there is nothing to tell."""
        cells = "".join(f"{lane.opening}{number}{lane.blank}" for lane in self.lanes)
        return f'<row r="{number}">{cells}</row>'.encode()

    def _encoded(self, rows: Iterable[Sequence[Value]], first: int) -> Iterator[tuple[str, list[str]]]:
        """Each row as XML, and what its cells say.

        The commonest values are written right here: a call for each of them would double the time of an export.
        """
        for number, row in enumerate(rows, first):
            at = str(number)
            xml = [""]
            texts: list[str] = []
            lines = 1
            for lane, value in zip(self.lanes, row, strict=True):
                if lane.formula:
                    cell, text = self._computed(lane, at, value)
                    xml.append(cell)
                    texts.append(text)
                elif value is None or value == "":
                    xml.append(f"{lane.opening}{at}{lane.blank}")
                    texts.append("")
                elif type(value) is str and lane.plain and _is_easy(value):
                    xml.append(f"{lane.opening}{at}{lane.text}{value}{_TEXT_END}")
                    texts.append(value)
                    if len(value) > lane.room:
                        lines = max(lines, -(-len(value) // lane.room))
                elif type(value) is int and -WHOLE_LIMIT < value < WHOLE_LIMIT:
                    text = str(value)
                    xml.append(f"{lane.opening}{at}{lane.number}{text}{_VALUE_END}")
                    texts.append(text)
                else:
                    cell, text = self._cell(lane, number, value)
                    xml.append(cell)
                    texts.append(text)
                    if lane.room < _UNWRAPPED:
                        lines = max(lines, _line_count(text, lane.room))
            xml[0] = _row_opening(at, lines)
            xml.append("</row>")
            yield "".join(xml), texts

    def _computed(self, lane: Lane, at: str, value: Value) -> tuple[str, str]:
        """A cell of a column of formulas, with what it comes to in this row."""
        formula = at.join(lane.formula)
        if type(value) is int and -WHOLE_LIMIT < value < WHOLE_LIMIT:
            text = str(value)
            return f"{lane.opening}{at}{lane.number[:-3]}<f>{formula}</f><v>{text}{_VALUE_END}", text
        plain = value if isinstance(value, (str, float)) else None
        place = Place(self.title, lane.letters, int(at), lane.heading)
        return self.cells.computed(place, lane.look, formula, plain)

    def _cell(self, lane: Lane, number: int, value: Value) -> tuple[str, str]:
        """A less common value: told apart by its exact class, and anything unusual is left to the cell writer."""
        if type(value) is str and lane.plain and len(value) < _SURELY_HOLDABLE and value[0] not in FORMULA_SIGNS:
            text = clean_text(value)
            return f"{lane.opening}{number}{lane.text}{xml_text(text)}{_TEXT_END}", text
        if type(value) is float and math.isfinite(value):
            return f"{lane.opening}{number}{lane.number}{value!r}{_VALUE_END}", said(value)
        if isinstance(value, date):
            days, text = _dated(value)
            if days:
                opening = lane.moment if isinstance(value, datetime) else lane.day
                return f"{lane.opening}{number}{opening}{days}{_VALUE_END}", text
        return self.cells.cell(Place(self.title, lane.letters, number, lane.heading), lane.look, value)


@lru_cache(maxsize=1024)
def _dated(value: date) -> tuple[str, str]:
    """A date as a cell stores it, "" where only text can, and as it is said; rows that follow often share theirs."""
    days = serial(value)
    return "" if days is None else repr(days), said(value)


def _row_opening(at: str, lines: int) -> str:
    """Not every program fits a row to its wrapped text when it opens a file, so a higher row says its height."""
    if lines == 1:
        return f'<row r="{at}">'
    return f'<row r="{at}" ht="{min(lines * _POINTS_A_LINE + 4, _HIGHEST_ROW):.1f}">'


def _line_count(text: str, room: int) -> int:
    return sum(-(-len(line) // room) or 1 for line in text.split("\n"))


def _is_easy(text: str) -> bool:
    return text[0] not in FORMULA_SIGNS and len(text) < _SURELY_HOLDABLE and _needs_care(text) is None
