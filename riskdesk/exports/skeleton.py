"""A workbook without its rows, made with openpyxl: sheets, tables, rules, print set-up, properties, styles."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

from openpyxl.formatting.rule import Rule
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import ARC_APP, ARC_CORE, ARC_THEME
from openpyxl.xml.functions import tostring

from riskdesk.exports.book import FIRST_RECORD, HEADER_ROW, Book, Page, Sheet
from riskdesk.exports.styles import FONT, NAVY, TIERS, Looks
from riskdesk.exports.values import clean_text, naive_utc

_A4 = 9
_FOOTER_ROOM = 120

#: Characters of width that can still be read on one printed page, and on each of several side by side, on which the
#: frozen columns are printed again.
_ONE_PAGE, _EACH_PAGE = 275, 240

#: The engine of Excel 2019 and later: a file of an older one is calculated anew when opened, and asks to be saved.
_CALCULATION_ENGINE = 191029

_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>riskdesk</Application></Properties>"
)
_DIMENSION = re.compile(rb"<dimension [^>]*?/>")
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Skeleton:
    """The openpyxl workbook behind a book. Its sheets are numbered from 1 in the order in which they are added."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.looks = Looks(self.workbook)
        self._tables: set[str] = set()
        self.workbook.properties = _properties(book)
        self.workbook.calculation = CalcProperties(calcId=_CALCULATION_ENGINE, fullCalcOnLoad=False)

    def add_table_sheet(self, title: str, sheet: Sheet) -> Worksheet:
        """A sheet for the records of `sheet`, without the table itself: its end is known after the last row."""
        made = self._sheet(title, [column.width for column in sheet.columns], landscape=sheet.landscape)
        made.freeze_panes = f"{get_column_letter(min(sheet.frozen_columns, len(sheet.columns)) + 1)}{FIRST_RECORD}"
        made.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        pages = _pages_across(sheet)
        if pages > 1:
            made.page_setup.fitToWidth = pages
            made.print_title_cols = f"A:{get_column_letter(min(sheet.frozen_columns, len(sheet.columns)))}"
        if sheet.protected:
            _protect(made)
        return made

    def add_page(self, page: Page) -> Worksheet:
        """A sheet for a free-form page."""
        made = self._sheet(page.title, page.widths, landscape=page.landscape)
        made.sheet_properties.tabColor = NAVY
        made.page_setup.fitToHeight = 1 if page.one_page else 0
        if page.head_rows:
            made.freeze_panes = f"A{page.head_rows + 1}"
            made.print_title_rows = f"{page.head_rows}:{page.head_rows}"
        if page.protected:
            _protect(made)
        return made

    def finish_table(self, made: Worksheet, sheet: Sheet, last: int, rules: Iterable[DataValidation]) -> None:
        """Put the Excel table, the tier colours and the drop-downs over the rows up to number `last`."""
        made.add_table(self._table(sheet, last))
        for index, column in enumerate(sheet.columns, 1):
            if column.look == "tier":
                letters = get_column_letter(index)
                _colour_tiers(made, f"{letters}{FIRST_RECORD}:{letters}{last}")
        for rule in rules:
            made.add_data_validation(rule)

    def merge(self, made: Worksheet, ranges: Iterable[str]) -> None:
        """Merge cells; the rows' XML holds their content."""
        for cells in ranges:
            made.merged_cells.add(cells)

    def frame(self, made: Worksheet) -> tuple[bytes, bytes]:
        """The sheet's XML up to its rows and after them, as it stands now.

        The declared dimension is left out: it would be wrong, and readers that trust it would stop early.
        """
        out = BytesIO()
        WorksheetWriter(made, out).write()
        head, tail = _NO_ROWS.split(_DIMENSION.sub(b"", out.getvalue(), count=1))
        return _DECLARATION + head + b"<sheetData>", b"</sheetData>" + tail

    def opening(self) -> Iterator[tuple[str, bytes]]:
        """The parts that do not depend on the sheets, name and content: they come first in the file."""
        yield ARC_APP, _DECLARATION + _APPLICATION.encode()
        yield ARC_CORE, tostring(self.workbook.properties.to_tree())
        yield ARC_THEME, theme_xml.encode()

    def closing(self, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Every other part but the sheets themselves, `names` for cells among them; no sheet can be added after."""
        self.looks.close()
        for name, cells in names.items():
            self.workbook.defined_names[name] = DefinedName(name, attr_text=cells)
        made = BytesIO()
        with ZipFile(made, "w") as archive:
            ExcelWriter(self.workbook, archive).write_data()
            for name in archive.namelist():
                if name not in (ARC_APP, ARC_CORE, ARC_THEME) and not name.startswith("xl/worksheets/sheet"):
                    yield name, archive.read(name)

    def _sheet(self, title: str, widths: Sequence[float], *, landscape: bool) -> Worksheet:
        made: Worksheet = self.workbook.create_sheet(title)
        for index, width in enumerate(widths, 1):
            made.column_dimensions[get_column_letter(index)].width = width
        made.sheet_view.showGridLines = False
        self._set_up_print(made, landscape=landscape)
        return made

    def _set_up_print(self, made: Worksheet, *, landscape: bool) -> None:
        made.page_setup.orientation = "landscape" if landscape else "portrait"
        made.page_setup.paperSize = _A4
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        made.page_margins = PageMargins(left=0.5, right=0.5, top=0.55, bottom=0.7, header=0.3, footer=0.35)
        made.HeaderFooter.oddFooter = HeaderFooterItem(
            left=_footer(_literal(self._book.marking)),
            center=_footer(_literal(made.title)),
            right=_footer("Page &P of &N"),
        )

    def _table(self, sheet: Sheet, last: int) -> Table:
        name = sheet.table_name
        number = 1
        while name in self._tables:
            number += 1
            name = f"{sheet.table_name}_{number}"
        self._tables.add(name)
        cells = f"A{HEADER_ROW}:{get_column_letter(len(sheet.columns))}{last}"
        # Named by hand: openpyxl would look the headings up, and make every cell of the range while it looks.
        columns = [TableColumn(id=index, name=column.heading) for index, column in enumerate(sheet.columns, 1)]
        return Table(
            displayName=name,
            name=name,
            ref=cells,
            autoFilter=AutoFilter(ref=cells),
            tableColumns=columns,
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
        )


def _pages_across(sheet: Sheet) -> int:
    widths = [column.width for column in sheet.columns]
    again = sum(widths[: sheet.frozen_columns])
    if sum(widths) <= _ONE_PAGE:
        return 1
    return max(2, math.ceil((sum(widths) - again) / max(_EACH_PAGE - again, _EACH_PAGE / 2)))


def _properties(book: Book) -> DocumentProperties:
    moment = naive_utc(book.moment).replace(microsecond=0)
    return DocumentProperties(
        title=clean_text(book.title),
        subject=clean_text(book.subject),
        creator=clean_text(book.creator),
        lastModifiedBy=clean_text(book.creator),
        keywords=clean_text(book.keywords),
        created=moment,
        modified=moment,
    )


def _literal(text: str) -> str:
    """`text` for a footer, where & begins a code and length is short; the full line stands above the table."""
    shown = " ".join(clean_text(text).split())
    if len(shown) > _FOOTER_ROOM:
        shown = shown[: _FOOTER_ROOM - 1] + "…"
    return shown.replace("&", "&&")


def _footer(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, font=f"{FONT},Regular", size=8)


def _protect(made: Worksheet) -> None:
    made.protection.sheet = True
    made.protection.formatColumns = False
    made.protection.formatRows = False
    made.protection.autoFilter = False
    made.protection.sort = False


def _colour_tiers(made: Worksheet, cells: str) -> None:
    for word, (fill, ink) in TIERS.items():
        look = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill(bgColor=fill))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=look)
        made.conditional_formatting.add(cells, rule)
