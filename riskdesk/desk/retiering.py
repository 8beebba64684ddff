"""Re-tiering the vendors that a dispute reaches: from their footings where it only moved, else from their case files.

Each standing that moves is logged with its cause and the path by which the dispute reaches the vendor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date

from riskdesk.data import footings
from riskdesk.data.footings import Held, Shift
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import check_pack, restand_many, row_holds_until, urgency
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.footing import only_moves, path_of
from riskdesk.rules.moving import Moved, Mover
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Designation, Dispute, Record

_NONE: Mapping[str, str] = {}
_SAME = tuple(part.name for part in fields(Moved) if part.name not in {"holds_until", "path"})
"""What of a move is written as it is."""


def retier(desk: Desk, writing: Writing, old: Record, new: Record, vendors: Iterable[str], cause: str) -> None:
    """Bring the standings of the vendors up to date after a record changed from `old` to `new`.

    Raises NotAllowed where the register is scored by another pack than the desk's by now.
    """
    left = sorted(vendors)
    if is_move(old, new) and isinstance(new, Dispute):
        left = _shifted(desk, writing, new, left, cause)
    known = _paths(writing, new, left) if not new.open else {}
    restand_many(desk, writing, left, cause_told(new, cause, known))


def is_move(old: Record, new: Record) -> bool:
    """Whether a dispute changed in what moves it alone; it then reaches whom it reached before."""
    return isinstance(old, Dispute) and isinstance(new, Dispute) and only_moves(old, new)


def cause_told(record: Record, cause: str, known: Mapping[str, str] = _NONE) -> str | Callable[[CaseFile], str]:
    """The cause with the path by which a dispute or designation reaches each vendor; of others the cause alone.

    `known` gives the paths, by vendor, that a closed record's case files no longer tell.
    """
    if not isinstance(record, Dispute | Designation):
        return cause

    def path(case: CaseFile) -> str:
        reached = [item.path for item in case.matters if item.dispute.ref == record.ref]
        reached += [item.path for item in case.listings if item.designation.ref == record.ref]
        return _with_path(cause, " > ".join(next(iter(reached), ())) or known.get(case.vendor.ref, ""))

    return path


def _paths(writing: Writing, record: Record, vendors: list[str]) -> dict[str, str]:
    """By which path the record reached the vendors that have a footing, before they are judged again."""
    return {held.vendor: path_of(held.footing, record.ref) for held in footings.held(writing.connection, vendors)}


def _shifted(desk: Desk, writing: Writing, dispute: Dispute, vendors: list[str], cause: str) -> list[str]:
    """Move the standings whose footing tells how; gives the vendors that are to be judged whole."""
    check_pack(desk, writing)
    mover, on = Mover(dispute, desk.pack), desk.today()
    told = (_shift(mover, held, desk.pack, on, cause) for held in footings.held(writing.connection, vendors))
    shifts = [shift for shift in told if shift is not None]
    writing.shift_standing(shifts)
    done = {shift.was.vendor for shift in shifts}
    return [vendor for vendor in vendors if vendor not in done]


def _shift(mover: Mover, held: Held, pack: Pack, on: date, cause: str) -> Shift | None:
    """What the move makes of a cached standing that is true today, None where only the case file can tell."""
    true = held.pack == pack.sha256 and held.on <= on and (held.holds_until is None or held.holds_until >= on)
    found = mover.moved(held.footing) if true else None
    if found is None:
        return None
    return Shift(
        was=held,
        on=on,
        holds_until=row_holds_until(on, (found.holds_until, held.next_on, *held.due)),
        urgency=urgency(found.residual_tenths, on, held.next_on, hidden=held.retired),
        cause=_with_path(cause, found.path),
        **{name: getattr(found, name) for name in _SAME},
    )


def _with_path(cause: str, path: str) -> str:
    return f"{cause}, by way of {path}" if path else cause
