"""What a workbook is made of: tables of records, free-form pages, and the facts printed on all of them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from riskdesk.errors import BadValue
from riskdesk.exports.values import Value

#: Rows of a sheet, header and banner included.
SHEET_ROWS = 1_048_576
TITLE_LENGTH = 31

#: Above a table stand its title, the book's marking and title, and its note.
HEADER_ROW = 4
FIRST_RECORD = HEADER_ROW + 1

_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,240}")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: its stable name, for the data dictionary.
        heading: its heading, one line, unique in its table whatever the case.
        width: in characters, 3 to 100.
        look: how its cells look, a name in `styles.LOOKS`.
        help: what it means, one sentence, for the data dictionary.
        options: the words that its cells can be set to (a drop-down); empty for free entry.
        formula: how a cell follows from its own row, other columns by their keys in braces, as in "{weight}*{points}";
            the rows then give what it comes to. Empty where cells hold values. Never holds text from people.
    """

    key: str
    heading: str
    width: float = 16
    look: str = "text"
    help: str = ""
    options: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of records on a sheet of its own; past Excel's row limit it goes on in "Title (2)" and so on.

    Attributes:
        title: the sheet's name, unique, at most 31 characters (see `sheet_title`).
        table_name: the Excel table's name, unique, at least 4 letters, digits and underscores.
        columns: one or more.
        rows: gives the rows, each a value a column; called once while writing, and never held in memory.
        note: what the table holds and how to read it, printed above it.
        frozen_columns: how many columns stay in sight when scrolling.
        landscape: printed on landscape pages.
        protected: only cells of the look "input" can be changed (without a password; a guard against slips).
    """

    title: str
    table_name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]
    note: str = ""
    frozen_columns: int = 1
    landscape: bool = True
    protected: bool = False

    def __post_init__(self) -> None:
        if sheet_title(self.title) != self.title:
            raise BadValue("a workbook cannot name a sheet so", where=repr(self.title))
        if not _TABLE_NAME.fullmatch(self.table_name) or _CELL_LIKE.fullmatch(self.table_name):
            raise BadValue("a workbook cannot name a table so", where=repr(self.table_name))
        headings = [column.heading.casefold() for column in self.columns]
        if not headings or len(set(headings)) != len(headings) or not all(text.isprintable() for text in headings):
            raise BadValue("the headings of a table are one line each and all different", where=self.title)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows; level 1 is the page's title, level 2 a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph across the page."""

    text: str
    look: str = "prose"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels in the first column, each with its value across the others."""

    pairs: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table inside a page.

    Attributes:
        headings: one a column; empty for no heading line.
        rows: a value a column.
        looks: the look of each column.
        spans: how many of the page's columns each takes; empty for one each.
        name: by which charts of the page find it.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    looks: tuple[str, ...]
    spans: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that show the numbers of a grid on the same page.

    Attributes:
        title: what is counted.
        kind: "bars" of one series, side by side and each in a tint of its own, or stacked ones, a tint a series.
        grid: the grid's name; what the chart refers to takes one of the page's columns a cell, if it goes by row.
        label: index of the grid's column that names its rows.
        columns: indices of its columns of numbers, next to each other if the chart goes by row.
        lines: how many of the grid's rows are shown, from the first.
        tints: fills, in six hexadecimal digits.
        start: the first of the page's columns that it lies over, from 0, and how many of them.
        by_row: each row is a series and the headings name the bars; else each column is one.
    """

    title: str
    kind: Literal["bars", "stacked bars", "stacked columns"]
    grid: str
    label: int
    columns: tuple[int, ...]
    lines: int
    tints: tuple[str, ...]
    start: int
    span: int
    by_row: bool = False


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts side by side in one row, which no page break cuts, of that height in points."""

    charts: tuple[Chart, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line of that height in points."""

    height: float = 15.0


Block = Heading | Prose | Facts | Grid | Charts | Gap


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of one sheet of records.

    `rows` counts records (an empty table's blank line is none), `sha256` is the digest of `values.said` of every cell
    (see `rows.RowDigest`); continuation sheets are counted each for itself.
    """

    title: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """A free-form sheet: cover, scope, sign-off, board.

    Attributes:
        title: the sheet's name, as for `Sheet`.
        blocks: gives what stands on it, from top to bottom; called after every table is written, with their counts.
        widths: of its columns in characters; the first holds the labels.
        landscape: printed on landscape pages.
        one_page: printed on one page, made smaller as far as needed.
        head_rows: how many rows at the top stay in sight; the last of them is repeated on each printed page.
        protected: as of `Sheet`; rows then grow with what is filled in.
        offers: the options of its drop-downs, as far as they may not fit into a rule.
    """

    title: str
    blocks: Callable[[tuple[Written, ...]], Iterable[Block]]
    widths: tuple[float, ...] = (26, 18, 18, 18, 18)
    landscape: bool = False
    one_page: bool = False
    head_rows: int = 0
    protected: bool = False
    offers: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if sheet_title(self.title) != self.title:
            raise BadValue("a workbook cannot name a sheet so", where=repr(self.title))


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook.

    Attributes:
        title: of the document, in its properties and above every table.
        marking: the confidentiality line, above every table and below every printed page.
        creator: who made it.
        moment: UTC; stands in the properties and the zip, so that the same content gives the same bytes.
        parts: its sheets in order.
        subject: of the document.
        keywords: of the document.
        state: what the book shows the state of, in words; with it comes a sheet of row digests. Empty for neither.
        names: defined names, each with the cells it means, such as ("Appetite", "'Scope'!$B$4").
    """

    title: str
    marking: str
    creator: str
    moment: datetime
    parts: tuple[Sheet | Page, ...]
    subject: str = ""
    keywords: str = ""
    names: tuple[tuple[str, str], ...] = ()
    state: str = ""

    def __post_init__(self) -> None:
        titles = [part.title.casefold() for part in self.parts]
        tables = [part.table_name.casefold() for part in self.parts if isinstance(part, Sheet)]
        if not titles or len(set(titles)) != len(titles) or len(set(tables)) != len(tables):
            raise BadValue("a workbook has one or more sheets, and no two sheets or tables of one name")


def sheet_title(text: str, suffix: str = "") -> str:
    """`text` as the name of a sheet, with `suffix` kept whole: forbidden signs as spaces, 31 UTF-16 units at most."""
    clean = _FORBIDDEN_IN_TITLE.sub(" ", text)
    room = TITLE_LENGTH - len(suffix)
    while len(clean.encode("utf-16-le")) // 2 > room:
        clean = clean[:-1]
    clean = clean.strip(" '") or "Sheet"
    # Excel keeps this name for itself.
    return f"{clean}_{suffix}" if (clean + suffix).casefold() == "history" else clean + suffix


def dictionary(book: Book) -> Iterable[tuple[str, str, str, str]]:
    """The data dictionary: sheet, heading, key and meaning of every column of every table of the book."""
    return (
        (part.title, column.heading, column.key, column.help)
        for part in book.parts
        if isinstance(part, Sheet)
        for column in part.columns
    )
