"""Everything that is unanswered, unknown or declined, with its age (DOMAIN 7, 9)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.sheets.answers import STATES
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import IN_SCOPE, Seen
from riskdesk.exports.told import COMPUTED, PACK, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Styled, Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.deadlines import ageing, first_asked

_ACTION, _QUESTION, _OFFSET, _AGEING = 3, 4, 5, 10

NOTE = (
    "Open questions of the vendors in scope. A key question that is still open 30 days after it was first asked turns "
    "amber, after 60 days red. A declined one never ages out: it needs treatment. Open never counts as safe."
)


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """The columns."""
    return _COLUMNS


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's open questions, none for a vendor out of scope."""
    if seen.scope != IN_SCOPE:
        return
    on = seen.standing.on
    credits = (credit for action in seen.standing.actions for credit in action.credits)
    for place, credit in enumerate(credits):
        if credit.open:
            question, answer = seen.pack.by_id[credit.question], seen.case.answers.get(credit.question)
            asked = first_asked(seen.case, question)
            yield (
                *(seen.case.vendor.ref, seen.case.vendor.name, seen.case.vendor.owner),
                *(question.action, question.id, place, yes_no(credit.key), STATES[credit.state]),
                *(asked, (on - asked).days if asked else None),
                ageing(seen.case, seen.pack, question.id, on),
                "treat: the vendor declined" if credit.state == "declined" else "ask or find out",
                *((answer.answered_on, answer.note) if answer else (None, None)),
            )


def _to_answer(material: Material, line: Line) -> Value:
    return material.at(line[0], titles.ANSWERS, line[_QUESTION], line[_OFFSET])


def _text(material: Material, line: Line) -> Value:
    return material.pack.by_id[line[_QUESTION]].text


def _age(_material: Material, line: Line) -> Value:
    return Styled(line[_AGEING], line[_AGEING]) if line[_AGEING] else None


_COLUMNS = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("owner", "Owner", 18, "wrap", "Who in our organisation answers for the vendor."),
    Told("action", "Action", 8, "int", "Number of the action.", values="1 to 5", source=PACK),
    Told("question", "Question", 10, "text", "Id of the question; leads to its row in the answers.", source=PACK),
    Told("text", "Asked", 56, "wrap", "The question's words.", source=PACK),
    Told("key", "Key", 7, "center", "Whether it is a key question.", values=YES_NO, source=PACK),
    Told("state", "State", 13, "text", "What is on record.", values="unanswered, unknown, declined"),
    Told(
        "asked", "First asked", 12, "date", "When the vendor was first asked, or our own review began.", source=COMPUTED
    ),
    Told("days", "Days open", 10, "int", "Days since then; empty while nobody was asked.", source=COMPUTED),
    Told("ageing", "Ageing", 9, "center", "How long a key question stays open.", values="amber, red", source=COMPUTED),
    Told("todo", "To do", 24, "text", "What it needs.", source=COMPUTED),
    Told("recorded_on", "Recorded on", 12, "date", "When unknown or declined was recorded."),
    Told("note", "Note", 40, "wrap", "The reviewer's note."),
)

SHEET = ByVendor(
    titles.OPEN_ITEMS, "OpenItems", NOTE, columns, lines, {"question": _to_answer, "text": _text, "ageing": _age}
)
