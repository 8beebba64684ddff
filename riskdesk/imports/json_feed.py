"""JSON text taken in value by value, so that a list of any length needs the memory of one vendor."""

import io
import json
from collections.abc import Iterator
from typing import Final

from riskdesk.errors import ImportRefused
from riskdesk.imports.tables import LONGEST_RECORD, at_line

LIST_KEY = "vendors"
REMEDY = 'Give an array of flat objects, the same under "vendors", or one object a line.'
_SPACE = " \t\r\n"


class Members(list[tuple[str, object]]):
    """An object of JSON as its members in order, so that a doubled name is seen."""


class Feed:
    """JSON text taken in value by value, holding no more than one value at a time."""

    _decoder: Final = json.JSONDecoder(
        object_pairs_hook=Members, parse_int=str, parse_float=str, parse_constant=lambda said: _odd(said)
    )

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self.line = 1
        self._text = text
        self._name = name
        self._held = ""
        self._at = 0

    def refusal(self, what: str, line: int | None = None) -> ImportRefused:
        """The refusal of the file at that line, or where the feed stands."""
        return ImportRefused(what, where=at_line(self._name, line or self.line), remedy=REMEDY)

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            while self._at < len(self._held):
                character = self._held[self._at]
                if character not in _SPACE:
                    return character
                self._move(self._at + 1)
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Pass over that character, or refuse the file."""
        if self.peek() != character:
            raise self.refusal(f"'{character}' was expected here.")
        self._move(self._at + 1)

    def value(self) -> object:
        """The value that begins here."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as error:
                if self._too_long() or not self._more():
                    raise self._broken(error) from error
                continue
            # A number at the end of what is held may go on in what is not read yet.
            if end < len(self._held) or not self._more():
                self._move(end)
                return value

    def elements(self) -> Iterator[tuple[int, object]]:
        """The line and value of each element of the array that begins here."""
        self.take("[")
        while self.peek() != "]":
            yield self.line, self.value()
            if self.peek() != "]":
                self.take(",")
                if self.peek() == "]":
                    raise self.refusal("A comma stands before the end of the list.")
        self.take("]")

    def opens_list_under_key(self) -> bool:
        """Whether this is an object with the list under its key; then the feed stands before the array."""
        while not self._too_long() and self._more():
            pass
        kept = self._at, self.line
        if self._find_list():
            return True
        self._at, self.line = kept
        return False

    def skip_to_end_of_object(self) -> None:
        """Pass over the members after the list."""
        while self.peek() == ",":
            self.take(",")
            self._member_name()
            self.value()
        self.take("}")

    def _find_list(self) -> bool:
        if self.peek() != "{":
            return False
        self.take("{")
        while self.peek() == '"':
            if self._member_name() == LIST_KEY and self.peek() == "[":
                return True
            self.value()
            if self.peek() != ",":
                return False
            self.take(",")
        return False

    def _member_name(self) -> object:
        name = self.value()
        self.take(":")
        return name

    def _move(self, end: int) -> None:
        self.line += self._held.count("\n", self._at, end)
        self._at = end

    def _too_long(self) -> bool:
        return len(self._held) - self._at > LONGEST_RECORD

    def _more(self) -> bool:
        chunk = self._text.read(max(65_536, len(self._held) - self._at))
        if chunk:
            self._held = self._held[self._at :] + chunk
            self._at = 0
        return bool(chunk)

    def _broken(self, error: Exception) -> ImportRefused:
        if self._too_long():
            return self.refusal(f"A value is longer than {LONGEST_RECORD:,} characters or is never closed.")
        if isinstance(error, RecursionError):
            return self.refusal("Values are nested too deeply.")
        position = error.pos if isinstance(error, json.JSONDecodeError) else self._at
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return self.refusal(f"This is not JSON: {said}.", self.line + self._held.count("\n", self._at, position))


def _odd(said: str) -> object:
    raise ValueError(f"{said} is no JSON value")
