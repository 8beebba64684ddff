"""The workbook's tables as CSV, for whoever computes: one file a sheet, in one zip, as RFC 4180 has it.

UTF-8 without a mark, commas, CRLF; the first line holds the columns' stable keys, which the data dictionary explains.
Dates are 2026-11-23, moments UTC, numbers have a point. A text that a spreadsheet could take for a formula has an
apostrophe put before it, and so has one that begins with an apostrophe: taking one away gives the text back.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskdesk.data.withheld import total
from riskdesk.desk.opening import Desk
from riskdesk.errors import Cancelled
from riskdesk.exports.book import Sheet
from riskdesk.exports.leaving import Asked, Leaving, leaving
from riskdesk.exports.values import FORMULA_SIGNS, Formula, Link, Pick, Styled, Value, clean_text, said
from riskdesk.exports.words import items_withheld

SUFFIX = ".zip"
READ_ME, SUMS = "README.txt", "SHA256SUMS"
ENDING = ".csv"

APOSTROPHE = "'"
SIGNS = f"{FORMULA_SIGNS}＝＋－＠{APOSTROPHE}"
"""What a text begins with that gets an apostrophe before it; the wide signs are taken for formulas in East Asia."""

_STRIDE = 500
_OTHER_SIGNS = re.compile("[^a-z0-9]+")


@dataclass(frozen=True)
class WrittenTables:
    """Tables that were written: where, how many, with how many rows, and the SHA-256 of the zip.

    `withheld` counts the items that the profile leaves out.
    """

    path: Path
    tables: int
    rows: int
    sha256: str
    withheld: int


def write_tables(desk: Desk, path: Path, asked: Asked) -> WrittenTables:
    """Write every table that the profile's workbook has, whole or not at all, and record it as a hand-off.

    The same register, day and words give the same bytes. Raises what `leaving` does.
    """
    with leaving(desk, path, SUFFIX, asked) as going, zipfile.ZipFile(going.out, "w", zipfile.ZIP_DEFLATED) as archive:
        writing = _Writing(archive, asked)
        for sheet in (part for part in going.book.parts if isinstance(part, Sheet)):
            writing.table(sheet)
        writing.text(READ_ME, _read_me(going, writing.rows))
        writing.text(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(writing.sums.items())))
    rows = sum(writing.rows.values())
    return WrittenTables(going.path, len(writing.rows), rows, going.sha256, total(going.handed.withheld))


def safe(text: str) -> str:
    """The text as no spreadsheet takes it for a formula; see `plain` for the way back."""
    return APOSTROPHE + text if text.startswith(tuple(SIGNS)) else text


def plain(cell: str) -> str:
    """The text of a cell that holds text."""
    return cell.removeprefix(APOSTROPHE)


def cell(value: Value) -> str:
    """A value as it stands in a CSV cell; a formula gives what it came to."""
    match value:
        case str():
            return safe(clean_text(value))
        case Link(text=text):
            return safe(clean_text(text))
        case Formula(cached=inner) | Pick(value=inner) | Styled(value=inner):
            return cell(inner)
    return said(value)


def file_name(title: str) -> str:
    """What the file of a sheet is called."""
    return _OTHER_SIGNS.sub("-", title.casefold()).strip("-") + ENDING


class _Writing:
    """Tables on their way into one zip, with their hashes and how many rows each has."""

    def __init__(self, archive: zipfile.ZipFile, asked: Asked) -> None:
        self.sums: dict[str, str] = {}
        self.rows: dict[str, int] = {}
        self._archive, self._asked = archive, asked

    def table(self, sheet: Sheet) -> None:
        """Write one sheet's records, a stride at a time."""
        name = file_name(sheet.title)
        digest, number = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as target:
            held: list[Sequence[str]] = [[column.key for column in sheet.columns]]
            for number, row in enumerate(sheet.rows(), 1):
                held.append([cell(value) for value in row])
                if not number % _STRIDE:
                    self._tick(sheet.title, number)
                    target.write(_lines(held, digest))
            target.write(_lines(held, digest))
        self.sums[name], self.rows[name] = digest.hexdigest(), number

    def text(self, name: str, text: str) -> None:
        """Write a text."""
        content = text.encode()
        self._archive.writestr(_entry(name), content)
        self.sums[name] = hashlib.sha256(content).hexdigest()

    def _tick(self, title: str, rows: int) -> None:
        if self._asked.cancelled():
            raise Cancelled("stopped", where=title, remedy="Nothing was written.")
        self._asked.progress(title, rows)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _lines(held: list[Sequence[str]], digest: "hashlib._Hash") -> bytes:
    """The rows held as CSV, counted in the digest; nothing is held after that."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(held)
    held.clear()
    content = text.getvalue().encode()
    digest.update(content)
    return content


def _read_me(going: Leaving, rows: dict[str, int]) -> str:
    return "\n".join((going.book.title, going.book.marking, "", *_told(going), "", *_counted(rows))) + "\n"


def _told(going: Leaving) -> Iterable[str]:
    handed = going.handed
    yield f"Profile {handed.profile.name}, as of {handed.on}, log entry {handed.log_seq}, hash {handed.log_hash}"
    if withheld := total(handed.withheld):
        yield f"{items_withheld(withheld)}: the cover of a workbook for this profile says of what kind"
    yield "UTF-8, commas, CRLF; the first line holds the columns' keys, explained in data-dictionary.csv."
    yield f"A text that began with one of = + - @ {APOSTROPHE} or a tab or line end has an apostrophe before it:"
    yield "take one away. Made to compute with; to read, take the workbook."
    yield f"Check with: sha256sum -c {SUMS}"


def _counted(rows: dict[str, int]) -> Iterable[str]:
    return (f"{number:>9} rows  {name}" for name, number in rows.items())
