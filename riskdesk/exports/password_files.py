"""The password of a hand-over, read from a file: it never stands on a command line, in the log or in a message."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from riskdesk.errors import BadValue, FileUnreadable, MissingValue

SHORT = 12
"""Characters below which a password is called short."""

LONGEST = 255
"""UTF-16 units that Excel takes."""

_MOST_BYTES = 4096
_WHERE = "--password-file"


@dataclass(frozen=True)
class Password:
    """A password, never shown, and what its owner should know about it."""

    text: str = field(repr=False)
    notes: tuple[str, ...] = ()


def read_password(file: Path) -> Password:
    """The one line of the file, without the line end after it.

    Raises FileUnreadable, MissingValue for an empty one, BadValue for one that cannot be typed or that Excel refuses.
    """
    try:
        with file.expanduser().open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            content = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FileUnreadable(
            "the password's file cannot be read", where=_WHERE, remedy="Check the path and its rights."
        ) from error
    return Password(_checked(content), tuple(_notes(mode, content)))


def _checked(content: bytes) -> str:
    try:
        text = _line(content)
    except UnicodeDecodeError:
        raise BadValue("the password is not UTF-8 text", where=_WHERE, remedy="Save the file as UTF-8.") from None
    if not text:
        raise MissingValue("the password is empty", where=_WHERE, remedy="Write the password into the file's one line.")
    if not text.isprintable():
        what = "the password holds a line end or another sign that cannot be typed"
        raise BadValue(what, where=_WHERE, remedy="Write the password alone, in one line.")
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        raise BadValue("the password is too long", where=_WHERE, remedy=f"Excel takes {LONGEST} characters.")
    return text


def _line(content: bytes) -> str:
    text = content.decode("utf-8-sig")
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text


def _notes(mode: int, content: bytes) -> list[str]:
    notes = []
    if os.name != "nt" and stat.S_ISREG(mode) and mode & 0o077:
        notes.append("others can read the password's file: chmod 600 keeps it yours")
    if len(_line(content)) < SHORT:
        notes.append(f"the password is short: {SHORT} characters or more are hard to guess")
    return notes
