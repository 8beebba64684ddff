"""One value as the XML of one cell, together with what the cell says."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from riskdesk.exports.styles import Looks, tier_look
from riskdesk.exports.values import (
    CELL_UNITS,
    FORMULA_SIGNS,
    Formula,
    Link,
    Named,
    Pick,
    Plain,
    Styled,
    Value,
    clean_text,
    said,
    serial,
    units,
    xml_text,
)

#: Excel keeps 15 digits of a number; a longer one is written as text.
WHOLE_LIMIT = 10**15

#: Excel takes no longer text inside a formula.
_QUOTABLE = 255


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: its sheet's title, its column's letters, its row from 1, and its column's heading."""

    sheet: str
    letters: str
    row: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells need to know of the rest of their workbook.

    Attributes:
        looks: gives the number of a style.
        locate: the target inside the workbook of a link, such as ``'Evidence index'!A5``; None when it is not there.
        overlong: is handed a text that no cell can hold and where it stands; gives what the cell says instead.
        offer: is told the options of a drop-down and where it stands.
        name: is told where a cell stands that has a name, and the name.
    """

    looks: Looks
    locate: Callable[[Link], str | None]
    overlong: Callable[[Place, str], str]
    offer: Callable[[Place, tuple[str, ...]], None]
    name: Callable[[Place, str], None]


class CellWriter:
    """Writes any value at any place; `rows.Lane` has a faster way for the plain ones."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._looks = around.looks

    def cell(self, place: Place, look: str, value: Value) -> tuple[str, str]:
        """The XML of a cell, and what it says (`values.said`; an overlong text says its first piece)."""
        match value:
            case Styled(value=inner, look=own):
                return self.cell(place, own, inner)
            case Named(value=inner, name=name):
                self._around.name(place, name)
                return self.cell(place, look, inner)
            case Pick(value=inner, options=options):
                self._around.offer(place, options)
                return self.cell(place, look, inner)
            case Link():
                return self._link(place, look, value)
            case Formula():
                return self._formula(place, look, value)
        return self._plain(place, look, value)

    def blank(self, place: Place, look: str) -> str:
        """The XML of an empty cell, which is there for its lines and fill."""
        return f'<c r="{place.letters}{place.row}" s="{self._looks.text(look)}"/>'

    def _plain(self, place: Place, look: str, value: Plain) -> tuple[str, str]:
        if value is None or value == "":
            return self.blank(place, look), ""
        if isinstance(value, str):
            return self._text(place, look, value)
        stored = _stored(value)
        if stored is None:
            return self._text(place, look, said(value) if not isinstance(value, Decimal) else str(value))
        kind, text = stored
        return f'<c r="{place.letters}{place.row}" s="{self._style(look, value)}"{kind}><v>{text}</v></c>', said(value)

    def _style(self, look: str, value: Plain) -> int:
        if isinstance(value, datetime):
            return self._looks.moment(look)
        if isinstance(value, date):
            return self._looks.day(look)
        return self._looks.text(look) if isinstance(value, str) else self._looks.number(look)

    def _text(self, place: Place, look: str, value: str) -> tuple[str, str]:
        text = clean_text(value)
        if units(text) > CELL_UNITS:
            text = self._around.overlong(place, text)
        if look == "tier":
            look = tier_look(text)
        style = self._looks.quoted(look) if text[0] in FORMULA_SIGNS else self._looks.text(look)
        opening = f'<c r="{place.letters}{place.row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        return f"{opening}{xml_text(text)}</t></is></c>", text

    def _link(self, place: Place, look: str, link: Link) -> tuple[str, str]:
        if not link.text:
            return self.blank(place, look), ""
        target = _web(link.url) if link.url else self._target(link)
        # A longer or many-lined text cannot stand in a formula: it stays text.
        if target is None or not link.text.isprintable() or units(link.text) > _QUOTABLE:
            return self._text(place, look, _unlinked(link))
        formula = f"HYPERLINK({_quoted(target)},{_quoted(link.text)})"
        style = self._looks.link(look)
        opening = f'<c r="{place.letters}{place.row}" s="{style}" t="str"><f>'
        return f"{opening}{xml_text(formula)}</f><v>{xml_text(link.text)}</v></c>", link.text

    def _target(self, link: Link) -> str | None:
        found = self._around.locate(link)
        return None if found is None else f"#{found}"

    def _formula(self, place: Place, look: str, formula: Formula) -> tuple[str, str]:
        return self.computed(place, look, xml_text(formula.text.removeprefix("=")), formula.cached)

    def computed(self, place: Place, look: str, formula: str, cached: Plain) -> tuple[str, str]:
        """The XML of a cell with a formula, given as XML text, and what it comes to; the same as what the cell says."""
        # A formula that gives nothing gives an empty text.
        value = "" if cached is None else cached
        stored = None if isinstance(value, str) else _stored(value)
        text = clean_text(value) if isinstance(value, str) else said(value)
        if look == "tier":
            look = tier_look(text)
        opening = f'<c r="{place.letters}{place.row}" s="{self._style(look, value)}"'
        body = f"<f>{formula}</f>"
        kind, shown = stored or (' t="str"', xml_text(text))
        return f"{opening}{kind}>{body}<v>{shown}</v></c>", text


def _stored(value: int | float | Decimal | date) -> tuple[str, str] | None:
    """The type attribute and text of a number, truth or date; None where only text can say it exactly."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, date):
        days = serial(value)
        return None if days is None else ("", repr(days))
    if isinstance(value, Decimal):
        return ("", repr(float(value))) if value.is_finite() and len(value.as_tuple().digits) <= 15 else None
    if isinstance(value, float):
        return ("", repr(value)) if math.isfinite(value) else None
    return ("", str(int(value))) if abs(value) < WHOLE_LIMIT else None


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _web(url: str) -> str | None:
    """The address as a link, or None where a click could do more than open a page or a letter, or Excel refuses it."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url
    return url if plain and len(url) <= _QUOTABLE and scheme in ("http", "https", "mailto") else None


def _unlinked(link: Link) -> str:
    return f"{link.text} ({link.url})" if link.url and link.url not in link.text else link.text
