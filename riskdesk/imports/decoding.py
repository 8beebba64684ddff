"""From the bytes of a text file to its text: UTF-8, UTF-16 by its mark, or a named fallback."""

import codecs
import io
from typing import BinaryIO

from riskdesk.errors import ImportRefused
from riskdesk.imports.tables import at_line

FALLBACK = "cp1252"
_CHUNK = 1024 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def marked_encoding(head: bytes) -> str:
    """The encoding that a byte order mark at the start names; without a mark utf-8-sig."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8-sig")


def open_text(stream: BinaryIO, name: str, *, fallback: str | None = FALLBACK) -> tuple[io.TextIOWrapper, str]:
    """The text of a seekable stream with its line ends untouched, and a note when the fallback had to be used.

    Everything is decoded once beforehand, so that reading the text cannot fail half way.

    Raises:
        ImportRefused: the bytes are text neither in their encoding nor in the fallback.
    """
    stream.seek(0)
    encoding, note = marked_encoding(stream.read(4)), ""
    broken = _first_broken_line(stream, encoding)
    if broken and encoding == "utf-8-sig" and fallback and not _first_broken_line(stream, fallback):
        note = (
            f"Line {broken} is not UTF-8, so the file was read as {fallback} (Windows, Western Europe): "
            "check the accents, or save it as UTF-8."
        )
        encoding = fallback
    elif broken:
        shown = encoding.removesuffix("-sig").upper()
        raise ImportRefused(
            f"The text is not {shown}.", where=at_line(name, broken), remedy="Save the list as CSV UTF-8."
        )
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=encoding, newline=""), note


def _first_broken_line(stream: BinaryIO, encoding: str) -> int:
    """The line of the first bytes that the encoding cannot hold; 0 if there are none."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        chunk = stream.read(_CHUNK)
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            ahead = error.object[: error.start].decode(error.encoding, "replace")
            return line + ahead.count("\n")
        if not chunk:
            return 0
