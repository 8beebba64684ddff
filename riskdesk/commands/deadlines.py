"""list deadlines: what is due when, as a table, as JSON, or as an iCalendar file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from riskdesk.commands.context import say, say_json, say_table

if TYPE_CHECKING:
    from riskdesk.desk.calendar import Entry, Limits
    from riskdesk.desk.opening import Desk


def list_deadlines(desk: Desk, vendor: str, limits: Limits, ics: str, force: bool, as_json: bool) -> None:
    """Print or write the dates, the earliest first. Raises UnknownRecord, FileUnwritable."""
    from riskdesk.desk import calendar

    found = calendar.entries(desk, vendor, limits)
    if ics:
        _write(desk, found, ics, force)
    elif as_json:
        say_json(calendar.as_data(desk, found))
    elif found:
        _table(desk, found)
    else:
        say("nothing is due")


def _write(desk: Desk, found: Sequence[Entry], target: str, force: bool) -> None:
    from riskdesk.exports import calendar as export

    if target == "-":
        for piece in export.to_ical(desk, found):
            sys.stdout.buffer.write(piece)
        return
    path = export.write(desk, found, Path(target), replace=force)
    say(f"{path}  {len(found)} dates")


def _table(desk: Desk, found: Sequence[Entry]) -> None:
    from riskdesk.desk.calendar import subjects
    from riskdesk.rules.deadlines import in_words

    about, today = subjects(desk, found), desk.today()
    say_table(
        ("On", "Days", "Vendor", "What", "Record"),
        (
            (
                str(entry.on),
                _days((entry.on - today).days),
                entry.whose[:40],
                f"{in_words(entry.what)} {about[entry.id].time}".strip(),
                entry.ref,
            )
            for entry in found
        ),
    )


def _days(days: int) -> str:
    return f"{-days} late" if days < 0 else "today" if days == 0 else str(days)


def limits_given(since: str, until: str, late: bool) -> Limits:
    """The limits as given with --from, --until and --overdue. Raises BadParameter."""
    from riskdesk.commands.context import read_date
    from riskdesk.desk.calendar import Limits

    first, last = read_date(since, "--from"), read_date(until, "--until")
    if first and last and last < first:
        raise typer.BadParameter("that is before --from", param_hint="--until")
    return Limits(first, last, late)
