"""What keeps a decision from being taken: checked before it is recorded, and told in full (DOMAIN 6.2, 6.8, 6.9)."""

from __future__ import annotations

from datetime import date

from riskdesk.rules.acceptances import longest_days
from riskdesk.rules.overrides import formal_gaps, override_gaps
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Acceptance, Override, ScoreOverride
from riskdesk.rules.standing import Standing
from riskdesk.rules.tiers import label


def score_override_gaps(item: ScoreOverride, pack: Pack) -> tuple[str, ...]:
    """What a score override lacks; empty if it may be recorded."""
    gaps = formal_gaps(item, pack.policy)
    if item.expires_on is None or (item.made_on and item.expires_on < item.made_on):
        gaps = (*gaps, "an expiry on or after the day it is made")
    return gaps


def tier_override_gaps(item: Override, standing: Standing, pack: Pack) -> tuple[str, ...]:
    """What a tier override lacks as things stand; its `computed_tier` must be the one computed now."""
    if standing.outcome is None:
        return ("a rated vendor: fill what is untouched first",)
    gaps = override_gaps(item, pack, standing.floors)
    if item.computed_tier != standing.outcome.tier:
        gaps = (*gaps, f"the tier computed now, {label(pack, standing.outcome.tier)}")
    if item.made_on and item.expires_on and item.expires_on < item.made_on:
        gaps = (*gaps, "an expiry on or after the day it is made")
    return gaps


def acceptance_gaps(item: Acceptance, standing: Standing, pack: Pack) -> tuple[str, ...]:
    """What an acceptance lacks: a rated vendor, who, why, and an end no later than its tier allows."""
    if standing.outcome is None:
        return ("a rated vendor: fill what is untouched first",)
    lacking = {
        "a risk owner": item.owner,
        "an approver": item.approver,
        "the approver's role": item.approver_role,
        "a rationale": item.rationale,
    }
    gaps = tuple(words for words, held in lacking.items() if not held.strip())
    days = longest_days(pack, standing.outcome.tier, standing.tier)
    if not _ends_within(item.accepted_on, item.expires_on, days):
        gaps = (*gaps, f"an end at most {days} days after the day it is accepted")
    return gaps


def _ends_within(start: date | None, end: date | None, days: int) -> bool:
    return start is not None and end is not None and 0 <= (end - start).days <= days
