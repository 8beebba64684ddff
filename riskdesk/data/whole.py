"""A whole register as canonical JSON, piece by piece: hand-offs, log, and every record of every kind.

The form is `rules/register_schema`'s. Whatever lies beside the tables (evidence files, question sets) is only named.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from riskdesk.data.canonical import canonical
from riskdesk.data.chain import Chain
from riskdesk.data.handoffs import HANDOFF
from riskdesk.data.log import LOG
from riskdesk.data.shapes import SHAPES, Shape
from riskdesk.data.sql_text import names
from riskdesk.rules.register_schema import NAME


def texts(connection: sqlite3.Connection, pack: str, pack_sha256: str) -> Iterator[tuple[str, str]]:
    """The pieces of the document in order, each after the name of what it belongs to: a member, or a kind of record.

    `pack` is the question set in use and its hash. Nothing is held but one entry or record.
    """
    yield "register", f'{{"$schema":"{NAME}","handoffs":['
    yield from _told("handoffs", _entries(connection, HANDOFF))
    yield "log", '],"log":['
    yield from _told("log", _entries(connection, LOG))
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    rest = canonical({"meta": meta, "pack": {"id": pack, "sha256": pack_sha256}})
    yield "log", "]," + rest[1:-1] + ',"records":{'
    for number, name in enumerate(sorted(SHAPES)):
        yield name, f'{"," if number else ""}"{name}":['
        yield from _told(name, _records(connection, SHAPES[name]))
        yield name, "]"
    yield "records", "}}"


def _told(name: str, values: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    comma = ""
    for value in values:
        yield name, comma + canonical(value)
        comma = ","


def _entries(connection: sqlite3.Connection, chain: Chain) -> Iterator[dict[str, Any]]:
    columns = chain.all_columns
    for row in connection.execute(f"SELECT {names(columns)} FROM {chain.table} ORDER BY seq"):
        yield dict(zip(columns, row, strict=True))


def _records(connection: sqlite3.Connection, shape: Shape) -> Iterator[dict[str, Any]]:
    for row in connection.execute(f"{shape.select} ORDER BY ref"):
        record = shape.to_record(row)
        yield {"ref": record.ref, **shape.to_log(record)}
