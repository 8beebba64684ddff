"""The vendor questionnaire's layout (DOMAIN 1): which lines it has, what stands locked, what may be filled in.

Written by exports/questionnaire and read back by imports/replies, so that both mean the same cell. A line shows the
pack's own question or label and nothing of ours: no reason, no credit, no answer, no note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from riskdesk.rules.pack import AnswerField, Pack, Question

ACTION = 1
"""The action that is put to the vendor."""

FORMAT = "riskdesk questionnaire 1"
"""What the sheet of marks says it is; another layout of cells gets another number."""

INSTRUCTIONS, QUESTIONS, FORM = "Instructions", "Questionnaire", "Form"
"""The sheets' names."""

UNKNOWN, DECLINED, NOT_APPLICABLE = "unknown", "declined", "not applicable"
BELOW = "answered below"
STATES: Final[Mapping[str, str]] = {
    UNKNOWN: "unknown", DECLINED: "declined", NOT_APPLICABLE: "na", "n/a": "na", "na": "na",
}  # fmt: skip
"""The words of the drop-downs, and of people, that are no answer of the question's own; each with its state."""

SIGNATURE = "signature"
OTHER = "other"
"""What a fault belongs to where it belongs to no question: the signature, or anything outside the answer cells."""

Column = Literal["answer", "explanation", "title", "reference", "dated"]
EVIDENCE: Final[tuple[Column, ...]] = ("title", "reference", "dated")
"""The columns for a named document."""

HEADINGS: Final[Mapping[str, str]] = {
    "code": "No.",
    "text": "Question",
    "answer": "Your answer",
    "explanation": "Explanation or details",
    "title": "Evidence: title",
    "reference": "Evidence: reference or address",
    "dated": "Evidence: date",
}
"""The columns in their order, with their headings."""

TITLE = "Questions about training data and intellectual property"
LEAD = (
    "Yellow cells are yours; all others are locked. Choose from the list where a cell offers one. Leave blank what you "
    "have not answered; choose “declined” where you will not answer."
)
SIGN_HEADING = "Signature"
SIGN_LEAD = (
    "The person named here confirms for the vendor that the answers above are complete and true to the best of their "
    "knowledge on that date. A typed name is taken as a signature; a signed copy as PDF is welcome beside this file."
)
LOCKED_TEXTS: Final = frozenset({TITLE, LEAD, SIGN_HEADING, SIGN_LEAD, *HEADINGS.values()})
"""What stands on the sheet of questions beside its lines."""

MARKS: Final[Mapping[str, str]] = {
    "format": "Form",
    "register": "Register",
    "vendor": "Vendor reference",
    "round": "Round",
    "pack": "Question set",
    "pack_sha256": "Question set SHA-256",
    "questions_sha256": "Question texts SHA-256",
    "issued_on": "Issued on",
}
"""The marks of the sheet "Form" by which a reply is known again, each with its label."""


@dataclass(frozen=True)
class Line:
    """One row of the questionnaire.

    `question` is the question's id, or SIGNATURE; `name` the item or field of it, "" for the question itself. `columns`
    may be filled in; `type` is what the answer is (choice, checklist, form, mark, or a field's type) and `options` the
    words it offers.
    """

    code: str
    question: str
    text: str
    part: Literal["question", "item", "field", "signature"]
    name: str
    type: str
    options: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Identity:
    """Which questionnaire it is: of which register, vendor, round, pack, question texts and day."""

    register: str
    vendor: str
    round: int
    pack: str
    pack_sha256: str
    questions_sha256: str
    issued_on: date

    def marks(self) -> dict[str, str]:
        """The sheet "Form" as label and text."""
        held = {**vars(self), "format": FORMAT, "issued_on": self.issued_on.isoformat(), "round": str(self.round)}
        return {label: held[name] for name, label in MARKS.items()}


def lines(pack: Pack) -> tuple[Line, ...]:
    """Every row of the questionnaire in its order, the signature last."""
    return (*(line for question in asked(pack) for line in _of(question)), *_signature())


def asked(pack: Pack) -> tuple[Question, ...]:
    """The questions that are put to the vendor."""
    found = pack.of_action(ACTION)
    return tuple(question for question in found if question.asked_of == "vendor" and question.type != "records")


def questions_sha256(pack: Pack) -> str:
    """SHA-256 over every row's number, text and allowed words, as compact JSON in UTF-8: any alteration shows."""
    told = [[line.code, line.text, list(line.options)] for line in lines(pack)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def plain(text: str) -> str:
    """A text as words are compared: one blank between words, no capitals."""
    return " ".join(text.casefold().split())


def same_words(text: str, other: str) -> bool:
    """Whether two locked texts are the same but for blanks and line ends, which spreadsheet programs may move."""
    return " ".join(text.split()) == " ".join(other.split())


def _of(question: Question) -> Iterator[Line]:
    own = tuple(option.label for option in question.options) or (BELOW,)
    offered = (*own, UNKNOWN, DECLINED, *((NOT_APPLICABLE,) if question.may_be_na else ()))
    yield Line(
        question.id, question.id, question.text, "question", "", question.type, offered,
        ("answer", "explanation", *EVIDENCE),
    )  # fmt: skip
    marks = tuple(mark.label for mark in question.marks)
    for number, item in enumerate(question.items, 1):
        code = f"{question.id}.{number}"
        yield Line(code, question.id, item.label, "item", item.id, "mark", marks, ("answer", *EVIDENCE))
    for number, field in enumerate(question.fields, len(question.items) + 1):
        column: Column = "explanation" if field.type == "lines" else "answer"
        code = f"{question.id}.{number}"
        yield Line(code, question.id, field.label, "field", field.name, field.type, _offered(field), (column,))


def _offered(field: AnswerField) -> tuple[str, ...]:
    return ("yes", "no") if field.type == "bool" else tuple(field.choices.values())


def _signature() -> Iterator[Line]:
    wanted = (("name", "Name", "text"), ("role", "Role or title", "text"), ("on", "Date", "date"))
    for number, (name, label, type_) in enumerate(wanted, 1):
        yield Line(f"S.{number}", SIGNATURE, label, "signature", name, type_, (), ("answer",))
