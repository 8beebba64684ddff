"""Print: wide tables over as many pages as can be read, headings on each of them, and no text cut by its neighbour."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from reading_back import Shown

from riskdesk.desk.demonstration import sample_desk
from riskdesk.exports.book import FIRST_RECORD, HEADER_ROW, Book, Column, Sheet
from riskdesk.exports.leaving import Asked
from riskdesk.exports.skeleton import Skeleton
from riskdesk.exports.workbook import write

pytestmark = pytest.mark.once

START, TODAY = date(2026, 10, 18), date(2026, 11, 23)

#: Letters of the workbook's font that surely fit into a unit of a column's width.
LETTERS = 1.2


def table(widths: tuple[float, ...], frozen: int) -> Sheet:
    columns = tuple(Column(f"k{index}", f"H{index}", width) for index, width in enumerate(widths))
    return Sheet("Many", "Many", columns, lambda: (), frozen_columns=frozen)


@pytest.mark.parametrize(
    ("widths", "frozen", "pages"),
    [((60,), 1, 1), ((55,) * 5, 1, 1), ((56,) * 5, 1, 2), ((40,) * 12, 1, 3), ((40,) * 12, 2, 3), ((90,) * 6, 3, 3)],
)
def test_a_wide_table_is_printed_over_pages_that_can_be_read(
    widths: tuple[float, ...], frozen: int, pages: int
) -> None:
    sheet = table(widths, frozen)
    made = Skeleton(Book("T", "M", "C", datetime(2026, 3, 1), (sheet,))).add_table_sheet("Many", sheet)
    assert (made.page_setup.fitToWidth, made.page_setup.fitToHeight) == (pages, 0)
    assert made.page_setup.orientation == "landscape"
    assert made.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert made.print_title_cols == (f"$A:${get_column_letter(frozen)}" if pages > 1 else None)


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    folder: Path = tmp_path_factory.mktemp("out")
    with sample_desk(start_on=START, now=lambda: moment, today=lambda: TODAY) as made:
        yield Shown(
            write(made, folder / "auditor.xlsx", Asked(profile="auditor", vendors=["V-001", "V-005", "V-022"])).path
        )


def test_no_text_is_cut_by_the_cell_beside_it(auditor: Shown) -> None:
    cut: set[tuple[str, str]] = set()
    for title in filter(auditor.is_table, auditor.titles):
        sheet = auditor.values[title]
        for row in sheet.iter_rows(min_row=FIRST_RECORD):
            for cell in row:
                if isinstance(cell.value, str) and not (cell.alignment and cell.alignment.wrap_text):
                    room = sheet.column_dimensions[get_column_letter(cell.column)].width * LETTERS
                    cut |= {(title, cell.coordinate)} if len(cell.value) > room else set()
    assert not cut
