"""Gives a table a new form within a migration, with its rows, indexes, triggers and constraints."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from riskdesk.data.sql_text import names, quoted

_HEAD = re.compile(r'\s*CREATE TABLE\s+("?)(\w+)\1\s*\(', re.IGNORECASE)


def rebuild(connection: Connection, table: str, create_table: str, filled: Mapping[str, str] | None = None) -> None:
    """Make `table` anew by the statement `create_table` and copy its rows.

    Columns of both forms keep their values; `filled` gives SQL expressions for new ones, whose default else stands.
    Foreign keys must be off, as `upgrading` has them. Raises ValueError for a statement about another table.
    """
    head = _HEAD.match(create_table)
    if head is None or head[2] != table:
        raise ValueError(f"not the CREATE TABLE of {table}")
    found = _rows(connection, "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'table'", table)
    others = [row[0] for row in found if row[0]]
    old = _columns(connection, table)
    new = f"new_{table}"
    connection.exec_driver_sql(f"CREATE TABLE {quoted(new)} ({create_table[head.end() :]}")
    both = tuple(column for column in _columns(connection, new) if column in old)
    first = dict(filled or {})
    values = ", ".join((names(both), *first.values()))
    into = names((*both, *first))
    connection.exec_driver_sql(f"INSERT INTO {quoted(new)} ({into}) SELECT {values} FROM {quoted(table)}")
    connection.exec_driver_sql(f"DROP TABLE {quoted(table)}")
    connection.exec_driver_sql(f"ALTER TABLE {quoted(new)} RENAME TO {quoted(table)}")
    for statement in others:
        connection.exec_driver_sql(statement)


def _columns(connection: Connection, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in _rows(connection, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table))


def _rows(connection: Connection, sql: str, parameter: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(sql, (parameter,))]
