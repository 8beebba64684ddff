"""Parts of a standing, read for the tests of the rules."""

from __future__ import annotations

from rules_cases import PACK

from riskdesk.rules.standing import ActionStanding, Credit, Standing


def action(standing: Standing, number: int) -> ActionStanding:
    """The standing of one action."""
    return standing.actions[number - 1]


def credit(standing: Standing, question: str) -> Credit:
    """What one question earns."""
    number = PACK.by_id[question].action
    return next(item for item in action(standing, number).credits if item.question == question)


def points(standing: Standing, question: str) -> tuple[int, int, int]:
    """Answer credit (hundredths), evidence and freshness (tenths) of a question."""
    found = credit(standing, question)
    return found.credit, found.evidence_tenths, found.fresh_tenths


def caps(standing: Standing, number: int) -> dict[str, int]:
    """The caps that hold for an action, with their bounds."""
    return {cap.id: cap.at_most for cap in action(standing, number).caps}


def likelihood(standing: Standing, name: str) -> int | None:
    """One of the likelihoods dispute, usage, provenance."""
    return next(item.value for item in standing.likelihoods if item.name == name)


def fired(standing: Standing) -> dict[str, str]:
    """The floors that hold, with their tiers."""
    return {floor.id: floor.tier for floor in standing.floors}
