"""Shells and terminals on registers: an empty place, a started register, one with vendors."""

from pathlib import Path

import pytest
from shells import ROOT, Shell
from typing_commands import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An empty register, started on the day of the tests by A. Reyes."""
    found = Terminal(tmp_path / "register.db", capsys, monkeypatch)
    found.says("init", "--organisation", "Northgate", "--reviewer", "A. Reyes", "--start", "2026-11-23")
    return found


@pytest.fixture
def nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Where no register is yet."""
    return Shell(tmp_path / "desk" / "register.db", capsys, monkeypatch)


@pytest.fixture
def started(nowhere: Shell) -> Shell:
    """A register without vendors."""
    assert nowhere("init", "--organisation", "Northgate", "--reviewer", "A. Reyes").code == 0
    return nowhere


@pytest.fixture
def shell(started: Shell) -> Shell:
    """The register of the sample list."""
    assert started("import", str(ROOT / "data" / "vendors.csv")).code == 0
    return started
