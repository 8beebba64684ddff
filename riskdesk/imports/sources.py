"""Opening a vendor list: whose bytes, which format, and the table in it."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from riskdesk.errors import FileUnreadable, ImportRefused, WrongUsage
from riskdesk.imports.decoding import marked_encoding
from riskdesk.imports.delimited import read_delimited
from riskdesk.imports.json_list import read_json
from riskdesk.imports.tables import MOST_BYTES, RawTable
from riskdesk.rules.register_schema import is_register
from riskdesk.rules.text import clean_line

FORMATS = ("csv", "xlsx", "json")
STANDARD_INPUT = "-"
_BY_SUFFIX = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
_ZIP_MAGIC = b"PK\x03\x04"
_OLD_OFFICE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
_HEAD = 4096


def read_list(
    source: Path | str | BinaryIO, *, format: str | None = None, name: str = "", sheet: str | None = None
) -> RawTable:
    """The table in a file, in a stream of bytes, or for "-" in standard input.

    `format` is one of FORMATS; without it the content decides, and for text the file's ending. `name` is what
    messages call the list, without it the file's own name. `sheet` names a sheet of a workbook. A stream that is
    handed in is read to its end and stays open; close the table to let go of the file.

    Raises:
        FileUnreadable: it is not there, may not be read, or is no file.
        ImportRefused: too large, or not a list of its format; see the format's own reader.
        WrongUsage: no such format, or a sheet asked of something else than a workbook.
    """
    if format is not None and format not in FORMATS:
        raise WrongUsage(f"'{clean_line(format)}' is no format.", remedy=f"Formats: {', '.join(FORMATS)}.")
    called = name or _called(source)
    stream = _copied(_standard_input(), called) if source == STANDARD_INPUT else _own(source, called)
    with _closed_on_failure(stream):
        return _read(stream, format, called, _suffix(source), sheet)


def _read(stream: BinaryIO, format: str | None, name: str, suffix: str, sheet: str | None) -> RawTable:
    head = stream.read(_HEAD)
    if not head:
        raise ImportRefused("The file is empty.", where=name, remedy="Check that the export has finished.")
    _refuse_foreign(head, format, name)
    found = format or sniffed(head, suffix)
    if found == "xlsx":
        from riskdesk.imports.workbook import read_workbook  # openpyxl is slow to load and seldom needed

        return read_workbook(stream, name, sheet=sheet)
    if sheet is not None:
        raise WrongUsage("Only a workbook has sheets.", where=name, remedy="Leave the sheet out.")
    return read_json(stream, name) if found == "json" else read_delimited(stream, name)


def sniffed(head: bytes, suffix: str = "") -> str:
    """The format that the first bytes and the file's ending (with its dot, lower case) point to."""
    if head.startswith(_ZIP_MAGIC):
        return "xlsx"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    text = head.decode(marked_encoding(head), "ignore").lstrip()
    return "json" if text[:1] in ("[", "{") else "csv"


def _refuse_foreign(head: bytes, format: str | None, name: str) -> None:
    zipped = head.startswith(_ZIP_MAGIC)
    if is_register(head):
        what, remedy = "This is a whole register, no vendor list.", "riskdesk --store NEW/register.db import FILE.json"
    elif head.startswith(_OLD_OFFICE_MAGIC):
        what, remedy = "This is an old .xls file or a workbook with a password.", "Save it as .xlsx without a password."
    elif zipped and format in ("csv", "json"):
        what, remedy = f"This is a packed file, not {format}.", "Leave the format out, or name xlsx."
    elif not zipped and format == "xlsx":
        what, remedy = "This is no .xlsx workbook.", "Leave the format out to have it found."
    else:
        return
    raise ImportRefused(what, where=name, remedy=remedy)


def _called(source: Path | str | BinaryIO) -> str:
    if source == STANDARD_INPUT:
        return "standard input"
    return clean_line(Path(source).name) if isinstance(source, str | Path) else "the list"


def _suffix(source: Path | str | BinaryIO) -> str:
    return Path(source).suffix.casefold() if isinstance(source, str | Path) else ""


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer


def _own(source: Path | str | BinaryIO, name: str) -> BinaryIO:
    """A seekable stream that nobody else holds."""
    if not isinstance(source, str | Path):
        return _copied(source, name)
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - the table closes it
    except (OSError, ValueError) as error:
        raise _unreadable(error, name) from error
    with _closed_on_failure(stream):
        if stream.seekable():
            _refuse_large(stream.seek(0, 2), name)
            stream.seek(0)
            return stream
        copy = _copied(stream, name)
    stream.close()
    return copy


def _copied(stream: BinaryIO, name: str) -> BinaryIO:
    """What is left in the stream, held in memory or in a file that has no name and only its owner can read."""
    spool = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the table closes it
    with _closed_on_failure(spool):
        try:
            while chunk := stream.read(_CHUNK):
                spool.write(chunk)
                _refuse_large(spool.tell(), name)
        except OSError as error:
            raise _unreadable(error, name) from error
        spool.seek(0)
    return spool


def _refuse_large(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise ImportRefused(
            f"The file is larger than {MOST_BYTES // 1024**2} MB.", where=name, remedy="Split the list."
        )


def _unreadable(error: Exception, name: str) -> FileUnreadable:
    said = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
    return FileUnreadable(f"The list cannot be read: {said}.", where=name, remedy="Check the path and its permissions.")


@contextmanager
def _closed_on_failure(stream: IO[bytes]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        stream.close()
        raise
