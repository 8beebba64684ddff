"""A book becomes a file: tables first, straight into the zip, then the pages that count them, then the rest."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from riskdesk.errors import Cancelled
from riskdesk.exports import places, row_digests
from riskdesk.exports.banner import Banner
from riskdesk.exports.book import FIRST_RECORD, Book, Column, Page, Sheet, Written
from riskdesk.exports.cells import CellWriter, Place, Surroundings
from riskdesk.exports.dropdowns import Dropdowns
from riskdesk.exports.overlong import Overlong
from riskdesk.exports.package import Package, Part
from riskdesk.exports.pages import PageWriter
from riskdesk.exports.places import cell_of, continued, place_of, quoted_title
from riskdesk.exports.row_digests import Digests, SheetRows
from riskdesk.exports.rows import RowWriter, lanes
from riskdesk.exports.saving import replacing
from riskdesk.exports.skeleton import Skeleton
from riskdesk.exports.values import Link, Value

#: Told the sheet's title and how many of its records are done.
Progress = Callable[[str, int], object]


def save_book(
    book: Book,
    target: Path,
    *,
    progress: Progress = lambda _title, _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Written, ...]:
    """Write the book to `target`, whole or not at all; gives what was written, in the order of the book's tables.

    Continuation sheets, "Long text" (texts that no cell can hold) and "Choices" (words of drop-downs) come last, where
    there is need of them.

    Raises:
        FileUnwritable: see `saving.replacing`.
        Cancelled: `cancelled` said so; nothing is left behind.
        WorkbookTooLarge: a sheet is too large for Excel.
    """
    with replacing(target) as out:
        return write_book(book, out, progress=progress, cancelled=cancelled)


def write_book(
    book: Book,
    out: IO[bytes],
    *,
    progress: Progress = lambda _title, _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Written, ...]:
    """Write the book to a file open for writing and seeking, as `save_book` does. Same book, same bytes."""
    with closing(Overlong()) as overlong, closing(Digests(book.state)) as digests, Package(out) as package:
        return _Writing(book, package, overlong, digests, progress, cancelled).run()


class _Writing:
    """One book on its way into one package."""

    def __init__(
        self,
        book: Book,
        package: Package,
        overlong: Overlong,
        digests: Digests,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._book = book
        self._package = package
        self._overlong = overlong
        self._digests = digests
        self._progress = progress
        self._cancelled = cancelled
        self._skeleton = Skeleton(book)
        self._dropdowns = Dropdowns()
        self._parts = {part.title: part for part in book.parts}
        self._names = dict(book.names)
        around = Surroundings(self._skeleton.looks, self._locate, overlong.keep, self._dropdowns.offer, self._name)
        self._cells = CellWriter(around)
        self._numbers: dict[str, int] = {}

    def run(self) -> tuple[Written, ...]:
        # Programs that guess a file's kind look at the first names in the zip.
        for name, content in self._skeleton.opening():
            self._package.put(name, content)
        made = [(part, self._add(part)) for part in self._book.parts]
        written = [one for part, sheet in made if isinstance(part, Sheet) for one in self._table(part, sheet)]
        # Pages are written last, as they count the tables; the words of their drop-downs are a table.
        pages = [part for part in self._book.parts if isinstance(part, Page)]
        self._dropdowns.keep(options for page in pages for options in page.offers)
        locked = any(page.protected for page in pages)
        for extra in (self._overlong.sheet(), self._dropdowns.sheet(protected=locked)):
            if extra:
                written += self._table(extra, self._add(extra))
        last = self._add(row_digests.page()) if self._book.state else None
        for part, sheet in made:
            if isinstance(part, Page):
                self._page(part, sheet, tuple(written))
        frame = self._skeleton.frame(last) if last else None
        looks = lanes(row_digests.COLUMNS, self._skeleton.looks)
        for look in row_digests.LOOKS:
            self._skeleton.looks.text(look)
            self._skeleton.looks.quoted(look)
        for name, content in self._skeleton.closing(self._names):
            self._package.put(name, content)
        if last and frame:
            self._row_digests(RowWriter(last.title, looks, self._cells), self._entry(last), *frame)
        return tuple(written)

    def _row_digests(self, writer: RowWriter, entry: AbstractContextManager[Part], head: bytes, tail: bytes) -> None:
        """The last part of the file, as it holds digests of all others."""
        lines = self._digests.lines(dict(self._package.written))
        with entry as part:
            part.write(head)
            writer.write(lines, 1, part.write, partial(self._tick, writer.title))
            part.write(tail)

    def _add(self, part: Sheet | Page, title: str = "") -> Worksheet:
        if isinstance(part, Page):
            made = self._skeleton.add_page(part)
        else:
            made = self._skeleton.add_table_sheet(title or part.title, part)
        self._numbers[made.title] = len(self._numbers) + 1
        return made

    def _entry(self, made: Worksheet) -> AbstractContextManager[Part]:
        return self._package.part(f"xl/worksheets/sheet{self._numbers[made.title]}.xml", where=made.title)

    def _table(self, sheet: Sheet, made: Worksheet) -> Iterator[Written]:
        """Write all records of a sheet, and as many continuation sheets as they need."""
        rows = iter(sheet.rows())
        yield self._records(sheet, made, rows)
        for number in count(1):
            ahead = list(islice(rows, 1))
            if not ahead:
                return
            yield self._records(sheet, self._add(sheet, continued(sheet.title, number)), chain(ahead, rows))

    def _records(self, sheet: Sheet, made: Worksheet, rows: Iterator[Sequence[Value]]) -> Written:
        """Write as many records as a sheet holds."""
        also = self._digests.of(made.title, len(sheet.columns))
        writer = RowWriter(made.title, lanes(sheet.columns, self._skeleton.looks), self._cells, also)
        ahead = list(islice(rows, 1))
        banner = self._banner(sheet, made, also, empty=not ahead)
        with self._entry(made) as part:
            head, _ = self._skeleton.frame(made)
            part.write(head + banner)
            some = chain(ahead, islice(rows, places.CAPACITY - 1))
            digest = writer.write(some, FIRST_RECORD, part.write, partial(self._tick, made.title))
            if not ahead:
                part.write(writer.blank_row(FIRST_RECORD))
            last = FIRST_RECORD + max(digest.rows, 1) - 1
            self._skeleton.finish_table(made, sheet, last, self._rules(sheet.columns, last))
            _, tail = self._skeleton.frame(made)
            part.write(tail)
        self._digests.finish(also)
        return Written(made.title, digest.rows, digest.hexdigest())

    def _banner(self, sheet: Sheet, made: Worksheet, also: SheetRows | None, *, empty: bool) -> bytes:
        """The rows above the records: title, marking and title of the book, note, headings."""
        banner = Banner(made.title, sheet, self._cells, also=also)
        marking = " · ".join(text for text in (self._book.marking, self._book.title) if text)
        xml = banner.rows(f"{made.title} (no entries)" if empty else made.title, marking)
        self._skeleton.merge(made, banner.merged)
        return xml.encode()

    def _rules(self, columns: Sequence[Column], last: int) -> Iterator[DataValidation]:
        for index, column in enumerate(columns, 1):
            if column.options:
                letters = get_column_letter(index)
                yield self._dropdowns.rule(column.options, f"{letters}{FIRST_RECORD}:{letters}{last}")
        yield from self._dropdowns.rules()

    def _page(self, page: Page, made: Worksheet, written: tuple[Written, ...]) -> None:
        self._tick(page.title, 0)
        also = self._digests.of(made.title, len(page.widths))
        writer = PageWriter(page, self._cells, also=also)
        rows = "".join(writer.rows(page.blocks(written))).encode()
        self._digests.finish(also)
        self._skeleton.merge(made, writer.merged)
        for chart in writer.charts():
            made.add_chart(chart)
        for rule in self._dropdowns.rules():
            made.add_data_validation(rule)
        head, tail = self._skeleton.frame(made)
        with self._entry(made) as part:
            part.write(head + rows + tail)

    def _tick(self, title: str, rows: int) -> None:
        if self._cancelled():
            raise Cancelled("stopped", where=title, remedy="Nothing was written.")
        self._progress(title, rows)

    def _locate(self, link: Link) -> str | None:
        part = self._parts.get(link.sheet)
        if link.row is None or not isinstance(part, Sheet):
            return cell_of(link.sheet, 1) if link.sheet in self._numbers else None
        return cell_of(*place_of(part.title, link.row))

    def _name(self, place: Place, name: str) -> None:
        self._names[name] = f"{quoted_title(place.sheet)}!${place.letters}${place.row}"
