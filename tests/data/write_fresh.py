"""Writes riskdesk/data/fresh.sql anew from the table classes, after a record or a table changed.

Run from the project's folder: python tests/data/write_fresh.py
"""

from riskdesk.data.opening import FRESH
from riskdesk.data.tables import statements
from riskdesk.data.triggers import triggers


def fresh_statements() -> str:
    """Every statement of a fresh store, Alembic's own table included."""
    found = (*statements(), *triggers())
    return "\n".join("\n".join(line.rstrip() for line in item.strip().splitlines()) + ";\n" for item in found)


if __name__ == "__main__":
    FRESH.write_text(fresh_statements(), "utf-8")
