"""Text from people on its way to the terminal: cleaned, and fitted to a number of terminal cells."""

from typing import Literal

from rich.cells import cell_len, set_cell_size

from riskdesk.rules.text import clean_block, clean_line

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"

# Code points looked at per cell: real writing needs two or three; 30,000 combining marks must not cost a frame.
_SIGNS_PER_CELL = 16
_TAB = 4


def clean(text: str, multiline: bool = False) -> str:
    """Give `text` safe to draw: hostile signs are U+FFFD, line ends and tabs spaces.

    With `multiline` lines are kept (ended by a newline) and tabs become spaces up to the next multiple of four.
    The result is plain text and still has to be drawn with markup off.
    """
    return clean_block(text).expandtabs(_TAB) if multiline else clean_line(text)


def fit(text: str, width: int, align: Align = "left", ellipsis: bool = True) -> str:
    """Give `text` cleaned and exactly `width` terminal cells wide: padded with spaces, or cut.

    Cut text ends in an ellipsis unless `ellipsis` is off. Wide signs (CJK, emoji) and combining ones are counted as
    the terminal draws them; a wide sign that would stand across the edge gives way to a space. No width, no text.
    """
    if width <= 0:
        return ""
    line = clean(text[: width * _SIGNS_PER_CELL])
    size = cell_len(line)
    if size > width:
        return set_cell_size(line, width - 1) + ELLIPSIS if ellipsis else set_cell_size(line, width)
    before = {"left": 0, "right": width - size, "center": (width - size) // 2}[align]
    return " " * before + line + " " * (width - size - before)
