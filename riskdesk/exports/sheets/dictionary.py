"""The data dictionary: what every column of every sheet means, holds, and comes from."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from riskdesk.exports import row_digests, titles
from riskdesk.exports.book import Column, Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import Told
from riskdesk.exports.values import Link, Value

NOTE = (
    "One row a column of every table in this workbook, this one too. Names such as Weight_A1 in formulas are those of "
    "the policy's numbers on Scope and method."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    yield Sheet(titles.DICTIONARY, "DataDictionary", _COLUMNS, lambda: _rows(material), NOTE, 3)


def _rows(material: Material) -> Iterator[Sequence[Value]]:
    for part in material.parts:
        if isinstance(part, Sheet):
            yield from _explained(part.title, part.columns)
    yield from _explained(row_digests.TITLE, row_digests.COLUMNS)


def _explained(title: str, columns: Sequence[Column]) -> Iterator[Sequence[Value]]:
    for place, column in enumerate(columns, 1):
        values, source = (column.values, column.source) if isinstance(column, Told) else ("", _OURS)
        formula = column.formula.replace("{", "").replace("}", "")
        where, letters = Link(title, title), get_column_letter(place)
        told = (column.heading, column.key, column.help, values or _FREE[column.look], source, formula)
        yield (where, letters, *told)


_FREE = {
    "date": "a date",
    "datetime": "a UTC moment",
    "int": "a whole number",
    "decimal1": "a number",
    "decimal2": "a number",
    "percent": "0 % to 100 %",
    "tier": "a tier",
    "mono": "64 hexadecimal digits",
    "text": "text",
    "wrap": "text",
    "strong": "text",
    "center": "text",
}
"""What a column holds that names no values of its own, by its look."""

_OURS = "this workbook"
_COLUMNS = (
    Told("sheet", "Sheet", 26, "text", "The sheet; leads to it.", source=_OURS),
    Told("column", "Column", 9, "text", "The column's letters.", source=_OURS),
    Told("heading", "Heading", 42, "strong", "What stands above it.", source=_OURS),
    Told("key", "Key", 22, "text", "Its stable name, unique in its sheet.", source=_OURS),
    Told("meaning", "Meaning", 64, "wrap", "What it means.", source=_OURS),
    Told("values", "Allowed values", 50, "wrap", "What its cells may say.", source=_OURS),
    Told("source", "Source", 30, "wrap", "Where its content comes from.", source=_OURS),
    Told(
        "formula",
        "Live formula",
        60,
        "wrap",
        "How a cell follows from its own row, other columns by their keys; empty where it holds a value or a sum.",
        source=_OURS,
    ),
)

SHEETS = Other(parts)
