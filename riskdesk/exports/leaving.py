"""What every hand-over goes through in any form: opened, put together, written whole, recorded, then in place."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from riskdesk.desk import handing_over
from riskdesk.desk.handing_over import HandOver
from riskdesk.desk.opening import Desk
from riskdesk.exports.book import Book
from riskdesk.exports.composing import composed
from riskdesk.exports.saving import replacing
from riskdesk.exports.target import check_target
from riskdesk.rules.sampling import SampleAsked

_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a hand-over.

    Attributes:
        vendors: only these, named as anywhere; all where there is none.
        to_whom: kept in the list of hand-offs.
        as_of: the register as it stood at the end of that day in UTC; "" for now.
        profile: who reads it.
        replace: whether a file that is there may go.
        progress: hears a sheet's title and the rows that are done.
        cancelled: asked now and then; nothing is left behind where it says so.
        sample: the sample that an auditor tests; none is drawn without.
        heed: hears, before anything is written, how many points of each kind an auditor would object to.
    """

    vendors: Sequence[str] = ()
    to_whom: str = ""
    as_of: str = ""
    profile: str = "internal"
    replace: bool = False
    sample: SampleAsked | None = None
    progress: Callable[[str, int], object] = lambda _title, _rows: None
    cancelled: Callable[[], bool] = lambda: False
    heed: Callable[[Mapping[str, int]], object] = lambda _objections: None


NOTHING_MORE = Asked()
"""The whole register as it is now, for its owner."""


@dataclass
class Leaving:
    """A hand-over on its way: the register, the book made of it, and the file to write.

    Whoever writes a workbook into something else sets its hash in `workbook_sha256`. `sha256` and `bytes` are those of
    the whole file, once it is in place.
    """

    handed: HandOver
    book: Book
    path: Path
    out: IO[bytes]
    workbook_sha256: str = ""
    sha256: str = ""
    bytes: int = 0


@contextmanager
def leaving(desk: Desk, path: Path, suffix: str, asked: Asked) -> Iterator[Leaving]:
    """A hand-over to be written inside the block; it is recorded before the file takes its place.

    Raises:
        FileUnwritable: the name does not end in `suffix`, a file is there that may not go, or the disk refuses.
        UnknownProfile, BadDate, UnknownRecord: see `handing_over.opened`.
        Cancelled: `asked.cancelled` said so.
    """
    target = path.expanduser()
    check_target(desk, target, (suffix,), replace=asked.replace)
    hand_over = handing_over.opened(
        desk,
        vendors=asked.vendors,
        to_whom=asked.to_whom,
        as_of=asked.as_of,
        profile=asked.profile,
        sample=asked.sample,
    )
    with hand_over as handed, replacing(target) as out:
        with composed(handed, target.parent, asked.progress, asked.cancelled, asked.heed) as book:
            going = Leaving(handed, book, target, out)
            yield going
        going.sha256, going.bytes = digest_of(out)
        check_target(desk, target, (suffix,), replace=asked.replace)
        handing_over.record(desk, handed, going.sha256, going.bytes, target.name, workbook_sha256=going.workbook_sha256)


def digest_of(stream: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of everything that was written to a stream; it is left at its end."""
    stream.flush()
    stream.seek(0)
    found, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
        size += len(chunk)
    return found.hexdigest(), size
