"""The sheets of the workbooks, one module each; a sheet more is its module, its id here and in the profiles."""

from collections.abc import Mapping

from riskdesk.exports.material import ByVendor, Other
from riskdesk.exports.sheets import (
    answers,
    board,
    changes,
    cover,
    crosswalk,
    decisions,
    dictionary,
    evidence,
    exclusions,
    indemnity,
    kinds,
    open_items,
    overview,
    proof_levels,
    reach,
    register,
    scope,
    scores,
    sign_off,
    trace,
)
from riskdesk.rules.profiles import Profile

SHEETS: Mapping[str, ByVendor | Other] = {
    "cover": cover.SHEETS,
    "overview": overview.SHEET,
    "scope": scope.SHEETS,
    "register": register.SHEET,
    "trace": trace.SHEET,
    "scores": scores.SHEET,
    "answers": answers.SHEET,
    "indemnity": indemnity.SHEET,
    "proof_levels": proof_levels.SHEETS,
    "reach": reach.SHEET,
    "kinds": kinds.SHEETS,
    "exclusions": exclusions.SHEETS,
    "evidence": evidence.SHEETS,
    "decisions": decisions.SHEET,
    "open_items": open_items.SHEET,
    "changes": changes.SHEETS,
    "crosswalk": crosswalk.SHEETS,
    "dictionary": dictionary.SHEETS,
    "sign_off": sign_off.SHEETS,
    "board": board.SHEET,
}
"""By the ids that the profiles name them by."""


def sheets_of(profile: Profile) -> tuple[ByVendor | Other, ...]:
    """The sheets of a profile in the order of its workbook."""
    return tuple(SHEETS[name] for name in profile.sheets)
