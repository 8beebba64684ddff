"""The credit of the renewal plan, and the dates of a contract's renewal (DOMAIN 4, 6.11.13)."""

from __future__ import annotations

from datetime import date, timedelta

from riskdesk.rules.credits import FULL
from riskdesk.rules.facts import Facts
from riskdesk.rules.pack import Question
from riskdesk.rules.recorded import Recorded
from riskdesk.rules.records import Contract


def renewal_plan(facts: Facts, question: Question) -> Recorded | None:
    """C10: the weakest plan over all contracts: an ask sent, the dates known, neither."""
    if not facts.contracts:
        return None
    credit, weakest = min((_planned(facts, question, contract), contract.ref) for contract in facts.contracts)
    words = {FULL: "an ask was sent", 0: f"term end or notice period of {weakest} unknown"}
    return Recorded(
        credit,
        words.get(credit, f"dates of {weakest} known, no ask sent"),
        tuple(contract.ref for contract in facts.contracts),
        facts.evidence(contract.evidence for contract in facts.contracts),
        fresh=True,
    )


def notice_deadline(contract: Contract) -> date | None:
    """Term end less the notice period, None while either is unknown or the day lies outside the calendar."""
    if contract.term_end is None or contract.notice_days is None:
        return None
    day = contract.term_end.toordinal() - contract.notice_days
    return date.fromordinal(day) if day >= 1 else None


def negotiate_from(contract: Contract) -> tuple[date, date] | None:
    """The first and the last day to start negotiating: 120 and 90 days before the notice deadline."""
    deadline = notice_deadline(contract)
    if deadline is None or deadline.toordinal() <= 120:
        return None
    return deadline - timedelta(days=120), deadline - timedelta(days=90)


def asked_on(facts: Facts, contract: Contract) -> list[date]:
    """The days on which an ask or a notice of this contract went out."""
    sent = [item.raised_on for item in facts.case.negotiations if item.contract == contract.ref and item.open]
    return [day for day in (*sent, contract.notice_sent_on) if day and facts.clock.reached(day)]


def notice_missed(facts: Facts, contract: Contract) -> bool:
    """Whether the notice deadline is over and neither ask nor notice went out by it."""
    deadline = notice_deadline(contract)
    if deadline is None or not facts.clock.past(deadline):
        return False
    return not any(day <= deadline for day in asked_on(facts, contract))


def ask_sent(facts: Facts, contract: Contract) -> bool:
    """Whether an ask was raised, dated or not, or notice sent."""
    raised = any(
        item.contract == contract.ref and item.open and item.status != "not raised" for item in facts.case.negotiations
    )
    return raised or bool(asked_on(facts, contract))


def _planned(facts: Facts, question: Question, contract: Contract) -> int:
    if ask_sent(facts, contract):
        return question.levels["sent"]
    known = contract.term_end is not None and contract.notice_days is not None
    return question.levels["known"] if known else 0
