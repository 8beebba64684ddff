"""Counted references: EV-0001, M-0001 and so on, never given twice, since records are never deleted."""

from __future__ import annotations

import sqlite3

from riskdesk.data.sql_text import quoted
from riskdesk.rules.records import KINDS

_LONGEST = 9


class Numbering:
    """The next free references as one write sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}

    def take(self, kind_name: str) -> str:
        """A reference not yet given. Raises ValueError for a kind whose references are not counted."""
        prefix = KINDS[kind_name].prefix
        if not prefix:
            raise ValueError(f"references of {kind_name} are not counted")
        if kind_name not in self._last:
            self._last[kind_name] = self._highest(kind_name, prefix)
        self._last[kind_name] += 1
        return f"{prefix}-{self._last[kind_name]:04d}"

    def note(self, kind_name: str, ref: str) -> None:
        """Remember a reference that came from elsewhere, so that it is not given again."""
        digits = ref.removeprefix(KINDS[kind_name].prefix + "-")
        if kind_name in self._last and digits != ref and len(digits) <= _LONGEST and digits.isdecimal():
            self._last[kind_name] = max(self._last[kind_name], int(digits))

    def _highest(self, kind_name: str, prefix: str) -> int:
        start = len(prefix) + 2
        found = self._connection.execute(
            f"SELECT max(CAST(substr(ref, {start}) AS INTEGER)) FROM {quoted(kind_name)} "
            f"WHERE ref GLOB ? AND substr(ref, {start}) NOT GLOB '*[^0-9]*' AND length(ref) < ?",
            (f"{prefix}-[0-9]*", start + _LONGEST),
        ).fetchone()
        return found[0] or 0
