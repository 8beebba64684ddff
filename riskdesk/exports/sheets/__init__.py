"""The sheets of the workbook, one module each; a sheet more is its module and its name in this list."""

from riskdesk.exports.material import ByVendor, Other
from riskdesk.exports.sheets import (
    answers,
    changes,
    cover,
    crosswalk,
    decisions,
    dictionary,
    evidence,
    kinds,
    open_items,
    reach,
    register,
    scope,
    scores,
    sign_off,
)

SHEETS: tuple[ByVendor | Other, ...] = (
    cover.SHEETS,
    scope.SHEETS,
    register.SHEET,
    scores.SHEET,
    answers.SHEET,
    reach.SHEET,
    kinds.SHEETS,
    evidence.SHEETS,
    decisions.SHEET,
    open_items.SHEET,
    changes.SHEETS,
    crosswalk.SHEETS,
    dictionary.SHEETS,
    sign_off.SHEETS,
)
"""In the order of the workbook."""
