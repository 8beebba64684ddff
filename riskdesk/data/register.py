"""What the register's screen reads: references in order, the rows of a window, and counts; all from the cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from riskdesk.data.folding import fold_search
from riskdesk.data.sql_text import json_list, names
from riskdesk.data.standing import COLUMNS, TIERS_SHOWN, StandingRow, from_row
from riskdesk.errors import UnknownColumn

__all__ = ["ORDERS", "TIERS_SHOWN", "Counts", "StandingRow", "counts", "ids", "out_of_date", "window"]

ORDERS: dict[str, tuple[str, bool]] = {
    "urgency": ("urgency", True),
    "name": ("name_key", False),
    "vendor": ("vendor", False),
    "owner": ("owner_key", False),
    "tier": ("tier_rank", True),
    "residual": ("residual_tenths", True),
    "open": ("open", True),
    "next": ("next_on", False),
    "start": ("start_on", False),
    **{f"a{n}": (f"a{n}_score", False) for n in range(1, 6)},
}
"""The orders there are: the column, and whether its greatest value comes first. What has no value comes last."""

_ALWAYS_FILLED = {"urgency", "name", "vendor", "owner", "tier", "open"}


@dataclass(frozen=True)
class Counts:
    """How many vendors there are: all = rated + unrated + excluded + retired; `by_tier` counts rated and unrated."""

    all: int
    rated: int
    unrated: int
    excluded: int
    retired: int
    by_tier: Mapping[str, int]


def ids(
    connection: sqlite3.Connection,
    *,
    text: str = "",
    order: str = "urgency",
    descending: bool = False,
    tiers: Sequence[str] = (),
    retired: bool = False,
) -> list[str]:
    """References of the vendors that `text` is part of name, reference, owner or tier of, case and accents aside.

    `order` is one of ORDERS, `descending` turns it round, names and references settle a tie. `tiers` keeps those tiers
    alone; `retired` adds the vendors that are retired or excluded from scope. Raises UnknownColumn.
    """
    where, params = _conditions(text, tiers, retired)
    sql = f"SELECT vendor FROM standing WHERE {where} ORDER BY {_order(order, descending)}"
    return [row[0] for row in connection.execute(sql, params)]


def window(connection: sqlite3.Connection, vendors: Sequence[str]) -> dict[str, StandingRow]:
    """The rows of those vendors, by reference; a vendor that has none is left out."""
    sql = f"SELECT {names(('vendor', *COLUMNS))} FROM standing WHERE vendor IN (SELECT value FROM json_each(?))"
    found = (from_row(row) for row in connection.execute(sql, (json_list(vendors),)))
    return {row.vendor: row for row in found}


def counts(connection: sqlite3.Connection) -> Counts:
    """How many vendors the register holds, by tier and scope."""
    by_tier = dict.fromkeys(reversed(TIERS_SHOWN), 0)
    excluded = retired = 0
    sql = "SELECT tier, retired, excluded, count(*) FROM standing GROUP BY tier, retired, excluded"
    for tier, is_retired, is_excluded, number in connection.execute(sql):
        if is_retired:
            retired += number
        elif is_excluded:
            excluded += number
        else:
            by_tier[tier] += number
    shown = sum(by_tier.values())
    unrated = by_tier["unrated"]
    return Counts(shown + excluded + retired, shown - unrated, unrated, excluded, retired, by_tier)


def out_of_date(connection: sqlite3.Connection, today: date, pack: str) -> list[str]:
    """Vendors whose row no longer holds today, is of a later day, of another pack, or not there at all."""
    sql = (
        "SELECT vendor.ref FROM vendor LEFT JOIN standing ON standing.vendor = vendor.ref "
        'WHERE standing.vendor IS NULL OR standing.pack <> :pack OR standing.holds_until < :on OR standing."on" > :on '
        "ORDER BY vendor.ref"
    )
    return [row[0] for row in connection.execute(sql, {"pack": pack, "on": today.isoformat()})]


def _conditions(text: str, tiers: Sequence[str], retired: bool) -> tuple[str, list[str]]:
    parts, params = (["1"] if retired else ["hidden = 0"]), []
    folded = fold_search(text.strip())
    if folded:
        parts.append("instr(folded, ?) > 0")
        params.append(folded)
    if tiers:
        parts.append("tier IN (SELECT value FROM json_each(?))")
        params.append(json_list(tiers))
    return " AND ".join(parts), params


def _order(order: str, descending: bool) -> str:
    if order not in ORDERS:
        raise UnknownColumn("the register has no such order", remedy="orders: " + ", ".join(ORDERS))
    column, greatest_first = ORDERS[order]
    word = "DESC" if greatest_first != descending else "ASC"
    # Columns that always have a value are left as they are, so that an index can give the order.
    last = "" if order in _ALWAYS_FILLED else f"{column} IS NULL, "
    return f"{last}{column} {word}, name_key, vendor"
