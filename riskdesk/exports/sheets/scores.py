"""The five action scores of each vendor, from the earned points to the signature (DOMAIN 6.2, 7)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import SCOPES, Seen
from riskdesk.exports.told import COMPUTED, PACK, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import listed, yes_no
from riskdesk.rules.lifecycle import rubric_line
from riskdesk.rules.standing import ActionStanding, AppliedCap

_POINTS = 10_000
_SCORE = "0 to 5"
_VENDOR, _ACTION, _OVERRIDE, _EVIDENCE = 0, 3, 14, 29

NOTE = (
    "Five rows a vendor. Earned and possible are sums of weight x credit over the questions that count; five times "
    "earned over possible, rounded half up, is the score before caps. The key leads to the answers behind the score."
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
    exact = 5 * action.earned / action.possible if action.possible else None
    return (
        *(action.action, terms.title, terms.weight),
        *(action.earned / _POINTS, action.possible // _POINTS, exact, action.uncapped),
        listed((_cap(cap) for cap in action.caps), "\n"),
    )


def _cap(cap: AppliedCap) -> str:
    return f"{cap.id}, at most {cap.at_most}{' (binding)' if cap.binding else ''}: {cap.text}"


def _given(action: ActionStanding) -> tuple[object, ...]:
    return (
        *(action.suggested, action.given, action.given_reason, action.override),
        *(action.score, yes_no(action.provisional)),
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
    before = sum(question.action < line[_ACTION] for question in material.pack.questions)
    return material.at(line[_VENDOR], titles.ANSWERS, line[_VENDOR], before)


def _to_override(material: Material, line: Line) -> Value:
    return material.link("score_override", line[_OVERRIDE])


def _to_evidence(material: Material, line: Line) -> Value:
    return material.link("evidence", line[_EVIDENCE].partition(",")[0], line[_EVIDENCE])


_COLUMNS = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the answers.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
    Told("action", "Action", 8, "int", "Number of the action.", values="1 to 5", source=PACK),
    Told("title", "Title", 26, "wrap", "What the action is.", source=PACK),
    Told("weight", "Weight", 9, "int", "Percent of control effectiveness.", source=PACK),
    Told("earned", "Earned", 10, "decimal2", "Sum of weight x credit earned.", source=COMPUTED),
    Told("possible", "Possible", 10, "int", "Sum of the weights that count.", source=COMPUTED),
    Told("exact", "Five times the share", 11, "decimal2", "5 x earned / possible.", source=COMPUTED),
    Told("uncapped", "Before caps", 10, "int", "That, rounded half up.", values=_SCORE, source=COMPUTED),
    Told("caps", "Caps", 46, "wrap", "Every cap whose condition holds; binding ones lower the score.", source=COMPUTED),
    Told("suggested", "Suggested", 11, "int", "The score after caps.", values=_SCORE, source=COMPUTED),
    Told("given", "Given", 8, "int", "The reviewer's own score; empty while none is given.", values=_SCORE),
    Told("reason", "Reason", 34, "wrap", "Why the reviewer's score differs."),
    Told("override", "Override", 11, "text", "The score override it rests on.", values=REFERENCE),
    Told("score", "Score", 8, "int", "The score that counts.", values=_SCORE, source=COMPUTED),
    Told("provisional", "Provisional", 12, "center", "Not yet given by a reviewer.", values=YES_NO, source=COMPUTED),
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
    Told("role", "Role", 18, "text", "In which role."),
    Told("self_reviewed", "Self-reviewed", 12, "center", "Prepared and signed by one person.", values=YES_NO),
    Told("statement", "Statement", 40, "wrap", "What was and was not done, as signed."),
    Told("rubric", "Level reached", 44, "wrap", "The rubric's words for the score that counts.", source=PACK),
    Told("open", "Open", 8, "int", "Questions unanswered, unknown or declined.", source=COMPUTED),
    Told("key_open", "Key open", 8, "int", "Of these, key questions.", source=COMPUTED),
    Told("answers", "Answers relied on", 24, "wrap", "The questions that earn points.", source=COMPUTED),
    Told("evidence", "Evidence relied on", 24, "text", "The evidence under them; leads to the first.", source=COMPUTED),
)

_FILL = {"vendor": _to_answers, "override": _to_override, "evidence": _to_evidence}

SHEET = ByVendor(titles.SCORES, "ActionScores", NOTE, columns, lines, _FILL)
