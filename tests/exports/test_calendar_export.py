"""The iCalendar file: what each event says, what it leaves out, and how it is written."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from riskdesk.desk import attaching, calendar, recording
from riskdesk.desk.opening import Desk, start
from riskdesk.errors import FileUnwritable
from riskdesk.exports.calendar import to_ical, write

TODAY = date(2026, 11, 23)
HOSTILE = "Evil\r\nEND:VCALENDAR\u202e;,\\ Corp"
SECRET = "Counsel thinks we lose"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = start(
        tmp_path / "register.db",
        "Northgate",
        "A. Reyes",
        start_on=date(2026, 10, 17),
        now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
        today=lambda: TODAY,
    )
    _fill(made)
    yield made
    made.store.close()


def _fill(desk: Desk) -> None:
    for kind, typed in (
        ("vendor", {"name": "Kestrel Labs"}),
        ("vendor", {"name": HOSTILE}),
        ("contract", {"vendor": "kestrel-labs", "title": "MSA 2026", "term_end": "2027-03-01", "notice_days": "30",
                      "counsel_note": SECRET}),
        ("dispute", {"vendor": "kestrel-labs", "caption": "Authors v. Kestrel", "role": "respondent",
                     "proof": "pleading", "alleged_by": "authors", "stage": "S3", "next_check": "2026-12-01",
                     "factual_note": SECRET, "counsel_note": SECRET}),
        ("proceeding", {"title": "RFI on data", "vehicle": "rfi", "closes_on": "2026-12-02", "closes_at": "23:59",
                        "closes_zone": "ET", "counsel_note": SECRET}),
    ):  # fmt: skip
        recording.add(desk, kind, typed)
    fields = {"title": SECRET, "classification": "privileged", "refresh_on": "2026-12-03"}
    attaching.attach_note(desk, SECRET, vendor="kestrel-labs", questions=["C5"], fields=fields)


def content(desk: Desk, vendor: str = "") -> bytes:
    return b"".join(to_ical(desk, calendar.entries(desk, vendor)))


def events_of(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_every_date_is_an_all_day_event(desk: Desk) -> None:
    wanted = calendar.entries(desk)
    events = events_of(content(desk))
    assert [event["DTSTART"].dt for event in events] == [entry.on for entry in wanted]
    assert all(str(event["SUMMARY"]).endswith(f"({entry.ref})") for event, entry in zip(events, wanted, strict=True))
    told = {str(event["SUMMARY"]) for event in events}
    assert "Kestrel Labs: notice deadline (CT-0001)" in told
    assert "Kestrel Labs: next check of a matter (M-0001)" in told
    assert "the organisation: comments close 23:59 ET (PR-0001)" in told
    assert "Kestrel Labs: evidence to refresh (EV-0001)" in told
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_nothing_of_counsels_and_no_allegation_leaves(desk: Desk) -> None:
    text = content(desk).decode()
    unfolded = text.replace("\r\n ", "")
    assert SECRET not in unfolded
    assert "alleged" not in unfolded
    assert "Authors" not in unfolded
    assert "DESCRIPTION:MSA 2026" in unfolded


def test_hostile_names_stay_one_line(desk: Desk) -> None:
    text = content(desk).decode()
    assert text.count("END:VCALENDAR\r\n") == 1
    assert "\u202e" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    summaries = [str(event["SUMMARY"]) for event in events_of(content(desk))]
    (name,) = {told.split(": ")[0] for told in summaries if "Evil" in told}
    assert name == "Evil END:VCALENDAR�;,\\ Corp"


def test_the_same_register_gives_the_same_bytes_and_uids_stay(desk: Desk, tmp_path: Path) -> None:
    first = content(desk)
    assert content(replace(desk, now=lambda: datetime(2027, 1, 1, tzinfo=UTC))) == first
    uids = {str(event["UID"]) for event in events_of(first)}
    recording.edit(desk, "contract", "CT-0001", {"term_end": "2027-04-01"}, "extended")
    moved = content(desk)
    assert moved != first
    assert {str(event["UID"]) for event in events_of(moved)} == uids
    other = start(tmp_path / "other.db", "Northgate", "A. Reyes", now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    assert calendar.mark(other).register != calendar.mark(desk).register
    other.store.close()


def test_a_file_is_private_and_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "dates.ics"
    entries = calendar.entries(desk)
    write(desk, entries, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    with pytest.raises(FileUnwritable):
        write(desk, entries[:1], target)
    assert target.read_bytes() == before
    write(desk, entries[:1], target, replace=True)
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 1
    with pytest.raises(FileUnwritable):
        write(desk, entries, tmp_path / "no such folder" / "dates.ics")


def test_no_dates_give_a_calendar_without_events(desk: Desk) -> None:
    empty = b"".join(to_ical(desk, []))
    assert events_of(empty) == []
    assert empty.startswith(b"BEGIN:VCALENDAR\r\n")
    assert empty.endswith(b"END:VCALENDAR\r\n")
