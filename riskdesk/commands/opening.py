"""Opening the workbench, where a terminal can draw it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.commands.choice import Choice
from riskdesk.errors import NoTerminal, StoreMissing

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk


def open_workbench(choice: Choice) -> None:
    """Open the workbench on the chosen register; a missing one begins with the first run."""
    check_terminal()
    try:
        desk = choice.desk()
    except StoreMissing:
        desk = None
    show(desk, choice.path)


def check_terminal() -> None:
    """Raise NoTerminal where the workbench could not draw or read keys."""
    remedy = "the same by plain commands: riskdesk list vendors, riskdesk show VENDOR, riskdesk --help"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal("the workbench needs a terminal", remedy=remedy)
    if os.environ.get("TERM", "") in {"", "dumb"}:
        raise NoTerminal("this terminal cannot draw (TERM is dumb or empty)", remedy=remedy)


def show(desk: Desk | None, path: Path, banner: str = "") -> None:
    """Run the workbench until it is left. Textual reads TEXTUAL_FPS on import: a key waits for its next frame."""
    # Nothing that a start makes becomes garbage: looking for some takes a tenth of it. The workbench turns it on again.
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "250")
    if not os.environ.get("NO_COLOR", "x"):
        del os.environ["NO_COLOR"]
    from riskdesk.app import run_workbench

    run_workbench(desk, path, banner=banner)
