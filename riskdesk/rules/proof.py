"""How far an answer is proven: the factors of evidence and freshness (DOMAIN 6.1, 6.11.2, 6.11.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from riskdesk.rules.facts import Facts
from riskdesk.rules.pack import Policy
from riskdesk.rules.records import Evidence

FULL_POINTS = 10000
"""Points of a question answered in full, with a primary document, in its window."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor in tenths, in words, with the references it rests on."""

    tenths: int
    words: str
    refs: tuple[str, ...] = ()


def strength(item: Evidence, policy: Policy) -> int:
    """The factor of one piece: a primary document only once hashed and reviewed, a statement as it is."""
    if item.strength == "primary" and item.sha256 and item.reviewed_on:
        return policy.primary
    return policy.statement if item.strength == "statement" else policy.assertion


def weigh(items: Iterable[Evidence], policy: Policy, *, attested: bool) -> Factor:
    """The factor of the best piece; a named attestation in the answer itself counts as a statement."""
    pieces = tuple(items)
    refs = tuple(dict.fromkeys(item.ref for item in pieces))
    best = max((strength(item, policy) for item in pieces), default=policy.assertion)
    if best >= policy.primary:
        return Factor(best, "primary document, hashed and reviewed", refs)
    if best >= policy.statement:
        return Factor(best, "signed statement", refs)
    if attested:
        return Factor(policy.statement, "named attestation", refs)
    return Factor(best, "bare assertion" if not refs else "evidence not yet reviewed or without a hash", refs)


def freshness(facts: Facts, action: int, since: date | None) -> Factor:
    """Full while at most the action's window old with nothing changed since, else the factor of the expired."""
    policy = facts.pack.policy
    if since is None:
        return Factor(policy.expired, "undated, so it counts as expired")
    if not facts.clock.within(since, facts.window(action)):
        return Factor(policy.expired, f"expired: of {since.isoformat()}")
    changed = facts.change_since(action, since)
    if changed:
        return Factor(policy.expired, f"expired: of {since.isoformat()}, changed on {changed.isoformat()}")
    return Factor(policy.fresh, "")
