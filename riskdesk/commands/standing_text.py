"""A standing in plain text and as data: what the walk's last lines and the explain screen say, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskdesk.rules.pack import Pack
from riskdesk.rules.proof import FULL_POINTS
from riskdesk.rules.standing import ActionStanding, Outcome, Standing


def tenths(value: int | None) -> str:
    """A residual in tenths as 8.9; "-" while there is none."""
    return "-" if value is None else f"{value // 10}.{value % 10}"


def short(standing: Standing, action: int) -> dict[str, object]:
    """An action's score and the vendor's tier, for one line."""
    judged = standing.actions[action - 1]
    return {
        "vendor": standing.vendor,
        "action": action,
        "suggested": judged.suggested,
        "score": judged.score,
        "provisional": judged.provisional,
        "signed": judged.signed,
        "tier": standing.tier,
        "residual": tenths(standing.outcome.residual_tenths if standing.outcome else None),
    }


Line = tuple[str, str]
"""How a line begins, and the text that is folded behind it."""


def explained(standing: Standing, pack: Pack) -> Iterator[Line]:
    """The explanation of a tier, line by line: every term, cap and floor (DOMAIN 6.7)."""
    yield "", f"{headline(standing, pack)}   pack {pack.version}   as of {standing.on}"
    yield from _exposure(standing)
    yield from _controls(standing, pack)
    for floor in standing.floors:
        yield f"floor      {floor.id} ", f"at least {tier_word(pack, floor.tier)}: {floor.reason}"
    if standing.override_note:
        yield "override   ", standing.override_note
    if standing.acceptance_note:
        yield "acceptance ", standing.acceptance_note
    answered, applicable = standing.coverage
    percent = answered * 100 // applicable if applicable else 0
    cases = f"best case {_case(standing.best, pack)}   worst case {_case(standing.worst, pack)}"
    yield "coverage   ", f"{percent} % answered   {cases}"


def tier_word(pack: Pack, tier: str) -> str:
    """A tier as the pack names it; Unrated is no tier of a pack."""
    return next((item.label for item in pack.tiers if item.id == tier), tier.capitalize())


def headline(standing: Standing, pack: Pack) -> str:
    """Tier and residual, or Unrated with why and what it is at least."""
    if standing.outcome is None:
        least = f", at least {tier_word(pack, standing.at_least)}" if standing.at_least else ""
        return f"UNRATED{least}; untouched: {', '.join(standing.untouched)}"
    state = " (provisional)" if standing.provisional else ""
    return f"{tier_word(pack, standing.tier).upper()} {tenths(standing.outcome.residual_tenths)}{state}"


def _exposure(standing: Standing) -> Iterator[Line]:
    outcome = standing.outcome
    if outcome is not None:
        yield "inherent   ", f"{outcome.inherent} = impact {outcome.impact} x likelihood {outcome.likelihood}"
    yield "  impact   ", f"{standing.impact or '-'}"
    for factor in standing.factors:
        yield f"    {factor.id} {factor.value or '-'}   ", f"{factor.label} ({factor.weight} %): {factor.because}"
    for term in standing.likelihoods:
        driver = "drives: " if term.name == standing.driver else ""
        yield f"  {term.name:<10} {term.value or '-'} ", f"{driver}{term.because}"


def _controls(standing: Standing, pack: Pack) -> Iterator[Line]:
    for judged in standing.actions:
        yield f"  A{judged.action} {pack.action(judged.action).short:<12} {judged.score} ", _score(judged)
        for cap in judged.caps:
            binds = " (binds)" if cap.binding else ""
            yield f"     cap at most {cap.at_most}{binds} ", f"{cap.id}: {cap.text}"
    outcome = standing.outcome
    if outcome is not None:
        units, ceiling = outcome.control_units, pack.policy.control_ceiling_percent
        yield "controls   ", f"{units} of 500, counted at {ceiling} % at most"
        sums = f"{tenths(outcome.residual_tenths)} = {outcome.inherent} x (1 - {ceiling} % x {units}/500)"
        yield "residual   ", f"{sums}   {tier_word(pack, outcome.by_sum)} by sum"


def _score(judged: ActionStanding) -> str:
    given = "none given" if judged.given is None else f"given {judged.given}"
    reason = f" ({judged.given_reason})" if judged.given_reason else ""
    signed = f", signed {judged.signed}" if judged.signed else ""
    points = f"{judged.earned / FULL_POINTS:.2f} of {judged.possible // FULL_POINTS} points"
    return f"suggested {judged.suggested}, {given}{reason}{signed}; {points}, {judged.open} open, {judged.key_open} key"


def _case(outcome: Outcome | None, pack: Pack) -> str:
    return f"{tier_word(pack, outcome.tier)} {tenths(outcome.residual_tenths)}" if outcome else "-"


def as_data(standing: Standing) -> dict[str, Any]:
    """The whole standing as plain data for JSON."""
    from dataclasses import asdict

    return asdict(standing)
