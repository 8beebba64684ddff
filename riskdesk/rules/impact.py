"""Impact: the weighted mean of four factors, never less than the highest less one (DOMAIN 6.3, 6.11.18)."""

from __future__ import annotations

from collections.abc import Sequence

from riskdesk.rules.gauge import Gauge
from riskdesk.rules.pack import Factor
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import ImpactFactor

SWITCHING = "dependency"
"""The vendor's field that D7 "none" sets to 5."""


def impact_factors(sheet: Sheet, gauge: Gauge) -> tuple[ImpactFactor, ...]:
    """The four factors as they count."""
    return tuple(_factor(sheet, factor, gauge) for factor in sheet.facts.pack.factors)


def impact(factors: Sequence[ImpactFactor]) -> int | None:
    """Impact 1 to 5, None while a factor is untouched."""
    values = [factor.value for factor in factors if factor.value is not None]
    if len(values) < len(factors) or not values:
        return None
    mean = (sum(factor.weight * (factor.value or 0) for factor in factors) + 50) // 100
    return max(mean, max(values) - 1)


def _factor(sheet: Sheet, factor: Factor, gauge: Gauge) -> ImpactFactor:
    value, because = _valued(sheet, factor, gauge)
    return ImpactFactor(factor.id, factor.label, value, factor.weight, because)


def _valued(sheet: Sheet, factor: Factor, gauge: Gauge) -> tuple[int | None, str]:
    entered = str(getattr(sheet.facts.case.vendor, factor.field, ""))
    if factor.field == SWITCHING and sheet.option("D7") == "none":
        return 5, f"D7: no substitute{f', over the entered {entered}' if entered else ''}"
    if entered.isdecimal():
        return int(entered), factor.anchors[int(entered) - 1]
    if entered:
        return gauge.unknown, f"recorded as unknown, counts {gauge.unknown}"
    return gauge.untouched, "not entered yet"
