"""Columns that explain themselves: meaning, allowed values and source, for the data dictionary."""

from dataclasses import dataclass

from riskdesk.exports.book import Column

RECORDED = "recorded by the reviewer"
COMPUTED = "computed by the question set's rules"
FORMULA = "a live formula over this workbook's own cells"
PACK = "question set"
LOG = "the register's log"

YES_NO = "yes, no"
REFERENCE = "a reference of the register"
CHECK = "Difference between the live formula and the program's own number; 0 where they are equal."
CHECKS = "Sum of the differences between this row's live formulas and the program's own numbers; 0 where all are equal."


@dataclass(frozen=True, slots=True)
class Told(Column):
    """A column with the words that its cells may hold (`values`) and where they come from (`source`)."""

    values: str = ""
    source: str = RECORDED
