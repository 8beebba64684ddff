"""The register as a workbook for auditors and insurers: written whole or not at all, and recorded as handed over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskdesk.data.withheld import total
from riskdesk.desk.opening import Desk
from riskdesk.exports.book import Page
from riskdesk.exports.leaving import Asked, leaving
from riskdesk.exports.locking import lock, workplace
from riskdesk.exports.writing import write_book
from riskdesk.rules.sampling import SampleAsked

SUFFIX = ".xlsx"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Written:
    """A workbook that was written: where, how many sheets and records it holds, and the SHA-256 of the file.

    `withheld` counts the items that its profile leaves out; `workbook_sha256` is that of the plain workbook in a locked
    file.
    """

    path: Path
    sheets: int
    rows: int
    sha256: str
    withheld: int = 0
    workbook_sha256: str = ""


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
    password: str = "",
    sample: SampleAsked | None = None,
) -> Written:
    """Write the register, or those vendors' part, as it is now or stood at the end of the day `as_of` (in UTC).

    The same register, day and words give the same bytes. The hand-off is recorded before the file takes its place.
    `progress` hears a sheet's title and the rows that are done; `heed`, before anything is written, how many points of
    each kind an auditor would object to. With a `password` the workbook is locked with it, and the file's bytes differ
    each time. A `sample` is drawn from what is shown, for an auditor's tests.

    Raises:
        FileUnwritable: the name does not end in .xlsx, a file is there and `replace` is not set, or the disk refuses.
        UnknownProfile, BadDate, UnknownRecord: see `handing_over.opened`.
        Cancelled: `cancelled` said so; nothing is left behind.
        WorkbookTooLarge: a sheet is too large for Excel.
    """
    asked = Asked(
        vendors=vendors,
        to_whom=to_whom,
        as_of=as_of,
        profile=profile,
        replace=replace,
        sample=sample,
        progress=progress or (lambda _title, _rows: None),
        cancelled=cancelled or (lambda: False),
        heed=heed or (lambda _objections: None),
    )
    with leaving(desk, path, SUFFIX, asked) as going, workplace(going.out, going.path.parent, password) as plain:
        written = write_book(going.book, plain, progress=asked.progress, cancelled=asked.cancelled)
        going.workbook_sha256 = lock(plain, going.out, password)
    pages = sum(isinstance(part, Page) for part in going.book.parts)
    return Written(
        path=going.path,
        sheets=pages + len(written) + bool(going.book.state),
        rows=sum(one.rows for one in written),
        sha256=going.sha256,
        withheld=total(going.handed.withheld),
        workbook_sha256=going.workbook_sha256,
    )
