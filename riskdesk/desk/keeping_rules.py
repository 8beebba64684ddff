"""Rules that keep the register usable: who keeps it, by which pack, what its rounds and vendors must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import question_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.scoring import pack_of
from riskdesk.errors import MissingValue, NotAllowed, ReasonNeeded
from riskdesk.rules.deadlines import due_dates
from riskdesk.rules.records import Ask, Organisation, Record, Reviewer, Round, Vendor


def check_vendor(_desk: Desk, _writing: Writing, record: Vendor, _before: Record | None) -> Vendor:
    """A judged anchor and an exclusion from scope each need their reason (DOMAIN 6.11.16)."""
    if not record.name.strip():
        raise MissingValue("the vendor has no name", where=f"vendor {record.ref}", remedy="name=...")
    for given, reason in (("provenance_anchor", "provenance_reason"), ("excluded_on", "excluded_reason")):
        if getattr(record, given) and not getattr(record, reason).strip():
            raise ReasonNeeded(f"{given} needs a reason", where=f"vendor {record.ref}", remedy=f"{reason}=...")
    if record.excluded_reason.strip() and record.excluded_on is None:
        raise MissingValue("an exclusion needs its day", where=f"vendor {record.ref}", remedy="excluded_on=...")
    return record


def check_ask(desk: Desk, _writing: Writing, record: Ask, _before: Record | None) -> Ask:
    """The questions asked are ids of the pack, with one blank between. Raises UnknownQuestion."""
    ids = [question_of(desk.pack, word).id for word in record.questions.replace(",", " ").split()]
    return replace(record, questions=" ".join(ids))


def check_organisation(desk: Desk, _writing: Writing, record: Organisation, _before: Record | None) -> Organisation:
    """The pack named is on this machine and sound, else the register could not be opened again."""
    pack_of(desk.store.path, record.pack)
    return record


def check_reviewer(desk: Desk, writing: Writing, record: Reviewer, _before: Record | None) -> Reviewer:
    """Reviewers' names differ, and somebody stays in office: a register that nobody keeps cannot be opened."""
    others = [item for item in reading.rows(writing.connection, Reviewer) if item.open and item.ref != record.ref]
    if record.open and record.name.casefold() in {item.name.casefold() for item in others}:
        raise NotAllowed("a reviewer has this name already", where=f"reviewer {record.ref}", remedy="edit that one")
    if not any(in_office(item, desk.today()) for item in (record, *others)):
        raise NotAllowed("nobody would keep the register", where=f"reviewer {record.ref}", remedy="add another first")
    return record


def check_round(desk: Desk, _writing: Writing, record: Round, before: Round | None) -> Round:
    """A round that starts on another day is due on other days, unless those were set with it; an ended one stays."""
    if before is not None and before.ended_on is not None:
        raise NotAllowed("this round has ended", where=f"round {record.ref}", remedy="open the next one")
    if before is None or record.start_on is None or record.start_on == before.start_on:
        return record
    held = (record.due_1, record.due_2, record.due_3, record.due_4, record.due_5)
    if held != (before.due_1, before.due_2, before.due_3, before.due_4, before.due_5):
        return record
    due = due_dates(record.start_on, desk.pack)
    return replace(record, due_1=due[0], due_2=due[1], due_3=due[2], due_4=due[3], due_5=due[4])


def in_office(reviewer: Reviewer, on: date) -> bool:
    """Whether the reviewer keeps the register on that day."""
    return reviewer.open and (reviewer.until is None or reviewer.until >= on)
