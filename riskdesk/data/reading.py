"""Records read by SQL into frozen dataclasses, without the ORM."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from riskdesk.data.folding import fold_key
from riskdesk.data.shapes import from_json, shape_of
from riskdesk.data.sight import WHOLE, Sight
from riskdesk.data.sql_text import SqlValue, json_list
from riskdesk.rules.records import Record

R = TypeVar("R", bound=Record)


def get(connection: sqlite3.Connection, record_type: type[R], ref: str, sight: Sight = WHOLE) -> R | None:
    """The record of that reference as `sight` lets it be read, closed ones too, or None."""
    shape = sight.shape(record_type)
    row = connection.execute(f"{shape.select} WHERE ref = ?", (ref,)).fetchone()
    return None if row is None else cast(R, shape.to_record(row))


def rows(
    connection: sqlite3.Connection,
    record_type: type[R],
    where: str = "",
    params: Sequence[SqlValue] = (),
    order: str = "ref",
    sight: Sight = WHOLE,
) -> list[R]:
    """The records that meet the condition `where`, SQL of ours with a question mark for each of `params`, in `order`.

    Without a condition all records, closed ones too. No text from people may stand in `where` or `order`. What `sight`
    does not let be read is not selected.
    """
    shape = sight.shape(record_type)
    condition = f" WHERE {where}" if where else ""
    found = connection.execute(f"{shape.select}{condition} ORDER BY {order}", tuple(params))
    return [cast(R, shape.to_record(row)) for row in found]


def refs(
    connection: sqlite3.Connection, record_type: type[Record], where: str = "", params: Sequence[SqlValue] = ()
) -> list[str]:
    """The references of the records that meet the condition, as in `rows`, in their order."""
    condition = f" WHERE {where}" if where else ""
    sql = f"SELECT ref FROM {shape_of(record_type).table}{condition} ORDER BY ref"
    return [row[0] for row in connection.execute(sql, tuple(params))]


def many(
    connection: sqlite3.Connection, record_type: type[R], refs: Iterable[str], sight: Sight = WHOLE
) -> dict[str, R]:
    """The records of several references at once, closed ones too; those that are not there are left out."""
    found = rows(connection, record_type, "ref IN (SELECT value FROM json_each(?))", (json_list(refs),), sight=sight)
    return {record.ref: record for record in found}


def find_vendor(connection: sqlite3.Connection, typed: str) -> str | None:
    """The reference of the vendor that was meant, compared without regard to case, or None."""
    found = connection.execute("SELECT ref FROM vendor WHERE folded = ?", (fold_key(typed),)).fetchone()
    return None if found is None else cast(str, found[0])


def vendor_keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Every vendor's reference by its folded form (`folding.fold_key`), closed vendors too: one look-up for a list."""
    return dict(connection.execute("SELECT folded, ref FROM vendor"))


def typed(record_type: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """A log entry's old or new values as the record has them: dates, tuples and so on."""
    kind = shape_of(record_type).kind
    return {spec.name: from_json(spec, values[spec.name]) for spec in kind.fields if spec.name in values}


def count(
    connection: sqlite3.Connection, record_type: type[Record], where: str = "", params: Sequence[SqlValue] = ()
) -> int:
    """How many records meet the condition, as in `rows`."""
    condition = f" WHERE {where}" if where else ""
    sql = f"SELECT count(*) FROM {shape_of(record_type).table}{condition}"
    return cast(int, connection.execute(sql, tuple(params)).fetchone()[0])
