"""How large and how well-formed a workbook really is, before a reader that builds trees is let loose on it."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from riskdesk.errors import ImportRefused
from riskdesk.imports.tables import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, too_many_rows

MOST_PARTS = 10_000
MOST_ELEMENTS = 500_000
"""Elements of a part between two rows or shared strings: each costs a reader about 100 bytes or more."""
MOST_STRINGS = 1_000_000
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much of a workbook is taken: bytes of all parts unpacked, rows of a sheet below its first, shared strings."""

    bytes: int
    rows: int
    strings: int


_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


@dataclass
class SheetShape:
    """What the reader does not tell: row numbers (from 1) of hidden rows, cells of formulas that hold no result."""

    hidden: list[int] = field(default_factory=list)
    no_result: set[tuple[int, str]] = field(default_factory=set)
    """Row number and column letters, as far as the cells name their place."""
    merged: list[str] = field(default_factory=list)
    """Ranges of merged cells as they are written, such as "A1:G1"."""


def measured(archive: zipfile.ZipFile, name: str) -> dict[str, SheetShape]:
    """The shape of each part that is XML, by its path in the archive.

    Raises:
        ImportRefused: declared or real size, rows, columns, strings or elements above the limits; a document type;
            rows out of order; a part that is encrypted or not XML.
    """
    limits = Limits(MOST_BYTES, MOST_ROWS, MOST_STRINGS)
    parts = checked_parts(archive, name, limits)
    budget = Budget(limits, name)
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    return {part.filename: shape_of(archive, part, name, budget) for part in xml}


def checked_parts(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The archive's parts. Raises ImportRefused for too many, too large by what they declare, or oddly packed ones."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.bytes:
        raise _too_big(name, limits)
    if any(part.flag_bits & 1 for part in parts):
        raise ImportRefused("The workbook is encrypted.", where=name, remedy="Save it without a password.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise ImportRefused("The workbook is packed in an unusual way.", where=name, remedy="Save it again as .xlsx.")
    return parts


class Budget:
    """Bytes that may still be unpacked: what the archive declares about itself need not be true."""

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits = limits
        self._left = limits.bytes
        self._name = name

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked. Raises ImportRefused where they are too many."""
        self._left -= size
        if self._left < 0:
            raise _too_big(self._name, self.limits)


def _too_big(name: str, limits: Limits) -> ImportRefused:
    return ImportRefused(
        f"Unpacked, the workbook is larger than {limits.bytes // 1024**2} MB.",
        where=name,
        remedy="Save the sheet with the vendors as a file of its own, or as CSV.",
    )


def shape_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, budget: Budget) -> SheetShape:
    """The shape of one part that is XML; raises as `measured` does."""
    where = f"{name}, part {ascii(part.filename)[1:-1]}"
    tally = _Tally(where, budget.limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tally.start
    parser.StartDoctypeDeclHandler = tally.refuse_document_type
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            budget.spend(len(chunk))
            _feed(parser, chunk, where)
    _feed(parser, b"", where)
    tally.end_cell()
    return tally.shape


def _feed(parser: expat.XMLParserType, chunk: bytes, where: str) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError as error:
        raise ImportRefused(
            "The workbook is damaged.", where=where, remedy="Open it in Excel or LibreOffice and save it again."
        ) from error


class _Tally:
    """Counts the elements of one part as they open, whatever prefix the writer gave them."""

    def __init__(self, where: str, limits: Limits) -> None:
        self.shape: Final = SheetShape()
        self._where = where
        self._limits = limits
        self._row = self._strings = self._elements = self._cells = 0
        self._place = ""
        self._formula = self._result = False
        self._deeds: Final[dict[str, Callable[[dict[str, str]], None]]] = {
            "row": self._open_row,
            "c": self._open_cell,
            "f": self._open_formula,
            "v": self._open_result,
            "si": self._open_string,
            "mergeCell": lambda attributes: self.shape.merged.append(attributes.get("ref", "")),
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count one element."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise self._refusal("The workbook is too intricate.")
        deed = self._deeds.get(tag.rpartition(":")[2])
        if deed:
            deed(attributes)

    def refuse_document_type(self, *_: object) -> None:
        """A workbook never has one; entities and outside files come in with it."""
        raise self._refusal("The workbook declares a document type, which no spreadsheet program writes.")

    def end_cell(self) -> None:
        """Judge the cell that has just ended."""
        if self._formula and not self._result and self._place:
            self.shape.no_result.add((self._row, self._place.rstrip("0123456789")))
        self._formula = self._result = False

    def _open_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        said = attributes.get("r")
        number = int(said) if said and _ROW_NUMBER.fullmatch(said) else self._row + 1
        if number <= self._row or (said and str(number) != said):
            raise self._refusal(f"The sheet's rows are out of order after row {self._row}.")
        if number > self._limits.rows + 1:
            raise too_many_rows(self._where)
        self._row, self._elements, self._cells = number, 0, 0
        if attributes.get("hidden") in ("1", "true"):
            self.shape.hidden.append(number)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._place = attributes.get("r", "")
        self._cells += 1
        if self._cells > MOST_COLUMNS and self._row:
            raise self._refusal(f"Row {self._row} has more than {MOST_COLUMNS} columns.")

    def _open_formula(self, _: dict[str, str]) -> None:
        self._formula = True

    def _open_result(self, _: dict[str, str]) -> None:
        self._result = True

    def _open_string(self, _: dict[str, str]) -> None:
        self._strings += 1
        self._elements = 0
        if self._strings > self._limits.strings:
            raise self._refusal("The workbook holds too many texts.")

    def _refusal(self, what: str) -> ImportRefused:
        return ImportRefused(
            what, where=self._where, remedy="Save the sheet with the vendors as a file of its own, or as CSV."
        )
