"""A standing in plain text and as data: what the walk's last lines and the explain screen say, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskdesk.rules.pack import Pack
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


def explained(standing: Standing, pack: Pack) -> Iterator[str]:
    """The explanation of a tier, line by line: every term, cap and floor (DOMAIN 6.7)."""
    yield f"{headline(standing)}   pack {pack.version}   as of {standing.on}"
    yield from _exposure(standing)
    yield from _controls(standing, pack)
    for floor in standing.floors:
        yield f"floor {floor.id:<4} at least {floor.tier}: {floor.reason}"
    if standing.override_note:
        yield f"override   {standing.override_note}"
    if standing.acceptance_note:
        yield f"acceptance {standing.acceptance_note}"
    answered, applicable = standing.coverage
    percent = answered * 100 // applicable if applicable else 0
    yield f"coverage   {percent} % answered   best case {_case(standing.best)}   worst case {_case(standing.worst)}"


def headline(standing: Standing) -> str:
    """Tier and residual, or Unrated with why and what it is at least."""
    if standing.outcome is None:
        least = f", at least {standing.at_least}" if standing.at_least else ""
        return f"UNRATED{least}: untouched: {', '.join(standing.untouched)}"
    state = " (provisional)" if standing.provisional else ""
    return f"{standing.tier.upper()} {tenths(standing.outcome.residual_tenths)}{state}"


def _exposure(standing: Standing) -> Iterator[str]:
    outcome = standing.outcome
    if outcome is not None:
        yield f"inherent   {outcome.inherent} = impact {outcome.impact} x likelihood {outcome.likelihood}"
    for factor in standing.factors:
        yield f"  {factor.id} {factor.label}: {factor.value or '-'} ({factor.weight} %) {factor.because}"
    for term in standing.likelihoods:
        driver = " <- drives" if term.name == standing.driver else ""
        yield f"  {term.name}: {term.value or '-'} {term.because}{driver}"


def _controls(standing: Standing, pack: Pack) -> Iterator[str]:
    for judged in standing.actions:
        yield f"  A{judged.action} {pack.action(judged.action).title}: {_score(judged)}"
        for cap in judged.caps:
            yield f"     cap {cap.id}: at most {cap.at_most}: {cap.text}" + (" (binds)" if cap.binding else "")
    if standing.outcome is not None:
        units, ceiling = standing.outcome.control_units, pack.policy.control_ceiling_percent
        yield f"controls   {units}/500 of at most {ceiling} %"
        yield (
            f"residual   {tenths(standing.outcome.residual_tenths)} = {standing.outcome.inherent} x "
            f"(1 - {ceiling} % x {units}/500)   {standing.outcome.by_sum} by sum"
        )


def _score(judged: ActionStanding) -> str:
    given = "none given" if judged.given is None else f"given {judged.given}"
    signed = f", signed {judged.signed}" if judged.signed else ""
    return (
        f"{judged.score} (suggested {judged.suggested}, {given}{signed}; {judged.earned} of {judged.possible} points, "
        f"{judged.open} open, {judged.key_open} key)"
    )


def _case(outcome: Outcome | None) -> str:
    return f"{outcome.tier} {tenths(outcome.residual_tenths)}" if outcome else "-"


def as_data(standing: Standing) -> dict[str, Any]:
    """The whole standing as plain data for JSON."""
    from dataclasses import asdict

    return asdict(standing)
