"""What is due when: dates of a round, of renewals and of everything that expires (DOMAIN 4, 6.9, 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from riskdesk.rules.acceptances import last_day
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.clock import Clock, after
from riskdesk.rules.facts import Facts, latest, read
from riskdesk.rules.output_use import stopped
from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.policy_credits import undecided
from riskdesk.rules.records import Ask, Contract, Override, ScoreOverride
from riskdesk.rules.renewal_credits import ask_sent, asked_on, negotiate_from, notice_deadline
from riskdesk.rules.standing import Standing


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """A day by which something is to be done: `what` in a word or two, `record` the reference it stands on.

    `late` once the day is over and the thing is not done.
    """

    on: date
    what: str
    record: str
    late: bool


_WORDS = {
    "renewal ask": "renewal ask due",
    "start talks": "renewal talks to start",
    "notice": "notice deadline",
    "term end": "contract term ends",
    "sign-off": "legal sign-off expires",
    "search": "dispute search out of date",
    "matter check": "next check of a matter",
    "comments close": "comments close",
    "policy date": "next date of a proceeding",
    "treatment": "treatment due",
    "acceptance": "acceptance expires",
    "override": "override expires",
    "evidence": "evidence to refresh",
    "insurance": "insurance policy ends",
}


def in_words(what: str) -> str:
    """What is due, written out; an action's name becomes "provenance due"."""
    return _WORDS.get(what) or f"{what} due"


def search_days(pack: Pack, computed: str) -> int:
    """For how many days a search for disputes is in date, at the tier computed (DOMAIN 6.11.4)."""
    action = pack.action(2)
    return action.critical_window_days if computed == pack.tiers[-1].id else action.window_days


def due_dates(start: date, pack: Pack) -> tuple[date, ...]:
    """The day by which each of the five actions is due in a round that begins on `start`."""
    return tuple(after(start, action.due_days) for action in pack.actions)


def deadlines(case: CaseFile, pack: Pack, standing: Standing) -> tuple[Deadline, ...]:
    """All that is due or late for a vendor on the standing's date, the earliest first; nothing that is done."""
    facts = read(case, pack, Clock(standing.on))
    found = (
        *_round(facts, standing),
        *_renewals(facts),
        *_usage(facts),
        *_disputes(facts, standing),
        *_policy(facts),
        *_decisions(facts, standing),
        *_evidence(facts),
    )
    return tuple(sorted(Deadline(day, what, ref, day < standing.on) for day, what, ref in found))


def next_deadline(items: Iterable[Deadline]) -> Deadline | None:
    """The one to look at first: the earliest, so a late one before any to come; None if nothing is due."""
    return min(items, default=None)


def ageing(case: CaseFile, pack: Pack, question: str, on: date) -> Literal["", "amber", "red"]:
    """How long a key question has been open since it was first asked; declined never ages, it needs treatment.

    What we ask ourselves is asked on the day the round starts.
    """
    asked = pack.by_id[question]
    answer = case.answers.get(question)
    state = answer.state if answer and answer.open else "unanswered"
    if not asked.key or state not in {"unanswered", "unknown"}:
        return ""
    first = first_asked(case, asked)
    days = (on - first).days if first else 0
    return "red" if days > pack.policy.red_days else "amber" if days > pack.policy.amber_days else ""


def first_asked(case: CaseFile, question: Question) -> date | None:
    """The day a question was first asked of the vendor; of ourselves, at the latest the day the round starts."""
    started = case.round.start_on if case.round and question.asked_of == "us" else None
    return min([day for day in (*_asked(case.asks, question.id, question.action), started) if day], default=None)


Due = tuple[date, str, str]


def _asked(asks: Iterable[Ask], question: str, action: int) -> Iterator[date | None]:
    for ask in asks:
        named = ask.questions.upper().replace(",", " ").split()
        if ask.open and (question in named or (not named and action == 1)):
            yield ask.asked_on


def _round(facts: Facts, standing: Standing) -> Iterator[Due]:
    held = facts.case.round
    if held is None or not held.open or held.ended_on is not None:
        return
    for action in facts.pack.actions:
        day = getattr(held, f"due_{action.number}")
        if day and not standing.actions[action.number - 1].signed:
            yield day, action.short.lower(), held.ref
    ask = _ask_due(facts)
    if ask:
        yield ask, "renewal ask", held.ref


def _ask_due(facts: Facts) -> date | None:
    """The day by which the round's first ask is to be out; None once one is, or where no round is open."""
    held = facts.case.round
    if held is None or not held.open or held.ended_on is not None or held.start_on is None:
        return None
    if any(ask_sent(facts, contract) for contract in facts.contracts):
        return None
    starts = [span[1] for contract in facts.contracts if (span := negotiate_from(contract))]
    return min((after(held.start_on, facts.pack.policy.ask_due_days), *starts))


def _renewals(facts: Facts) -> Iterator[Due]:
    ask = _ask_due(facts)
    for contract in facts.contracts:
        deadline = notice_deadline(contract)
        if deadline and contract.notice_sent_on is None and not _went_out(facts, contract, deadline):
            yield deadline, "notice", contract.ref
        talks = _talks_due(facts, contract, deadline)
        if talks and talks != ask:
            yield talks, "start talks", contract.ref
        if contract.term_end and contract.term_end >= facts.clock.on:
            yield contract.term_end, "term end", contract.ref


def _talks_due(facts: Facts, contract: Contract, deadline: date | None) -> date | None:
    """The last day to start negotiating, until an ask is out or the notice deadline is over."""
    span = negotiate_from(contract)
    if span is None or deadline is None or deadline < facts.clock.on or ask_sent(facts, contract):
        return None
    return span[1]


def _went_out(facts: Facts, contract: Contract, deadline: date) -> bool:
    """Whether the deadline is over and an ask was out by then."""
    return deadline < facts.clock.on and any(day <= deadline for day in asked_on(facts, contract))


def _usage(facts: Facts) -> Iterator[Due]:
    for flow in facts.training:
        ends = latest(item.expires_on for item in facts.sign_offs.get(flow.ref, ()))
        if ends and not stopped(flow):
            yield ends, "sign-off", flow.ref


def _disputes(facts: Facts, standing: Standing) -> Iterator[Due]:
    searched = latest(search.searched_on for search in facts.searches)
    if searched:
        days = search_days(facts.pack, standing.outcome.tier if standing.outcome else "")
        yield after(searched, days), "search", facts.searches[-1].ref
    for matter in facts.matters:
        if matter.dispute.next_check:
            yield matter.dispute.next_check, "matter check", matter.dispute.ref


def _policy(facts: Facts) -> Iterator[Due]:
    for item, _ in facts.proceedings:
        if item.closes_on and undecided(item):
            yield item.closes_on, "comments close", item.ref
        if item.next_on:
            yield item.next_on, "policy date", item.ref


def _decisions(facts: Facts, standing: Standing) -> Iterator[Due]:
    case = facts.case
    for treatment in case.treatments:
        if treatment.open and treatment.due_on and treatment.done_on is None:
            yield treatment.due_on, "treatment", treatment.ref
    computed = standing.outcome.tier if standing.outcome else standing.tier
    for acceptance in case.acceptances:
        ends = last_day(acceptance, facts.pack, computed, standing.tier)
        if acceptance.open and ends:
            yield ends, "acceptance", acceptance.ref
    overrides: tuple[Override | ScoreOverride, ...] = (*case.overrides, *case.score_overrides)
    for override in overrides:
        if override.open and override.expires_on and override.expires_on >= standing.on:
            yield override.expires_on, "override", override.ref


def _evidence(facts: Facts) -> Iterator[Due]:
    linked = {item.ref: item for items in facts.proof.values() for item in items}
    for ref, item in linked.items():
        if item.refresh_on:
            yield item.refresh_on, "evidence", ref
