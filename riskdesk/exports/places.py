"""Where the records of a table come to stand, continuation sheets included, as formulas and links name the cells."""

from collections.abc import Iterator

from riskdesk.exports.book import FIRST_RECORD, HEADER_ROW, SHEET_ROWS, sheet_title

#: Records a sheet holds before the next one goes on.
CAPACITY = SHEET_ROWS - HEADER_ROW


def continued(title: str, number: int) -> str:
    """Title of a sheet (0) or of its continuation sheets (1 gives "Title (2)")."""
    return sheet_title(title, f" ({number + 1})") if number else title


def quoted_title(title: str) -> str:
    """The sheet's title as formulas say it."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


def cell_of(title: str, row: int) -> str:
    """The first cell of that row of that sheet, as formulas and links name it."""
    return f"{quoted_title(title)}!A{row}"


def place_of(title: str, record: int) -> tuple[str, int]:
    """The sheet and the row, from 1, of a table's record, counted from 0."""
    number, row = divmod(record, CAPACITY)
    return continued(title, number), FIRST_RECORD + row


def one_cell(title: str, letters: str, record: int) -> str:
    """A record's cell in that column, fixed: sorting the sheet that names it leaves it alone."""
    sheet, row = place_of(title, record)
    return f"{quoted_title(sheet)}!${letters}${row}"


def stretches(title: str, record: int, count: int) -> Iterator[tuple[str, int, int]]:
    """Sheet, first and last row of so many records from that one on; more than once where a sheet ends among them."""
    while count:
        sheet, first = place_of(title, record)
        here = min(count, CAPACITY - record % CAPACITY)
        yield quoted_title(sheet), first, first + here - 1
        record, count = record + here, count - here
