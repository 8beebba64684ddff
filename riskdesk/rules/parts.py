"""What hangs on a record, in parts of lines that a page and a command print alike."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from riskdesk.rules.text import clean_line

Mark = Literal["", "late", "warn", "good", "dim"]
_GAP = "  "
_LEAST = 12


@dataclass(frozen=True)
class Told:
    """A line: `lead` before it, and what it leads to.

    That is the record `ref`, else a new record of the kind `adds` that begins with `preset`, else nothing. `mark` is
    the line's accent; the words say the same without it.
    """

    text: str
    ref: str = ""
    lead: str = ""
    mark: Mark = ""
    adds: str = ""
    preset: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """Two texts that are compared, side by side, and what they are about."""

    label: str
    left: str
    right: str


@dataclass(frozen=True)
class Part:
    """Lines under a heading; `pairs`, the first of them the headings of the two columns, stand before the lines."""

    heading: str
    lines: tuple[Told, ...] = ()
    pairs: tuple[Pair, ...] = ()


def side_by_side(pairs: Sequence[Pair], width: int) -> Iterator[str]:
    """The rows of a comparison, each text folded into its own column; no row is wider than `width` cells."""
    first = max((cells(pair.label) for pair in pairs), default=0)
    room = max(_LEAST, (width - first - 2 * len(_GAP)) // 2)
    for pair in pairs:
        columns = ([pair.label], _folded(pair.left, room), _folded(pair.right, room))
        for label, left, right in zip_longest(*columns, fillvalue=""):
            yield f"{_filled(label, first)}{_GAP}{_filled(left, room)}{_GAP}{right}".rstrip()


def cells(text: str) -> int:
    """How many columns a terminal gives to the text: two for a wide sign, none for one that stands on another."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _folded(text: str, room: int) -> list[str]:
    bare = clean_line(text) or "not recorded"
    narrow = room if cells(bare) <= len(bare) else room // 2
    return textwrap.wrap(bare, max(2, narrow), break_on_hyphens=False)


def _filled(text: str, room: int) -> str:
    return text + " " * max(0, room - cells(text))
