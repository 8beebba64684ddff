"""What our own use of a vendor's output comes to: the answer to U1 against the flows on record (DOMAIN 3, 6.11.12)."""

from __future__ import annotations

from typing import Literal

from riskdesk.rules.casefile import Value
from riskdesk.rules.credits import filled_in
from riskdesk.rules.facts import Facts, value_of
from riskdesk.rules.records import Flow

Position = Literal["unanswered", "unknown", "declined", "yes", "no", "unattested", "refused"]
"""U1 as it counts: "no" only if somebody named attests it, "refused" a no while a flow into training is open."""

REVIEWED = frozenset({"permitted", "exception", "authorised"})
"""Determinations that let a flow run."""


def position(facts: Facts) -> Position:
    """How U1 counts, from the answer on record and the open flows."""
    answer = facts.answers.get("U1")
    if answer is None or answer.state == "na":
        return "unanswered"
    if answer.state == "unknown":
        return "unknown"
    if answer.state == "declined":
        return "declined"
    value = value_of(answer.value)
    if value.option == "yes":
        return "yes"
    if value.option != "no":
        return "unanswered"
    if facts.training:
        return "refused"
    return "no" if filled_in(value, "attested_by") else "unattested"


def engineering_attests(value: Value) -> bool:
    """Whether a no to U1 carries a name, a role and a date."""
    return all(filled_in(value, name) for name in ("attested_by", "attested_role", "attested_on"))


def signed(facts: Facts, flow: Flow) -> bool:
    """Whether a legal sign-off of the flow is in date, its first and last day included."""
    return any(
        item.signed_on is not None
        and item.expires_on is not None
        and facts.clock.reached(item.signed_on)
        and facts.clock.within(item.expires_on, 0)
        for item in facts.sign_offs.get(flow.ref, ())
    )


def remedied(facts: Facts, flow: Flow) -> bool:
    """Whether a stopped flow was remedied, with evidence that counts."""
    done = flow.remedied_on is not None and facts.clock.reached(flow.remedied_on)
    return done and facts.counts(flow.remedy_evidence)


def stopped(flow: Flow) -> bool:
    """Whether the flow no longer runs; one of which nobody says so is taken to run."""
    return flow.running == "stopped"


def given_away(facts: Facts, flow: Flow) -> bool:
    """Whether output or model goes to third parties without written authorisation, and that is not mended yet."""
    if flow.distribution != "third" or flow.purpose == "inference" or facts.counts(flow.authorisation):
        return False
    return not (stopped(flow) and remedied(facts, flow))


def excepted(flow: Flow) -> bool:
    """Whether the flow is occasional, manual and internal, into a classifier, under a cited exception."""
    return (
        flow.regularity == "occasional"
        and flow.automated == "no"
        and flow.distribution == "internal"
        and flow.purpose in {"classifier", "embedding"}
        and bool(flow.exception.strip())
        and flow.determination in REVIEWED
    )
