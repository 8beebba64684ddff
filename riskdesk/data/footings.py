"""The cache beside the standings: what each rests on beside its matters, so that a moved dispute re-tiers quickly.

The rules alone read a footing's text. A standing that is put without one has none from then on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskdesk.data.log import Change
from riskdesk.data.sql_text import json_list
from riskdesk.data.standing import TIERS_SHOWN, told

COLUMNS = {"terms": "text"}
"""The columns of the table `footing` after `vendor`."""


@dataclass(frozen=True, slots=True)
class Held:
    """A vendor's footing and what of its cached standing a move needs; `before` is what the log tells of that."""

    vendor: str
    footing: str
    on: date
    holds_until: date | None
    next_on: date | None
    due: tuple[date, ...]
    retired: bool
    pack: str
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """The new values of a cached standing, and the cause that the log tells; `was` is what was held.

    `second` is the score of action 2, which is shown where one was shown before.
    """

    was: Held
    on: date
    holds_until: date | None
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
    urgency: int
    footing: str
    cause: str

    def change(self) -> Change | None:
        """The log's entry, None where all that the log tells of the standing stayed."""
        before, scores = self.was.before, [*self.was.before["scores"]]
        if scores[1] is not None:
            scores[1] = self.second
        now = told(self.tier, self.residual_tenths, scores, " ".join(self.floors), self.was.pack)
        return None if now == before else Change("standing", self.was.vendor, before, {**now, "cause": self.cause})


_SELECT = """
SELECT vendor, terms, "on", holds_until, next_on, a1_due, a2_due, a3_due, a4_due, a5_due, retired, pack,
       tier, residual_tenths, floors, a1_score, a2_score, a3_score, a4_score, a5_score
FROM footing JOIN standing USING (vendor) WHERE terms <> '' AND vendor IN (SELECT value FROM json_each(?))
ORDER BY vendor
"""

# The filter reads `folded`, which ends with the tier.
_UPDATE = """
UPDATE standing SET
       folded = substr(folded, 1, length(folded) - length(tier)) || :tier, tier = :tier, tier_rank = :tier_rank,
       residual_tenths = :residual_tenths, likelihood = :likelihood, l_disp = :l_disp, driver = :driver,
       control_units = :control_units, floors = :floors, at_least = :at_least,
       best_tenths = :best_tenths, worst_tenths = :worst_tenths, urgency = :urgency,
       "on" = :on, holds_until = :holds_until,
       a2_state = iif(a2_score IS NULL, a2_state, :second || substr(a2_state, 2)),
       a2_score = iif(a2_score IS NULL, NULL, :second)
WHERE vendor = :vendor
"""


def put(connection: sqlite3.Connection, footings: Iterable[tuple[str, str]]) -> None:
    """Write footings, each a vendor and a text, over what there is, within the caller's transaction."""
    sql = "INSERT INTO footing (vendor, terms) VALUES (?, ?) ON CONFLICT (vendor) DO UPDATE SET terms = excluded.terms"
    connection.executemany(sql, footings)


def held(connection: sqlite3.Connection, vendors: Iterable[str]) -> list[Held]:
    """Those of the vendors that have a footing, in the order of their references."""
    return [_held(row) for row in connection.execute(_SELECT, (json_list(vendors),))]


def shift(connection: sqlite3.Connection, shifts: Iterable[Shift]) -> None:
    """Write new values over cached standings and their footings, within the caller's transaction."""
    found = list(shifts)
    connection.executemany(_UPDATE, (_values(item) for item in found))
    texts = ((item.footing, item.was.vendor) for item in found)
    connection.executemany("UPDATE footing SET terms = ? WHERE vendor = ?", texts)


def _held(row: tuple[Any, ...]) -> Held:
    vendor, terms, on, holds_until, next_on = row[:5]
    retired, pack, tier, residual, floors = row[10:15]
    return Held(
        vendor,
        terms,
        date.fromisoformat(on),
        _day(holds_until),
        _day(next_on),
        tuple(date.fromisoformat(day) for day in row[5:10] if day is not None),
        retired == 1,
        pack,
        told(tier, residual, row[15:20], floors, pack),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _values(item: Shift) -> dict[str, Any]:
    return {
        "tier": item.tier,
        "tier_rank": TIERS_SHOWN.index(item.tier) + 1,
        "residual_tenths": item.residual_tenths,
        "likelihood": item.likelihood,
        "l_disp": item.l_disp,
        "driver": item.driver,
        "control_units": item.control_units,
        "floors": " ".join(item.floors),
        "at_least": item.at_least,
        "best_tenths": item.best_tenths,
        "worst_tenths": item.worst_tenths,
        "urgency": item.urgency,
        "on": item.on.isoformat(),
        "holds_until": item.holds_until.isoformat() if item.holds_until else None,
        "second": item.second,
        "vendor": item.was.vendor,
    }
