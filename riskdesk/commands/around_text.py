"""What hangs on a record, as text and as data: what its page in the workbench shows."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from riskdesk.commands.context import say, say_wrapped
from riskdesk.rules.parts import Told, side_by_side

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

_INDENT = "    "


def say_around(desk: Desk, kind: str, ref: str) -> None:
    """Print what hangs on the record, part by part. Raises UnknownRecord."""
    from riskdesk.desk.around import parts

    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
    for part in parts(desk, kind, ref)[1]:
        say(f"  {part.heading}")
        for row in side_by_side(part.pairs, width - len(_INDENT)):
            say(f"{_INDENT}{row}")
        for line in part.lines:
            _say(line)


def around_data(desk: Desk, kind: str, ref: str) -> dict[str, Any]:
    """What hangs on the record as plain data, "" for a line that is no record's. Raises UnknownRecord."""
    from riskdesk.desk.around import parts

    found = parts(desk, kind, ref)[1]
    told = [
        {
            "heading": part.heading,
            "compared": [asdict(pair) for pair in part.pairs],
            "lines": [{"ref": line.ref, "text": f"{line.lead}{line.text}".strip()} for line in part.lines],
        }
        for part in found
    ]
    return {"around": told} if told else {}


def _say(line: Told) -> None:
    ref = f"  [{line.ref}]" if line.ref else ""
    say_wrapped(f"{_INDENT}{line.lead}", f"{line.text}{ref}", len(_INDENT) + 4)
