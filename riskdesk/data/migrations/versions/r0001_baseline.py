"""The first schema: the frozen statements of r0001_baseline.sql, whatever the table classes say today."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    text = Path(__file__).with_suffix(".sql").read_text("utf-8")
    # Past SQLAlchemy's text(), which would take the colons of a pattern for parameters.
    for statement in statements(text):
        op.get_bind().exec_driver_sql(statement)


def statements(text: str) -> Iterator[str]:
    """The statements of a script; a trigger holds semicolons of its own."""
    part = ""
    for line in text.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part.strip().removesuffix(";")
            part = ""
