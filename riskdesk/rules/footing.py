"""What a standing rests on beside its matters, kept so that a dispute that moves need not be judged from the case file.

A footing holds, for the judgement on record, the best case and the worst, everything that a dispute's stage, relief or
order cannot alter, and a line for each matter. `moved` gives from it what `assess` would give of the whole case file,
or None where it cannot be sure; then the case file is to be assessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from riskdesk.rules.actions import standing_confirmation
from riskdesk.rules.casefile import CaseFile, Matter
from riskdesk.rules.dispute_credits import missing_parts, relevance, relief_known
from riskdesk.rules.dispute_exposure import REACHES_US, matter_level
from riskdesk.rules.floors import ORDERS
from riskdesk.rules.gauge import BEST, WORST, on_record
from riskdesk.rules.judgement import Bench, Judgement
from riskdesk.rules.outcome import control_units, residual_tenths
from riskdesk.rules.pack import Pack, StageLevel
from riskdesk.rules.records import Dispute
from riskdesk.rules.tiers import UNRATED, rank, tier_of

MATTER_FLOORS = ("F2", "F3")
"""The floors that read matters."""

MOVES = frozenset({
    "stage", "stage_on", "relief", "order_in_force", "order_models", "forward_licence", "past_conduct_only", "appeal",
    "consolidation", "continuity", "last_ruling", "outcome", "amount", "withdrawal", "response", "official_action",
    "factual_note", "counsel_note",
})  # fmt: skip
"""Fields of a dispute whose change moves exposure and floors alone; others move credits of action 2, or dates."""

DISPUTES = 2
"""The action whose window is shorter for Critical; a pack that shortens another's is always judged whole."""

UNKNOWN_UNITS = -1
FOR_EVER = 0
NOT_ASKED = -1

Line = list[Any]
"""A matter: reference, relevance, level, group of its consolidation ("" unless live and relevant), order in force and
live against what we use (both by the floors' reading), pending, path."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What of a vendor's standing a moved dispute alters; `path` is the way by which it reaches the vendor.

    Residuals in tenths, None while unrated; `footing` is the new one.
    """

    tier: str
    residual_tenths: int | None
    likelihood: int | None
    l_disp: int
    driver: str
    control_units: int | None
    floors: tuple[str, ...]
    at_least: str
    best_tenths: int
    worst_tenths: int
    holds_until: date | None
    path: str
    footing: str


def only_moves(old: Dispute, new: Dispute) -> bool:
    """Whether a change of a dispute leaves every credit and every date as it was."""
    changed = {part.name for part in fields(Dispute) if getattr(old, part.name) != getattr(new, part.name)}
    same = (missing_parts(old), relief_known(old), old.open) == (missing_parts(new), relief_known(new), new.open)
    return changed <= MOVES and same


def footing(bench: Bench, case: CaseFile) -> str:
    """The footing of a case file as JSON, once `assessment.stand` has judged it; "" where a move is to be judged whole.

    That is so without matters, with an override or acceptance (their end follows the tier), and where a score given
    rests on another suggested score than now.
    """
    if not bench.facts.matters or case.overrides or case.acceptances or len(bench.judged) < 3:
        return ""
    if bench.shortened not in ((), (DISPUTES,)):
        return ""
    found, shorter = bench.judged[0]
    if any(
        given is not None and given.suggested != action.suggested
        for action in (shorter or found).actions
        if (given := standing_confirmation(case.confirmations, action.action)) is not None
    ):
        return ""
    asked = bench.judged_critical or not bench.shortened
    alike = asked and (not bench.shortened or bench.critical_actions == bench.actions)
    stages = _stages(bench.pack)
    return _written({
        "g": [_gauged(bench, place, asked, alike) for place in range(3)],
        "f": [floor.id for floor in found.floors if floor.id not in MATTER_FLOORS],
        "rated": found.outcome is not None,
        "alike": alike,
        "critical": shorter is not None,
        "h": [_ordinal(bench.clock.holds_until), _ordinal(bench.critical_clock.holds_until) if asked else NOT_ASKED],
        "m": [_line(matter, relevance(matter), stages) for matter in bench.facts.matters],
    })  # fmt: skip


def moved(text: str, dispute: Dispute, pack: Pack) -> Moved | None:
    """What the dispute, as it is now, makes of the vendor with that footing; None where that cannot be told."""
    if not text:
        return None
    held = json.loads(text)
    lines: list[Line] = held["m"]
    place = next((place for place, line in enumerate(lines) if line[0] == dispute.ref), None)
    if place is None:
        return None
    lines[place] = _again(lines[place], dispute, _stages(pack))
    gauges = (on_record(pack.policy).unknown, BEST.unknown, WORST.unknown)
    found = [_judged(part, lines, unknown, pack) for part, unknown in zip(held["g"], gauges, strict=True)]
    if any(item is None for item in found):
        return None
    record, best, worst = (item for item in found if item is not None)
    rated, flips = held["rated"], record.critical != held["critical"]
    critical = (rated and record.critical) or best.critical or worst.critical
    if (rated and flips and not held["alike"]) or (critical and held["h"][1] == NOT_ASKED):
        return None
    held["critical"] = rated and record.critical
    return _told(held, record, best.tenths, worst.tenths, critical, lines[place][-1], pack)


@dataclass(frozen=True, slots=True)
class _Judged:
    l_disp: int
    level: int
    tenths: int
    units: int
    tier: str
    critical: bool
    floors: tuple[str, ...]


def _gauged(bench: Bench, place: int, asked: bool, alike: bool) -> list[Any]:
    """Impact, L_use, L_prov, L_disp beside matters, P3 claimed, units by either window, A4, rank of other floors."""
    found, shorter = bench.judged[place]
    units = control_units(bench.pack, _scores(found))
    likely = {item.name: item.value or 0 for item in found.likelihoods}
    other = max((rank(bench.pack, floor.tier) for floor in found.floors if floor.id not in MATTER_FLOORS), default=-1)
    short = UNKNOWN_UNITS
    if alike:
        short = units
    elif shorter is not None:
        short = control_units(bench.pack, _scores(shorter))
    elif asked and place != 1:
        short = control_units(bench.pack, [action.score for action in bench.critical_actions])
    beside, claimed = found.beside
    use, prov = likely["usage"], likely["provenance"]
    return [found.impact or 0, use, prov, beside, int(claimed), units, short, found.actions[3].score, other]


def _scores(found: Judgement) -> list[int]:
    return [action.score for action in found.actions]


def _line(matter: Matter, how: str, stages: dict[str, StageLevel]) -> Line:
    dispute, stage = matter.dispute, stages[matter.dispute.stage]
    group = dispute.consolidation.strip().casefold() or dispute.ref if stage.live and how != "unrelated" else ""
    reaches = how in REACHES_US
    order = int(reaches and dispute.order_in_force in ORDERS)
    path = " > ".join(matter.path)
    live, pending = int(reaches and stage.live), int(stage.open)
    return [dispute.ref, how, matter_level(matter, stages), group, order, live, pending, path]


def _again(line: Line, dispute: Dispute, stages: dict[str, StageLevel]) -> Line:
    matter = Matter(dispute, "respondent", line[1], "judged before")
    return [*_line(matter, line[1], stages)[:-1], line[-1]]


def _judged(part: Sequence[int], lines: Iterable[Line], unknown: int, pack: Pack) -> _Judged | None:
    impact, use, prov, beside, claimed, units, short, fourth, other = part
    l_disp = max(_level(lines), beside, unknown if claimed and not any(line[6] for line in lines) else 0)
    level = max(l_disp, use, prov)
    tiers = _floor_tiers(pack)
    fired = ["F2"] * sum(line[4] for line in lines)
    if fourth <= 1 and any(line[5] for line in lines):
        fired.append("F3")
    least = max([other, *(rank(pack, tiers[id]) for id in fired)])
    tenths, top = _outcome(pack, impact * level, units, least)
    critical = top == len(pack.tiers) - 1
    if critical:
        # Critical is judged once more, by its shorter windows (DOMAIN 6.11.4).
        if short == UNKNOWN_UNITS:
            return None
        units = short
        tenths, top = _outcome(pack, impact * level, units, least)
    return _Judged(l_disp, level, tenths, units, pack.tiers[top].id, critical, tuple(fired))


def _outcome(pack: Pack, inherent: int, units: int, least: int) -> tuple[int, int]:
    """The residual in tenths, and the place of the tier after floors."""
    tenths = residual_tenths(pack, inherent, units)
    return tenths, max(rank(pack, tier_of(pack, tenths)), least)


def _level(lines: Iterable[Line]) -> int:
    """The worst matter, and one more where three or more independent ones are live."""
    worst, groups = 0, set()
    for line in lines:
        worst = max(worst, line[2])
        groups.add(line[3])
    return worst + 1 if worst < 5 and len(groups - {""}) >= 3 else worst


def _told(held: dict[str, Any], record: _Judged, best: int, worst: int, critical: bool, path: str, pack: Pack) -> Moved:
    rated = held["rated"]
    fired = record.floors if rated else tuple(id for id in record.floors if id == "F2")
    floors = tuple(sorted((*held["f"], *fired)))
    use, prov = held["g"][0][1:3]
    names = (("dispute", record.l_disp), ("usage", use), ("provenance", prov))
    tiers = _floor_tiers(pack)
    least = max((tiers[id] for id in floors), key=lambda tier: rank(pack, tier), default="")
    return Moved(
        tier=record.tier if rated else UNRATED,
        residual_tenths=record.tenths if rated else None,
        likelihood=record.level if rated else None,
        l_disp=record.l_disp,
        driver=max(names, key=lambda item: item[1])[0],
        control_units=record.units if rated else None,
        floors=floors,
        at_least="" if rated else least,
        best_tenths=best,
        worst_tenths=worst,
        holds_until=_until(held["h"] if critical else held["h"][:1]),
        path=path,
        footing=_written(held),
    )


def _until(ordinals: Iterable[int]) -> date | None:
    ends = [day for day in ordinals if day != FOR_EVER]
    return date.fromordinal(min(ends)) if ends else None


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else FOR_EVER


def _written(held: dict[str, Any]) -> str:
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=8)
def _stages_of(levels: tuple[StageLevel, ...]) -> dict[str, StageLevel]:
    return {level.code: level for level in levels}


def _stages(pack: Pack) -> dict[str, StageLevel]:
    return _stages_of(pack.stages)


def _floor_tiers(pack: Pack) -> dict[str, str]:
    return {floor.id: floor.tier for floor in pack.floors}
