"""The JSON of a whole register taken in piece by piece, so that one of any length needs the memory of one record."""

import io
import json
from collections.abc import Iterator
from typing import IO, Any, Final

from riskdesk.desk.taking_back import Piece
from riskdesk.errors import ImportRefused
from riskdesk.rules.records import KINDS
from riskdesk.rules.register_schema import MARK, MEMBERS, VERSION

REMEDY = "Nothing was kept. Take the file as riskdesk export FILE.json wrote it."
_LONGEST = 64 * 1024 * 1024
"""Characters of one entry or record."""
_CHUNK = 1024 * 1024
_SPACE = " \t\r\n"
_DIGITS = 20


class RegisterFeed:
    """The text of a document, at some place in it; every refusal names that place and the character's number."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.place = "the beginning"
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._name = name
        self._held = ""
        self._at = 0
        self._passed = 0

    def pieces(self) -> Iterator[Piece]:
        """Every piece in order. Raises ImportRefused for what is not a whole register of this version."""
        self._take("{")
        for number, member in enumerate(MEMBERS):
            self.place = member
            self._name_of_member(member, first=number == 0)
            yield from self._member(member)
        self.place = "the end"
        self._take("}")
        if self._peek():
            raise self._refusal("there is more after the end")

    def release(self) -> None:
        """Let go of the stream without closing it."""
        self._text.detach()

    def _member(self, member: str) -> Iterator[Piece]:
        if member == "$schema":
            self._check_version(self._value())
        elif member in ("handoffs", "log"):
            yield from self._array(member, member, "")
        elif member == "records":
            yield from self._records()
        else:
            yield Piece(member, member, "", self._object())

    def _records(self) -> Iterator[Piece]:
        self._take("{")
        for number, kind in enumerate(sorted(KINDS)):
            self.place = f"records.{kind}"
            self._name_of_member(kind, first=number == 0)
            yield from self._array(f"records.{kind}", "records", kind)
        self._take("}")

    def _array(self, place: str, member: str, kind: str) -> Iterator[Piece]:
        self._take("[")
        number = 0
        while self._peek() != "]":
            if number:
                self._take(",")
            self.place = f"{place}[{number}]"
            yield Piece(self.place, member, kind, self._object())
            number += 1
        self.place = place
        self._take("]")

    def _check_version(self, found: object) -> None:
        version = str(found).removeprefix(MARK)
        if found == f"{MARK}{VERSION}":
            return
        if isinstance(found, str) and found.startswith(MARK) and version.isdecimal() and len(version) < _DIGITS:
            newer = int(version) > VERSION
            form = "a newer" if newer else "an older"
            what = f"this register is of {form} form (version {int(version)}, not {VERSION})"
            remedy = "Upgrade riskdesk." if newer else "Take it in with the riskdesk that wrote it."
            raise self._refusal(what, f"{remedy} Nothing was kept.")
        raise self._refusal(f"not the JSON of a whole register: $schema is not {MARK}{VERSION}")

    def _name_of_member(self, wanted: str, *, first: bool) -> None:
        if not first:
            self._take(",")
        if self._peek() not in ("", '"') or self._value() != wanted:
            raise self._refusal(f'"{wanted}" was expected here')
        self._take(":")

    def _object(self) -> dict[str, Any]:
        value = self._value()
        if not isinstance(value, dict):
            raise self._refusal("not an object")
        return value

    def _peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _SPACE:
                    return self._held[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, character: str) -> None:
        found = self._peek()
        if not found:
            raise self._refusal("the text ends here, in the middle")
        if found != character:
            raise self._refusal(f"'{character}' was expected here")
        self._at += 1

    def _value(self) -> Any:
        """The value that begins here."""
        if not self._peek():
            raise self._refusal("the text ends here, in the middle")
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except _Odd as odd:
                raise self._refusal(str(odd)) from None
            except RecursionError:
                raise self._refusal("values are nested too deeply") from None
            except ValueError as error:
                self._need_more(error)
                continue
            # A number at the end of what is held may go on in what is not read yet.
            if end < len(self._held) or not self._more():
                self._at = end
                return value

    def _need_more(self, error: ValueError) -> None:
        """Read on where the value may only be cut off, else refuse it."""
        if len(self._held) - self._at > _LONGEST:
            raise self._refusal(f"a value is longer than {_LONGEST:,} characters or is never closed")
        if not self._more():
            if isinstance(error, json.JSONDecodeError):
                self._at = error.pos
            cut = self._at >= len(self._held.rstrip()) or "Unterminated" in str(error)
            raise self._refusal("the text ends here, in the middle" if cut else "this is not JSON, or it is cut off")

    def _more(self) -> bool:
        try:
            chunk = self._text.read(max(_CHUNK, len(self._held) - self._at))
        except UnicodeDecodeError:
            raise self._refusal("from here on it is not UTF-8") from None
        if chunk:
            self._passed += self._at
            self._held = self._held[self._at :] + chunk
            self._at = 0
        return bool(chunk)

    def _refusal(self, what: str, remedy: str = REMEDY) -> ImportRefused:
        return ImportRefused(
            what, where=f"{self._name}, {self.place}, character {self._passed + self._at + 1}", remedy=remedy
        )


class _Odd(Exception):
    """Something that JSON allows and a register never holds."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd("an object has a member twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _Odd("a number is too large")
    return int(digits)


def _no_fraction(_said: str) -> Any:
    raise _Odd("a number is not a whole one")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction
)
