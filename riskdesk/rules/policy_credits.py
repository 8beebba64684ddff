"""Credits of action 5, read off the proceedings linked to the vendor (DOMAIN 5, 6.11.14).

What is recorded once for a proceeding counts for every vendor it touches; a vendor takes the worst over its own. With
none linked, the organisation's documented "no open vehicle" stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from riskdesk.rules.credits import FULL
from riskdesk.rules.facts import Facts, latest
from riskdesk.rules.pack import Question
from riskdesk.rules.recorded import Recorded
from riskdesk.rules.records import Evidence, Proceeding

CHECKED_DAYS = 90
"""For how many days a look at a proceeding's status counts, unless the pack's level "days" says otherwise."""


def proceedings_linked(facts: Facts, question: Question) -> Recorded | None:
    """G1: the vendor's own: every linked proceeding checked within 90 days, or logged."""
    if not facts.proceedings:
        return None
    days = question.levels.get("days", CHECKED_DAYS)
    current = [checked is not None and facts.clock.within(checked, days) for _, checked in facts.proceedings]
    return Recorded(
        question.levels["checked" if all(current) else "logged"],
        f"{sum(current)} of {len(current)} proceedings checked within {days} days",
        _refs(facts),
        _copies(facts),
        fresh=True,
    )


def proceeding_owner(facts: Facts, question: Question) -> Recorded | None:
    """G2: owner and clearance route named, the owner alone, neither."""

    def earned(item: Proceeding) -> int:
        if not item.owner:
            return 0
        return FULL if item.clearance else question.levels["owner"]

    return _worst(facts, earned, "owner and clearance route")


def proceeding_position(facts: Facts, question: Question) -> Recorded | None:
    """G3: position and ask written and cleared, in draft, neither."""

    def earned(item: Proceeding) -> int:
        if item.position_state == "cleared" and item.position and item.ask:
            return question.levels["cleared"]
        return question.levels["draft"] if item.position_state or item.position else 0

    return _worst(facts, earned, "position and ask")


def participation(facts: Facts, question: Question) -> Recorded | None:
    """G4: filed in time with a receipt, through an association, decided against, drafted, nothing."""

    def earned(item: Proceeding) -> int:
        if item.vehicle == "none":
            return question.levels["declined"]
        if item.participation == "filed" and not filed_in_time(item):
            return question.levels["drafted"]
        return question.levels.get(item.participation, 0)

    return _worst(facts, earned, "participation")


def release_check(facts: Facts, question: Question) -> Recorded | None:
    """G5: whether a named person has checked what goes public."""
    del question

    def earned(item: Proceeding) -> int:
        return FULL if item.release_checked_by and item.release_checked_on else 0

    return _worst(facts, earned, "public-release check")


def follow_through(facts: Facts, question: Question) -> Recorded | None:
    """G6: the outcome mapped to the register, tracked, neither."""
    return _worst(facts, lambda item: question.levels.get(item.follow_through, 0), "follow-through")


def filed_in_time(item: Proceeding) -> bool:
    """Whether a receipt is recorded and the filing is not dated after the closing day."""
    late = item.filed_on is not None and item.closes_on is not None and item.filed_on > item.closes_on
    return bool(item.receipt) and not late


def undecided(item: Proceeding) -> bool:
    """Whether nobody has filed, joined or decided not to."""
    return item.vehicle != "none" and item.participation in {"", "drafted"}


def _worst(facts: Facts, earned: Callable[[Proceeding], int], what: str) -> Recorded | None:
    if not facts.proceedings:
        return None
    credit, weakest = min((earned(item), item.ref) for item, _ in facts.proceedings)
    words = f"{what}: in full" if credit == FULL else f"{what}: the weakest is {weakest}"
    return Recorded(credit, words, _refs(facts), _copies(facts), _last_touched(facts))


def _last_touched(facts: Facts) -> date | None:
    return latest(
        day for item, checked in facts.proceedings for day in (checked, item.filed_on, item.release_checked_on)
    )


def _refs(facts: Facts) -> tuple[str, ...]:
    return tuple(item.ref for item, _ in facts.proceedings)


def _copies(facts: Facts) -> tuple[Evidence, ...]:
    return facts.evidence(item.copy for item, _ in facts.proceedings)
