"""The register as it stood at an earlier moment, as a desk to look from: nothing can be changed there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time

from riskdesk.data import reading, replay
from riskdesk.data.case_files import case_files
from riskdesk.data.replay import PastStore
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.scoring import pack_of
from riskdesk.desk.standing import BATCH, standing_row
from riskdesk.errors import BadDate
from riskdesk.rules.assessment import assess
from riskdesk.rules.forms import read_day
from riskdesk.rules.records import Organisation, Vendor

WHERE = "--as-of"


@contextmanager
def desk_as_of(desk: Desk, text: str) -> Iterator[Desk]:
    """The register as it stood at a day's end in UTC, or at a moment; standings, expiries and windows are of that day.

    A moment without an offset is UTC. The evidence is the present vault's. The copy is read-only, lies in a private
    temporary folder and goes when the block is left. Raises BadDate for what is no date, is still to come or lies
    before the register began.
    """
    moment = moment_of(desk, text)
    with replay.replayed(desk.store, moment) as past:
        with past.read() as connection:
            organisation = reading.get(connection, Organisation, ORGANISATION)
        if organisation is None:
            raise BadDate("the register had not begun", where=WHERE, remedy="a moment since it was started")
        own = organisation.pack in ("", desk.pack.id)
        pack = desk.pack if own else pack_of(desk.store.path, organisation.pack)
        then = replace(desk.scored_by(pack), store=past, now=lambda: moment, today=lambda: moment.date())
        _fill(past, then)
        yield then


def moment_of(desk: Desk, text: str) -> datetime:
    """The moment in UTC that is meant by a date (its end) or by an ISO moment. Raises BadDate as `desk_as_of`."""
    bare = text.strip()
    meant = _moment(bare) if ":" in bare else _end(_day(bare))
    if meant.date() > max(desk.today(), desk.now().date()):
        raise BadDate("that day is still to come", where=WHERE, remedy="today or an earlier day")
    return meant


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise _no_date() from None


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def _moment(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _no_date() from None


def _no_date() -> BadDate:
    return BadDate("not a date", where=WHERE, remedy="a date as 2026-11-23, or a moment as 2026-11-23T14:30Z")


def _fill(past: PastStore, then: Desk) -> None:
    """Work out every vendor's row for that day: lists read them, and the replay holds records alone."""
    with past.read() as connection:
        everyone = [item.ref for item in reading.rows(connection, Vendor)]
    for start in range(0, len(everyone), BATCH):
        with past.read() as connection:
            cases = case_files(connection, everyone[start : start + BATCH])
            rows = [standing_row(case, assess(case, then.pack, then.today()), then.pack) for case in cases]
        past.put_standing(rows)
