"""A whole register back from its JSON: told from a vendor list by its first member, taken into an empty place."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from riskdesk.desk.taking_back import TakenBack, take_back
from riskdesk.errors import FileUnreadable
from riskdesk.imports.register_feed import RegisterFeed
from riskdesk.rules.register_schema import is_register
from riskdesk.rules.text import clean_line

_HEAD = 256


def file_is_register(path: Path) -> bool:
    """Whether the file is a whole register; one that cannot be read is none."""
    try:
        with path.open("rb") as stream:
            return path.is_file() and is_register(stream.read(_HEAD))
    except (OSError, ValueError):
        return False


def stream_is_register(stream: IO[bytes]) -> tuple[bool, BinaryIO]:
    """Whether a stream holds a whole register, and a stream that gives the same from the beginning."""
    head = stream.read(_HEAD)
    return is_register(head), cast(BinaryIO, io.BufferedReader(Resumed(head, stream)))


def import_register(
    store: Path,
    source: Path | IO[bytes],
    *,
    dry_run: bool = False,
    progress: Callable[[str, int], object] = lambda _what, _done: None,
    **clocks: Any,
) -> TakenBack:
    """Take the register in a file or a stream back into the empty or missing store at `store`; all of it or nothing.

    Raises FileUnreadable, ImportRefused naming the place, StoreExists where the store is not empty, or StoreUnusable's
    other kinds.
    """
    if not isinstance(source, Path):
        return _taken(store, source, "standard input", dry_run, progress, clocks)
    name = clean_line(source.name)
    try:
        stream = source.open("rb")
    except OSError as error:
        raise FileUnreadable("the file cannot be read", where=name, remedy="Check the path and its rights.") from error
    with stream:
        return _taken(store, stream, name, dry_run, progress, clocks)


def _taken(
    store: Path,
    stream: IO[bytes],
    name: str,
    dry_run: bool,
    progress: Callable[[str, int], object],
    clocks: dict[str, Any],
) -> TakenBack:
    feed = RegisterFeed(stream, name)
    try:
        return take_back(store, feed.pieces(), name=name, dry_run=dry_run, progress=progress, **clocks)
    finally:
        feed.release()


class Resumed(io.RawIOBase):
    """A stream whose first bytes were read already, given again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, room: Any) -> int:
        """Fill `room` with the bytes that come next; gives how many there were."""
        chunk = self._head[: len(room)] or self._rest.read(len(room)) or b""
        self._head = self._head[len(chunk) :] if self._head else b""
        room[: len(chunk)] = chunk
        return len(chunk)
