"""A list as it stands in its file: headings and rows of text, before any column has a meaning."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from riskdesk.errors import ImportRefused
from riskdesk.rules.text import clean_line

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_BYTES = 256 * 1024 * 1024
LONGEST_RECORD = 1_000_000
"""Characters of one physical line of a text file or one object of a JSON file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What makes a cell, or with `column` None the whole row, unreadable.

    `column` counts from 0. A fault in a column that fills no field does no harm.
    """

    column: int | None
    value: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record: the physical line (from 1) where it starts, and as many cells as there are headings.

    In a workbook `line` is the row's number in the sheet. Cells are as written, not cleaned. A row with a fault of
    the whole row may hold any number of cells.
    """

    line: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """A list that was opened: its headings are read, its rows are read as they are asked for, once.

    `name` is what messages call the list, `format` is csv, xlsx or json, `notes` are sentences for the person who
    imports. Headings are cleaned; a blank heading is "". Rows that are empty in every cell are left out. Asking for
    rows raises ImportRefused when the file turns out to be broken further down. Close it, or use it in a `with`.
    """

    name: str
    format: str
    headings: tuple[str, ...]
    rows: Iterator[RawRow]
    heading_line: int = 1
    notes: tuple[str, ...] = ()
    close: Callable[[], None] = field(default=lambda: None, repr=False, compare=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def tidy_line(text: str) -> str:
    """The text as one printable line, composed (NFC), without spaces at its ends."""
    return clean_line(unicodedata.normalize("NFC", text)).strip()


def at_line(name: str, line: int) -> str:
    """The place of a line, as errors name it: "vendors.csv, line 7"."""
    return f"{name}, line {line}"


def checked_headings(cells: Sequence[str], name: str, line: int) -> tuple[str, ...]:
    """The headings, cleaned, without the blank ones at the end.

    Raises:
        ImportRefused: none, more than MOST_COLUMNS, or two that differ in capitals and spaces at most.
    """
    headings = [tidy_line(cell) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    where = at_line(name, line)
    if not headings:
        raise ImportRefused("The list has no headings.", where=where, remedy="Name each column in the first line.")
    if len(headings) > MOST_COLUMNS:
        raise ImportRefused(
            f"The list has {len(headings)} columns; at most {MOST_COLUMNS} are read.",
            where=where,
            remedy="Leave out the columns that the register does not need.",
        )
    _refuse_doubled(headings, where)
    return tuple(headings)


def _refuse_doubled(headings: Sequence[str], where: str) -> None:
    seen: dict[str, int] = {}
    for position, heading in enumerate(headings, start=1):
        folded = " ".join(heading.casefold().split())
        if folded and folded in seen:
            raise ImportRefused(
                f"Columns {seen[folded]} and {position} are both headed '{heading}'.",
                where=where,
                remedy="Rename or delete one of the two.",
            )
        seen[folded] = position


def fitted(line: int, cells: Sequence[str], width: int) -> RawRow:
    """The row with `width` cells; empty cells beyond the headings are dropped, any other mismatch is a fault."""
    extra = len(cells) - width
    if extra > 0 and not any(cell.strip() for cell in cells[width:]):
        cells, extra = cells[:width], 0
    if not extra:
        return RawRow(line, tuple(cells))
    fault = Fault(
        None,
        "",
        f"The row has {_counted(len(cells), 'cell')}, the headings name {_counted(width, 'column')}.",
        "Put quotes round a cell that holds the delimiter, or fill up the row with empty cells.",
    )
    return RawRow(line, tuple(cells), (fault,))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def bounded(rows: Iterator[RawRow], name: str) -> Iterator[RawRow]:
    """The rows that hold something, refusing the list at the row after MOST_ROWS."""
    count = 0
    for row in rows:
        if not row.faults and not any(cell.strip() for cell in row.cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise too_many_rows(at_line(name, row.line))
        yield row


def too_many_rows(where: str) -> ImportRefused:
    """The refusal of a list that is too long."""
    return ImportRefused(
        f"The list has more than {MOST_ROWS:,} rows.",
        where=where,
        remedy="Split it, or delete the empty rows below the last vendor.",
    )
