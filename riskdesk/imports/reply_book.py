"""A filled-in questionnaire as a workbook: opened behind the guards of every import, its sheets read cell by cell."""

import datetime as dt
import io
import re
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from riskdesk.errors import FileUnreadable, ReplyRefused, RiskdeskError
from riskdesk.imports.workbook_size import SheetShape, measured
from riskdesk.rules.text import clean_line

MOST_BYTES = 20 * 1024 * 1024
"""Of the file; a questionnaire that we send has 20 KiB."""
MOST_UNPACKED = 16 * 1024 * 1024
"""Of all parts together; a questionnaire with every cell filled to its end has less."""
MOST_MERGED = 1_000
MOST_ROWS = 5_000
_ZIP_MAGIC, _OLE_MAGIC = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_BESIDE = {
    "comments": "comments on cells",
    "threadedcomments": "comments on cells",
    "drawings": "drawings or text boxes",
    "media": "pictures",
    "embeddings": "embedded files",
}
_CARRIAGE_RETURN = re.compile("_x000D_", re.IGNORECASE)
_SAVE_AGAIN = "Ask for the file as it was sent, filled in and saved as .xlsx."


@dataclass(frozen=True)
class Cell:
    """A cell that holds something: row and column from 1, its place, its text; `wrong` says why it cannot be read."""

    row: int
    column: int
    place: str
    text: str
    wrong: str = ""


class ReplyBook:
    """The workbook, open until it is closed; `name` is what messages call it, `beside` what it holds besides cells."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._shapes, self.beside = _guarded(content, name)
        try:
            with warnings.catch_warnings(action="ignore"):
                self._book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises whatever a malformed part makes it stumble over
            raise ReplyRefused("this is no workbook that can be read", where=name, remedy=_SAVE_AGAIN) from error

    def close(self) -> None:
        """Let the workbook go."""
        self._book.close()

    @property
    def titles(self) -> list[str]:
        """The sheets' names in their order."""
        return [sheet.title for sheet in self._book.worksheets]

    def shape(self, title: str) -> SheetShape:
        """Hidden rows and merged cells of a sheet."""
        return self._shapes.get(self._book[title]._worksheet_path, SheetShape())

    def cells(self, title: str) -> Iterator[list[Cell]]:
        """Row by row the cells that hold something. Raises ReplyRefused for rows that cannot be read, or too many."""
        sheet = self._book[title]
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(), start=1)
        count = 0
        while True:
            try:
                with warnings.catch_warnings(action="ignore"):
                    number, row = next(rows, (0, ()))
            except Exception as error:  # as above
                told = "a row of the sheet cannot be read"
                raise ReplyRefused(told, where=f"{self.name}, {clean_line(title)}", remedy=_SAVE_AGAIN) from error
            if not number:
                return
            found = [cell for each in row if each.value is not None and (cell := _cell(title, each)).text]
            count += bool(found)
            if count > MOST_ROWS:
                told = f"more than {MOST_ROWS} rows are filled in"
                raise ReplyRefused(told, where=f"{self.name}, {clean_line(title)}", remedy=_SAVE_AGAIN)
            if found:
                yield found


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises FileUnreadable for anything that is no file, ReplyRefused for one that is too large."""
    where = clean_line(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileUnreadable("this is no file", where=where, remedy="name a file")
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        told = f"the file cannot be read ({type(error).__name__})"
        raise FileUnreadable(told, where=where, remedy="check the path") from None
    if len(content) > MOST_BYTES:
        told = f"the file is larger than {MOST_BYTES // 1024**2} MB, and no filled-in questionnaire"
        raise ReplyRefused(told, where=where, remedy=_SAVE_AGAIN)
    return content


def _guarded(content: bytes, name: str) -> tuple[dict[str, SheetShape], list[str]]:
    """The shapes of the sheets and what else the package holds, before any reader that builds trees sees it."""
    if content.startswith(_OLE_MAGIC):
        remedy = "Ask for it without a password, as .xlsx."
        raise ReplyRefused("this is a workbook with a password, or an old .xls file", where=name, remedy=remedy)
    if not content.startswith(_ZIP_MAGIC):
        raise ReplyRefused("this is no .xlsx workbook", where=name, remedy=_SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            # No more of a part is ever unpacked than it declares.
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                told = f"unpacked, the workbook is larger than {MOST_UNPACKED // 1024**2} MB"
                raise ReplyRefused(told, where=name, remedy=_SAVE_AGAIN)
            names = [part.filename.casefold() for part in parts]
            if any(part.endswith("vbaproject.bin") for part in names):
                raise ReplyRefused("the workbook holds macros", where=name, remedy="Ask for it as .xlsx.")
            shapes = measured(archive, name)
            if any(len(shape.merged) > MOST_MERGED for shape in shapes.values()):
                told = f"more than {MOST_MERGED} ranges of cells are merged"
                raise ReplyRefused(told, where=name, remedy=_SAVE_AGAIN)
            return shapes, _beside(archive)
    except RiskdeskError as error:
        raise ReplyRefused(error.what.rstrip("."), where=error.where, remedy=_SAVE_AGAIN) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ReplyRefused("the workbook is damaged", where=name, remedy=_SAVE_AGAIN) from error


def _beside(archive: zipfile.ZipFile) -> list[str]:
    """What the package holds that is no cell and would be read by nobody, in words."""
    found: set[str] = set()
    for part in archive.namelist():
        name = part.casefold()
        words = next((words for begin, words in _BESIDE.items() if f"/{begin}" in name), "")
        # Some programs give every sheet a drawing that is empty: nothing is anchored in it.
        empty = "/drawings/" in name and name.endswith(".xml") and b"Anchor" not in archive.read(part)
        if words and not empty and not name.endswith(".rels"):
            found.add(words)
    return sorted(found)


def _cell(title: str, cell: Any) -> Cell:
    place = f"{clean_line(title)}!{cell.coordinate}"
    if cell.data_type == "f":
        return Cell(cell.row, cell.column, place, str(cell.value), "a formula is no answer")
    wrong = "an error value is no answer" if cell.data_type == "e" else ""
    return Cell(cell.row, cell.column, place, _text(cell.value).strip(), wrong)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    return _CARRIAGE_RETURN.sub("", str(value))
