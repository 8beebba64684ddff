"""What the register's screen shows of all vendors, read from the cached standings: no rules, no record kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskdesk.data import register
from riskdesk.data.register import Counts
from riskdesk.data.standing import StandingRow

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk


def ids(
    desk: Desk, *, text: str = "", order: str = "urgency", descending: bool = False, retired: bool = False
) -> list[str]:
    """Vendors' references in order, those that `text` is part of name, key, owner or tier of."""
    with desk.store.read() as connection:
        return register.ids(connection, text=text, order=order, descending=descending, retired=retired)


def rows(desk: Desk, vendors: Sequence[str]) -> dict[str, StandingRow]:
    """The register's rows of those vendors alone."""
    with desk.store.read() as connection:
        return register.window(connection, vendors)


def counts(desk: Desk) -> Counts:
    """How many vendors there are, rated, unrated, excluded, retired, and by tier."""
    with desk.store.read() as connection:
        return register.counts(connection)
