"""Lists in JSON: an array of objects, an object with that array under "vendors", or one object a line."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from riskdesk.errors import ImportRefused
from riskdesk.imports.decoding import open_text
from riskdesk.imports.json_feed import LIST_KEY, REMEDY, Feed, Members
from riskdesk.imports.tables import (
    MOST_COLUMNS,
    Fault,
    RawRow,
    RawTable,
    at_line,
    bounded,
    checked_headings,
)
from riskdesk.rules.text import clean_line


def read_json(stream: BinaryIO, name: str) -> RawTable:
    """The list in a seekable stream of bytes, read twice: for the headings, then row by row.

    The headings are the names of all objects in the order in which they first occur; an object without one of them has
    an empty cell there. Numbers keep their spelling, true and false become those words, null an empty cell. An object
    or an array as a value is a fault of its cell.

    Raises:
        ImportRefused: not JSON of one of the three forms, or nothing in it.
    """
    text, _ = open_text(stream, name, fallback=None)
    names = _all_names(text, name)
    headings = checked_headings(names, name, 1)
    rows = (_row(line, number, members, names) for line, number, members in _objects(text, name))
    return RawTable(name, "json", headings, bounded(rows, name), 1, (), text.close)


def _all_names(text: io.TextIOWrapper, name: str) -> list[str]:
    names: dict[str, None] = {}
    found = False
    for line, _, members in _objects(text, name):
        found = True
        names.update(dict.fromkeys(key for key, _ in members))
        if len(names) > MOST_COLUMNS:
            raise ImportRefused(
                f"The objects use more than {MOST_COLUMNS} names.", where=at_line(name, line), remedy=REMEDY
            )
    if not found:
        raise ImportRefused("The file holds no vendors.", where=name, remedy=REMEDY)
    return list(names)


def _row(line: int, number: int, members: Members, names: list[str]) -> RawRow:
    values = dict(members)
    faults = list(_nested(values, number, names))
    if len(values) < len(members):
        faults.append(Fault(None, "", "The object uses a name twice.", "Keep one of the two values."))
    return RawRow(line, tuple(_plain(values.get(key)) for key in names), tuple(faults))


def _nested(values: dict[str, object], number: int, names: list[str]) -> Iterator[Fault]:
    for column, key in enumerate(names):
        value = values.get(key)
        if isinstance(value, list):
            kind = "an object" if isinstance(value, Members) else "a list"
            what = f"'{LIST_KEY}[{number}].{clean_line(key)}' holds {kind}."
            yield Fault(column, "", what, "Give one plain value, or leave the column out.")


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def _objects(text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, int, Members]]:
    """Line, number from 0 and members of each object."""
    text.seek(0)
    feed = Feed(text, name)
    values = feed.elements() if feed.peek() == "[" else _under_key_or_lines(feed)
    for number, (line, value) in enumerate(values):
        if not isinstance(value, Members):
            raise ImportRefused("This is not an object.", where=at_line(name, line), remedy=REMEDY)
        yield line, number, value
    if feed.peek():
        raise feed.refusal("There is more after the end of the list.")


def _under_key_or_lines(feed: Feed) -> Iterator[tuple[int, object]]:
    if feed.opens_list_under_key():
        yield from feed.elements()
        feed.skip_to_end_of_object()
        return
    while feed.peek():
        yield feed.line, feed.value()
