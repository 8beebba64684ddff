"""The names of the workbook's sheets, which links lead to."""

from riskdesk.rules.records import KINDS

COVER = "Cover"
OVERVIEW = "Overview"
SCOPE = "Scope and method"
REGISTER = "Register"
TRACE = "Rating trace"
SCORES = "Action scores"
ANSWERS = "Answers"
EVIDENCE = "Evidence index"
DECISIONS = "Overrides and acceptances"
OPEN_ITEMS = "Open items"
REACH = "Disputes by vendor"
CHANGES = "Change log"
CROSSWALK = "Crosswalk"
DICTIONARY = "Data dictionary"
SIGN_OFF = "Sign-off"
INDEMNITY = "Indemnity status"
PROOF_LEVELS = "Disputes by proof level"
EXCLUSIONS = "Policy exclusion check"
BOARD = "Board"
SAMPLE = "Sample"

_OWN = {"answer": ANSWERS, "evidence": EVIDENCE}
"""The kinds whose records stand in a sheet that says more than their fields."""

PLAIN_KINDS = tuple(kind for kind in KINDS.values() if kind.name not in _OWN)
"""The kinds that have a sheet of their fields, in the order of their sheets."""


def kind_title(kind: str) -> str:
    """The sheet where the records of a kind stand."""
    return _OWN.get(kind) or KINDS[kind].plural


OF_SHEET = {
    "cover": COVER,
    "overview": OVERVIEW,
    "scope": SCOPE,
    "register": REGISTER,
    "trace": TRACE,
    "scores": SCORES,
    "answers": ANSWERS,
    "indemnity": INDEMNITY,
    "proof_levels": PROOF_LEVELS,
    "reach": REACH,
    "exclusions": EXCLUSIONS,
    "evidence": EVIDENCE,
    "decisions": DECISIONS,
    "open_items": OPEN_ITEMS,
    "changes": CHANGES,
    "crosswalk": CROSSWALK,
    "dictionary": DICTIONARY,
    "sign_off": SIGN_OFF,
    "board": BOARD,
}
"""The names of the sheets by the ids that profiles name them by; "kinds" stands for a sheet a record kind."""
