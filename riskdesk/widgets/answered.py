"""What stands at a question, read off a case file and a standing: the values the walk shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from riskdesk.rules.casefile import CaseFile, Matter, Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Evidence, Record
from riskdesk.rules.standing import Credit
from riskdesk.widgets.answer_lines import Answered, Kept
from riskdesk.widgets.record_words import dispute_line, record_line
from riskdesk.widgets.wording import credit_words, tenths_words

_STRENGTHS = {"primary": "primary", "statement": "statement", "assertion": "assertion"}


def answered_now(
    question: Question, case: CaseFile, credit: Credit, today: date, drafts: tuple[str, str] = ("", "")
) -> Answered:
    """What stands at the question for the vendor; `drafts` are texts of note and counsel's note not saved yet."""
    answer = case.answers.get(question.id)
    standing = answer is not None and answer.open
    return Answered(
        state=credit.state if credit.state != "records" or not standing else "answered",
        value=Value.from_json(answer.value) if answer and standing else Value(),
        note=answer.note if answer and standing else "",
        note_draft=drafts[0],
        counsel_note=drafts[1] or (answer.counsel_note if answer and standing else ""),
        on=f"{answer.answered_on}" if answer and standing and answer.answered_on else "",
        records=[*matters_of(case)] if question.kind == "dispute" else [*kept_records(case, question.kind)],
        evidence=evidence_of(case, question.id, today),
        because=credit_line(credit),
    )


def credit_line(credit: Credit) -> str:
    """What the question earns now: its credit, evidence and freshness, and why."""
    if not credit.counts:
        return f"left out of the sum: {credit.because}"
    if credit.state == "unanswered" and not credit.records:
        return "unanswered: earns nothing"
    factors = f"{credit_words(credit.credit)} x proof {tenths_words(credit.evidence_tenths)}"
    fresh = f" x age {tenths_words(credit.fresh_tenths)}" if credit.fresh_tenths != 10 else ""
    return f"earns {factors}{fresh} of weight {credit.weight}: {credit.because}"


def matters_of(case: CaseFile) -> list[Kept]:
    """The vendor's matters with the path by which each reaches it."""
    return [Kept(matter.dispute.ref, dispute_line(matter.dispute), path_words(matter)) for matter in case.matters]


def path_words(matter: Matter) -> str:
    """By which path a matter reaches the vendor, and how far it bears on what we use."""
    path = " > ".join(matter.path[1:])
    return f"{'via ' + path if path else 'its own'}; {matter.role}; relevance {matter.relevance or 'unknown'}"


def records_in(case: CaseFile, kind: str) -> Sequence[Record]:
    """The case file's records of a kind that questions are answered by."""
    found: dict[str, Sequence[Record]] = {
        "search": case.searches,
        "dispute": [matter.dispute for matter in case.matters],
        "flow": case.flows,
        "terms": case.terms,
        "signoff": case.sign_offs,
        "contract": (*case.contracts, *case.negotiations),
        "proceeding_link": case.proceeding_links,
        "proceeding": case.proceedings,
    }
    return found.get(kind, ())


def kept_records(case: CaseFile, kind: str) -> list[Kept]:
    """The records that answer a question, a line each."""
    return [Kept(record.ref, record_line(record)) for record in records_in(case, kind)]


def evidence_of(case: CaseFile, question: str, today: date) -> list[Kept]:
    """The evidence linked to a question, each with its strength, review and date."""
    refs = dict.fromkeys(link.evidence for link in case.links if link.question == question and link.open)
    return [evidence_kept(case, case.evidence[ref], today) for ref in refs if ref in case.evidence]


def evidence_kept(case: CaseFile, piece: Evidence, today: date) -> Kept:
    """One piece of evidence in a line, late where it is superseded or due for a refresh."""
    superseded = piece.ref in case.superseded
    due = piece.refresh_on is not None and piece.refresh_on < today
    states = [_STRENGTHS.get(piece.strength, piece.strength)]
    states.append(f"reviewed {piece.reviewed_on}" if piece.reviewed_on else "not reviewed")
    states += ["superseded"] if superseded else []
    states += [f"refresh was due {piece.refresh_on}"] if due and not superseded else []
    states += ["privileged"] if piece.classification == "privileged" else []
    return Kept(piece.ref, piece.title, ", ".join(states), superseded or due)
