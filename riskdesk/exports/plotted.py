"""What a chart shows of a page: cells by name, and what they say, for readers that draw without looking there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.utils import get_column_letter, quote_sheetname

from riskdesk.exports.book import Chart, Grid
from riskdesk.exports.values import Formula, Link, Named, Pick, Plain, Styled, Value, said

_HEADINGS = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells in one row or column, as a formula names them, and what they hold."""

    cells: str
    values: tuple[Plain, ...]

    def words(self) -> StrRef:
        """The cells as names, each said as its cell says it."""
        points = [StrVal(index, said(value)) for index, value in enumerate(self.values)]
        return StrRef(self.cells, StrData(len(points), points))

    def numbers(self) -> NumRef:
        """The cells as numbers; one that holds none is left open."""
        points = [NumVal(index, v=value) for index, value in enumerate(self.values) if isinstance(value, int | float)]
        return NumRef(self.cells, NumData("General", len(self.values), points))


@dataclass(frozen=True)
class Standing:
    """Where a grid stands on its page: the number of the row of each of its lines, that of the headings first."""

    sheet: str
    grid: Grid
    rows: tuple[int, ...]

    def series(self, chart: Chart) -> Iterator[Series]:
        """The chart's series, without their looks: name, categories and values."""
        lines = range(chart.lines)
        if chart.by_row:
            words = self._stretch(chart.columns, [_HEADINGS])
            found = [(self._stretch([chart.label], [line]), self._stretch(chart.columns, [line])) for line in lines]
        else:
            words = self._stretch([chart.label], lines)
            found = [(self._stretch([column], [_HEADINGS]), self._stretch([column], lines)) for column in chart.columns]
        for number, (name, values) in enumerate(found):
            made = Series(idx=number, order=number)
            made.tx = SeriesLabel(strRef=name.words())
            made.cat = AxDataSource(strRef=words.words())
            made.val = NumDataSource(numRef=values.numbers())
            yield made

    def _stretch(self, columns: Sequence[int], lines: Sequence[int]) -> Stretch:
        first, last = self._cell(columns[0], lines[0]), self._cell(columns[-1], lines[-1])
        cells = first if first == last else f"{first}:{last}"
        values = tuple(_held(self._value(column, line)) for line in lines for column in columns)
        return Stretch(f"{quote_sheetname(self.sheet)}!{cells}", values)

    def _cell(self, column: int, line: int) -> str:
        spans = self.grid.spans or (1,) * len(self.grid.looks)
        return f"${get_column_letter(sum(spans[:column]) + 1)}${self.rows[line + bool(self.grid.headings)]}"

    def _value(self, column: int, line: int) -> Value:
        return self.grid.headings[column] if line == _HEADINGS else self.grid.rows[line][column]


def _held(value: Value) -> Plain:
    """What the cell holds, without its look or where it leads."""
    match value:
        case Styled(value=inner) | Named(value=inner):
            return _held(inner)
        case Formula(cached=inner) | Pick(value=inner) | Link(text=inner):
            return inner
    return value
