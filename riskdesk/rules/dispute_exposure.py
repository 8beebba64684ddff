"""The likelihood that disputes bring: stages, relevance, relief, number of matters (DOMAIN 2, 6.11.9 to 6.11.11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskdesk.rules.casefile import Matter
from riskdesk.rules.dispute_credits import relevance, relief_known, unrecorded
from riskdesk.rules.facts import Facts
from riskdesk.rules.gauge import Gauge
from riskdesk.rules.pack import Pack, StageLevel
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import Likelihood

NAME = "dispute"
REACHES_US = frozenset({"named", "shared", "unknown"})
"""Relevances under which a matter may touch a model we use."""

Reason = tuple[int, str, tuple[str, ...]]


def dispute_likelihood(sheet: Sheet, gauge: Gauge) -> Likelihood:
    """L_disp: the worst of the matters, of the search not made, and of what P2 and P3 leave open."""
    if sheet.state("D1") == "unanswered" and not sheet.facts.matters:
        return Likelihood(NAME, gauge.untouched, "no search was made and no matter is recorded (D1)")
    value, because, records = max(_reasons(sheet, gauge), key=lambda reason: reason[0])
    return Likelihood(NAME, value, because, records)


def _reasons(sheet: Sheet, gauge: Gauge) -> Iterator[Reason]:
    facts = sheet.facts
    if facts.matters:
        yield matters_likelihood(facts)
    if sheet.is_open("D1"):
        yield gauge.unknown, f"D1 is {sheet.state('D1')}: whether there are disputes is not known", ()
    if sheet.is_open("D1"):
        return
    if unrecorded(facts):
        yield gauge.unknown, "the last search found matters and none is recorded", ()
    yield from _said(sheet, gauge)
    stale = sheet.credits["D1"].fresh_tenths < facts.pack.policy.fresh
    yield 1, f"none found after a search{', which is stale' if stale else ''}", sheet.credits["D1"].records


def _said(sheet: Sheet, gauge: Gauge) -> Iterator[Reason]:
    """What the vendor said or left open about allegations (P2) and pending matters (P3)."""
    matters = sheet.facts.matters
    pending = [matter for matter in matters if is_pending(matter, _stages(sheet.facts.pack))]
    for id, recorded in (("P2", matters), ("P3", pending)):
        if sheet.is_open(id):
            yield 2, f"{id} is {sheet.state(id)}: an allegation cannot be ruled out", ()
        elif sheet.option(id) == "yes" and not recorded:
            yield gauge.unknown, f"the vendor says yes to {id} and no such matter is recorded", ()


def is_pending(matter: Matter, stages: Mapping[str, StageLevel]) -> bool:
    """Whether the matter bears out a claim that one is pending (P3): it is open, or won but not finally."""
    return stages[matter.dispute.stage].open or (matter.dispute.stage == "S8" and matter.dispute.appeal != "final")


def beside_matters(sheet: Sheet, gauge: Gauge) -> tuple[int, bool]:
    """L_disp where matters are recorded, without them: the rest of it, and whether a pending one is claimed (P3).

    A claim that no pending matter bears out counts as an unknown, as `dispute_likelihood` has it.
    """
    if sheet.is_open("D1"):
        return gauge.unknown, False
    cannot_tell = sheet.is_open("P2") or sheet.is_open("P3")
    return (2 if cannot_tell else 1), not sheet.is_open("P3") and sheet.option("P3") == "yes"


def matters_likelihood(facts: Facts) -> Reason:
    """The worst matter, and one more where three or more independent ones are live."""
    stages = _stages(facts.pack)
    worst = max(facts.matters, key=lambda matter: (matter_level(matter, stages), matter.dispute.ref))
    level, words = matter_level(worst, stages), matter_words(worst, stages)
    live = _independent(facts, stages)
    if len(live) >= 3 and level < 5:
        return level + 1, f"{words}; one more for {len(live)} independent live matters", tuple(sorted(live))
    return level, words, (worst.dispute.ref,)


def matter_level(matter: Matter, stages: Mapping[str, StageLevel]) -> int:
    """One matter's likelihood, 1 to 5, by its stage, adjusted while it is open."""
    dispute = matter.dispute
    stage = stages[dispute.stage]
    level = stage.likelihood
    if dispute.stage == "S7":
        return level - (dispute.forward_licence == "yes" and dispute.past_conduct_only != "yes")
    if dispute.stage == "S8":
        return level - (dispute.appeal == "final")
    if not stage.open:
        return level
    how = relevance(matter)
    if how == "unrelated":
        return level if dispute.stage == "SU" else max(1, level - 1)
    return min(5, level + (not relief_known(dispute) or set(dispute.relief) != {"money"}))


def matter_words(matter: Matter, stages: Mapping[str, StageLevel]) -> str:
    """One line on a matter: reference, stage, relevance, who alleges it, and by which path it reaches the vendor."""
    dispute = matter.dispute
    path = f", by way of {' > '.join(matter.path)}" if matter.path else ""
    alleged = f", alleged by {dispute.alleged_by}" if dispute.proof in {"allegation", "pleading"} else ""
    stage = f"{dispute.stage} ({stages[dispute.stage].label})"
    return f"{dispute.ref} at {stage}{alleged}, relevance {relevance(matter)}{path}"


def _independent(facts: Facts, stages: Mapping[str, StageLevel]) -> dict[str, str]:
    """One live, possibly relevant matter a consolidation, by reference."""
    groups = {
        matter.dispute.consolidation.strip().casefold() or matter.dispute.ref: matter.dispute.ref
        for matter in facts.matters
        if stages[matter.dispute.stage].live and relevance(matter) != "unrelated"
    }
    return {ref: group for group, ref in groups.items()}


def _stages(pack: Pack) -> dict[str, StageLevel]:
    return {level.code: level for level in pack.stages}
