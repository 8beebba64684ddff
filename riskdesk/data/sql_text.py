"""Names, lists and moments as SQL takes them; knows no record kind, so that opening a store imports none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

SqlValue = str | int | None


def quoted(name: str) -> str:
    """The name as SQL takes it, also where it is a word of SQL."""
    return '"' + name.replace('"', '""') + '"'


def names(columns: Iterable[str]) -> str:
    """Several names, with commas between."""
    return ", ".join(quoted(column) for column in columns)


def json_list(values: Iterable[str]) -> str:
    """The values as a JSON array, for `IN (SELECT value FROM json_each(?))`: any number in one parameter."""
    return json.dumps(list(values))


def moment_text(moment: datetime) -> str:
    """A moment as stored: UTC to the microsecond, of one length, so that text order is time order.

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
