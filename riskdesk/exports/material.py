"""What the sheets are made from, and the two ways to make one: a line at a time by vendor, or any other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter

from riskdesk.data.excerpt import Numbers
from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.book import Page, Sheet
from riskdesk.exports.places import one_cell, stretches
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import Seen, Survey, Tally, ranked
from riskdesk.exports.told import Told
from riskdesk.exports.values import Formula, Link, Plain, Value
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KINDS

Part = Sheet | Page
Rank = Callable[[Line], Sequence[object]]


@dataclass
class Material:
    """A register open for handing over, with every vendor surveyed; `parts` are the workbook's sheets once known."""

    handed: HandOver
    survey: Survey
    register_rank: Rank
    parts: tuple[Part, ...] = ()
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        """The question set that scores the register."""
        return self.handed.pack

    @property
    def tally(self) -> Tally:
        """What was counted."""
        return self.survey.tally

    @cached_property
    def vendor_numbers(self) -> Mapping[str, int]:
        """The number of each vendor in the order of the sheets that go by vendor, from 0."""
        return {ref: number for number, ref in enumerate(self.handed.excerpt.vendors)}

    @cached_property
    def questions(self) -> Mapping[int, tuple[int, int]]:
        """By action: how many of a vendor's questions come before its own, and how many it has."""
        asked = {action.number: len(self.pack.of_action(action.number)) for action in self.pack.actions}
        return {number: (sum(asked[other] for other in asked if other < number), asked[number]) for number in asked}

    @cached_property
    def register_order(self) -> Sequence[int]:
        """The vendors' numbers in the order of the register."""
        return ranked(self.survey.spools[titles.REGISTER], self.register_rank)

    @cached_property
    def _register_rows(self) -> Mapping[str, int]:
        if titles.REGISTER not in self.survey.spools:
            return {}
        refs = self.handed.excerpt.vendors
        return {refs[number]: row for row, number in enumerate(self.register_order)}

    def at(self, ref: str, title: str, text: str, offset: int = 0) -> Value:
        """`text` leading to a vendor's first row in a sheet that goes by vendor, or `offset` rows further down.

        Plain text where the profile has no such sheet.
        """
        if title not in self.survey.spools:
            return text
        return Link(text, title, self.survey.spools[title].start(self.vendor_numbers[ref]) + offset)

    def has(self, title: str) -> bool:
        """Whether this workbook has that sheet, which goes by vendor."""
        return title in self.survey.spools

    def cell(self, ref: str, title: str, key: str, offset: int = 0) -> str:
        """How a formula names a cell of a sheet that goes by vendor: the vendor's row, `offset` further down, fixed."""
        record = self.survey.spools[title].start(self.vendor_numbers[ref]) + offset
        return one_cell(title, self._letters[title][key], record)

    def summed(self, ref: str, rows: tuple[int, int], formula: str, keys: Sequence[str], value: Plain) -> Value:
        """A sum over rows of a vendor's answers, the first of them and how many, in those columns.

        The formula names the rows where they stand, a range for each {}: looking them up by vendor would take a time
        that grows with the square of the register. Its value alone in a workbook without answers.
        """
        if not self.has(titles.ANSWERS):
            return value
        record = self.survey.spools[titles.ANSWERS].start(self.vendor_numbers[ref]) + rows[0]
        letters = [self._letters[titles.ANSWERS][key] for key in keys]
        parts = (
            formula.format(*(f"{sheet}!${letter}${first}:${letter}${last}" for letter in letters))
            for sheet, first, last in stretches(titles.ANSWERS, record, rows[1])
        )
        return Formula("+".join(parts), value)

    def value(self, title: str, key: str, line: Line) -> Plain:
        """What stands in a column of a line of a sheet that goes by vendor."""
        return line[self._places[title][key]]  # type: ignore[no-any-return]

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, int]]:
        sheets = (part for part in self.parts if isinstance(part, Sheet))
        return {sheet.title: {column.key: place for place, column in enumerate(sheet.columns)} for sheet in sheets}

    @cached_property
    def _letters(self) -> Mapping[str, Mapping[str, str]]:
        return {
            title: {key: get_column_letter(place + 1) for key, place in places.items()}
            for title, places in self._places.items()
        }

    def link(self, kind: str, ref: str, text: str = "") -> Value:
        """`text`, else the reference, leading to the record's row where that is known; plain text where it is not."""
        shown = text or ref
        row = self._register_rows.get(ref) if kind == "vendor" else self._place(kind, ref)
        title = titles.REGISTER if kind == "vendor" else titles.kind_title(kind)
        return shown if row is None or not shown else Link(shown, title, row)

    def _place(self, kind: str, ref: str) -> int | None:
        if not ref or not KINDS[kind].prefix:
            return None
        if kind not in self._numbers:
            self._numbers[kind] = self.handed.excerpt.numbers(KINDS[kind])
        return self._numbers[kind].place(ref)


Fill = Callable[[Material, Line], Value]


@dataclass(frozen=True)
class ByVendor:
    """A table whose rows come from one vendor at a time.

    Attributes:
        title: the sheet's name.
        table_name: the Excel table's name.
        note: what the table holds and how to read it.
        columns: the columns, for a hand-over.
        lines: a vendor's rows as plain values, a value a column.
        fill: by column key, what stands in the cell instead, worked out from the line when it is written.
        frozen: columns that stay in sight.
    """

    title: str
    table_name: str
    note: str
    columns: Callable[[HandOver], tuple[Told, ...]]
    lines: Callable[[Seen], Iterable[Line]]
    fill: Mapping[str, Fill]
    frozen: int = 2

    def parts(self, material: Material) -> Iterator[Part]:
        """The table."""
        columns = self.columns(material.handed)
        fills = [(place, self.fill[column.key]) for place, column in enumerate(columns) if column.key in self.fill]
        order = material.register_order if self.title == titles.REGISTER else None

        def rows() -> Iterator[Sequence[Value]]:
            for line in material.survey.spools[self.title].lines(order):
                row: list[Value] = list(line)
                for place, fill in fills:
                    row[place] = fill(material, line)
                yield row

        yield Sheet(self.title, self.table_name, columns, rows, self.note, self.frozen)


@dataclass(frozen=True)
class Other:
    """Sheets made in any other way."""

    parts: Callable[[Material], Iterable[Part]]
