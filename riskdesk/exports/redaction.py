"""The last gate before a cell: no text names evidence that the reader may not be told of.

The sheets already leave such evidence out. But a reason, a note or a cause in the log may name it in passing: there
"[withheld]" stands for the reference.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from riskdesk.exports.book import Block, Facts, Grid, Heading, Page, Prose, Sheet, Written
from riskdesk.exports.values import Formula, Link, Named, Pick, Styled, Value
from riskdesk.rules.records import KINDS

WITHHELD = "[withheld]"

_PREFIX = KINDS["evidence"].prefix
_REFERENCE = re.compile(rf"\b{_PREFIX}-\d+\b", re.IGNORECASE)
_SIGN = f"{_PREFIX}-".casefold()


def redacted(part: Sheet | Page, withheld: Collection[str]) -> Sheet | Page:
    """The part, with no cell that names one of the references withheld."""
    if not withheld:
        return part
    gate = _Gate(frozenset(ref.upper() for ref in withheld))
    if isinstance(part, Sheet):
        return replace(part, rows=partial(gate.rows, part.rows))
    return replace(part, blocks=partial(gate.blocks, part.blocks))


class _Gate:
    def __init__(self, withheld: frozenset[str]) -> None:
        self._withheld = withheld

    def rows(self, rows: Callable[[], Iterable[Sequence[Value]]]) -> Iterator[Sequence[Value]]:
        for row in rows():
            yield [self._value(value) for value in row]

    def blocks(
        self, blocks: Callable[[tuple[Written, ...]], Iterable[Block]], written: tuple[Written, ...]
    ) -> Iterator[Block]:
        for block in blocks(written):
            match block:
                case Heading() | Prose():
                    yield replace(block, text=self._text(block.text))
                case Facts(pairs=pairs):
                    yield Facts(tuple((self._text(label), self._value(value)) for label, value in pairs))
                case Grid(rows=rows):
                    yield replace(block, rows=tuple(tuple(map(self._value, row)) for row in rows))
                case _:
                    yield block

    def _value(self, value: Value) -> Value:
        match value:
            case str():
                return self._text(value)
            case Link(text=text, url=url):
                return replace(value, text=self._text(text), url=self._text(url))
            case Styled(value=inner):
                return replace(value, value=self._value(inner))  # type: ignore[arg-type]
            case Pick(value=inner) if inner:
                return replace(value, value=self._text(inner))
            case Named(value=inner) if isinstance(inner, str):
                return replace(value, value=self._text(inner))
            case Formula(cached=cached) if isinstance(cached, str):
                return replace(value, cached=self._text(cached))
        return value

    def _text(self, text: str) -> str:
        if _SIGN not in text.casefold():
            return text
        return _REFERENCE.sub(lambda found: WITHHELD if found[0].upper() in self._withheld else found[0], text)
