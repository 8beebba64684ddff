"""The whole register as canonical JSON: the owner's own copy, to keep, to compute with, to take back elsewhere.

It holds everything, counsel's notes too. So it is no hand-over: it takes no profile and no hand-off is recorded.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from riskdesk.data import whole
from riskdesk.desk.opening import Desk
from riskdesk.errors import Cancelled
from riskdesk.exports.saving import replacing
from riskdesk.exports.target import check_target

SUFFIX = ".json"
_STRIDE = 1_000


@dataclass(frozen=True)
class WrittenRegister:
    """A register that was written as JSON: where, how many bytes, and the SHA-256 of the file."""

    path: Path
    bytes: int
    sha256: str


def write_register(
    desk: Desk,
    path: Path,
    *,
    replace: bool = False,
    progress: Callable[[str, int], object] = lambda _what, _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WrittenRegister:
    """Write the register as it is now, in the form of `rules/register_schema`; the same register gives the same bytes.

    It appears whole or not at all. Raises FileUnwritable, PackBroken, or Cancelled where `cancelled` said so.
    """
    target = path.expanduser()
    check_target(desk, target, (SUFFIX,), replace=replace)
    digest, size = hashlib.sha256(), 0
    with desk.store.read() as connection, replacing(target) as out:
        held: list[str] = []
        for number, (name, text) in enumerate(whole.texts(connection, desk.pack.id, desk.pack.sha256), 1):
            held.append(text)
            if number % _STRIDE == 0:
                if cancelled():
                    raise Cancelled("stopped", where=name, remedy="Nothing was written.")
                progress(name, number)
                size += _flushed(held, out.write, digest.update)
        size += _flushed(held, out.write, digest.update)
        check_target(desk, target, (SUFFIX,), replace=replace)
    return WrittenRegister(target, size, digest.hexdigest())


def _flushed(held: list[str], *sinks: Callable[[bytes], object]) -> int:
    """Give what is held to the sinks, hold nothing, and tell how many bytes it was."""
    content = "".join(held).encode()
    held.clear()
    for sink in sinks:
        sink(content)
    return len(content)
