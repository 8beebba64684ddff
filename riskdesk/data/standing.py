"""The standing cache: one row a vendor, what the register shows without asking the rules again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from riskdesk.data.folding import fold_search
from riskdesk.data.sql_text import SqlValue, names, quoted

if TYPE_CHECKING:
    from riskdesk.data.log import Change

TIERS_SHOWN = ("low", "moderate", "high", "critical", "unrated")
"""The tiers that a row can show, in the order of `tier_rank` (1 to 5)."""


@dataclass(frozen=True, kw_only=True)
class StandingRow:
    """Where one vendor stood on the day `on`, by the pack of that hash, as the register shows it.

    `tier` is one of TIERS_SHOWN; residuals are tenths (0 to 250), `control_units` 0 to 500, the likelihoods and the
    impact 1 to 5, None where untouched. Of the five-tuples the first is action 1: `scores` 0 to 5 or None, `states`
    what a cell shows ("-" nothing yet, else a sign or two), `signed`, `due`. `coverage` is (answered weight, applicable
    weight). `urgency` orders the register, the greatest first. `holds_until` is the last day on which the row is true
    with no change to the register, None for ever.
    """

    vendor: str
    name: str
    on: date
    pack: str
    tier: str
    owner: str = ""
    holds_until: date | None = None
    residual_tenths: int | None = None
    impact: int | None = None
    likelihood: int | None = None
    l_disp: int | None = None
    l_use: int | None = None
    l_prov: int | None = None
    driver: str = ""
    control_units: int | None = None
    scores: tuple[int | None, int | None, int | None, int | None, int | None] = (None,) * 5
    states: tuple[str, str, str, str, str] = ("-",) * 5
    signed: tuple[bool, bool, bool, bool, bool] = (False,) * 5
    due: tuple[date | None, date | None, date | None, date | None, date | None] = (None,) * 5
    open: int = 0
    key_open: int = 0
    floors: tuple[str, ...] = ()
    next_on: date | None = None
    next_what: str = ""
    start_on: date | None = None
    provisional: bool = False
    urgency: int = 0
    retired: bool = False
    excluded: bool = False
    at_least: str = ""
    best_tenths: int | None = None
    worst_tenths: int | None = None
    coverage: tuple[int, int] = (0, 0)

    @property
    def tier_rank(self) -> int:
        """1 for low to 4 for critical, 5 for unrated."""
        return TIERS_SHOWN.index(self.tier) + 1


_PLAIN: dict[str, str] = {
    "name": "text",
    "owner": "text",
    "on": "day",
    "holds_until": "day?",
    "pack": "text",
    "tier": "text",
    "residual_tenths": "int?",
    "impact": "int?",
    "likelihood": "int?",
    "l_disp": "int?",
    "l_use": "int?",
    "l_prov": "int?",
    "driver": "text",
    "control_units": "int?",
    "open": "int",
    "key_open": "int",
    "next_on": "day?",
    "next_what": "text",
    "start_on": "day?",
    "provisional": "flag",
    "urgency": "int",
    "retired": "flag",
    "excluded": "flag",
    "at_least": "text",
    "best_tenths": "int?",
    "worst_tenths": "int?",
}
"""The fields that are one column each, and the type of the column; `?` where it may be NULL."""

_FIVES: dict[str, tuple[str, str]] = {
    "scores": ("score", "score?"),
    "states": ("state", "text"),
    "signed": ("signed", "flag"),
    "due": ("due", "day?"),
}
"""The fields that are five columns each, a1_score to a5_score and so on."""

_WORKED_OUT = {"tier_rank": "int", "floors": "text", "covered": "int", "coverable": "int", "hidden": "flag"}
_KEYS = {"name_key": "text", "owner_key": "text", "folded": "text"}

_FIVE_COLUMNS = {f"a{n}_{stem}": type_ for stem, type_ in _FIVES.values() for n in range(1, 6)}
COLUMNS: dict[str, str] = {**_PLAIN, **_FIVE_COLUMNS, **_WORKED_OUT, **_KEYS}
"""Every column of the table `standing` after `vendor`, in its order: name and type."""

_PLACES = {name: place for place, name in enumerate(COLUMNS, start=1)}
_DAY_PLACES = [_PLACES[name] for name, type_ in COLUMNS.items() if type_.startswith("day")]
_FLAG_PLACES = [_PLACES[name] for name, type_ in COLUMNS.items() if type_ == "flag"]
_FIVE_PLACES = {name: _PLACES[f"a1_{stem}"] for name, (stem, _) in _FIVES.items()}

_day = lru_cache(maxsize=4096)(date.fromisoformat)


def to_row(row: StandingRow) -> tuple[SqlValue, ...]:
    """The row as the table has it: `vendor`, then COLUMNS in their order."""
    values: list[Any] = [getattr(row, name) for name in _PLAIN]
    for name in _FIVES:
        values += getattr(row, name)
    values += [row.tier_rank, " ".join(row.floors), *row.coverage, row.retired or row.excluded]
    values += [
        fold_search(row.name),
        fold_search(row.owner),
        fold_search("\x1f".join((row.name, row.vendor, row.owner, row.tier))),
    ]
    return (row.vendor, *(_sql(value) for value in values))


def from_row(row: tuple[Any, ...]) -> StandingRow:
    """The row behind a row of the table: `vendor`, then COLUMNS in their order."""
    values = list(row)
    for place in _DAY_PLACES:
        if values[place] is not None:
            values[place] = _day(values[place])
    for place in _FLAG_PLACES:
        values[place] = values[place] == 1
    fields = dict(zip(_PLAIN, values[1:], strict=False))
    for name, start in _FIVE_PLACES.items():
        fields[name] = tuple(values[start : start + 5])
    fields["floors"] = tuple(values[_PLACES["floors"]].split())
    coverage = (values[_PLACES["covered"]], values[_PLACES["coverable"]])
    return StandingRow(vendor=row[0], coverage=coverage, **fields)


def _sql(value: Any) -> SqlValue:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def put(connection: sqlite3.Connection, rows: Iterable[StandingRow]) -> None:
    """Write rows over what the cache holds for their vendors, within the caller's transaction."""
    all_columns = ("vendor", *COLUMNS)
    marks = ", ".join("?" * len(all_columns))
    news = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in COLUMNS)
    connection.executemany(
        f"INSERT INTO standing ({names(all_columns)}) VALUES ({marks}) ON CONFLICT (vendor) DO UPDATE SET {news}",
        (to_row(row) for row in rows),
    )


def standing_values(connection: sqlite3.Connection, vendors: str) -> dict[str, dict[str, Any]]:
    """What the log tells of the cached standings of `vendors` (a JSON array), by vendor."""
    scores = ", ".join(f"a{n}_score" for n in range(1, 6))
    found = connection.execute(
        f"SELECT vendor, tier, residual_tenths, floors, pack, {scores} FROM standing "
        "WHERE vendor IN (SELECT value FROM json_each(?))",
        (vendors,),
    )
    return {row[0]: told(row[1], row[2], row[5:], row[3], row[4]) for row in found}


def logged(before: dict[str, Any] | None, row: StandingRow, cause: str) -> Change | None:
    """The log's change for a standing that moved, None where all that the log tells of it stayed."""
    from riskdesk.data.log import Change

    now = told(row.tier, row.residual_tenths, row.scores, " ".join(row.floors), row.pack)
    if now == before:
        return None
    return Change("standing", row.vendor, before, {**now, "cause": cause})


def told(tier: str, residual: int | None, scores: Sequence[int | None], floors: str, pack: str) -> dict[str, Any]:
    """What the log tells of a standing; `floors` with blanks between."""
    return {"tier": tier, "residual_tenths": residual, "scores": list(scores), "floors": floors.split(), "pack": pack}
