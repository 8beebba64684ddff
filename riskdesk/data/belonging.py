"""Which records belong to some vendors or reach them: what a hand-over that is limited to those vendors shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from riskdesk.data.gathering import BELOW
from riskdesk.data.sql_text import json_list, quoted
from riskdesk.rules.records import KIND_OF, KINDS

OF_ALL = frozenset({"organisation", "reviewer", "insurance"})
"""The kinds that are the organisation's own and are shown with any vendor."""

_IN = "IN (SELECT value FROM json_each(:values))"
_AFFILIATES = f"""
WITH RECURSIVE reached (ref) AS (
    SELECT ref FROM maker WHERE ref {_IN}
    UNION SELECT maker.ref FROM maker JOIN reached ON maker.affiliate_of = reached.ref
    UNION SELECT maker.affiliate_of FROM maker JOIN reached USING (ref) WHERE maker.affiliate_of IS NOT NULL
)
SELECT ref FROM reached
"""

Kept = dict[str, list[str]]


def belonging(connection: sqlite3.Connection, vendors: Collection[str]) -> Mapping[str, Collection[str]]:
    """The references shown of each kind; a kind in OF_ALL has no entry and is shown whole."""
    kept: Kept = {"vendor": sorted(vendors)}
    for kind in KINDS.values():
        if kind.field("vendor"):
            kept[kind.name] = _refs(connection, kind.name, "vendor", vendors)
    for record, (above, field) in BELOW.items():
        name = KIND_OF[record].name
        kept[name] = _refs(connection, name, field, kept[KIND_OF[above].name])
    _reach(connection, kept)
    kept["stage"] = _refs(connection, "stage", "dispute", kept["dispute"])
    kept["evidence"] = _named_evidence(connection, kept)
    return kept


def _reach(connection: sqlite3.Connection, kept: Kept) -> None:
    """Models and makers behind the vendors, the matters and listings of those makers, and the policy log."""
    kept["model"] = _column(connection, "SELECT DISTINCT model FROM use WHERE ref", kept["use"])
    makers = _column(connection, "SELECT DISTINCT maker FROM model WHERE maker IS NOT NULL AND ref", kept["model"])
    own = "SELECT DISTINCT own_maker FROM vendor WHERE own_maker IS NOT NULL AND ref"
    makers += _column(connection, own, kept["vendor"])
    kept["maker"] = sorted(row[0] for row in connection.execute(_AFFILIATES, {"values": json_list(makers)}))
    for kind in ("dispute", "designation"):
        kept[kind] = sorted({*kept[kind], *_refs(connection, kind, "maker", kept["maker"])})
    linked = "SELECT DISTINCT proceeding FROM proceeding_link WHERE ref"
    none = (row[0] for row in connection.execute("SELECT ref FROM proceeding WHERE vehicle = 'none'"))
    kept["proceeding"] = sorted({*_column(connection, linked, kept["proceeding_link"]), *none})


def _named_evidence(connection: sqlite3.Connection, kept: Kept) -> list[str]:
    found = set(kept["evidence"])
    for kind in KINDS.values():
        for spec in kind.fields:
            if spec.kind == "evidence" and kind.name in kept and kind.name != "evidence":
                sql = f"SELECT {spec.name} FROM {quoted(kind.name)} WHERE {spec.name} IS NOT NULL AND ref"
                found.update(_column(connection, sql, kept[kind.name]))
    return sorted(found)


def _refs(connection: sqlite3.Connection, kind: str, field: str, values: Iterable[str]) -> list[str]:
    return _column(connection, f"SELECT ref FROM {quoted(kind)} WHERE {quoted(field)}", values)


def _column(connection: sqlite3.Connection, sql: str, values: Iterable[str]) -> list[str]:
    return [row[0] for row in connection.execute(f"{sql} {_IN} ORDER BY 1", {"values": json_list(values)})]
