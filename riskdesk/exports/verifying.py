"""Whether a workbook is as it was written, by what it carries of itself; which says nothing of who wrote it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from riskdesk.errors import ImportRefused
from riskdesk.exports.comparing_rows import differences
from riskdesk.exports.recorded import Recorded, recorded
from riskdesk.exports.row_digests import TITLE

_SHEET = re.compile(r"xl/worksheets/sheet[0-9]+\.xml")
_STATE = "log entry "


class Opened(Protocol):
    """A workbook that was opened to be read."""

    name: str

    @property
    def parts(self) -> Sequence[str]:
        """The names of its parts."""

    @property
    def titles(self) -> Mapping[str, str]:
        """The names of its sheets, each with that of its part."""

    def part_sha256(self, name: str) -> str:
        """Of a part's content, "" where there is none."""

    def alone(self, title: str) -> Iterable[Sequence[Any]]:
        """The same of a sheet that is small, without a look at the others."""

    def rows(self, title: str) -> Iterable[Sequence[Any]]:
        """The values of a sheet's cells, row by row from the first."""


@dataclass(frozen=True)
class Change:
    """What was changed: in which sheet, or part of the file, and what, in words."""

    where: str
    what: str


@dataclass(frozen=True)
class Consistency:
    """What a workbook tells of itself.

    `same_parts` where every part is the same bytes; `changes` what cells say otherwise than when it was written; where
    it is neither, another program saved it. `log_seq` and `log_hash` name the state of the register that it claims.
    """

    same_parts: bool
    changes: tuple[Change, ...]
    log_seq: int
    log_hash: str


def consistency(book: Opened) -> Consistency:
    """Hold a workbook against its own digests.

    Raises ImportRefused where it has none that can be read.
    """
    if TITLE not in book.titles:
        raise ImportRefused(
            f"the workbook has no sheet {TITLE}: riskdesk did not write it, or somebody took the sheet away",
            where=book.name,
            remedy="Have it sent again.",
        )
    known = recorded(book.alone(TITLE), book.name)
    own = book.titles[TITLE]
    apart = {name for name, sha256 in known.parts.items() if book.part_sha256(name) != sha256}
    apart |= set(book.parts) - set(known.parts) - {own}
    log_seq, log_hash = _state(known.state)
    changes = tuple(_changes(book, known, apart)) if apart else ()
    return Consistency(not apart, changes, log_seq, log_hash)


def _changes(book: Opened, known: Recorded, apart: set[str]) -> Iterable[Change]:
    titles = dict(book.titles)
    # A program that saves a workbook writes every part anew; a part that is still the same was left alone.
    edited = any(_SHEET.fullmatch(name) and name not in apart for name in known.parts)
    order = {title: place for place, title in enumerate(titles)}
    for title, record in sorted(known.sheets.items(), key=lambda item: order.get(item[0], len(order))):
        if title not in titles:
            yield Change(title, "the sheet is gone")
        elif titles[title] in apart:
            found = differences(record, book.rows(title))
            yield from (Change(title, what) for what in found)
            if edited and not found:
                yield Change(title, "its formulas or looks were changed; what its cells say was not")
    for title in titles:
        if title not in known.sheets and title != TITLE:
            yield Change(title, "the sheet was added")
    if edited:
        beside = sorted(name for name in apart if not _SHEET.fullmatch(name))
        yield from (Change(name, "this part of the file was changed, added or removed") for name in beside)


def _state(words: str) -> tuple[int, str]:
    number, _, hashed = words.removeprefix(_STATE).partition(", hash ")
    return (int(number), hashed) if number.isdecimal() and len(number) < 19 else (0, "")
