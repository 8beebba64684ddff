"""Answering a question: checked by the rules, saved with its log entry and the vendor's new standing, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import found, question_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import NotAllowed
from riskdesk.rules.answers import check_state, checked
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer, Confirmation, Evidence, EvidenceLink, Flow, Signature, Vendor
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_block


@dataclass(frozen=True)
class Saved:
    """An answer as it was saved, and where it leaves the vendor."""

    answer: Answer
    standing: Standing


def answer(
    desk: Desk,
    vendor: str,
    question: str,
    value: Value | None = None,
    *,
    state: str = "answered",
    note: str | None = None,
    counsel_note: str | None = None,
    evidence: Sequence[str] = (),
    on: date | None = None,
) -> Saved:
    """Save a vendor's answer in `state`; a note left None keeps the one there is, `evidence` is linked to it.

    A changed answer voids the score given and the sign-off of its action (DOMAIN 6.11.15). Raises BadValue,
    MissingValue, NotAllowed, ReasonNeeded or UnknownRecord; then nothing was saved.
    """
    asked = question_of(desk.pack, question)
    with desk.write("answer") as writing:
        owner = found(writing, Vendor, vendor)
        old = writing.get(Answer, f"{owner.ref}/{asked.id}")
        new = _made(desk, owner.ref, asked, old, value, state, note, counsel_note, on)
        check_state(asked, state, new.note)
        _check_flows(writing, owner.ref, asked, new)
        saved = _put(writing, old, new)
        for reference in evidence:
            link(writing, reference, owner.ref, asked.id)
        if old is None or (old.state, old.value, old.open) != (new.state, new.value, True):
            void_scores(desk, writing, owner.ref, asked)
        standing = restand(desk, writing, [owner.ref], f"answer {asked.id}")[owner.ref]
    return Saved(saved, standing)


def clear(desk: Desk, vendor: str, question: str, reason: str) -> Standing:
    """Take an answer back: the question is unanswered again, the log keeps what stood."""
    asked = question_of(desk.pack, question)
    with desk.write("clear answer", reason) as writing:
        owner = found(writing, Vendor, vendor)
        found(writing, Answer, f"{owner.ref}/{asked.id}")
        writing.close(Answer, f"{owner.ref}/{asked.id}", desk.today(), reason)
        void_scores(desk, writing, owner.ref, asked)
        return restand(desk, writing, [owner.ref], f"answer {asked.id} cleared")[owner.ref]


def link(writing: Writing, evidence: str, vendor: str, question: str, place: str = "") -> None:
    """Link a piece of evidence to a vendor's question, once."""
    piece = found(writing, Evidence, evidence)
    same = "evidence = ? and vendor = ? and question = ? and place = ? and closed_on is null"
    if reading.rows(writing.connection, EvidenceLink, same, (piece.ref, vendor, question, place)):
        return
    writing.insert(
        EvidenceLink(
            ref=writing.next_ref("evidence_link"), evidence=piece.ref, vendor=vendor, question=question, place=place
        )
    )


def void_scores(desk: Desk, writing: Writing, vendor: str, question: Question) -> None:
    """Close the score given and the sign-off of the question's action: what they rested on has changed."""
    reason = f"{question.id} changed"
    for record in (Confirmation, Signature):
        where = "vendor = ? and action = ? and closed_on is null"
        for item in reading.rows(writing.connection, record, where, (vendor, str(question.action))):
            writing.close(record, item.ref, desk.today(), reason)


def _made(
    desk: Desk,
    vendor: str,
    question: Question,
    old: Answer | None,
    value: Value | None,
    state: str,
    note: str | None,
    counsel_note: str | None,
    on: date | None,
) -> Answer:
    given = checked(question, value or Value()) if state == "answered" else Value()
    kept = old if old is not None and old.open else None
    return Answer(
        ref=f"{vendor}/{question.id}",
        vendor=vendor,
        question=question.id,
        state=state,
        value=given.to_json() if state == "answered" else "",
        note=_text(note, kept.note if kept else ""),
        counsel_note=_text(counsel_note, kept.counsel_note if kept else ""),
        answered_on=on or desk.today(),
        answered_by=desk.reviewer,
    )


def _text(given: str | None, kept: str) -> str:
    return kept if given is None else clean_block(given).strip()


def _put(writing: Writing, old: Answer | None, new: Answer) -> Answer:
    if old is None:
        writing.insert(new)
        return new
    fields: dict[str, Any] = {name: getattr(new, name) for name in ("state", "value", "note", "counsel_note")}
    return writing.change(
        Answer,
        new.ref,
        **fields,
        answered_on=new.answered_on,
        answered_by=new.answered_by,
        closed_on=None,
        closed_reason="",
    )


def _check_flows(writing: Writing, vendor: str, question: Question, new: Answer) -> None:
    """An attested no is refused while a flow is open (DOMAIN 6.11.12)."""
    if question.id != "U1" or new.state != "answered" or Value.from_json(new.value).option != "no":
        return
    flows = reading.rows(writing.connection, Flow, "vendor = ? and closed_on is null", (vendor,))
    if flows:
        names = ", ".join(flow.ref for flow in flows)
        raise NotAllowed("no is not possible while a usage flow is open", where="U1", remedy=f"close first: {names}")
