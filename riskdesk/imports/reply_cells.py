"""The sheets of a filled-in questionnaire: the marks it is known by, and its cells found again wherever they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import range_boundaries

from riskdesk.errors import ReplyRefused
from riskdesk.imports.reply_book import Cell, ReplyBook
from riskdesk.imports.values import Unreadable, read_date
from riskdesk.rules import questionnaire as layout
from riskdesk.rules.pack import Pack
from riskdesk.rules.questionnaire import FORM, OTHER, QUESTIONS, Identity, Line, plain, same_words
from riskdesk.rules.replied import Entry, Fault
from riskdesk.rules.text import clean_block

CHOICES = "Choices"
_OURS = {plain(title) for title in (layout.INSTRUCTIONS, QUESTIONS, FORM, CHOICES)}
_NOT_OURS = "This is no questionnaire that riskdesk has written."
_ASK_AGAIN = "Ask for the file as it was sent, filled in; or send it anew."


@dataclass
class Sheet:
    """What stands on the sheet of questions: filled cells by code and column, cells that cannot be taken, notes."""

    filled: dict[tuple[str, str], Entry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_identity(book: ReplyBook) -> Identity:
    """Which questionnaire it is, from its sheet "Form". Raises ReplyRefused where that cannot be told."""
    title = _titled(book, FORM)
    found: dict[str, str] = {}
    for row in book.cells(title):
        label = next((name for name, label in layout.MARKS.items() if plain(row[0].text) == plain(label)), "")
        if label and len(row) > 1 and not row[1].wrong:
            if label in found:
                raise _unknown(book, f"{FORM} says twice what “{layout.MARKS[label]}” is")
            found[label] = row[1].text
    if found.pop("format", "") != layout.FORMAT:
        raise _unknown(book, f"{FORM} does not say “{layout.FORMAT}”")
    try:
        return Identity(
            **{**found, "round": int(found["round"]), "issued_on": date.fromisoformat(found["issued_on"])}  # type: ignore[arg-type]
        )
    except (KeyError, TypeError, ValueError):
        raise _unknown(book, f"a mark on {FORM} is missing or was altered") from None


def read_questions(book: ReplyBook, pack: Pack) -> Sheet:
    """The cells of the sheet of questions, found by the numbers of their rows and the headings of their columns.

    Raises ReplyRefused where a question's text was altered, a row is missing or there twice, or headings are gone.
    """
    title = _titled(book, QUESTIONS)
    rows = list(book.cells(title))
    heading, columns = _columns(book, rows)
    known = {line.code: line for line in layout.lines(pack)}
    found: dict[str, int] = {}
    altered: list[str] = []
    sheet = Sheet()
    for row in rows:
        at = {cell.column: cell for cell in row}
        code = at.get(columns["code"])
        line = known.get(code.text.strip()) if code and row[0].row > heading else None
        if line is None:
            sheet.faults += _strays(row)
            continue
        if line.code in found:
            altered.append(f"{line.code} stands in rows {found[line.code]} and {row[0].row}")
        found[line.code] = row[0].row
        altered += _alterations(line, at.get(columns["text"]))
        _take(sheet, line, at, columns)
    altered += [f"{code} is missing" for code in known if code not in found]
    if altered:
        told = f"questions were altered: {'; '.join(altered)}"
        raise ReplyRefused(told, where=f"{book.name}, {QUESTIONS}", remedy=_ASK_AGAIN)
    sheet.faults += _merged(book, title, {number: known[code] for code, number in found.items()})
    _surroundings(book, title, sheet)
    return sheet


def _titled(book: ReplyBook, title: str) -> str:
    for found in book.titles:
        if plain(found) == plain(title):
            return found
    raise _unknown(book, f"it has no sheet “{title}”")


def _unknown(book: ReplyBook, why: str) -> ReplyRefused:
    return ReplyRefused(_NOT_OURS, where=f"{book.name}: {why}", remedy=_ASK_AGAIN)


def _columns(book: ReplyBook, rows: list[list[Cell]]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and each column's number by its name."""
    names = {plain(text): name for name, text in layout.HEADINGS.items()}
    for row in rows:
        found = [(names[plain(cell.text)], cell.column) for cell in row if plain(cell.text) in names]
        if len(found) == len(names) and len(dict(found)) == len(names):
            return row[0].row, dict(found)
    raise ReplyRefused("the headings were altered", where=f"{book.name}, {QUESTIONS}", remedy=_ASK_AGAIN)


def _alterations(line: Line, cell: Cell | None) -> Iterator[str]:
    if cell is None:
        yield f"{line.code} has no text"
    elif cell.wrong or not same_words(cell.text, line.text):
        yield f"{line.code} ({cell.place})"


def _take(sheet: Sheet, line: Line, at: Mapping[int, Cell], columns: Mapping[str, int]) -> None:
    """Take the filled cells of one row; what stands where nothing can be filled in is a fault."""
    named = {number: name for name, number in columns.items()}
    for number, cell in at.items():
        name = named.get(number, "")
        if name in ("code", "text"):
            continue
        if name not in line.columns:
            sheet.faults.append(
                _fault(line.question, cell, "nothing is asked for in this cell", "ask what it is about")
            )
        elif cell.wrong:
            sheet.faults.append(_fault(line.question, cell, cell.wrong, "ask for the value itself"))
        elif name == "dated" or (name == "answer" and line.type == "date"):
            _take_date(sheet, line, name, cell)
        else:
            sheet.filled[line.code, name] = Entry(cell.place, cell.text)


def _take_date(sheet: Sheet, line: Line, name: str, cell: Cell) -> None:
    try:
        # A time of day that a spreadsheet keeps with a date says nothing here.
        day = read_date(cell.text)
    except Unreadable as error:
        sheet.faults.append(_fault(line.question, cell, error.what.rstrip("."), "ask for it as 2026-12-31"))
        return
    sheet.filled[line.code, name] = Entry(cell.place, day.isoformat())


def _fault(question: str, cell: Cell, what: str, remedy: str) -> Fault:
    return Fault(question, cell.place, clean_block(cell.text), what, remedy)


def _strays(row: list[Cell]) -> Iterator[Fault]:
    """Texts in a row that is none of ours, save the headings and sentences that we put there."""
    for cell in row:
        if cell.wrong or not any(same_words(cell.text, text) for text in layout.LOCKED_TEXTS):
            yield _fault(OTHER, cell, "this stands outside the rows of the questions", "ask what it is about")


def _merged(book: ReplyBook, title: str, rows: Mapping[int, Line]) -> Iterator[Fault]:
    """Merged cells in rows of questions: what stood in all but one of them is gone."""
    for reference in book.shape(title).merged:
        try:
            _, first, _, last = range_boundaries(reference)
        except (ValueError, TypeError):
            first = last = None
        if first is None or last is None:
            yield Fault(OTHER, f"{title}!{clean_block(reference)[:40]}", "", "cells are merged in an unreadable way")
            continue
        for question in dict.fromkeys(line.question for number, line in rows.items() if first <= number <= last):
            told = "cells are merged, and what stood in all but the first is lost"
            yield Fault(question, f"{title}!{reference}", "", told, "ask for the answers anew")


def _surroundings(book: ReplyBook, title: str, sheet: Sheet) -> None:
    """Name everything in the file that nobody reads."""
    for words in book.beside:
        told = f"the file holds {words}, which are not read"
        sheet.faults.append(Fault(OTHER, book.name, "", told, "open it and read them"))
    for extra in book.titles:
        if plain(extra) in _OURS:
            continue
        first = next((cell for row in book.cells(extra) for cell in row), None)
        if first:
            sheet.faults.append(_fault(OTHER, first, "a sheet that is not ours, and is not read", "open and read it"))
        else:
            sheet.notes.append(f"The empty sheet “{clean_block(extra)}” is not ours.")
    if hidden := book.shape(title).hidden:
        sheet.notes.append(f"Hidden rows are read too ({', '.join(map(str, hidden[:10]))}).")
