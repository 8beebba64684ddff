"""Typing commands in a test: run in this process, on a day that the test sets, with what they print."""

import functools
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from riskdesk.commands.running import run
from riskdesk.data.store import open_store
from riskdesk.desk import opening

DAY = date(2026, 11, 23)


class Terminal:
    """A register at `store`, to which commands are typed on the day `today`; each takes a second."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self._capsys, self._seconds = store, capsys, 0
        self.today = DAY
        real = opening.open_desk
        clocks: Any = {"now": self._now, "today": lambda: self.today}
        monkeypatch.setattr(opening, "open_desk", functools.partial(real, **clocks))
        # These registers are thrown away: nothing need wait for the disk.
        monkeypatch.setattr(opening, "open_store", functools.partial(open_store, durable=False))
        monkeypatch.setattr(opening, "start", functools.partial(opening.start, **clocks))

    def _now(self) -> datetime:
        self._seconds += 1
        return datetime.combine(self.today, time(9), UTC) + timedelta(seconds=self._seconds)

    def code(self, *words: str) -> tuple[int, str, str]:
        """The exit code, what was printed, and what went to standard error."""
        given = run(["--store", str(self.store), *words])
        out, err = self._capsys.readouterr()
        return given, out, err

    def says(self, *words: str) -> str:
        """What a command that succeeds prints, as one line: how it is wrapped is not what is told."""
        return " ".join(self._done(*words).split())

    def gives(self, *words: str) -> Any:
        """What a command that succeeds gives as JSON."""
        return json.loads(self._done(*words, "--json"))

    def _done(self, *words: str) -> str:
        given, out, err = self.code(*words)
        assert given == 0, f"{' '.join(words)}: {given}\n{out}{err}"
        return out

    def refuses(self, *words: str, code: int = 1) -> str:
        """What a command that is refused says."""
        given, out, err = self.code(*words)
        assert (given, out) == (code, ""), f"{' '.join(words)}: {given}\n{out}{err}"
        return err


def started(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An empty register in the folder, started on the day of the tests by A. Reyes."""
    found = Terminal(folder / "register.db", capsys, monkeypatch)
    found.says("init", "--organisation", "Northgate", "--reviewer", "A. Reyes", "--start", "2026-11-23")
    return found
