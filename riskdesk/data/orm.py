"""Single records written through SQLModel, on a connection and in a transaction that belong to somebody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from riskdesk.data.lent import LentConnection
from riskdesk.data.shapes import SHAPES
from riskdesk.data.sql_text import SqlValue
from riskdesk.data.tables import TABLES, attribute


class RecordSession:
    """Inserts and changes single rows through the table classes; the caller's transaction holds them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._session = Session(_engine(connection), autoflush=False, expire_on_commit=False)

    def insert(self, kind: str, row: tuple[SqlValue, ...]) -> None:
        """Add a row, its values in the order of the kind's columns."""
        self._session.add(TABLES[kind](**_values(kind, row)))
        self._flush()

    def change(self, kind: str, row: tuple[SqlValue, ...]) -> None:
        """Give the row of that reference the values of `row`; only those that differ are written."""
        with _plain_errors():
            found = self._session.get(TABLES[kind], row[0])
        for name, value in _values(kind, row).items():
            if getattr(found, name) != value:
                setattr(found, name, value)
        self._flush()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _flush(self) -> None:
        try:
            with _plain_errors():
                self._session.flush()
        except BaseException:
            # The session's own state alone: the lent connection rolls nothing back.
            self._session.rollback()
            raise
        finally:
            # Rows are also written past this session: nothing may stay in its memory.
            self._session.expunge_all()


def _engine(connection: sqlite3.Connection) -> Engine:
    # Parameters are what people wrote: they must not stand in an error's text.
    lent = LentConnection(connection)
    return create_engine("sqlite://", creator=lambda: lent, poolclass=NullPool, hide_parameters=True)


def _values(kind: str, row: tuple[SqlValue, ...]) -> dict[str, SqlValue]:
    return {attribute(name): value for name, value in zip(SHAPES[kind].columns, row, strict=True)}


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Lets SQLite's own error through instead of the ORM's, which quotes the statement."""
    try:
        yield
    except DBAPIError as error:
        raise (error.orig or error) from None
