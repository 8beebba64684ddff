"""What stands in for a factor that is unknown or untouched: as on record, in the best case, in the worst."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.rules.pack import Policy


@dataclass(frozen=True, slots=True)
class Gauge:
    """The value of an explicit unknown, and that of a factor nobody entered, None for leaving it so."""

    unknown: int
    untouched: int | None


BEST = Gauge(1, 1)
WORST = Gauge(5, 5)


def on_record(policy: Policy) -> Gauge:
    """Unknown as the policy counts it; untouched leaves the vendor unrated (DOMAIN 6.4)."""
    return Gauge(policy.unknown_factor, None)
