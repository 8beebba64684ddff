"""The register as a workbook for auditors and insurers: written whole or not at all, and recorded as handed over."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from riskdesk.data.withheld import total
from riskdesk.desk import handing_over
from riskdesk.desk.opening import Desk
from riskdesk.errors import FileUnwritable
from riskdesk.exports.book import Page
from riskdesk.exports.composing import composed
from riskdesk.exports.saving import replacing
from riskdesk.exports.writing import write_book

SUFFIX = ".xlsx"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Written:
    """A workbook that was written: where, how many sheets and records it holds, and the SHA-256 of the file.

    `withheld` counts the items that its profile leaves out.
    """

    path: Path
    sheets: int
    rows: int
    sha256: str
    withheld: int = 0


def write(
    desk: Desk,
    path: Path,
    *,
    vendors: Sequence[str] = (),
    to_whom: str = "",
    as_of: str = "",
    replace: bool = False,
    profile: str = "internal",
    progress: Callable[[str, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
    heed: Callable[[Mapping[str, int]], object] | None = None,
) -> Written:
    """Write the register, or those vendors' part, as it is now or stood at the end of the day `as_of` (in UTC).

    The same register, day and words give the same bytes. The hand-off is recorded before the file takes its place.
    `progress` hears a sheet's title and the rows that are done; `heed`, before anything is written, how many points of
    each kind an auditor would object to.

    Raises:
        FileUnwritable: the name does not end in .xlsx, a file is there and `replace` is not set, or the disk refuses.
        UnknownProfile, BadDate, UnknownRecord: see `handing_over.opened`.
        Cancelled: `cancelled` said so; nothing is left behind.
        WorkbookTooLarge: a sheet is too large for Excel.
    """
    target = path.expanduser()
    _check(desk, target, replace=replace)
    heard = progress or (lambda _title, _rows: None)
    stopped = cancelled or (lambda: False)
    hand_over = handing_over.opened(desk, vendors=vendors, to_whom=to_whom, as_of=as_of, profile=profile)
    with hand_over as handed, replacing(target) as out:
        with composed(handed, target.parent, heard, stopped, heed or (lambda _objections: None)) as book:
            written = write_book(book, out, progress=heard, cancelled=stopped)
        digest, size = _digest(out)
        _check(desk, target, replace=replace)
        handing_over.record(desk, handed, digest, size, target.name)
    pages = sum(isinstance(part, Page) for part in book.parts)
    return Written(target, pages + len(written), sum(one.rows for one in written), digest, total(handed.withheld))


def _digest(out: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of everything that was written; the file is left at its end."""
    out.flush()
    out.seek(0)
    found, size = hashlib.sha256(), 0
    while chunk := out.read(_CHUNK):
        found.update(chunk)
        size += len(chunk)
    return found.hexdigest(), size


def _check(desk: Desk, target: Path, *, replace: bool) -> None:
    where = str(target)
    if target.suffix.casefold() != SUFFIX:
        raise FileUnwritable(
            f"the name does not end in {SUFFIX}", where=where, remedy=f"Give a name such as register{SUFFIX}."
        )
    if target.exists() and target.resolve() == desk.store.path.resolve():
        raise FileUnwritable("that is the register itself", where=where, remedy="Choose another name.")
    if target.exists() and not replace:
        raise FileUnwritable(
            "a file is already there", where=where, remedy="Choose another name, or allow replacing it."
        )
