"""A fresh store is made from frozen statements; they are those of the table classes."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

from write_fresh import fresh_statements

from riskdesk.data.opening import FRESH


def test_the_statements_of_a_fresh_store_are_written_down() -> None:
    assert FRESH.read_text("utf-8") == fresh_statements(), "python tests/data/write_fresh.py"


def test_a_store_is_made_without_the_orm(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    script = f"""
import datetime, pathlib, sys
from riskdesk.data.store import create, open_store
create(pathlib.Path({str(tmp_path / "register.db")!r}), now={moment!r})
open_store(pathlib.Path({str(tmp_path / "register.db")!r})).close()
raise SystemExit("sqlalchemy" in sys.modules)
"""
    assert run([sys.executable, "-c", script], check=False).returncode == 0
