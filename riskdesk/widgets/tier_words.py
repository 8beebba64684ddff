"""A vendor's tier in one line: what is shown, what the sum alone gives, and what holds it up."""

from __future__ import annotations

from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import Standing
from riskdesk.widgets.wording import tenths_words, tier_label


def tier_line(pack: Pack, standing: Standing) -> str:
    """Tier and residual; where floors or an override set another tier than the sum, both; why it is unrated."""
    outcome = standing.outcome
    if outcome is None:
        least = f", at least {tier_label(pack.tiers, standing.at_least)}" if standing.at_least else ""
        return f"Unrated{least}: nobody has looked at {', '.join(untouched_names(standing))}"
    parts = [f"Tier {tier_label(pack.tiers, standing.tier)} {tenths_words(outcome.residual_tenths)}"]
    if outcome.by_sum != outcome.tier:
        floors = ", ".join(floor.id for floor in standing.floors)
        parts.append(f"by floor {floors} ({tier_label(pack.tiers, outcome.by_sum)} by sum)")
    if standing.override:
        parts.append(f"by override {standing.override} (computed {tier_label(pack.tiers, outcome.tier)})")
    parts.append(f"driven by {standing.driver}" if standing.driver else "")
    return "  ".join(part for part in parts if part) + ("  provisional" if standing.provisional else "")


def tier_short(pack: Pack, standing: Standing) -> str:
    """Tier and residual in two words."""
    if standing.outcome is None:
        return "UNRATED" + (f" (at least {tier_label(pack.tiers, standing.at_least)})" if standing.at_least else "")
    return f"{tier_label(pack.tiers, standing.tier).upper()} {tenths_words(standing.outcome.residual_tenths)}"


def untouched_names(standing: Standing) -> list[str]:
    """What keeps the vendor unrated, each by its name alone; the standing's own words also say what is missing."""
    return [words.partition(":")[0].lower() for words in standing.untouched]
