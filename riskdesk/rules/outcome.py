"""The sum: inherent risk, control effectiveness, residual and tier, in whole numbers (DOMAIN 6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import Outcome
from riskdesk.rules.tiers import highest, tier_of

FULL_UNITS = 500
"""Control units of five actions at 5: percent of weight times score."""


def outcome(pack: Pack, impact: int, likelihood: int, scores: Sequence[int], floors: Iterable[str]) -> Outcome:
    """The outcome of impact and likelihood (1 to 5), the five scores (0 to 5) and the tiers that floors set."""
    units = control_units(pack, scores)
    tenths = residual_tenths(pack, impact * likelihood, units)
    by_sum = tier_of(pack, tenths)
    return Outcome(
        impact=impact,
        likelihood=likelihood,
        inherent=impact * likelihood,
        control_units=units,
        residual_tenths=tenths,
        by_sum=by_sum,
        tier=highest(pack, (by_sum, *floors)),
    )


def control_units(pack: Pack, scores: Sequence[int]) -> int:
    """Sum of weight percent x score, 0 to 500: control effectiveness is this over 500."""
    return sum(action.weight * score for action, score in zip(pack.actions, scores, strict=True))


def residual_tenths(pack: Pack, inherent: int, units: int) -> int:
    """Inherent x (1 - ceiling x units / 500) in tenths, rounded half up."""
    whole = 100 * FULL_UNITS
    left = 10 * inherent * (whole - pack.policy.control_ceiling_percent * units)
    return (2 * left + whole) // (2 * whole)
