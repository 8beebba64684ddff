"""The list of hand-offs: which workbook went to whom, when, by which profile, with which hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskdesk.commands.context import say, say_json, say_table

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

_HEADINGS = ("No", "When (UTC)", "By", "To whom", "For", "As of", "File", "SHA-256")


def list_handoffs(desk: Desk, as_json: bool) -> None:
    """Print every hand-off, the first one first."""
    from riskdesk.desk.handing_over import handed_over

    found = handed_over(desk)
    if as_json:
        say_json([vars(item) for item in found])
    elif not found:
        say("nothing was handed over yet")
    else:
        rows = (
            (
                *(str(item.seq), item.at.strftime("%Y-%m-%d %H:%M") if item.at else "-", item.who),
                *(item.to_whom or "-", item.profile, item.as_of, item.file_name, item.sha256),
            )
            for item in found
        )
        say_table(_HEADINGS, rows)
