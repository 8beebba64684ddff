"""The words of the export dialog: what leaves, what stays, what an auditor would object to, what went out before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from riskdesk.rules.objections import TITLES
from riskdesk.widgets.cells import clean

if TYPE_CHECKING:
    from riskdesk.data.handoffs import HandOff
    from riskdesk.exports.foretelling import Foretold

LAST = 5
"""Hand-offs shown."""


def stays(held: Foretold) -> Content:
    """What stays, by kind, and the sheets that this reader does not get."""
    number = sum(item.number for item in held.withheld)
    lines = [_head(f"Stays: {number:,} withheld" if number else "Stays: nothing is withheld")]
    lines += [_line(item.number, item.what) for item in held.withheld]
    if held.left_out:
        lines.append(_note(f"Sheets that this reader does not get: {', '.join(held.left_out)}"))
    return Content("\n").join(lines)


def leaves(held: Foretold) -> Content:
    """The sheets with their counts; those without a record in one line."""
    lines = [_head(f"Leaves: {len(held.sheets)} sheet{'' if len(held.sheets) == 1 else 's'}")]
    lines += [_line(one.records, one.title) for one in held.sheets if one.records]
    for number, words in ((None, "Pages, and what is found on the way"), (0, "Without a record")):
        if titles := [one.title for one in held.sheets if one.records == number]:
            lines.append(_note(f"{words}: {', '.join(titles)}"))
    return Content("\n").join(lines)


def objected(numbers: Mapping[str, int] | None, done: int) -> Content:
    """What an auditor would object to; None while `done` points are found and the check goes on."""
    if numbers is None:
        return _head(f"An auditor would object to ... (checking, {done:,} points so far)")
    total = sum(numbers.values())
    if not total:
        return _head("An auditor would object to nothing that the check knows of")
    lines = [_head(f"An auditor would object to {total:,} points")]
    lines += [_line(number, TITLES[kind]) for kind, number in numbers.items()]
    lines.append(_note("It warns, you decide. riskdesk check lists each point with its place."))
    return Content("\n").join(lines)


def went_out(found: Sequence[HandOff]) -> Content:
    """The last hand-offs, the latest first."""
    if not found:
        return _head("Nothing was handed over before")
    return Content("\n").join([_head(f"Handed over before: {len(found):,}"), *_before(found)])


def _before(found: Sequence[HandOff]) -> Iterator[Content]:
    for item in found[: -LAST - 1 : -1]:
        when = item.at.strftime("%Y-%m-%d %H:%M") if item.at else ""
        yield Content(clean(f"{item.seq:>6}  {when}  {item.profile}, {item.to_whom or 'nobody named'}"))
        yield _note(clean(f"        as of {item.as_of}, {item.file_name}, SHA-256 {item.sha256[:16]}..."))


def _head(text: str) -> Content:
    return Content.styled(text, "bold $primary")


def _note(text: str) -> Content:
    return Content.styled(text, "$foreground-muted")


def _line(number: int, words: str) -> Content:
    return Content(f"{number:>8,}  {clean(words)}")
