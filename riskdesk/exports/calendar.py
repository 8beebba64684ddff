"""The register's dates as an iCalendar file (RFC 5545): all-day events that a calendar program can subscribe to.

A date goes out with its vendor's name, what is due and the reference it stands on. What a matter alleges, the titles of
evidence, notes and counsel's words stay in the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from icalendar import Calendar, Event

from riskdesk.desk import calendar
from riskdesk.desk.calendar import Entry, Mark, Subject
from riskdesk.desk.opening import Desk
from riskdesk.errors import FileUnwritable
from riskdesk.exports.saving import replacing
from riskdesk.rules.deadlines import in_words
from riskdesk.rules.text import clean_line

PRODUCT = "-//riskdesk//deadlines//EN"
CHUNK = 1000
"""Events that are put into words at once."""
_TOLD = {"contract", "proceeding"}
"""Kinds of record whose title goes along."""


def to_ical(desk: Desk, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The dates as the pieces of an iCalendar file. The same register and dates give the same bytes.

    An event keeps its UID for as long as its record is there, so that a day that moves moves in the calendar too.
    """
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", PRODUCT)
    begin, end, _ = whole.to_ical().partition(b"END:VCALENDAR")
    yield bytes(begin)
    mark = calendar.mark(desk)
    for start in range(0, len(entries), CHUNK):
        part = entries[start : start + CHUNK]
        about = calendar.subjects(desk, part)
        yield b"".join(_event(entry, about[entry.id], mark).to_ical() for entry in part)
    yield bytes(end) + b"\r\n"


def write(desk: Desk, entries: Sequence[Entry], target: Path, *, replace: bool = False) -> Path:
    """Write the dates to `target` (mode 0600), whole or not at all.

    Raises FileUnwritable where a file is there and `replace` does not allow to replace it, or the system refuses.
    """
    if target.exists() and not replace:
        raise FileUnwritable("there is a file already", where=str(target), remedy="choose another name, or --force")
    with replacing(target) as stream:
        for piece in to_ical(desk, entries):
            stream.write(piece)
    return target


def _event(entry: Entry, about: Subject, mark: Mark) -> Event:
    event = Event()
    due = f"{in_words(entry.what)} {about.time}".strip()
    event.add("uid", f"{entry.what.replace(' ', '-')}.{entry.ref}.{mark.register}@riskdesk")
    event.add("dtstamp", mark.changed_at.replace(microsecond=0))
    event.add("dtstart", entry.on)
    event.add("summary", clean_line(f"{entry.whose}: {due} ({entry.ref})"))
    if calendar.kind_of(entry) in _TOLD and about.title:
        event.add("description", clean_line(about.title))
    event.add("categories", [entry.what])
    event.add("transp", "TRANSPARENT")
    return event
