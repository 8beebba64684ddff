"""How cells look: a small palette, and one named look for each kind of content.

A state is always a word too; the fills of the tiers differ in lightness as well as in hue, so that they stay apart
for colour-blind readers and on a grey print.
"""

from dataclasses import dataclass
from typing import Literal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.workbook import Workbook

FONT = "Arial"
INK = "1F2937"
NAVY = "1E2F4D"
ACCENT = "1F5C99"
MUTED = "5B6573"
LINE = "D3D9E1"
PALE = "F1F4F8"
ENTRY = "FFF8DC"
WHITE = "FFFFFF"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: number format, font, fill, alignment, and which edges are ruled.

    `rule` names the edge that gets a line: "" none, "below" a hairline, "strong" a line in the accent colour below,
    "box" all four. On a page it has room for `lines` lines, even when it is empty.
    """

    number_format: str = "General"
    size: float = 9.5
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str = ""
    align: Align | None = "left"
    wrap: bool = False
    middle: bool = False
    rule: str = "below"
    locked: bool = True
    font: str = FONT
    indent: int = 0
    lines: int = 1


#: Fill and ink of each tier word, from heavy to light (DOMAIN 6).
TIERS: dict[str, tuple[str, str]] = {
    "Critical": ("6B1D4F", WHITE),
    "High": ("E58A4B", INK),
    "Moderate": ("F6D77A", INK),
    "Low": ("CFE3F2", INK),
    "Unrated": ("E7E9ED", INK),
}

_DAY = "yyyy-mm-dd"
_MOMENT = "yyyy-mm-dd hh:mm"
_FORMATS = {"day": _DAY, "moment": _MOMENT, "number": "General"}

LOOKS: dict[str, Look] = {
    "text": Look(),
    "wrap": Look(wrap=True),
    "mono": Look(font="Courier New", size=8.5, indent=1),
    "muted": Look(color=MUTED),
    "strong": Look(bold=True),
    "center": Look(align="center"),
    "int": Look("#,##0", align="right", indent=1),
    "decimal1": Look("#,##0.0", align="right", indent=1),
    "decimal2": Look("#,##0.00", align="right", indent=1),
    "percent": Look("0%", align="right", indent=1),
    "date": Look(_DAY, align="center"),
    "datetime": Look(_MOMENT, align="center"),
    "tier": Look(bold=True, align="center"),
    "amber": Look(bold=True, align="center", fill="F6D77A"),
    "red": Look(bold=True, align="center", fill="E58A4B"),
    "input": Look(fill=ENTRY, wrap=True, rule="box", locked=False),
    "input text": Look("@", fill=ENTRY, wrap=True, rule="box", locked=False),
    "input block": Look("@", fill=ENTRY, wrap=True, rule="box", locked=False, lines=3),
    "input date": Look(_DAY, fill=ENTRY, rule="box", locked=False),
    "question": Look(bold=True, wrap=True),
    "closed": Look(fill=PALE, rule="box"),
    "header": Look(bold=True, color=WHITE, fill=NAVY, wrap=True, middle=True, rule=""),
    "header center": Look(bold=True, color=WHITE, fill=NAVY, align="center", wrap=True, middle=True, rule=""),
    "title": Look(size=15, bold=True, color=NAVY, wrap=True, rule="", middle=True),
    "sheet title": Look(size=14, bold=True, color=NAVY, rule="", middle=True),
    "section": Look(size=11, bold=True, color=ACCENT, wrap=True, rule="strong", middle=True),
    "marking": Look(size=8.5, bold=True, color=ACCENT, rule=""),
    "note": Look(size=9, color=MUTED, wrap=True, rule=""),
    "note line": Look(size=9, color=MUTED, rule=""),
    "prose": Look(wrap=True, rule=""),
    "small": Look(size=8.5, color=MUTED, wrap=True, rule=""),
    "label": Look(bold=True, color=MUTED, wrap=True, middle=True),
    "fact": Look(wrap=True, middle=True),
    "figure": Look("#,##0", size=18, bold=True, color=NAVY, align="center", fill=PALE, middle=True, rule=""),
    "caption": Look(size=8.5, color=MUTED, align="center", fill=PALE, wrap=True, rule=""),
    "count": Look("#,##0", align="center"),
    "sum": Look("#,##0", bold=True, align="center", fill=PALE, middle=True),
    "total": Look("#,##0", bold=True, align="right", fill=PALE),
}
LOOKS |= {
    f"tier {word.lower()}": Look(bold=True, align="center", fill=fill, color=ink, middle=True)
    for word, (fill, ink) in TIERS.items()
}
LOOKS["heat"] = Look("#,##0", bold=True, align="center", fill=PALE, middle=True, rule="box")
LOOKS |= {
    f"heat {word.lower()}": Look(
        f'#,##0" {word}";;"– {word}"', bold=True, align="center", fill=fill, color=ink, middle=True, rule="box"
    )
    for word, (fill, ink) in TIERS.items()
}


def heat_look(word: str) -> str:
    """The look of a number of vendors of that tier, which says the tier's word behind it."""
    name = f"heat {word.lower()}"
    return name if name in LOOKS else "heat"


def tier_look(word: str) -> str:
    """The look of a cell that says that tier; the plain one for any other word."""
    name = f"tier {word.lower()}"
    return name if name in LOOKS else "tier"


def header_look(look: str) -> str:
    """The look of the heading over cells of that look; a right-aligned one would lie below its filter button."""
    return "header" if LOOKS[look].align == "left" else "header center"


class Looks:
    """The looks of one workbook: gives the number by which a cell names its style."""

    def __init__(self, workbook: Workbook) -> None:
        self._scratch = workbook.create_sheet("looks")
        self._ids: dict[tuple[str, str], int] = {}
        self._workbook = workbook

    def close(self) -> None:
        """Take the sheet away on which the looks were tried; ask for no more of them after this."""
        self._workbook.remove(self._scratch)

    def text(self, name: str) -> int:
        """Style of the look itself."""
        return self._id(name, "")

    def quoted(self, name: str) -> int:
        """The look for a text that must never be taken as a formula, even when somebody edits the cell."""
        return self._id(name, "quoted")

    def link(self, name: str) -> int:
        """The look for a text that leads somewhere."""
        return self._id(name, "link")

    def number(self, name: str) -> int:
        """The look for a number; a look for dates would show it as one."""
        return self._id(name, "number" if "yy" in LOOKS[name].number_format else "")

    def day(self, name: str) -> int:
        """The look for a date; its own format where it has one for dates."""
        return self._id(name, "" if "yy" in LOOKS[name].number_format else "day")

    def moment(self, name: str) -> int:
        """The look for a date with a time; its own format where it has one for dates."""
        return self._id(name, "" if "yy" in LOOKS[name].number_format else "moment")

    def _id(self, name: str, variant: str) -> int:
        known = self._ids.get((name, variant))
        if known is None:
            known = self._ids[name, variant] = self._register(LOOKS[name], variant)
        return known

    def _register(self, look: Look, variant: str) -> int:
        cell = Cell(self._scratch, row=1, column=1)
        linked = variant == "link"
        color = ACCENT if linked else look.color
        underline: Literal["single"] | None = "single" if linked else None
        cell.font = Font(look.font, look.size, look.bold, look.italic, color=color, underline=underline)
        vertical = "center" if look.middle else "top"
        cell.alignment = Alignment(look.align, vertical, wrap_text=look.wrap, indent=look.indent)
        if look.fill:
            cell.fill = PatternFill("solid", look.fill)
        cell.border = _border(look.rule)
        cell.number_format = _FORMATS.get(variant, look.number_format)
        cell.protection = Protection(locked=look.locked)
        if variant == "quoted":
            cell.quotePrefix = True
        return int(cell.style_id)


def _border(rule: str) -> Border:
    hair = Side("thin", LINE)
    match rule:
        case "below":
            return Border(bottom=hair)
        case "strong":
            return Border(bottom=Side("medium", ACCENT))
        case "box":
            return Border(hair, hair, hair, hair)
    return Border()
