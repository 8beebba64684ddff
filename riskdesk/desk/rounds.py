"""Rounds of review: one is closed as it was known on its day, the next starts from it (DOMAIN 6.1, 6.11.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from riskdesk.data import reading
from riskdesk.data.case_files import case_file
from riskdesk.data.reach import Connection
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import found_open
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.desk.vendors import first_round
from riskdesk.desk.voiding import void_scores
from riskdesk.errors import NotAllowed, ReasonNeeded
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Confirmation, Round, Signature, Vendor
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_line

ROUND_CLOSED = "round closed"
"""Why a score given and a sign-off of an earlier round no longer count."""


@dataclass(frozen=True)
class Closed:
    """A round that ended, where it left the vendor, and the actions (1 to 5) that nobody had begun in it."""

    round: Round
    standing: Standing
    not_begun: tuple[int, ...]


@dataclass(frozen=True)
class Opened:
    """A round that began from the one before it.

    `carried` are the questions whose answers came along with their dates, `expired` those whose answer or records are
    past their window today; `vanished` are answered and no longer in the pack. `closed` are the scores given and
    sign-offs that ended.
    """

    round: Round
    standing: Standing
    carried: tuple[str, ...]
    expired: tuple[str, ...]
    vanished: tuple[str, ...]
    closed: tuple[str, ...]


def close_round(desk: Desk, vendor: str, reason: str) -> Closed:
    """End a vendor's round today: what was known then stays readable under its log number, whatever comes after.

    A round in which nothing was begun may be closed too; `not_begun` says so. Raises ReasonNeeded, UnknownRecord, or
    NotAllowed where no round runs or it has not started.
    """
    why = clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("closing a round needs a reason", where="round", remedy="say why")
    with desk.write("close round", why) as writing:
        owner = found_open(writing, Vendor, vendor)
        held = _running(desk, writing, owner.ref)
        judged = assess(case_file(writing.connection, owner.ref), desk.pack, desk.today())
        ended = writing.change(Round, held.ref, ended_on=desk.today(), ended_at_log=writing.seq)
        standing = restand(desk, writing, [owner.ref], f"round {held.ordinal} closed")[owner.ref]
    return Closed(ended, standing, tuple(item.action for item in judged.actions if not item.started))


def open_round(desk: Desk, vendor: str, start_on: date | None = None) -> Opened:
    """Begin a vendor's next round on `start_on`, else today; answers carry over, scores given and sign-offs do not.

    Raises UnknownRecord, or NotAllowed where a round still runs or the start lies before the end of the last one.
    """
    with desk.write("open round") as writing:
        owner = found_open(writing, Vendor, vendor)
        last = _last(writing, owner.ref)
        begins = start_on or desk.today()
        _check_start(last, begins)
        case = case_file(writing.connection, owner.ref)
        _end_scores(desk, writing, owner.ref)
        made = replace(first_round(desk, writing, owner.ref, begins), ordinal=last.ordinal + 1 if last else 1)
        writing.insert(made)
        standing = restand(desk, writing, [owner.ref], f"round {made.ordinal} opened")[owner.ref]
    return _opened(made, standing, case, desk.pack)


def rounds_of(connection: Connection, vendor: str) -> list[Round]:
    """The vendor's rounds in their order, without those that were taken back."""
    return reading.rows(connection, Round, "vendor = ? and closed_on is null", (vendor,), order="ordinal")


def _last(writing: Writing, vendor: str) -> Round | None:
    return next(reversed(rounds_of(writing.connection, vendor)), None)


def _running(desk: Desk, writing: Writing, vendor: str) -> Round:
    held = _last(writing, vendor)
    if held is None or held.ended_on is not None:
        told = f"round {held.ordinal} ended on {held.ended_on}" if held else "the vendor has no round"
        raise NotAllowed(told, where=vendor, remedy=f"riskdesk round open {vendor}")
    if held.start_on and held.start_on > desk.today():
        raise NotAllowed(f"round {held.ordinal} starts only on {held.start_on}", where=vendor, remedy="edit its start")
    return held


def _check_start(last: Round | None, begins: date) -> None:
    if last is None:
        return
    if last.ended_on is None:
        remedy = f"riskdesk round close {last.vendor} --reason ..."
        raise NotAllowed(f"round {last.ordinal} still runs", where=last.vendor, remedy=remedy)
    if begins < last.ended_on:
        told = f"round {last.ordinal} ended on {last.ended_on}"
        raise NotAllowed(told, where=f"{last.vendor}, start", remedy="start on that day or later")


def _end_scores(desk: Desk, writing: Writing, vendor: str) -> None:
    for number in range(1, len(desk.pack.actions) + 1):
        void_scores(desk, writing, vendor, number, ROUND_CLOSED)


def _opened(made: Round, standing: Standing, before: CaseFile, pack: Pack) -> Opened:
    credits = [credit for action in standing.actions for credit in action.credits]
    # What is not applicable earns nothing and cannot expire.
    expired = [item for item in credits if item.counts and not item.open and item.fresh_tenths < pack.policy.fresh]
    held = [answer.question for answer in before.answers.values() if answer.open]
    ended: tuple[Confirmation | Signature, ...] = (*before.confirmations, *before.signatures)
    return Opened(
        round=made,
        standing=standing,
        carried=tuple(item.id for item in pack.questions if item.id in held),
        expired=tuple(item.question for item in expired),
        vanished=tuple(sorted(id for id in held if id not in pack.by_id)),
        closed=tuple(item.ref for item in ended if item.open),
    )
