"""Every question of every vendor, unanswered ones too, with the way from answer to points (DOMAIN 6.1, 7)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import SCOPES, Seen
from riskdesk.exports.told import CHECK, COMPUTED, FORMULA, PACK, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.answers import in_words
from riskdesk.rules.facts import value_of
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer
from riskdesk.rules.standing import Credit

STATES = {
    "answered": "answered",
    "records": "answered by records",
    "unknown": "unknown",
    "declined": "declined",
    "na": "not applicable",
    "unanswered": "unanswered",
}
"""The states of a question as the sheets say them; each question of a vendor has exactly one."""

_QUESTION, _EVIDENCE = 4, 21

NOTE = (
    "One row a question and vendor, unanswered ones too. Points = answer credit x evidence factor x freshness, in "
    "whole numbers, by a live formula beside the program's own number. Unanswered, unknown and declined earn nothing. "
    "Other sheets add these rows up where they stand: filter this sheet, but do not sort it. Allegations are reported, "
    "not findings."
)


def columns(handed: HandOver) -> tuple[Told, ...]:
    """The columns; counsel's note only for who may see it."""
    return (*_COLUMNS, *_COUNSEL) if handed.profile.counsel else _COLUMNS


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's rows, the questions in their order."""
    for action in seen.standing.actions:
        for credit in action.credits:
            question = seen.pack.by_id[credit.question]
            answer = seen.case.answers.get(credit.question)
            line = (
                *seen.head,
                action.action,
                question.id,
                None,
                *_answered(credit, question, answer),
                *_points(seen, credit),
            )
            line = (*line, *_by(seen, answer))
            yield (*line, answer.counsel_note if answer else None) if seen.profile.counsel else line


def _answered(credit: Credit, question: Question, answer: Answer | None) -> tuple[object, ...]:
    words = note = None
    if answer is not None:
        words, note = _words(question, answer), answer.note
    return (yes_no(credit.key), credit.weight, STATES[credit.state], words, note)


def _words(question: Question, answer: Answer) -> str:
    return in_words(question, answer.state, value_of(answer.value))


def _points(seen: Seen, credit: Credit) -> tuple[object, ...]:
    """Credit, factors and points; without an answer there is nothing to prove or to expire."""
    judged = not credit.open and (credit.state != "na" or credit.counts)
    factors = (credit.evidence_tenths, credit.fresh_tenths) if judged else (None, None)
    weighted = credit.weight * credit.points / 10_000 if credit.counts else None
    return (
        *(credit.credit if credit.counts else None, *factors),
        *(credit.points, credit.points, 0, yes_no(credit.counts), weighted, credit.because),
        *(", ".join(credit.records), seen.cited(credit.evidence)),
    )


def _by(seen: Seen, answer: Answer | None) -> tuple[object, ...]:
    if answer is None:
        return (None, None, None)
    age = (seen.standing.on - answer.answered_on).days if answer.answered_on else None
    return answer.answered_on, answer.answered_by, age


def _text(material: Material, line: Line) -> Value:
    return material.pack.by_id[line[_QUESTION]].text


def _to_evidence(material: Material, line: Line) -> Value:
    refs: str = line[_EVIDENCE]
    return material.link("evidence", refs.partition(",")[0], refs) if refs else None


_COLUMNS = (
    Told("vendor", "Vendor", 16, "text", "Key of the vendor.", values=REFERENCE),
    Told("name", "Name", 24, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
    Told("action", "Action", 8, "int", "Number of the action.", values="1 to 5", source=PACK),
    Told("question", "Question", 10, "strong", "Id of the question.", source=PACK),
    Told("text", "Asked", 50, "wrap", "The question's words.", source=PACK),
    Told("key", "Key", 7, "center", "A key question cannot be not applicable.", values=YES_NO, source=PACK),
    Told("weight", "Weight", 9, "int", "Weight in the action.", source=PACK),
    Told("state", "State", 18, "text", "What is on record.", values=", ".join(STATES.values())),
    Told("answer", "Answer", 44, "wrap", "The answer in the question's own words."),
    Told("note", "Note", 36, "wrap", "The reviewer's note."),
    Told("credit", "Credit, of 100", 10, "int", "Credit of the answer.", values="0 to 100", source=COMPUTED),
    Told("factor", "Evidence, of 10", 11, "int", "How well it is proven.", values="5, 8, 10", source=COMPUTED),
    Told("fresh", "Freshness, of 10", 11, "int", "In its window or expired.", values="10, 5", source=COMPUTED),
    Told(
        "points",
        "Points, of 10,000",
        11,
        "int",
        "Credit x evidence x freshness, worked out in this cell.",
        values="0 to 10,000",
        source=FORMULA,
        formula="{credit}*{factor}*{fresh}",
    ),
    Told(
        "program_points",
        "Points by the program",
        11,
        "int",
        "What the program came to.",
        values="0 to 10,000",
        source=COMPUTED,
    ),
    Told("check", "Check", 8, "int", CHECK, values="0", source=FORMULA, formula="{points}-{program_points}"),
    Told("counts", "Counts", 9, "center", "Whether its weight is in the sum.", values=YES_NO, source=COMPUTED),
    Told(
        "weighted",
        "Weighted",
        11,
        "decimal2",
        "Weight x points, as a share of full credit; empty where it does not count.",
        source=FORMULA,
        formula='IF({counts}="yes",{weight}*{points}/10000,"")',
    ),
    Told("because", "Because", 46, "wrap", "How the credit came about.", source=COMPUTED),
    Told("records", "Records relied on", 20, "wrap", "Records that it rests on.", values=REFERENCE, source=COMPUTED),
    Told("evidence", "Evidence", 20, "text", "Evidence that it rests on; leads to the first.", values=REFERENCE),
    Told("answered_on", "Answered on", 12, "date", "When."),
    Told("answered_by", "Answered by", 18, "text", "By whom."),
    Told("age", "Age in days", 10, "int", "Days since then.", source=COMPUTED),
)
_COUNSEL = (
    Told("counsel_note", "Counsel's note", 36, "wrap", "Counsel's own note; never leaves with other profiles."),
)

SHEET = ByVendor(titles.ANSWERS, "Answers", NOTE, columns, lines, {"text": _text, "evidence": _to_evidence}, frozen=5)
