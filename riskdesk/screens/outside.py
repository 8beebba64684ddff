"""A record edited in the person's own editor; what was changed there is put into the form, which saves it."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from riskdesk.desk.opening import Desk
from riskdesk.errors import RiskdeskError
from riskdesk.rules.record_text import read_again, written
from riskdesk.rules.records import KINDS
from riskdesk.screens.record import RecordScreen
from riskdesk.widgets import notices
from riskdesk.widgets.drafts import drafts_of

LONGEST = 2_000_000
"""Bytes that are read back."""


def edit_outside(screen: Screen[Any], desk: Desk, kind: str, ref: str) -> None:
    """Open the record in $VISUAL or $EDITOR, then its form with what was changed; nothing is saved before that."""
    form = RecordScreen(desk, kind, ref)
    before = {name: text for name, text in form.held().items() if KINDS[kind].field(name)}
    typed = _typed(screen, written(KINDS[kind], ref, before, before), before)
    changed = {name: new for name, new in typed.items() if new != before[name].strip()}
    if not changed:
        notices.say(screen, "nothing was changed")
        return
    drafts_of(screen.app)[form.draft] = changed
    screen.app.push_screen(form)


def _typed(screen: Screen[Any], text: str, shown: Collection[str]) -> dict[str, str]:
    """What was typed, by field; a text that cannot be read comes back to the editor, until it is left as it was."""
    after = _edited(screen, text)
    while after is not None:
        try:
            return read_again(after, shown)
        except RiskdeskError as error:
            told = f"# {error.where}: {error.what}; {error.remedy}. Leave it as it is to give up.\n{after}"
            again = _edited(screen, told)
            after = again if again != told else None
    return {}


def _edited(screen: Screen[Any], text: str) -> str | None:
    """The text as the editor leaves it, None where there is no editor or it failed; the file goes at once."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="riskdesk-") as folder:
        path = Path(folder) / "record.txt"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8", newline="\n")
        try:
            with screen.app.suspend():
                done = subprocess.run([*command, str(path)], check=False)
        except SuspendNotSupported:
            notices.say(screen, "this terminal cannot be handed to an editor; e edits here", "No editor")
            return None
        except OSError:
            notices.say(screen, f"{command[0]} cannot be started: set EDITOR, or edit here with e", "No editor")
            return None
        if done.returncode != 0:
            notices.say(screen, "the editor ended with an error: nothing was changed", "Nothing read")
            return None
        with path.open("rb") as stream:
            return stream.read(LONGEST).decode("utf-8", "replace")
