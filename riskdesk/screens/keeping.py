"""Saving an answer together with the notes that were typed for it before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from riskdesk.desk import answering
from riskdesk.desk.looking import Look
from riskdesk.desk.opening import Desk
from riskdesk.rules import answers
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer
from riskdesk.widgets.drafts import Drafts

PURPOSES = ("note", "counsel")


def note_key(purpose: str, vendor: str, question: str) -> str:
    """The name of the draft of a note."""
    return f"{purpose} {vendor}/{question}"


def note_drafts(drafts: Drafts, vendor: str, question: str) -> tuple[str, str]:
    """The texts of note and counsel's note that were typed and are not saved yet."""
    found = [drafts.get(note_key(purpose, vendor, question), {}).get(purpose, "") for purpose in PURPOSES]
    return found[0], found[1]


def answer_at(seen: Look, question: str) -> Answer | None:
    """The answer that stands, None where the question is unanswered."""
    found = seen.case.answers.get(question)
    return found if found is not None and found.open else None


def keep(
    desk: Desk, drafts: Drafts, vendor: str, question: Question, value: Value | None,
    state: str = "answered", note: str | None = None, on: date | None = None,
) -> None:  # fmt: skip
    """Save an answer with the notes that wait for it; raises what `answering.answer` raises, and keeps the drafts."""
    keys = [note_key(purpose, vendor, question.id) for purpose in PURPOSES]
    waiting = [drafts.get(key, {}).get(purpose) for key, purpose in zip(keys, PURPOSES, strict=True)]
    answering.answer(
        desk,
        vendor,
        question.id,
        value,
        state=state,
        note=waiting[0] if note is None else note,
        counsel_note=waiting[1],
        on=on,
    )
    for key in keys:
        drafts.pop(key, None)


def keep_note(desk: Desk, drafts: Drafts, seen: Look, question: Question, purpose: str, text: str) -> bool:
    """Save a note with the answer it belongs to, or keep it until there is one; True where it was saved."""
    vendor, answer = seen.case.vendor.ref, answer_at(seen, question.id)
    held = "" if answer is None else answer.note if purpose == "note" else answer.counsel_note
    if text.strip() == held.strip():
        drafts.pop(note_key(purpose, vendor, question.id), None)
        return False
    drafts[note_key(purpose, vendor, question.id)] = {purpose: text}
    if answer is None:
        return False
    value = Value.from_json(answer.value) if answer.state == "answered" else None
    keep(desk, drafts, vendor, question, value, answer.state, on=answer.answered_on)
    return True


def details_read(question: Question, typed: Mapping[str, str]) -> dict[str, str | int | bool]:
    """The details that the texts mean, those left empty left out. Raises BadValue naming the field."""
    known = {item.name: item for item in question.fields}
    read = {name: answers.read_answer_field(question, known[name], text) for name, text in typed.items()}
    return {name: value for name, value in read.items() if value != ""}
