"""A dispute that moves, told from the footings of the vendors that it reaches, without their case files.

Thousands of vendors are told in one go, so what is the same for all of them is worked out once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskdesk.rules.casefile import Matter
from riskdesk.rules.footing import FOR_EVER, Line, line, written
from riskdesk.rules.gauge import BEST, WORST, on_record
from riskdesk.rules.outcome import residual_tenths
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Dispute
from riskdesk.rules.tiers import UNRATED, highest, rank, tier_of


@dataclass(frozen=True, slots=True)
class Moved:
    """What of a vendor's standing a moved dispute alters; `path` is the way by which it reaches the vendor.

    Residuals in tenths, None while unrated; `second` is the score of action 2; `footing` is the new one.
    """

    tier: str
    residual_tenths: int | None
    likelihood: int | None
    l_disp: int
    driver: str
    control_units: int | None
    second: int
    floors: tuple[str, ...]
    at_least: str
    best_tenths: int
    worst_tenths: int
    holds_until: date | None
    path: str
    footing: str


@dataclass(frozen=True, slots=True)
class _Judged:
    l_disp: int
    level: int
    tenths: int
    units: int
    top: int
    critical: bool
    third: bool


@dataclass(frozen=True, slots=True)
class _Matters:
    """All matters of a vendor: the worst level with one more for many, orders in force, one live, one pending."""

    level: int
    orders: int
    live: bool
    pending: bool


class Mover:
    """A dispute as it is now, by a pack."""

    def __init__(self, dispute: Dispute, pack: Pack) -> None:
        self._dispute, self._pack = dispute, pack
        self._stages = {level.code: level for level in pack.stages}
        self._unknown = (on_record(pack.policy).unknown, BEST.unknown, WORST.unknown)
        self._tiers = [tier.id for tier in pack.tiers]
        self._floors = {floor.id: rank(pack, floor.tier) for floor in pack.floors}
        self._sums: dict[tuple[int, int], tuple[int, int]] = {}
        self._lines: dict[str, Line] = {}

    def moved(self, footing: str) -> Moved | None:
        """What the dispute makes of the vendor with that footing; None where only the case file can tell."""
        held: dict[str, Any] = json.loads(footing) if footing else {}
        lines: list[Line] = held.get("m", [])
        for place, item in enumerate(lines):
            if item[0] == self._dispute.ref:
                lines[place] = [*self._line(item[1]), item[7]]
                return self._told(held, lines, item[7])
        return None

    def _line(self, how: str) -> Line:
        """The dispute's line without the path, for vendors to which it is of that relevance."""
        if how not in self._lines:
            matter = Matter(self._dispute, "respondent", how, "as judged before")
            self._lines[how] = line(matter, how, self._stages)[:-1]
        return self._lines[how]

    def _told(self, held: dict[str, Any], lines: list[Line], path: str) -> Moved | None:
        matters = _gathered(lines)
        record, best, worst = map(self._judged, held["g"], self._unknown, (matters,) * 3)
        rated = held["rated"]
        now = int(rated and record.critical)
        if now != held["critical"] and not held["steady"]:
            return None
        held["critical"] = now
        floors = tuple(sorted([*held["f"], *["F2"] * matters.orders, *(["F3"] if rated and record.third else [])]))
        shorter = now or best.critical or worst.critical
        use, prov = held["g"][0][1:3]
        return Moved(
            self._tiers[record.top] if rated else UNRATED,
            record.tenths if rated else None,
            record.level if rated else None,
            record.l_disp,
            "dispute" if record.l_disp >= max(use, prov) else "usage" if use >= prov else "provenance",
            record.units if rated else None,
            held["two"][now],
            floors,
            "" if rated else highest(self._pack, (self._tiers[self._floors[id]] for id in floors)),
            best.tenths,
            worst.tenths,
            _until(held["h"] if shorter else held["h"][:1]),
            path,
            written(held),
        )

    def _judged(self, part: Sequence[int], unknown: int, matters: _Matters) -> _Judged:
        impact, use, prov, beside, claimed, units, short, fourth, other = part
        l_disp = max(matters.level, beside, unknown if claimed and not matters.pending else 0)
        level = max(l_disp, use, prov)
        third = matters.live and fourth <= 1
        least = max(other, self._floors["F2"] if matters.orders else -1, self._floors["F3"] if third else -1)
        tenths, by_sum = self._sum(impact * level, units)
        critical = max(by_sum, least) == len(self._tiers) - 1
        if critical:
            # Critical is judged once more, by its shorter windows (DOMAIN 6.11.4).
            units = short
            tenths, by_sum = self._sum(impact * level, units)
        return _Judged(l_disp, level, tenths, units, max(by_sum, least), critical, third)

    def _sum(self, inherent: int, units: int) -> tuple[int, int]:
        """The residual in tenths and the place of its tier."""
        found = self._sums.get((inherent, units))
        if found is None:
            tenths = residual_tenths(self._pack, inherent, units)
            found = self._sums[inherent, units] = tenths, rank(self._pack, tier_of(self._pack, tenths))
        return found


def _gathered(lines: Sequence[Line]) -> _Matters:
    worst, orders, live, pending = 0, 0, False, False
    groups = set()
    for _, _, level, group, order, reaches, open_, _ in lines:
        worst = max(worst, level)
        orders += order
        live = live or reaches == 1
        pending = pending or open_ == 1
        if group:
            groups.add(group)
    # Three or more independent matters that are live bring one more (DOMAIN 2).
    return _Matters(worst + (worst < 5 and len(groups) >= 3), orders, live, pending)


def _until(ordinals: Sequence[int]) -> date | None:
    ends = [day for day in ordinals if day != FOR_EVER]
    return date.fromordinal(min(ends)) if ends else None
