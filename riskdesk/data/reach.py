"""Whom a record reaches: the vendors whose standing can change when it does."""

from __future__ import annotations

import sqlite3

from riskdesk.data import reading
from riskdesk.data.folding import fold_search
from riskdesk.data.sql_text import quoted
from riskdesk.rules.records import KIND_OF, KINDS, Record

Connection = sqlite3.Connection

_MAKERS = """
with recursive grouped(ref) as (
    values (:ref)
    union select maker.ref from maker, grouped where maker.affiliate_of = grouped.ref
    union select maker.affiliate_of from maker, grouped where maker.ref = grouped.ref and maker.affiliate_of is not null
)
select distinct product.vendor from grouped
join model on model.maker = grouped.ref join "use" on "use".model = model.ref
join product on product.ref = "use".product
union select vendor.ref from grouped join vendor on vendor.own_maker = grouped.ref
"""
_MODEL = (
    'select distinct product.vendor from "use" join product on product.ref = "use".product where "use".model = :ref'
)
_THROUGH = {
    "terms": ("flow", "select vendor from flow where ref = :ref"),
    "signoff": ("flow", "select vendor from flow where ref = :ref"),
    "negotiation": ("contract", "select vendor from contract where ref = :ref"),
    "use": ("product", "select vendor from product where ref = :ref"),
}
_EVERYONE = "select ref from vendor where closed_on is null"


def vendors_reached(connection: sqlite3.Connection, record: Record) -> set[str]:
    """References of the vendors that the record, as it stands in the store, bears on."""
    kind = KIND_OF[type(record)].name
    reached = {getattr(record, "vendor", "")}
    if kind == "vendor":
        reached = {record.ref}
    elif kind in _THROUGH:
        field, query = _THROUGH[kind]
        reached |= _select(connection, query, getattr(record, field))
    elif kind == "maker":
        reached |= _select(connection, _MAKERS, record.ref)
    elif kind in {"dispute", "designation"}:
        reached |= _select(connection, _MAKERS, getattr(record, "maker", ""))
    elif kind == "model":
        reached |= _select(connection, _MODEL, record.ref)
    elif kind == "evidence":
        reached |= _proven_by(connection, record.ref)
    elif kind == "proceeding":
        reached |= _proceeding(connection, record)
    return reached - {""}


def vendors_named(connection: Connection, name: str) -> list[str]:
    """The vendors of that whole name, case and accents aside: ten at most; retired ones where none is in use."""
    sql = "select vendor, retired from standing where name_key = ? order by retired, vendor limit 10"
    found = list(connection.execute(sql, (fold_search(name.strip()),)))
    return [vendor for vendor, retired in found if retired == found[0][1]]


def _proven_by(connection: Connection, evidence: str) -> set[str]:
    """The vendors of every open record that names the piece of evidence, whatever field it stands in."""
    reached: set[str] = set()
    for kind in KINDS.values():
        named = [quoted(spec.name) for spec in kind.fields if spec.kind == "evidence"]
        if kind.name == "evidence" or not named:
            continue
        where = f"closed_on is null and ? in ({', '.join(named)})"
        for record in reading.rows(connection, kind.record, where, (evidence,)):
            reached |= vendors_reached(connection, record)
    return reached


def _proceeding(connection: sqlite3.Connection, record: Record) -> set[str]:
    """The vendors linked to it; a documented "no open vehicle" is the organisation's and reaches every vendor."""
    if getattr(record, "vehicle", "") == "none":
        return _select(connection, _EVERYONE, "")
    return _select(connection, "select vendor from proceeding_link where proceeding = :ref", record.ref)


def _select(connection: sqlite3.Connection, query: str, ref: str) -> set[str]:
    if not ref and ":ref" in query:
        return set()
    return {row[0] for row in connection.execute(query, {"ref": ref})}
