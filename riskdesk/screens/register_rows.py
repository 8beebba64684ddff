"""How a vendor's standing is written in the register's table: columns, cells, the day and the days left."""

from __future__ import annotations

from datetime import date

from riskdesk.data.register import ORDERS as ORDERED_BY
from riskdesk.data.register import StandingRow
from riskdesk.widgets.table import Cell, Column, Row, Sort

TIER_WORDS = {"critical": "CRIT", "high": "HIGH", "moderate": "MOD", "low": "LOW", "unrated": "unrated"}
"""Short words for a column; the pane writes tiers out."""

ALL, THREE = 80, 60
"""Columns of terminal from which all columns, and three of them, are shown."""

COLUMNS = (
    Column("name", "Vendor", width=16, flex=3),
    Column("tier", "Tier", width=13),
    Column("residual", "Resid.", width=6, align="right", min_terminal_width=ALL, gap=2),
    *(Column(f"a{number}", str(number), width=2, min_terminal_width=ALL, gap=0) for number in range(1, 6)),
    Column("open", "Open", width=4, align="right", min_terminal_width=ALL, gap=2),
    Column("next", "Next", width=15, flex=1, min_terminal_width=THREE),
    Column("start", "Left", width=4, align="right", min_terminal_width=ALL),
)

ORDERS = {
    "urgency": "What to do next",
    "name": "Vendor",
    "tier": "Tier",
    "residual": "Residual risk",
    "next": "Next date",
    "start": "Days left",
    "open": "Open questions",
    "a1": "Score 1, provenance",
    "a2": "Score 2, disputes",
    "a3": "Score 3, usage",
    "a4": "Score 4, indemnity",
    "a5": "Score 5, policy",
    "owner": "Owner",
}
"""What the register can be ordered by, in words; the keys are those of riskdesk.data.register.ORDERS and COLUMNS."""


def row_of(row: StandingRow, today: date, round_days: int) -> Row:
    """The cells of a vendor as COLUMNS has them."""
    return (
        row.name,
        _tier(row),
        _tenths(row.residual_tenths, row.provisional),
        *(_score(state, signed) for state, signed in zip(row.states, row.signed, strict=True)),
        str(row.open),
        _next(row, today),
        _left(row.start_on, today, round_days),
    )


def day_of_programme(start_on: date | None, today: date, round_days: int) -> str:
    """Where the programme stands: "day 37 of 90", "starts in 3 days", "day 95, 5 past 90"."""
    if start_on is None:
        return "no start date"
    day = (today - start_on).days
    if day < 0:
        return f"starts in {days(-day)}"
    return f"day {day} of {round_days}" if day <= round_days else f"day {day}, {day - round_days} past {round_days}"


def sort_shown(order: Sort) -> Sort | None:
    """What the heading says of an order, None for the work order: an order begins with what matters most."""
    if order.key == "urgency":
        return None
    return Sort(order.key, ORDERED_BY[order.key][1] != order.descending)


def days(number: int) -> str:
    """A number of days in words."""
    return f"{number} day" if number == 1 else f"{number} days"


def tenths(value: int | None) -> str:
    """A residual as it is printed: one decimal, "-" while there is none."""
    return "-" if value is None else f"{value // 10}.{value % 10}"


def _tier(row: StandingRow) -> Cell:
    word = TIER_WORDS[row.tier]
    if row.tier == "unrated":
        return (f"{word} {TIER_WORDS[row.at_least]}+" if row.at_least else word, "unrated")
    floors = dict.fromkeys(floor.partition("-")[0] for floor in row.floors)
    return (" ".join([f"{word:<4}", *list(floors)[:2]]), row.tier)


def _tenths(value: int | None, provisional: bool) -> Cell:
    return (tenths(value), "dim" if provisional or value is None else "")


def _score(state: str, signed: bool) -> Cell:
    return (state, "late" if "!" in state else "" if signed else "dim")


def _next(row: StandingRow, today: date) -> Cell:
    if row.next_on is None:
        return ("       start", "dim") if row.tier == "unrated" else ""
    ahead = (row.next_on - today).days
    when = "late" if ahead < 0 else "today" if ahead == 0 else f"{ahead} d"
    return (f"{when:>5}  {row.next_what}", "late" if ahead < 0 else "")


def _left(start_on: date | None, today: date, round_days: int) -> Cell:
    if start_on is None:
        return ("-", "dim")
    left = round_days - (today - start_on).days
    return (str(left), "late" if left < 0 else "")
