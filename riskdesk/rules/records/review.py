"""A round of review: answers, what was asked, scores given, sign-offs (DOMAIN 6.1, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, json_value, lines, number, ref, text, yes_no

STATES = {"answered": "answered", "unknown": "unknown", "declined": "declined", "na": "not applicable"}
ACTIONS = {"1": "1 provenance", "2": "2 disputes", "3": "3 usage", "4": "4 indemnity", "5": "5 policy"}


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """A vendor's standing answer to a question; its reference is `vendor/question`. No row means unanswered.

    A closed answer was cleared and counts as unanswered.
    """

    vendor: str = ref("Vendor", "vendor", required=True)
    question: str = text("Question", required=True)
    state: str = choice("State", STATES, required=True)
    value: str = json_value("Value")
    note: str = lines("Note")
    counsel_note: str = lines("Counsel's note", counsel=True)
    answered_on: date | None = day("Answered on", required=True, feeds="freshness (6.1)")
    answered_by: str = text("Answered by")


@dataclass(frozen=True, kw_only=True)
class Ask(Record):
    """That we asked a vendor, on which day, whom and how (DOMAIN 6.11.22)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    asked_on: date | None = day("Asked on", required=True, feeds="ageing, rubric 0 against 1")
    asked_of: str = text("Asked of", required=True)
    means: str = text("By what means")
    questions: str = text("Questions", help="Ids with blanks between; empty means all of action 1.")
    reminded_on: date | None = day("Reminded on")
    replied_on: date | None = day("Replied on")
    note: str = lines("Note")


@dataclass(frozen=True, kw_only=True)
class Corroboration(Record):
    """An independent source that bears out the vendor's answers (DOMAIN 6.11.22)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    by: str = text("Who", required=True)
    independent_how: str = lines("How independent", required=True)
    evidence: str = ref("Evidence", "evidence", required=True)
    on: date | None = day("On", required=True)


@dataclass(frozen=True, kw_only=True)
class Round(Record):
    """One 90-day review of a vendor, with its start and due dates; closing it freezes what was known."""

    vendor: str = ref("Vendor", "vendor", required=True)
    ordinal: int = number("Round", required=True, low=1)
    start_on: date | None = day("Start", required=True)
    due_1: date | None = day("Provenance due")
    due_2: date | None = day("Disputes due")
    due_3: date | None = day("Usage due")
    due_4: date | None = day("Indemnity due")
    due_5: date | None = day("Policy due")
    ended_on: date | None = day("Ended on")
    ended_at_log: int | None = number("Log entry at the end", low=0)


@dataclass(frozen=True, kw_only=True)
class Confirmation(Record):
    """The reviewer's own score of an action beside the suggested one; closed when an answer changes (6.11.15)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    action: str = choice("Action", ACTIONS, required=True)
    suggested: int = number("Suggested", required=True, low=0, high=5)
    score: int = number("Given", required=True, low=0, high=5)
    reason: str = lines("Reason")
    given_by: str = text("Given by", required=True)
    given_on: date | None = day("Given on", required=True)
    pack: str = text("Pack SHA-256", required=True)


@dataclass(frozen=True, kw_only=True)
class ScoreOverride(Record):
    """Leave to move an action's score by more than one, or past a cap (DOMAIN 6.2, 6.11.15)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    action: str = choice("Action", ACTIONS, required=True)
    score: int = number("Score allowed", required=True, low=0, high=5)
    rationale: str = lines("Rationale, 40 characters at least", required=True)
    evidence: str = ref("Evidence", "evidence", required=True)
    approver: str = text("Approver", required=True)
    approver_role: str = text("Approver's role", required=True)
    made_on: date | None = day("Made on", required=True)
    expires_on: date | None = day("Expires on", required=True)
    self_approved: bool | None = yes_no("Self-approved")


@dataclass(frozen=True, kw_only=True)
class Signature(Record):
    """A sign-off of an action: what was scored, by which pack, and what was and was not done."""

    vendor: str = ref("Vendor", "vendor", required=True)
    action: str = choice("Action", ACTIONS, required=True)
    score: int = number("Score signed", required=True, low=0, high=5)
    prepared_by: str = text("Prepared by", required=True)
    signed_by: str = text("Signed by", required=True)
    signed_role: str = text("Role")
    signed_on: date | None = day("Signed on", required=True)
    statement: str = lines("What was and was not done")
    self_reviewed: bool | None = yes_no("Self-reviewed")
    pack: str = text("Pack SHA-256", required=True)
