"""The five action scores of each vendor, from the earned points to the signature (DOMAIN 6.2, 7)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.policy_names import action_weight, lowest_cap
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import SCOPES, Seen
from riskdesk.exports.told import CHECKS, COMPUTED, FORMULA, PACK, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Formula, Value
from riskdesk.exports.words import listed, share, yes_no
from riskdesk.rules.actions import BEST_SCORE
from riskdesk.rules.lifecycle import rubric_line
from riskdesk.rules.standing import ActionStanding, AppliedCap

_POINTS = 10_000
_SCORE = "0 to 5"
_VENDOR, _ACTION = 0, 3

NOTE = (
    "Five rows a vendor. Earned and possible are sums of weight x points over the questions that count; five times "
    "earned over possible, rounded half up, is the score before caps. All of it is worked out here by live formulas "
    "over the rows of Answers and the numbers of the policy; the program's own numbers stand beside. Filter this "
    "sheet, but do not sort it. The key leads to the answers behind the score."
)


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """The columns."""
    return _COLUMNS


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's five rows."""
    for action in seen.standing.actions:
        yield (*seen.head, *_sum(seen, action), *_given(action), *_signed(seen, action), *_behind(seen, action))


def _sum(seen: Seen, action: ActionStanding) -> tuple[object, ...]:
    terms = seen.pack.action(action.action)
    exact = share(5 * action.earned, action.possible, 100)
    return (
        *(action.action, terms.title, Formula(action_weight(action.action), terms.weight)),
        *(action.earned, action.possible // _POINTS, exact, action.uncapped),
        listed((_cap(cap) for cap in action.caps), "\n"),
        Formula(lowest_cap(seen.pack, action.caps), min((BEST_SCORE, *(cap.at_most for cap in action.caps)))),
    )


def _cap(cap: AppliedCap) -> str:
    return f"{cap.id}, at most {cap.at_most}{' (binding)' if cap.binding else ''}: {cap.text}"


def _given(action: ActionStanding) -> tuple[object, ...]:
    return (
        *(action.suggested, action.given, action.given_reason if action.given_reason.strip() else None),
        *(action.override, action.score, yes_no(action.provisional)),
        *(action.earned, action.possible // _POINTS, action.uncapped, action.suggested, action.score, 0),
    )


def _signed(seen: Seen, action: ActionStanding) -> tuple[object, ...]:
    found = seen.signature(action.signed)
    return (
        *(seen.progress(action), seen.due(action)),
        *((found.prepared_by, found.signed_by, found.signed_on, found.signed_role) if found else (None,) * 4),
        *((yes_no(found.self_reviewed), found.statement) if found else (None,) * 2),
    )


def _behind(seen: Seen, action: ActionStanding) -> tuple[object, ...]:
    earning = [credit for credit in action.credits if credit.counts and credit.points]
    return (
        rubric_line(action, seen.case.asks, seen.pack),
        *(action.open, action.key_open),
        listed(credit.question for credit in earning),
        seen.cited(ref for credit in earning for ref in credit.evidence),
    )


def _to_answers(material: Material, line: Line) -> Value:
    return material.at(line[_VENDOR], titles.ANSWERS, line[_VENDOR], material.questions[line[_ACTION]][0])


def _earned(material: Material, line: Line) -> Value:
    return _summed(material, line, "earned", "SUMPRODUCT({},{})", ("weight", "points"))


def _possible(material: Material, line: Line) -> Value:
    return _summed(material, line, "possible", 'SUMPRODUCT({}*({}="yes"))', ("weight", "counts"))


def _summed(material: Material, line: Line, key: str, formula: str, keys: tuple[str, ...]) -> Value:
    value = material.value(titles.SCORES, key, line)
    return material.summed(line[_VENDOR], material.questions[line[_ACTION]], formula, keys, value)


def _to_override(material: Material, line: Line) -> Value:
    return material.link("score_override", str(material.value(titles.SCORES, "override", line) or ""))


def _to_evidence(material: Material, line: Line) -> Value:
    refs = str(material.value(titles.SCORES, "evidence", line) or "")
    return material.link("evidence", refs.partition(",")[0], refs)


_COUNTS = (
    'IF({given}="",{suggested},IF({override}<>"",{given},'
    'IF(OR({given}={suggested},AND(ABS({given}-{suggested})=1,{reason}<>"")),MIN({given},{at_most}),{suggested})))'
)
"""A given score counts with an override, or within one of the suggested one and with a reason, up to the caps."""

_CHECK = "+".join(
    f"ABS({{{key}}}-{{program_{key}}})" for key in ("earned", "possible", "uncapped", "suggested", "score")
)
_BY_PROGRAM = "What the program came to."
_COLUMNS = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the answers.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
    Told("action", "Action", 8, "int", "Number of the action.", values="1 to 5", source=PACK),
    Told("title", "Title", 26, "wrap", "What the action is.", source=PACK),
    Told("weight", "Weight", 9, "int", "Percent of control effectiveness.", source=PACK),
    Told("earned", "Earned, in 10,000ths", 13, "int", "Sum of weight x points, of Answers.", source=FORMULA),
    Told("possible", "Possible", 10, "int", "Sum of the weights that count, of Answers.", source=FORMULA),
    Told(
        "exact",
        "Five times the share",
        11,
        "decimal2",
        "5 x earned / possible, to two decimals, to be read; what follows does not build on it.",
        source=FORMULA,
        formula='IF({possible}=0,"",INT((1000*{earned}+10000*{possible})/(20000*{possible}))/100)',
    ),
    Told(
        "uncapped",
        "Before caps",
        10,
        "int",
        "Five times the share, rounded half up in whole numbers.",
        values=_SCORE,
        source=FORMULA,
        formula="IF({possible}=0,0,INT((10*{earned}+10000*{possible})/(20000*{possible})))",
    ),
    Told("caps", "Caps", 46, "wrap", "Every cap whose condition holds; binding ones lower the score.", source=COMPUTED),
    Told("at_most", "At most", 9, "int", "The lowest of these caps.", values=_SCORE, source=FORMULA),
    Told(
        "suggested",
        "Suggested",
        11,
        "int",
        "The score after caps.",
        values=_SCORE,
        source=FORMULA,
        formula="MIN({uncapped},{at_most})",
    ),
    Told("given", "Given", 8, "int", "The reviewer's own score; empty while none is given.", values=_SCORE),
    Told("reason", "Reason", 34, "wrap", "Why the reviewer's score differs."),
    Told("override", "Override", 11, "text", "The score override it rests on.", values=REFERENCE),
    Told(
        "score",
        "Score",
        8,
        "int",
        "The score that counts: the one given, within its limits, else the suggested one.",
        values=_SCORE,
        source=FORMULA,
        formula=_COUNTS,
    ),
    Told("provisional", "Provisional", 12, "center", "Not yet given by a reviewer.", values=YES_NO, source=COMPUTED),
    Told("program_earned", "Earned by the program", 13, "int", _BY_PROGRAM, source=COMPUTED),
    Told("program_possible", "Possible by the program", 11, "int", _BY_PROGRAM, source=COMPUTED),
    Told("program_uncapped", "Before caps by the program", 11, "int", _BY_PROGRAM, values=_SCORE, source=COMPUTED),
    Told("program_suggested", "Suggested by the program", 12, "int", _BY_PROGRAM, values=_SCORE, source=COMPUTED),
    Told("program_score", "Score by the program", 11, "int", _BY_PROGRAM, values=_SCORE, source=COMPUTED),
    Told("check", "Check", 8, "int", CHECKS, values="0", source=FORMULA, formula=_CHECK),
    Told(
        "progress",
        "State",
        11,
        "text",
        "How far the action has come.",
        values="untouched, started, late, scored, signed, stale (signed, and moved or expired since)",
        source=COMPUTED,
    ),
    Told("due", "Due", 12, "date", "When the round wants it done."),
    Told("prepared_by", "Prepared by", 18, "text", "Who prepared what was signed."),
    Told("signed_by", "Signed by", 18, "text", "Who signed the score that counts."),
    Told("signed_on", "Signed on", 12, "date", "When."),
    Told("role", "Role", 18, "wrap", "In which role."),
    Told("self_reviewed", "Self-reviewed", 12, "center", "Prepared and signed by one person.", values=YES_NO),
    Told("statement", "Statement", 40, "wrap", "What was and was not done, as signed."),
    Told("rubric", "Level reached", 44, "wrap", "The rubric's words for the score that counts.", source=PACK),
    Told("open", "Open", 8, "int", "Questions unanswered, unknown or declined.", source=COMPUTED),
    Told("key_open", "Key open", 8, "int", "Of these, key questions.", source=COMPUTED),
    Told("answers", "Answers relied on", 24, "wrap", "The questions that earn points.", source=COMPUTED),
    Told("evidence", "Evidence relied on", 24, "text", "The evidence under them; leads to the first.", source=COMPUTED),
)

_FILL = {
    "vendor": _to_answers,
    "earned": _earned,
    "possible": _possible,
    "override": _to_override,
    "evidence": _to_evidence,
}

SHEET = ByVendor(titles.SCORES, "ActionScores", NOTE, columns, lines, _FILL)
