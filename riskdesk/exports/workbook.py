"""The register as a workbook for auditors and insurers: written whole or not at all, and recorded as handed over."""

from dataclasses import dataclass
from pathlib import Path

from riskdesk.data.withheld import total
from riskdesk.desk.opening import Desk
from riskdesk.exports.book import Page
from riskdesk.exports.leaving import NOTHING_MORE, Asked, leaving
from riskdesk.exports.locking import lock, workplace
from riskdesk.exports.writing import write_book

SUFFIX = ".xlsx"


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


def write(desk: Desk, path: Path, asked: Asked = NOTHING_MORE, *, password: str = "") -> Written:
    """Write what is asked of the register as a workbook, whole or not at all, and record it as a hand-off.

    The same register, day and words give the same bytes. With a `password` the workbook is locked with it, and the
    file's bytes differ each time. Raises what `leaving` does, and WorkbookTooLarge where a sheet is too large.
    """
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
