"""Registers for the tests of the desk: real stores, made by the desk's own deeds, at a fixed day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from riskdesk.data import log, reading
from riskdesk.data.log import Entry
from riskdesk.desk import answering, attaching, recording
from riskdesk.desk.opening import Desk, start
from riskdesk.rules.answers import read_answer
from riskdesk.rules.records import Record
from riskdesk.rules.standing import Standing

TODAY = date(2026, 11, 23)
REVIEWER = "A. Reyes"
ACME = "acme"
FACTORS = {"criticality": "3", "dependency": "3", "reach": "3", "data_sensitivity": "3"}
ANCHOR = {"provenance_anchor": "3", "provenance_reason": "summary only"}


def ticking() -> Callable[[], datetime]:
    """A clock that goes a second further each time it is asked."""
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now


def new_desk(folder: Path, name: str = "register.db") -> Desk:
    """A started register without vendors."""
    return start(
        folder / name,
        "Northgate",
        REVIEWER,
        role="CISO",
        start_on=date(2026, 10, 17),
        now=ticking(),
        today=lambda: TODAY,
    )


def acme_desk(folder: Path) -> Desk:
    """A register with one vendor of known impact and anchor, `acme`."""
    desk = new_desk(folder)
    recording.add(desk, "vendor", {"name": "Acme", **FACTORS, **ANCHOR})
    return desk


def on(desk: Desk, day: date) -> Desk:
    """The same desk on another day."""
    return replace(desk, today=lambda: day)


def say(desk: Desk, question: str, typed: str, vendor: str = ACME, **more: object) -> Standing:
    """Answer a question as typed on the command line."""
    state, value = read_answer(desk.pack.by_id[question], typed)
    return answering.answer(desk, vendor, question, value, state=state, **more).standing  # type: ignore[arg-type]


def rate(desk: Desk, vendor: str = ACME) -> Standing:
    """Answer what keeps a vendor unrated."""
    say(desk, "D1", "unknown", vendor)
    return say(desk, "U1", "unknown", vendor)


def note(desk: Desk, wording: str = "call with counsel", vendor: str = ACME, **fields: str) -> str:
    """The reference of a new note."""
    return attaching.attach_note(desk, wording, vendor=vendor, fields=fields).ref


def held(desk: Desk, record: type[Record], where: str = "") -> list[Record]:
    """The records of a class that meet a condition, closed ones too."""
    with desk.store.read() as connection:
        return list(reading.rows(connection, record, where))


def logged(desk: Desk, after: int = 0) -> list[Entry]:
    """The log's entries after a number."""
    with desk.store.read() as connection:
        return list(log.entries(connection, after))


def typed_dispute(**fields: str) -> Mapping[str, str]:
    """What it takes to add a dispute, past dismissal, our model named."""
    return {
        "caption": "Authors v. Heron",
        "role": "respondent",
        "proof": "pleading",
        "alleged_by": "authors",
        "alleged_on": "2026-05-04",
        "stage": "S4",
        "stage_on": "2026-09-01",
        "relevance": "named",
        **fields,
    }
