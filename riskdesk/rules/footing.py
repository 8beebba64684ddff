"""What a standing rests on beside its matters, kept so that a dispute that moves need not be judged from the case file.

A footing holds, for the judgement on record, the best case and the worst, everything that a dispute's stage, relief or
order cannot alter, and a line for each matter. `moving` tells from it what `assess` would tell of the whole case file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from riskdesk.rules.actions import standing_confirmation
from riskdesk.rules.casefile import CaseFile, Matter
from riskdesk.rules.dispute_credits import missing_parts, relevance, relief_known
from riskdesk.rules.dispute_exposure import REACHES_US, is_pending, matter_level
from riskdesk.rules.floors import ORDERS
from riskdesk.rules.judgement import Bench
from riskdesk.rules.outcome import control_units
from riskdesk.rules.pack import StageLevel
from riskdesk.rules.records import Dispute
from riskdesk.rules.standing import ActionStanding
from riskdesk.rules.tiers import rank

MATTER_FLOORS = ("F2", "F3")
"""The floors that read matters."""

MOVES = frozenset({
    "stage", "stage_on", "relief", "order_in_force", "order_models", "forward_licence", "past_conduct_only", "appeal",
    "consolidation", "continuity", "last_ruling", "outcome", "amount", "withdrawal", "response", "official_action",
    "factual_note", "counsel_note", "legal_hold",
})  # fmt: skip
"""Fields of a dispute whose change moves exposure and floors alone; others move credits of action 2, or dates."""

DISPUTES = 2
"""The action whose window is shorter for Critical; a pack that shortens another's is always judged whole."""

FOR_EVER = 0
_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False)

Line = list[Any]
"""A matter: reference, relevance, level, group of its consolidation ("" unless live and relevant), order in force and
live against what we use (both by the floors' reading), pending, path."""


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
    if bench.shortened not in ((), (DISPUTES,)) or _stale(bench, case):
        return ""
    found, shorter = bench.judged[0].ordinary, bench.judged[0].shorter
    stages = {level.code: level for level in bench.pack.stages}
    two = (bench.actions[DISPUTES - 1], bench.critical_actions[DISPUTES - 1])
    return written({
        "g": [_gauged(bench, place) for place in range(3)],
        "f": [floor.id for floor in found.floors if floor.id not in MATTER_FLOORS],
        "rated": int(found.outcome is not None),
        "critical": int(shorter is not None),
        "steady": int(_shown(two[0]) == _shown(two[1])),
        "two": [item.score for item in two],
        "h": [_ordinal(bench.clock.holds_until), _ordinal(bench.critical_clock.holds_until)],
        "m": [line(matter, relevance(matter), stages) for matter in bench.facts.matters],
    })  # fmt: skip


def line(matter: Matter, how: str, stages: Mapping[str, StageLevel]) -> Line:
    """A matter's line, `how` being the relevance that counts."""
    dispute, stage = matter.dispute, stages[matter.dispute.stage]
    group = dispute.consolidation.strip().casefold() or dispute.ref if stage.live and how != "unrelated" else ""
    reaches = how in REACHES_US
    order = int(reaches and dispute.order_in_force in ORDERS)
    live, pending = int(reaches and stage.live), int(is_pending(matter, stages))
    return [dispute.ref, how, matter_level(matter, stages), group, order, live, pending, " > ".join(matter.path)]


def path_of(footing: str, dispute: str) -> str:
    """By which path a dispute reaches the vendor of that footing, "" for its own and for one that is not there."""
    return next((item[7] for item in json.loads(footing)["m"] if item[0] == dispute), "")


def written(held: Mapping[str, Any]) -> str:
    """A footing as text."""
    return _JSON.encode(held)


def _stale(bench: Bench, case: CaseFile) -> bool:
    judged = bench.judged[0]
    for action in (judged.shorter or judged.ordinary).actions:
        given = standing_confirmation(case.confirmations, action.action)
        if given is not None and given.suggested != action.suggested:
            return True
    return False


def _shown(action: ActionStanding) -> tuple[object, ...]:
    """What a row shows of an action beside its score, which is free to differ only while nobody gave one."""
    given = None if action.given is None else (action.score, action.suggested)
    return given, action.signed, action.provisional, action.open, action.key_open


def _gauged(bench: Bench, place: int) -> list[int]:
    """Impact, L_use, L_prov, L_disp beside matters, P3 claimed, units by either window, A4, rank of other floors."""
    judged = bench.judged[place]
    found = judged.ordinary
    units = control_units(bench.pack, [action.score for action in found.actions])
    short = control_units(bench.pack, [action.score for action in bench.by_shorter_windows(judged)])
    likely = {item.name: item.value or 0 for item in found.likelihoods}
    other = max((rank(bench.pack, floor.tier) for floor in found.floors if floor.id not in MATTER_FLOORS), default=-1)
    beside, claimed = found.beside
    use, prov = likely["usage"], likely["provenance"]
    return [found.impact or 0, use, prov, beside, int(claimed), units, short, found.actions[3].score, other]


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else FOR_EVER
