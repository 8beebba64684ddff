"""Drop-downs: which cells offer which words, and the sheet of words that are too long to stand in a rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from riskdesk.exports.book import FIRST_RECORD, Column, Sheet
from riskdesk.exports.cells import Place

CHOICES = "Choices"

#: Excel takes no longer list inside a rule.
_INLINE = 255


@dataclass(slots=True)
class Dropdowns:
    """The drop-downs of one workbook.

    Cells are noted while their sheet is written, and become rules at its end. Words that cannot stand in a rule go to
    the sheet "Choices" in the order in which they were first offered.
    """

    _offers: dict[tuple[str, ...], list[Place]] = field(default_factory=dict)
    _starts: dict[tuple[str, ...], int] = field(default_factory=dict)
    _listed: int = 0

    def offer(self, place: Place, options: tuple[str, ...]) -> None:
        """Note that this cell offers these words."""
        if options:
            self._offers.setdefault(options, []).append(place)

    def keep(self, lists: Iterable[tuple[str, ...]]) -> None:
        """Put lists on the sheet of words ahead of their cells, as far as they cannot stand in a rule."""
        for options in lists:
            self._source(options)

    def rules(self) -> Iterator[DataValidation]:
        """The rules for the cells noted since the last call."""
        for options, places in self._offers.items():
            yield self.rule(options, _ranges(places))
        self._offers.clear()

    def rule(self, options: tuple[str, ...], cells: str) -> DataValidation:
        """The rule that makes `cells` (ranges with spaces between) offer these words."""
        return DataValidation(
            type="list",
            formula1=self._source(options),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Not on the list",
            error="Choose one of the words on the list.",
            sqref=MultiCellRange(cells),
        )

    def sheet(self, *, protected: bool = False) -> Sheet | None:
        """The sheet of words, or None when every list stood in its rule."""
        if not self._starts:
            return None
        columns = (Column("list", "List", 8, "int"), Column("choice", "Choice", 80, "wrap"))
        rows = [(number, word) for number, options in enumerate(self._starts, 1) for word in options]
        note = "The words that drop-downs offer."
        return Sheet(CHOICES, "ChoiceWords", columns, lambda: rows, note=note, protected=protected)

    def _source(self, options: tuple[str, ...]) -> str:
        inline = ",".join(options)
        if len(inline) <= _INLINE and not any(set(word) & set(',"\n') or word != word.strip() for word in options):
            return f'"{inline}"'
        if options not in self._starts:
            self._starts[options] = FIRST_RECORD + self._listed
            self._listed += len(options)
        start = self._starts[options]
        return f"{CHOICES}!$B${start}:$B${start + len(options) - 1}"


def _ranges(places: list[Place]) -> str:
    """The cells as ranges: those that follow each other in a column are one."""
    ranges: list[tuple[str, int, int]] = []
    for place in sorted(places, key=lambda place: (len(place.letters), place.letters, place.row)):
        letters, start, end = ranges[-1] if ranges else ("", 0, 0)
        if letters == place.letters and end == place.row - 1:
            ranges[-1] = (letters, start, place.row)
        else:
            ranges.append((place.letters, place.row, place.row))
    return " ".join(f"{letters}{start}:{letters}{end}" for letters, start, end in ranges)
