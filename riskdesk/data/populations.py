"""What samples are drawn from: the references of vendors in scope and of their answers, in the order of code points."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from riskdesk.data.sql_text import json_list
from riskdesk.rules.sampling import ANSWERS, VENDORS

_IN_SCOPE = "vendor.closed_on IS NULL AND vendor.excluded_on IS NULL"
_SQL = {
    VENDORS: f"SELECT ref FROM vendor WHERE {_IN_SCOPE}",
    ANSWERS: (
        "SELECT answer.ref FROM answer JOIN vendor ON vendor.ref = answer.vendor "
        f"WHERE {_IN_SCOPE} AND answer.closed_on IS NULL"
    ),
}


def references(connection: sqlite3.Connection, of: str, vendors: Collection[str] | None = None) -> Iterator[str]:
    """The references of a population of `rules.sampling`, of those vendors alone unless that is None; streamed."""
    among = "" if vendors is None else " AND vendor.ref IN (SELECT value FROM json_each(:vendors))"
    values = {} if vendors is None else {"vendors": json_list(vendors)}
    table = "vendor" if of == VENDORS else "answer"
    return (row[0] for row in connection.execute(f"{_SQL[of]}{among} ORDER BY {table}.ref", values))
