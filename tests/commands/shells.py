"""Running commands in this process as a shell would, and in one of their own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from riskdesk.commands.running import run

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


class Shell:
    """Runs commands on one register; `stdin` is what the next one reads."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = store
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str, stdin: bytes | None = None) -> Ended:
        if stdin is not None:
            self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        self._capsys.readouterr()
        code = run(["--store", str(self.store), *words])
        said = self._capsys.readouterr()
        return Ended(code, said.out, said.err)


def process(
    *words: str, env: Mapping[str, str] | None = None, code: str = "", stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """`python -m riskdesk` with those words, or `code`, in a process of its own."""
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "riskdesk", *words]
    inherited = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", **(env or {})}
    return subprocess.run(
        command, env=inherited, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    )
