"""A workbook that came back, opened behind guards: hashes of its parts, and what its cells hold, a row at a time."""

import hashlib
import io
import re
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import openpyxl

from riskdesk.errors import FileUnreadable, ImportRefused
from riskdesk.imports.workbook_size import Budget, Limits, checked_parts, shape_of
from riskdesk.rules.text import clean_line

LIMITS = Limits(bytes=8 << 30, rows=1_048_576, strings=20_000_000)
"""Of a workbook that may hold ten thousand vendors; whoever opens it waits no longer than for unpacking that much."""

_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 14
"""Bytes of the longest cell with a formula."""
_BARE = re.compile(rb"<c(?: (?!t=)[^ >]+)*><f>[^<]*</f>(?:<v ?/>|<v></v>)?</c>")
_LINK = re.compile(r'=?HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)', re.DOTALL)
_SHEETS = "xl/worksheets/"
_EMPTY = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1"/><sheetData/></worksheet>'
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_SIGNS = {
    bytes.fromhex("d0cf11e0a1b11ae1"): (
        "this is a workbook with a password",
        "Take the password off, and verify that.",
    ),
}


class HandedWorkbook:
    """The file, open until it is closed; use it in a `with` block. Everything in it may be somebody's ill will.

    Raises FileUnreadable for what is no file, ImportRefused for what is no workbook or larger than any of ours.
    """

    def __init__(self, path: Path) -> None:
        self.name = clean_line(path.name)
        self._stream = _opened(path)
        try:
            self._archive = _archive(self._stream, self.name)
        except BaseException:
            self._stream.close()
            raise
        self._budget = Budget(LIMITS, self.name)
        self._checked: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for book in ("_book", "_formulas"):
            if book in self.__dict__:
                self.__dict__[book].close()
        self._archive.close()
        self._stream.close()

    @cached_property
    def sha256(self) -> str:
        """Of the whole file."""
        self._stream.seek(0)
        return _digest(self._stream)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts in the zip."""
        return tuple(self._archive.namelist())

    def part_sha256(self, name: str) -> str:
        """Of a part's content, "" where there is no such part."""
        if name not in self._archive.NameToInfo:
            return ""
        with self._guarded(), self._archive.open(name) as part:
            return _digest(part)

    @property
    def titles(self) -> Mapping[str, str]:
        """The sheets' names, each with the name of its part."""
        return self._titles

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        with closing(self._without_rows()) as book:
            return {sheet.title: sheet._worksheet_path.lstrip("/") for sheet in book.worksheets}

    def alone(self, title: str) -> list[Sequence[Any]]:
        """The rows of a sheet that is small beside the others, which are not looked at."""
        part = self.titles[title]
        self._check(part)
        with closing(self._without_rows(part)) as book, self._guarded(), warnings.catch_warnings(action="ignore"):
            return list(book[title].iter_rows(values_only=True))

    def _without_rows(self, kept: str = "") -> Any:
        """The workbook with every sheet but one emptied: the reader goes through all that do not tell their size."""
        self._check_frame()
        with self._guarded(), warnings.catch_warnings(action="ignore"):
            slim = io.BytesIO()
            with zipfile.ZipFile(slim, "w") as into:
                for name in self.parts:
                    if name.endswith((".xml", ".rels")):
                        emptied = name.startswith(_SHEETS) and name.endswith(".xml") and name != kept
                        into.writestr(name, _EMPTY if emptied else self._archive.read(name))
            return openpyxl.load_workbook(slim, read_only=True, data_only=True, keep_links=False)

    def rows(self, title: str) -> Iterator[Sequence[Any]]:
        """What the cells of a sheet hold, row by row from the first, formulas by what they come to.

        In a sheet with formulas beside which nothing stands, as some programs leave them, links say their text and
        every other formula is an Ellipsis.
        """
        part = self.titles[title]
        self._check(part)
        bare = self._bare(part)
        sheet = (self._formulas if bare else self._book)[title]
        sheet.reset_dimensions()
        with self._guarded(), warnings.catch_warnings(action="ignore"):
            if bare:
                yield from ([_unresolved(cell) for cell in row] for row in sheet.iter_rows())
            else:
                yield from sheet.iter_rows(values_only=True)

    @cached_property
    def _book(self) -> Any:
        self._check_frame()
        return self._loaded(values=True)

    @cached_property
    def _formulas(self) -> Any:
        return self._loaded(values=False)

    def _loaded(self, *, values: bool) -> Any:
        with self._guarded(), warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(self._stream, read_only=True, data_only=values, keep_links=False)

    def _check_frame(self) -> None:
        for name in self.parts:
            if name.endswith((".xml", ".rels")) and not name.startswith(_SHEETS):
                self._check(name)

    def _bare(self, name: str) -> bool:
        """Whether a formula stands in that part with nothing beside it."""
        before = b""
        with self._guarded(), self._archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                if _BARE.search(before + chunk):
                    return True
                before = chunk[-_LONGEST_CELL:]
        return False

    def _check(self, name: str) -> None:
        """Look at a part before the reader that builds trees does."""
        if name not in self._checked and name in self._archive.NameToInfo:
            with self._guarded():
                shape_of(self._archive, self._archive.getinfo(name), self.name, self._budget)
            self._checked.add(name)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (ImportRefused, GeneratorExit):
            raise
        except Exception as error:  # openpyxl raises whatever a malformed part makes it stumble over
            remedy = "Have it sent again."
            raise ImportRefused("the workbook is damaged", where=self.name, remedy=remedy) from error


def _unresolved(cell: Any) -> Any:
    if cell.data_type != "f":
        return cell.value
    link = _LINK.fullmatch(str(cell.value))
    return link[1].replace('""', '"') if link else ...


def _opened(path: Path) -> IO[bytes]:
    where = clean_line(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileUnreadable("this is no file", where=where, remedy="name a file")
        return path.open("rb")
    except (OSError, ValueError) as error:
        told = f"the file cannot be read ({type(error).__name__})"
        raise FileUnreadable(told, where=where, remedy="check the path") from None


def _archive(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    sign = stream.read(8)
    for known, (what, remedy) in _SIGNS.items():
        if sign == known:
            raise ImportRefused(what, where=name, remedy=remedy)
    try:
        archive = zipfile.ZipFile(stream)
        checked_parts(archive, name, LIMITS)
    except _BROKEN as error:
        raise ImportRefused("this is no .xlsx workbook", where=name, remedy="Name the workbook itself.") from error
    return archive


def _digest(stream: IO[bytes]) -> str:
    found = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
    return found.hexdigest()
