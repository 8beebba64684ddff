"""One table of a pack file while it is read: each value taken by name and form, each fault noted with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskdesk.errors import PackBroken
from riskdesk.rules.text import clean_line

LONGEST_TEXT = 1000
"""Characters that one text of a pack may have."""

REMEDY = "Correct the pack's files, or use the shipped pack; nothing was changed."
"""What to do about a pack that cannot be read."""

_SHOWN = 20
_WORDS = {str: "text", bool: "true or false", int: "a whole number", list: "a list", dict: "a table"}


@dataclass(frozen=True)
class Flaw:
    """A fault of a pack: the file and entry, and what is wrong there."""

    where: str
    what: str


def refuse(flaws: Sequence[Flaw], remedy: str) -> None:
    """Raise PackBroken that tells of the faults, the first twenty in full; nothing where there are none."""
    if not flaws:
        return
    lines = [flaws[0].what] + [f"{flaw.where}: {flaw.what}" for flaw in flaws[1:_SHOWN]]
    if len(flaws) > _SHOWN:
        lines.append(f"and {len(flaws) - _SHOWN} more")
    raise PackBroken("\n".join(lines), where=flaws[0].where, remedy=remedy)


def quoted(value: object) -> str:
    """A value from a file as a short printable quotation."""
    return "'" + clean_line(str(value))[:60] + "'"


class Entry:
    """A table of a pack file. Taking a value that is missing or unfit notes a flaw and gives a harmless value.

    `close` comes last and notes every key that nobody took: a misspelt key is a fault, never a silent default.
    """

    def __init__(self, table: object, where: str, flaws: list[Flaw]) -> None:
        self.where = where
        self._flaws = flaws
        self._taken: set[str] = set()
        self._table: Mapping[str, object] = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self.note("must be a table")

    def note(self, what: str) -> None:
        """Note a fault of this entry."""
        self._flaws.append(Flaw(self.where, what))

    def text(self, key: str, default: str | None = None) -> str:
        """A line of printable text; where the key is missing the default, or a flaw if there is none."""
        value = self._take(key, str, default)
        if not isinstance(value, str):
            return default or ""
        return self._line(key, value) if key in self._table else value

    def word(self, key: str, allowed: Sequence[str]) -> Any:
        """One of the allowed words, the first of them where it is not."""
        value = self.text(key)
        if value and value not in allowed:
            self.note(f"{key} is {quoted(value)}; it must be one of {', '.join(allowed)}")
        return value if value in allowed else allowed[0]

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high."""
        value = self._take(key, int, default)
        return self._bounded(key, value, low, high) if isinstance(value, int) else low

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._take(key, bool, default)
        return value if isinstance(value, bool) else default

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of lines of text."""
        return tuple(self._line(key, value) for value in self._list(key, str, default))

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers from low to high."""
        return tuple(self._bounded(key, value, low, high) for value in self._list(key, int))

    def table(self, key: str, default: Mapping[str, object] | None = None) -> Entry:
        """A table within, as an entry of its own."""
        value = self._take(key, dict, default)
        return Entry(value if isinstance(value, dict) else {}, f"{self.where}, {key}", self._flaws)

    def entries(self, key: str, word: str, name: str = "", *, required: bool = True) -> list[Entry]:
        """A list of tables. Each is called `word` and the value of its key `name`, or else its place from 1."""
        found = []
        for place, value in enumerate(self._list(key, dict, None if required else ()), 1):
            called = value.get(name) if name else None
            shown = clean_line(called)[:40] if isinstance(called, str) and called else str(place)
            found.append(Entry(value, f"{self.where}, {word} {shown}", self._flaws))
        return found

    def keys(self) -> tuple[str, ...]:
        """The names of all values, as the file has them."""
        return tuple(self._table)

    def close(self) -> None:
        """Note each key that was not taken."""
        for key in self._table:
            if key not in self._taken:
                self.note(f"unknown key {quoted(key)}{self._meant(key)}")

    def _meant(self, key: str) -> str:
        from difflib import get_close_matches  # only a broken pack pays for the import

        close = get_close_matches(key, sorted(self._taken), 1)
        return f"; did you mean {quoted(close[0])}?" if close else ""

    def _take(self, key: str, form: type, default: object) -> object:
        self._taken.add(key)
        if key not in self._table:
            if default is None:
                self.note(f"{key} is missing")
            return default
        value = self._table[key]
        # bool is an int to Python; to a pack it is not.
        if not isinstance(value, form) or (form is int and isinstance(value, bool)):
            self.note(f"{key} must be {_WORDS[form]}")
            return None
        return value

    def _list(self, key: str, form: type, default: tuple[Any, ...] | None = None) -> list[Any]:
        found = self._take(key, list, None if default is None else list(default))
        values = found if isinstance(found, list) else []
        fit = [value for value in values if isinstance(value, form) and not (form is int and isinstance(value, bool))]
        if len(fit) < len(values):
            self.note(f"{key} must hold {_WORDS[form]} in every place")
        return fit

    def _line(self, key: str, value: str) -> str:
        if not value.strip():
            self.note(f"{key} is empty")
        if not value.isprintable():
            self.note(f"{key} holds a control or invisible character: {quoted(value)}")
        if len(value) > LONGEST_TEXT:
            self.note(f"{key} is longer than {LONGEST_TEXT} characters")
        return value

    def _bounded(self, key: str, value: int, low: int, high: int) -> int:
        if not low <= value <= high:
            self.note(f"{key} is {value}; it must be from {low} to {high}")
            return low
        return value
