"""What may be decided by hand, and for how long it counts: overrides of scores and tiers (DOMAIN 6.2, 6.8, 6.11.20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riskdesk.rules.clock import Clock
from riskdesk.rules.facts import Facts
from riskdesk.rules.pack import Pack, Policy
from riskdesk.rules.records import Override, ScoreOverride
from riskdesk.rules.standing import FiredFloor
from riskdesk.rules.tiers import rank

COUNSEL_FLOORS = frozenset({"F1", "F2", "F6"})
"""Floors below which only an override that names counsel reaches; F1 at either of its tiers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The tier that is shown, the override it rests on, and a note where one is on record."""

    tier: str
    override: str = ""
    note: str = ""


def score_override_for(facts: Facts, action: int, suggested: int, given: int) -> ScoreOverride | None:
    """The override in date that lets the action's score go from `suggested` as far as `given`, or None."""
    for item in facts.case.score_overrides:
        reaches = item.score is not None and min(suggested, item.score) <= given <= max(suggested, item.score)
        stands = item.open and item.action == str(action) and not formal_gaps(item, facts.pack.policy)
        if stands and reaches and _in_date(item, facts.clock):
            return item
    return None


def formal_gaps(item: Override | ScoreOverride, policy: Policy) -> tuple[str, ...]:
    """What an override lacks in form: rationale, evidence, approver with role, date made."""
    lacking = {
        f"a rationale of {policy.override_rationale} characters": len(item.rationale.strip())
        >= policy.override_rationale,
        "linked evidence": bool(item.evidence),
        "an approver": bool(item.approver.strip()),
        "the approver's role": bool(item.approver_role.strip()),
        "the date it was made": item.made_on is not None,
    }
    return tuple(words for words, there in lacking.items() if not there)


def override_gaps(item: Override, pack: Pack, floors: Iterable[FiredFloor]) -> tuple[str, ...]:
    """Everything that keeps a tier override from counting over its `computed_tier`; empty if it may stand."""
    gaps = formal_gaps(item, pack.policy)
    if not item.computed_tier:
        return (*gaps, "the computed tier when it was made")
    step = rank(pack, item.computed_tier) - rank(pack, item.tier)
    if step <= 0:
        return gaps
    if step > 1:
        gaps = (*gaps, "a target at most one tier below the computed one")
    if not _short_enough(item, pack.policy):
        gaps = (*gaps, f"an expiry at most {pack.policy.override_days_lowering} days after it was made")
    standing = {id for id in _above(pack, floors, item.tier) if id.split("-")[0] in COUNSEL_FLOORS}
    if standing and not item.counsel.strip():
        gaps = (*gaps, f"counsel named, as {', '.join(sorted(standing))} stands above {item.tier}")
    return gaps


def shown_tier(facts: Facts, computed: str, floors: Iterable[FiredFloor], overrides: Iterable[Override]) -> Shown:
    """The tier to show beside the computed one: by the latest override in date that is complete (DOMAIN 6.11.20)."""
    current = [item for item in overrides if item.open and _in_date(item, facts.clock)]
    if not current:
        return Shown(computed, "", _lapsed(overrides))
    item = max(current, key=lambda found: (str(found.made_on), found.ref))
    gaps = override_gaps(item, facts.pack, floors)
    if gaps:
        return Shown(computed, "", f"{item.ref} does not count: it lacks {'; '.join(gaps)}")
    return _apply(facts.pack, item, computed)


def _apply(pack: Pack, item: Override, computed: str) -> Shown:
    target, now = rank(pack, item.tier), rank(pack, computed)
    lowers = target < rank(pack, item.computed_tier)
    if target > now and not lowers:
        return Shown(item.tier, item.ref, f"raised by {item.ref}; computed {computed}")
    if target < now and lowers and now - target == 1:
        until = f" until {item.expires_on.isoformat()}" if item.expires_on else ""
        return Shown(item.tier, item.ref, f"lowered by {item.ref}{until}; computed {computed}")
    if target == now:
        return Shown(computed, "", f"{item.ref} agrees with the computed tier")
    words = "a raise never hides a higher computed tier" if not lowers else "more than one tier below the computed one"
    if lowers and target > now:
        words = "the computed tier is lower by now"
    return Shown(computed, "", f"{item.ref} does not count: {words}")


def _above(pack: Pack, floors: Iterable[FiredFloor], tier: str) -> set[str]:
    return {floor.id for floor in floors if rank(pack, floor.tier) > rank(pack, tier)}


def _short_enough(item: Override, policy: Policy) -> bool:
    if item.made_on is None or item.expires_on is None:
        return False
    return (item.expires_on - item.made_on).days <= policy.override_days_lowering


def _in_date(item: Override | ScoreOverride, clock: Clock) -> bool:
    if item.made_on is None or not clock.reached(item.made_on):
        return False
    if item.expires_on is None:
        return isinstance(item, Override)
    return clock.within(item.expires_on, 0)


def _lapsed(overrides: Iterable[Override]) -> str:
    ended = [item.ref for item in overrides if item.open and item.expires_on]
    return f"{max(ended)} is not in date" if ended else ""
