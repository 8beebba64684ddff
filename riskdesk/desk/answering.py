"""Answering a question: checked by the rules, saved with its log entry and the vendor's new standing, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import found_open, question_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.desk.voiding import void_scores
from riskdesk.errors import BadValue, NotAllowed, ReasonNeeded
from riskdesk.rules.answers import check_state, checked
from riskdesk.rules.casefile import Value
from riskdesk.rules.facts import NOT_TRAINING
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer, Evidence, EvidenceLink, Flow, Vendor
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_block, clean_line


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
        owner = found_open(writing, Vendor, vendor)
        saved = give(
            desk, writing, owner.ref, asked, value, state=state, note=note, counsel_note=counsel_note, on=on,
            evidence=evidence,
        )  # fmt: skip
        standing = restand(desk, writing, [owner.ref], f"answer {asked.id}")[owner.ref]
    return Saved(saved, standing)


def give(
    desk: Desk,
    writing: Writing,
    vendor: str,
    asked: Question,
    value: Value | None,
    *,
    state: str,
    note: str | None = None,
    counsel_note: str | None = None,
    evidence: Sequence[str] = (),
    on: date | None = None,
    by: str = "",
) -> Answer:
    """Save an answer within a deed's transaction, given `by` somebody else than the reviewer where that is named.

    The deed has the vendor assessed again. Raises as `answer` does.
    """
    old = writing.get(Answer, f"{vendor}/{asked.id}")
    new = _made(desk, vendor, asked, old, value, state, note, counsel_note, on, by)
    stood = old is not None and old.open and old.state == state
    check_state(asked, state, new.note if stood or note is not None else "")
    _check_day(desk, new)
    _check_flows(writing, vendor, asked, new)
    saved = _put(writing, old, new)
    for reference in evidence:
        link(writing, reference, vendor, asked.id)
    if old is None or (old.state, old.value, old.open) != (new.state, new.value, True):
        void_scores(desk, writing, vendor, asked.action, f"{asked.id} changed")
    return saved


def clear(desk: Desk, vendor: str, question: str, reason: str) -> Standing:
    """Take an answer back: the question is unanswered again, the log keeps what stood.

    Raises ReasonNeeded, UnknownRecord or NotAllowed where there is no answer to clear.
    """
    asked, why = question_of(desk.pack, question), clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("clearing an answer needs a reason", where=asked.id, remedy="say why")
    with desk.write("clear answer", why) as writing:
        owner = found_open(writing, Vendor, vendor)
        found_open(writing, Answer, f"{owner.ref}/{asked.id}")
        writing.close(Answer, f"{owner.ref}/{asked.id}", desk.today(), why)
        void_scores(desk, writing, owner.ref, asked.action, f"{asked.id} cleared")
        return restand(desk, writing, [owner.ref], f"answer {asked.id} cleared")[owner.ref]


def link(writing: Writing, evidence: str, vendor: str, question: str, place: str = "") -> None:
    """Link a piece of evidence to a vendor's question, once. Raises UnknownRecord, or NotAllowed for a closed one."""
    piece = found_open(writing, Evidence, evidence)
    same = "evidence = ? and vendor = ? and question = ? and place = ? and closed_on is null"
    if reading.rows(writing.connection, EvidenceLink, same, (piece.ref, vendor, question, place)):
        return
    writing.insert(
        EvidenceLink(
            ref=writing.next_ref("evidence_link"), evidence=piece.ref, vendor=vendor, question=question, place=place
        )
    )


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
    by: str,
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
        answered_by=by or desk.reviewer,
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


def _check_day(desk: Desk, new: Answer) -> None:
    if new.answered_on is not None and new.answered_on > desk.today():
        raise BadValue("a day that has not come yet", where=f"{new.question}, answered on", remedy="today, or before")


def _check_flows(writing: Writing, vendor: str, question: Question, new: Answer) -> None:
    """An attested no is refused while a flow that trains another model is open (DOMAIN 6.11.12)."""
    if question.id != "U1" or new.state != "answered" or Value.from_json(new.value).option != "no":
        return
    held = reading.rows(writing.connection, Flow, "vendor = ? and closed_on is null", (vendor,))
    if flows := [flow for flow in held if flow.purpose not in NOT_TRAINING]:
        names = ", ".join(flow.ref for flow in flows)
        raise NotAllowed("no is not possible while a usage flow is open", where="U1", remedy=f"close first: {names}")
