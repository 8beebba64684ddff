"""A line of a page: text in pieces with accents, wrapped with a hanging indent, and made into strips."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style

from riskdesk.widgets.cells import clean

Piece = str | tuple[str, str]
"""Text, or text and the name of its accent: one of `ACCENTS`."""

ACCENTS = ("head", "dim", "key", "chosen", "late", "warn", "good", "critical", "high", "moderate", "low", "unrated")

SIGN_WIDTH = 2
_LEAST_BODY = 8


@dataclass(frozen=True)
class Line:
    """A line of the page, wrapped to its width; cut nowhere.

    `lead` stands before the first row of it, further rows are indented by as much. `tail` stands at the right edge.
    The cursor rests on lines with an `id` only. What people wrote may be in every part: it is drawn as it stands.
    """

    body: str | tuple[Piece, ...] = ""
    id: str = ""
    lead: Piece = ""
    tail: Piece = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The parts of the body in their order."""
        return (self.body,) if isinstance(self.body, str) else self.body


def plain(piece: Piece) -> str:
    """The words of a piece, safe to draw."""
    return clean(piece if isinstance(piece, str) else piece[0])


def content(pieces: Sequence[Piece]) -> Content:
    """The pieces as one text, each accent a span of its name."""
    text, spans = "", []
    for piece in pieces:
        words, accent = (piece, "") if isinstance(piece, str) else piece
        shown = clean(words, multiline=True)
        if accent:
            spans.append(Span(len(text), len(text) + len(shown), accent))
        text += shown
    return Content(text, spans)


def wrapped(line: Line, width: int) -> list[Content]:
    """The rows of a line, its lead included, without the cursor's sign."""
    lead, tail = content([line.lead]), cell_len(plain(line.tail))
    indent = lead.cell_length
    room = width - SIGN_WIDTH - indent - (tail + 1 if tail else 0)
    rows = content(line.pieces).wrap(max(room, _LEAST_BODY)) or [Content("")]
    return [(lead if number == 0 else Content(" " * indent)) + row for number, row in enumerate(rows)]


def apart(text: str, style: RichStyle) -> list[Segment]:
    """Text and the blanks before it as two segments: pictures are drawn a segment at a time, from its first sign."""
    words = text.lstrip(" ")
    blanks = len(text) - len(words)
    return [Segment(part, style) for part in (" " * blanks, words) if part]


def filled(segments: list[Segment], tail: str, width: int, style: Style) -> Strip:
    """A row of `width` cells: its segments, and `tail` at the right edge where there is room."""
    used = sum(cell_len(segment.text) for segment in segments)
    room = width - used - cell_len(tail)
    if tail and room >= 0:
        segments = [*segments, Segment(" " * room, style.rich_style), Segment(tail, style.rich_style)]
    return Strip(segments).adjust_cell_length(width, style.rich_style)
