"""Writes the frozen statements of the first schema anew from the table classes. Only before the first release.

Run from the project's folder: python tests/data/write_baseline.py
"""

from pathlib import Path

from riskdesk.data.tables import statements
from riskdesk.data.triggers import triggers

TARGET = Path(__file__).parents[2] / "riskdesk/data/migrations/versions/r0001_baseline.sql"


def frozen() -> str:
    """Every statement of a fresh store but Alembic's own table."""
    found = (*statements(), *triggers())
    kept = (statement for statement in found if "alembic_version" not in statement)
    return (
        "".join("\n".join(line.rstrip() for line in statement.splitlines()) + ";\n\n" for statement in kept).rstrip()
        + "\n"
    )


if __name__ == "__main__":
    TARGET.write_text(frozen(), "utf-8")
