"""A file comes to be whole or not at all: written beside its place, then moved there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from riskdesk.errors import FileUnwritable

_REMEDIES = {
    errno.ENOSPC: "The disk is full: free some space or choose another folder.",
    errno.EDQUOT: "Your share of the disk is full: free some space or choose another folder.",
    errno.EFBIG: "The file system or a limit forbids a file of this size: choose another folder.",
    errno.EROFS: "That folder is read-only: choose another one.",
    errno.ENOENT: "That folder does not exist: make it or choose another one.",
    errno.ENOTDIR: "A part of that path is a file: choose another folder.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}
_REMEDY = "Close the file where it is open, check the permissions of its folder, or choose another folder."


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A new binary file, open for writing and seeking, that takes `target`'s place when the block ends well.

    The file has mode 0600 and lies in the target's folder until then; its bytes and its name are on disk when this
    returns. When the block fails or is interrupted the new file is removed, and what stood at `target` stays.

    Raises:
        FileUnwritable: the folder, the disk or the system does not let it be written; also any OSError of the block.
    """
    part: Path | None = None
    try:
        _refuse_special(target)
        handle, name = tempfile.mkstemp(prefix=".riskdesk-", suffix=".part", dir=target.parent)
        part = Path(name)
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
        part = None
        _sync_folder(target.parent)
    except OSError as failure:
        raise _unwritable(target, failure) from failure
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()


def _refuse_special(target: Path) -> None:
    """Moving a file onto a folder fails late, and onto a device would do away with the device."""
    if target.exists() and not target.is_file():
        raise FileUnwritable("there is something else than a file", where=str(target), remedy="Choose another name.")


def _sync_folder(folder: Path) -> None:
    """Put the new name on disk; Windows opens no folder, and a few file systems sync none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(target: Path, failure: OSError) -> FileUnwritable:
    why = os.strerror(failure.errno) if failure.errno else "the system refused"
    remedy = _REMEDIES.get(failure.errno or 0, _REMEDY)
    return FileUnwritable(f"not written: {why}", where=str(target), remedy=f"{remedy} What stood there is untouched.")
