"""A sheet held against the digests of its rows: which cells were changed, rows removed, added or sorted anew."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from openpyxl.utils import get_column_letter

from riskdesk.exports.recorded import SheetRecord
from riskdesk.exports.row_digests import BLOCK, FIELD_END, ROW_END, SIZE, UNCOVERED, short_digest
from riskdesk.exports.values import read_text, said

NAMED = 20
"""Cells or rows that are named of a sheet; the rest are counted."""

_LINED_UP = 3_000
"""Rows that are lined up one by one where some are gone; of more, only their number is told."""


def differences(record: SheetRecord, rows: Iterable[Sequence[Any]]) -> list[str]:
    """What differs between a sheet as it was written and as its rows are now, a line each, none where nothing does.

    An Ellipsis among the values stands for a formula without what it comes to: there the other columns are compared.
    """
    now = _Now(record, rows)
    then, found = _trimmed(record.rows, record.columns), _trimmed(now.digests, record.columns)
    if len(then) == len(found):
        return _in_place(then, found, now)
    return _out_of_place(then, found)


class _Now:
    """The rows as they are: their digests, and where a block differs, the columns that do."""

    def __init__(self, record: SheetRecord, rows: Iterable[Sequence[Any]]) -> None:
        self.digests: list[bytes] = []
        self.columns: dict[int, list[str]] = {}
        self.empty = short_digest([""] * record.columns)
        self._unknown: set[int] = set()
        """Columns of the block in which a formula stands without what it comes to."""
        self._guessed = False
        self.unsure: set[int] = set()
        """Blocks with such columns that differ in others: which of their rows do cannot be told."""
        self._record = record
        self._block: list[list[str]] = []
        whole = hashlib.sha256()
        for row in rows:
            texts = _texts(row, record.columns)
            self._unknown.update(place for place, value in enumerate(row) if value is Ellipsis)
            line = (FIELD_END.join(texts) + ROW_END).encode("utf-8", "replace")
            number = len(self.digests)
            if number < len(record.rows) and record.rows[number] == UNCOVERED:
                texts, digest = [""] * record.columns, UNCOVERED
            else:
                digest = hashlib.sha256(line).digest()[:SIZE]
                if number < len(record.rows):
                    whole.update(line)
            self.digests.append(digest)
            self._block.append(texts)
            if len(self._block) == BLOCK:
                self._compare()
        self._compare()
        self.same_whole = self._guessed or whole.hexdigest() == record.sha256

    def _compare(self) -> None:
        if not self._block:
            return
        number = (len(self.digests) - 1) // BLOCK
        first = number * BLOCK
        then = self._record.rows[first : first + BLOCK]
        while len(self._block) < len(then):
            self._block.append([""] * self._record.columns)
        if self.digests[first:] != then and number < len(self._record.by_column):
            columns = [
                short_digest(texts) for texts in zip(*(row[: self._record.columns] for row in self._block), strict=True)
            ]
            pairs = enumerate(zip(columns, self._record.by_column[number], strict=False), 1)
            known = ((place, one, other) for place, (one, other) in pairs if place - 1 not in self._unknown)
            self.columns[number] = [get_column_letter(place) for place, one, other in known if one != other]
            if self._unknown and not self.columns[number] and len(self.digests) - first <= len(then):
                self.digests[first:] = then
                self._guessed = True
            elif self._unknown:
                self.unsure.add(number)
        self._block, self._unknown = [], set()


def _texts(row: Sequence[Any], columns: int) -> list[str]:
    """What the cells say; what stands beyond the last column is told too, so that the row differs."""
    texts = [_said(value) for value in row]
    beyond = [text for text in texts[columns:] if text]
    return [*texts[:columns], *("" for _ in range(columns - len(texts))), *beyond]


def _said(value: Any) -> str:
    if value is Ellipsis:
        return ""
    if isinstance(value, str):
        return said(read_text(value))
    try:
        return said(value)
    except TypeError:
        return str(value)


def _trimmed(digests: Sequence[bytes], columns: int) -> list[bytes]:
    """Without the empty rows at the end."""
    empty, end = short_digest([""] * columns), len(digests)
    while end and digests[end - 1] == empty:
        end -= 1
    return list(digests[:end])


def _in_place(then: list[bytes], found: list[bytes], now: _Now) -> list[str]:
    apart = [at for at, (one, other) in enumerate(zip(then, found, strict=True)) if one != other]
    if not apart:
        # The digests of single rows are short: two rows in four billion share theirs.
        return [] if now.same_whole else ["it differs, in rows that cannot be named"]
    emptied = [at + 1 for at in apart if found[at] == now.empty]
    if len(emptied) == len(apart):
        return [f"removed: {_listed('row', emptied)}, and left empty"]
    kept = Counter(then[at] for at in apart) & Counter(found[at] for at in apart)
    if kept.total() * 2 < len(apart) or len(apart) == 1:
        return list(_cells(apart, now))
    lines = [f"re-sorted: {kept.total()} of the rows {apart[0] + 1} to {apart[-1] + 1} stand in another row"]
    new = [at + 1 for at in apart if found[at] not in kept]
    return [*lines, f"changed as well: {_listed('row', new)}"] if new else lines


def _cells(apart: Sequence[int], now: _Now) -> Iterator[str]:
    """The changed cells: exactly, where only one row or one column of a block of rows differs."""
    blocks: dict[int, list[int]] = {}
    for at in apart:
        blocks.setdefault(at // BLOCK, []).append(at + 1)
    sure: list[str] = []
    for number, rows in blocks.items():
        columns = now.columns.get(number, [])
        if number in now.unsure and columns:
            yield f"changed: {_listed('column', columns)} somewhere in the rows {rows[0]} to {rows[-1]}"
        elif columns and (len(rows) == 1 or len(columns) == 1):
            sure += [f"{letters}{row}" for row in rows for letters in columns]
        else:
            where = f" in {_listed('column', columns)}" if columns else ""
            yield f"changed: {_listed('row', rows)}{where}"
    if sure:
        yield f"changed: {_listed('cell', sure)}"


def _out_of_place(then: list[bytes], found: list[bytes]) -> list[str]:
    """Rows removed, added and changed, lined up behind what both have in common at the beginning and the end."""
    begin = 0
    while begin < min(len(then), len(found)) and then[begin] == found[begin]:
        begin += 1
    end = 0
    while end < min(len(then), len(found)) - begin and then[-1 - end] == found[-1 - end]:
        end += 1
    old, new = then[begin : len(then) - end], found[begin : len(found) - end]
    if max(len(old), len(new)) > _LINED_UP:
        gone, come = (Counter(old) - Counter(new)).total(), (Counter(new) - Counter(old)).total()
        return [f"rows from {begin + 1} on: {gone} are gone or changed, {come} are new or changed"]
    removed: list[int] = []
    added: list[int] = []
    for what, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            removed += range(begin + one + 1, begin + two + 1)
            added += range(begin + three + 1, begin + four + 1)
    lines = [f"removed: {_listed('row', removed)} as written"] if removed else []
    return [*lines, f"added or changed: {_listed('row', added)} as it is now"] if added else lines


def _listed(what: str, items: Sequence[object]) -> str:
    shown = ", ".join(map(str, items[:NAMED]))
    more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return f"{what}{'s' if len(items) > 1 else ''} {shown}{more}"
