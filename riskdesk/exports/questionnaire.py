"""The questionnaire for a vendor as a workbook: instructions, one row a question, the marks it is known by.

Written whole or not at all, and recorded as sent. Of the register it shows who asks, the vendor's and its products'
names, and nothing else.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import IO

import riskdesk
from riskdesk.desk import asking_vendor
from riskdesk.desk.asking_vendor import Asking
from riskdesk.desk.opening import Desk
from riskdesk.errors import FileUnwritable
from riskdesk.exports.book import Block, Book, Gap, Grid, Heading, Page, Prose
from riskdesk.exports.saving import replacing
from riskdesk.exports.values import Pick, Styled, Value
from riskdesk.exports.writing import write_book
from riskdesk.rules import questionnaire as layout
from riskdesk.rules.questionnaire import Column, Line
from riskdesk.rules.text import clean_line

SUFFIX = ".xlsx"
_WIDTHS = (7.5, 44, 27, 40, 24, 26, 12)
_LOOKS = ("center", "wrap", "wrap", "wrap", "wrap", "wrap", "wrap")
_PROSE_WIDTHS = (5, 20, 24, 24, 24)
_HOW = (
    "Answer on the sheet “Questionnaire”. Yellow cells are yours to fill in. Everything else is locked, without a "
    "password, so that both of us keep the same text; please leave it as it is and add no rows or columns.",
    "Where a cell offers a list, choose from it. “unknown” means that you looked and cannot tell; “declined” that you "
    "will not answer; “not applicable” needs a reason in the explanation. A blank cell is a question not answered.",
    "Where a question has rows below it (such as P8.1), fill those in, and let the first row stand at “answered below” "
    "or blank.",
    "Write what a reader needs to understand the answer under “Explanation or details”; a row grows with its text.",
    "If a document bears the answer out, name it: title, where it can be found (an address, a reference, or “on "
    "request”), and its date as 2026-11-23. Send no document with this file; we ask for it if we need it. Name further "
    "ones in the explanation.",
    "Write words, numbers and dates; a formula is not taken. Comments and text boxes are not read.",
    "Sign at the end: name, role or title, and date of the person who answers for the vendor.",
    "Send this file back as .xlsx, not as a copy in another form and without a password.",
)
_TERMS = (
    ("we, us, our", "{organisation}"),
    ("you, the vendor", "{vendor}"),
    ("the product", "what we buy from you: {products}"),
    ("the model", "each model that the product runs on, its base models included, whoever trained them"),
    ("our version", "the version of the model that serves us today"),
)
_ALLEGED = (
    "An allegation that you tell us of is recorded as an allegation, with who made it and when, and not as a finding. "
    "Nothing here changes the contract between us."
)
_FORM = (
    "These marks say which questionnaire this is. They are read when the file comes back; please leave them as they "
    "are. The SHA-256 values are checksums of the questions, which show whether a text was altered."
)


@dataclass(frozen=True)
class Sent:
    """A questionnaire that was written: where, of which vendor and round, to whom, its SHA-256, the record "ask"."""

    path: Path
    vendor: str
    round: int
    to_whom: str
    questions: int
    sha256: str
    ask: str


def write(desk: Desk, vendor: str, path: Path, *, to_whom: str = "", replace: bool = False) -> Sent:
    """Write a vendor's questionnaire; that it was asked is recorded before the file takes its place.

    The same register, day and `to_whom` give the same bytes. Raises FileUnwritable where the name does not end in
    .xlsx, a file is there and `replace` is not set, or the disk refuses; else as `asking_vendor.prepared`.
    """
    target = _checked(desk, path, replace=replace)
    asking = asking_vendor.prepared(desk, vendor, to_whom)
    with replacing(target) as out:
        write_book(_book(asking), out)
        digest, size = _digest(out)
        ask = asking_vendor.record(desk, asking, digest, size, target.name)
    held = asking.identity
    return Sent(target, held.vendor, held.round, asking.to_whom, len(layout.asked(asking.pack)), digest, ask.ref)


def _book(asking: Asking) -> Book:
    return Book(
        title=f"{layout.TITLE}: {asking.vendor.name}",
        marking=f"Confidential between {asking.organisation} and {asking.vendor.name}",
        creator=f"riskdesk {riskdesk.__version__}",
        moment=datetime.combine(asking.identity.issued_on, time(), UTC),
        parts=(
            Page(layout.INSTRUCTIONS, lambda _: _instructions(asking), _PROSE_WIDTHS, protected=True),
            _questions_page(asking),
            Page(layout.FORM, lambda _: _form(asking), _PROSE_WIDTHS, protected=True),
        ),
    )


def _questions_page(asking: Asking) -> Page:
    return Page(
        layout.QUESTIONS,
        lambda _: _questions(asking),
        _WIDTHS,
        landscape=True,
        head_rows=3,
        protected=True,
        offers=tuple(line.options for line in layout.lines(asking.pack) if line.options),
    )


def _instructions(asking: Asking) -> Iterator[Block]:
    products = ", ".join(asking.products) or "every product and service with an AI model in it"
    yield Heading(layout.TITLE, 1)
    yield Prose(f"Confidential between {asking.organisation} and {asking.vendor.name}", "marking")
    yield Gap()
    yield _pairs(_letterhead(asking, products))
    yield Gap()
    yield Heading("How to fill it in")
    yield Grid((), tuple((f"{number}.", text) for number, text in enumerate(_HOW, 1)), ("label", "fact"), (1, 4))
    yield Gap()
    yield Heading("What the words mean")
    words = {"organisation": asking.organisation, "vendor": asking.vendor.name, "products": products}
    yield _pairs((term, _filled(meaning, words)) for term, meaning in _TERMS)
    yield Gap()
    yield Prose(_ALLEGED, "note")


def _letterhead(asking: Asking, products: str) -> Iterator[tuple[str, Value]]:
    yield "From", asking.organisation
    yield "To", asking.vendor.name
    if asking.to_whom != asking.vendor.name:
        yield "For the attention of", asking.to_whom
    yield "About", products
    yield "Sent on", asking.identity.issued_on
    if asking.answer_by:
        yield "Please answer by", asking.answer_by
    yield "Please return to", ", ".join(filter(None, (asking.reviewer, asking.role)))


def _pairs(pairs: Iterable[tuple[str, Value]]) -> Grid:
    """Labels over the page's two narrow columns, each with its value across the others."""
    return Grid((), tuple(pairs), ("label", "fact"), (2, 3))


def _filled(meaning: str, words: dict[str, str]) -> str:
    """The meaning with its one name put in; a name may hold braces of its own."""
    for name, text in words.items():
        if f"{{{name}}}" in meaning:
            return meaning.replace(f"{{{name}}}", text)
    return meaning


def _questions(asking: Asking) -> Iterator[Block]:
    lines = layout.lines(asking.pack)
    yield Heading(layout.TITLE, 1)
    yield Prose(layout.LEAD, "note")
    asked = [line for line in lines if line.part != "signature"]
    yield Grid(tuple(layout.HEADINGS.values()), tuple(map(_row, asked)), _LOOKS)
    yield Heading(layout.SIGN_HEADING)
    yield Prose(layout.SIGN_LEAD, "note")
    yield Grid((), tuple(_row(line) for line in lines if line.part == "signature"), _LOOKS)


def _row(line: Line) -> tuple[Value, ...]:
    main = line.part == "question"
    text = Styled(line.text, "question" if main else "wrap")
    return (Styled(line.code, "strong" if main else "muted"), text, *(_cell(line, name) for name in _ENTRIES))


_ENTRIES: tuple[Column, ...] = ("answer", "explanation", "title", "reference", "dated")


def _cell(line: Line, column: Column) -> Value:
    if column not in line.columns:
        return Styled(None, "closed")
    if column == "dated" or (column == "answer" and line.type == "date"):
        return Styled(None, "input date")
    if column == "answer" and line.options:
        return Styled(Pick(None, line.options), "input")
    if column == "explanation":
        return Styled(None, "input block")
    return Styled(None, "input" if line.type == "int" else "input text")


def _form(asking: Asking) -> Iterator[Block]:
    yield Heading(layout.FORM, 1)
    yield Prose(_FORM, "note")
    yield Gap()
    yield _pairs(asking.identity.marks().items())


def _digest(out: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of what was written."""
    out.flush()
    size = out.tell()
    out.seek(0)
    found = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]
    return found, size


def _checked(desk: Desk, path: Path, *, replace: bool) -> Path:
    """The file to write. Raises FileUnwritable."""
    where, choose = clean_line(str(path)), "Choose another name"
    try:
        target = path.expanduser()
        there, own = target.exists(), target.exists() and target.samefile(desk.store.path)
    except (OSError, RuntimeError, ValueError) as error:
        told = f"that name cannot be used ({type(error).__name__})"
        raise FileUnwritable(told, where=where, remedy=f"{choose}.") from None
    if target.suffix.casefold() != SUFFIX:
        told, remedy = f"the name does not end in {SUFFIX}", f"Give a name such as questionnaire{SUFFIX}."
        raise FileUnwritable(told, where=where, remedy=remedy)
    if own:
        raise FileUnwritable("that is the register itself", where=where, remedy=f"{choose}.")
    if there and not replace:
        raise FileUnwritable("a file is already there", where=where, remedy=f"{choose}, or say --force.")
    return target
