"""What a workbook cell can hold, and how text from people is made safe to put there.

A workbook is XML in a zip: some characters cannot stand in it at all, some texts would be read as formulas, and
some lengths are refused by Excel. Every text passes through `clean_text`; nothing is cut in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

#: Longest text Excel keeps in a cell, in UTF-16 code units.
CELL_UNITS = 32_767

#: Stands for a character that no workbook can hold.
REPLACEMENT = "\ufffd"

#: A text that begins with one of these is marked as text, so that editing the cell never makes it a formula.
FORMULA_SIGNS = "=+-@\t\r\n"

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENCODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DECODABLE = re.compile("_x([0-9A-Fa-f]{4})_")
_FIRST_SAFE_DAY = date(1900, 3, 1).toordinal()
_DAY_ZERO = date(1899, 12, 30).toordinal()


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere when clicked.

    Attributes:
        text: what the cell says.
        sheet: title of a sheet of the same workbook, or empty. A sheet that is not in the workbook (a profile may
            leave it out) makes the cell plain text.
        row: index of a data row of that sheet, from 0, counted as its `rows` give them; None for the sheet's top.
        url: an http, https or mailto address, when `sheet` is empty; other addresses are shown and not linked.
    """

    text: str
    sheet: str = ""
    row: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of our own, with what it gave when the workbook was written.

    `text` has English function names and commas, and never holds text from people. `cached` is what readers that do
    not calculate will show.
    """

    text: str
    cached: "Plain"


@dataclass(frozen=True, slots=True)
class Pick:
    """A cell to fill in by choosing one of `options` (a drop-down); `value` is what it says now."""

    value: str | None
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A value in a cell that formulas call by `name`: unique in its workbook, and never like a cell's own (A1)."""

    value: "Plain"
    name: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in a look of its own (a name in `styles.LOOKS`) instead of its column's."""

    value: "Plain | Link | Formula | Pick | Named"
    look: str


Plain = str | int | float | Decimal | date | datetime | None
Value = Plain | Link | Formula | Pick | Named | Styled


def clean_text(text: str) -> str:
    r"""`text` with line ends as ``\n`` and U+FFFD in place of every character that a workbook cannot hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNHOLDABLE.sub(REPLACEMENT, text)


def xml_text(text: str) -> str:
    """Clean `text` as the content of an XML element; what looks like an `_x0041_` escape is kept as written."""
    if "_x" in text:
        text = _ENCODED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_text(stored: str) -> str:
    """The text that a cell shows, from how a reader that knows no `_x005F_` escapes (openpyxl) gives it."""
    if "_x" not in stored:
        return stored
    return _DECODABLE.sub(lambda found: chr(int(found[1], 16)), stored)


def units(text: str) -> int:
    """Length of `text` in UTF-16 code units, which is how Excel counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut `text` into pieces of at most `limit` UTF-16 code units (2 or more); joined they are `text` again."""
    start = 0
    while start < len(text):
        end = min(start + limit, len(text))
        while units(text[start:end]) > limit:
            end -= max(1, (units(text[start:end]) - limit) // 2)
        yield text[start:end]
        start = end


def serial(moment: date) -> int | float | None:
    """Days since 1899-12-30 as Excel counts, to the millisecond; None before 1900-03-01, where its calendar is wrong.

    A moment with a zone is turned to UTC first.
    """
    if not isinstance(moment, datetime):
        return moment.toordinal() - _DAY_ZERO if moment.toordinal() >= _FIRST_SAFE_DAY else None
    moment = naive_utc(moment)
    if moment.toordinal() < _FIRST_SAFE_DAY:
        return None
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    thousandths = seconds * 1000 + moment.microsecond // 1000
    return moment.toordinal() - _DAY_ZERO + thousandths / 86_400_000


def naive_utc(moment: datetime) -> datetime:
    """`moment` in UTC without its zone; a moment that has no zone is taken as UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def said(value: object) -> str:
    """What a cell with that value says, as text: the form over which a sheet's digest is taken.

    Nothing and an empty text say "", a whole number has no decimals, any other number the 15 digits that spreadsheet
    programs keep, a moment is ISO in UTC with milliseconds, and at
    midnight the day alone, true is "TRUE". The value may come from a workbook read with openpyxl (`data_only`).
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case int():
            return repr(value)
        case float():
            return repr(float(f"{value:.15g}"))
        case Decimal():
            return said(float(value))
        case datetime():
            return _said_moment(naive_utc(value))
        case date():
            return value.isoformat()
        case Link(text=text):
            return clean_text(text)
        case Formula(cached=inner) | Pick(value=inner) | Named(value=inner) | Styled(value=inner):
            return said(inner)
        case str():
            return clean_text(value)
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def _said_moment(moment: datetime) -> str:
    text = moment.isoformat(timespec="milliseconds")
    return text.removesuffix("T00:00:00.000")
