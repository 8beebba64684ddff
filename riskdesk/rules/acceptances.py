"""How long an accepted risk stays accepted (DOMAIN 6.9, 6.11.19, 6.11.20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from riskdesk.rules.clock import Clock
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Acceptance
from riskdesk.rules.standing import Standing
from riskdesk.rules.tiers import UNRATED, highest, label, rank

LONGEST_DAYS = 365
"""No acceptance outlives twelve months."""


def longest_days(pack: Pack, *tiers: str) -> int:
    """For how many days a risk may be accepted at the highest of the tiers."""
    top = highest(pack, (tier for tier in tiers if tier != UNRATED))
    return min([LONGEST_DAYS, *(item.acceptance_days for item in pack.tiers if item.id == top)])


def last_day(item: Acceptance, pack: Pack, *tiers: str) -> date | None:
    """The last day on which the acceptance counts at those tiers, computed and shown; None while undated."""
    if item.accepted_on is None or item.expires_on is None:
        return None
    days = longest_days(pack, *tiers)
    if (item.expires_on - item.accepted_on).days <= days:
        return item.expires_on
    return item.accepted_on + timedelta(days=days)


def standing_acceptance(
    items: Sequence[Acceptance], pack: Pack, clock: Clock, computed: str, shown: str
) -> tuple[str, str]:
    """The reference of the acceptance that counts, or "", and a note where one is on record."""
    dated = [item for item in items if item.open and item.accepted_on and clock.reached(item.accepted_on)]
    if not dated:
        return "", ""
    item = max(dated, key=lambda found: (str(found.accepted_on), found.ref))
    if shown == UNRATED:
        return "", f"{item.ref} does not count: an unrated vendor cannot be accepted"
    ends = last_day(item, pack, computed, shown)
    if ends is None or not clock.within(ends, 0):
        return "", f"{item.ref} lapsed{f' on {ends.isoformat()}' if ends else ''}"
    return item.ref, f"accepted by {item.approver} until {ends.isoformat()}{_risen(item, pack, computed, ends)}"


def _risen(item: Acceptance, pack: Pack, computed: str, ends: date) -> str:
    above = item.tier and rank(pack, computed) > rank(pack, item.tier)
    words = f"; accepted at {label(pack, item.tier)}, now {label(pack, computed)}" if above else ""
    return words + ("; shortened to the longest its tier allows" if ends != item.expires_on else "")


def risen(item: Acceptance, standing: Standing) -> bool:
    """Whether the residual stands above the one that was accepted: the acceptance is stale."""
    now = standing.outcome.residual_tenths if standing.outcome else None
    return now is not None and item.residual_tenths is not None and now > item.residual_tenths
