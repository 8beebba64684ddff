"""A started register to type commands to."""

from pathlib import Path

import pytest
from typing_commands import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An empty register, started on the day of the tests by A. Reyes."""
    found = Terminal(tmp_path / "register.db", capsys, monkeypatch)
    found.says("init", "--organisation", "Northgate", "--reviewer", "A. Reyes", "--start", "2026-11-23")
    return found
