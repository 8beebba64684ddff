"""A report of an unexpected fault: where in the code it happened, and nothing that the register holds."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from riskdesk import __version__

EXIT_CODE = 4
"""What a command that ended by an unexpected fault exits with."""


def fault_folder() -> Path:
    """Where reports are kept: `faults` in the user's state folder. Nothing is made."""
    return platformdirs.user_state_path("riskdesk", appauthor=False) / "faults"


def write_fault_report(error: BaseException, folder: Path | None = None) -> Path:
    """Write a report about `error` into a new file that its owner alone may read; gives its path.

    The report names error classes, files of code, lines and functions. Messages, values and source lines are left
    out, for they may hold text of the register. Raises OSError where nothing can be written.
    """
    target = folder or fault_folder()
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = target / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(error))
    return path


def _lines(error: BaseException) -> Iterator[str]:
    yield f"riskdesk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    yield f"at {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    yield "Messages and values are left out: they may hold text of the register."
    for number, part in enumerate(_chain(error)):
        yield ""
        yield f"{'caused by' if number else 'error'} {type(part).__module__}.{type(part).__qualname__}"
        for frame in traceback.extract_tb(part.__traceback__):
            yield f"  {_short(frame.filename)}, line {frame.lineno}, in {frame.name}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    part: BaseException | None = error
    while part is not None and id(part) not in seen:
        seen.add(id(part))
        yield part
        part = part.__cause__ or (None if part.__suppress_context__ else part.__context__)


def _short(name: str) -> str:
    """A file of code without the folders above its package: they may name a person."""
    package = str(Path(__file__).parent.parent)
    roots = sorted({package, *(root for root in sys.path if root)}, key=len, reverse=True)
    for root in roots:
        if Path(name).is_relative_to(root):
            return Path(name).relative_to(root).as_posix()
    return Path(name).name
