"""Whom a record reaches: the vendors whose standing can change when it does."""

from __future__ import annotations

import sqlite3

from riskdesk.data.folding import fold_search
from riskdesk.data.log import Entry, matching
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
_EVIDENCE = """
select vendor from evidence_link where evidence = :ref
union select vendor from evidence where ref = :ref and vendor is not null
union select coalesce(flow.vendor, '') from terms join flow on flow.ref = terms.flow where terms.evidence = :ref
union select flow.vendor from signoff join flow on flow.ref = signoff.flow where signoff.evidence = :ref
union select vendor from contract where evidence = :ref
union select vendor from search where evidence = :ref
union select vendor from flow where authorisation = :ref or remedy_evidence = :ref
union select vendor from dispute where (primary_evidence = :ref or tracker_evidence = :ref) and vendor is not null
"""
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
        reached |= _select(connection, _EVIDENCE, record.ref)
    elif kind == "proceeding":
        reached |= _proceeding(connection, record)
    return reached - {""}


def vendor_named(connection: Connection, name: str) -> str | None:
    """The vendor of that whole name, compared without case and accents, if it is the only one."""
    found = connection.execute("select vendor from standing where name_key = ? limit 2", (fold_search(name.strip()),))
    vendors = [row[0] for row in found]
    return vendors[0] if len(vendors) == 1 else None


def vendor_entries(connection: Connection, vendor: str, limit: int = 200) -> list[Entry]:
    """The log's latest entries about a vendor, its standing and the records that name it, newest first."""
    kinds = [kind.name for kind in KINDS.values() if kind.name != "vendor" and kind.field("vendor") is not None]
    about = " union all ".join(f"select '{name}', ref from \"{name}\" where vendor = :ref" for name in kinds)
    where = f"(kind, ref) in (select 'vendor', :ref union all select 'standing', :ref union all {about})"
    return list(matching(connection, where, {"ref": vendor}, limit))


def _proceeding(connection: sqlite3.Connection, record: Record) -> set[str]:
    """The vendors linked to it; a documented "no open vehicle" is the organisation's and reaches every vendor."""
    if getattr(record, "vehicle", "") == "none":
        return _select(connection, _EVERYONE, "")
    return _select(connection, "select vendor from proceeding_link where proceeding = :ref", record.ref)


def _select(connection: sqlite3.Connection, query: str, ref: str) -> set[str]:
    if not ref and ":ref" in query:
        return set()
    return {row[0] for row in connection.execute(query, {"ref": ref})}
