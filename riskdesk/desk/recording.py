"""Keeping records: added, corrected and closed by hand or by script, each change with the standings it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskdesk.data.reach import vendors_reached
from riskdesk.data.writing import Writing
from riskdesk.desk import record_checks
from riskdesk.desk.finding import found, kind_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.desk.vendors import first_round, new_vendor_ref
from riskdesk.errors import NotAllowed, ReasonNeeded
from riskdesk.rules.forms import check_required, read_fields
from riskdesk.rules.records import KINDS, Dispute, Kind, Record, Stage, Vendor
from riskdesk.rules.text import clean_line


@dataclass(frozen=True)
class Recorded:
    """A record as it now stands, and the vendors whose standing was computed again because of it."""

    record: Record
    vendors: tuple[str, ...]


def add(desk: Desk, kind: str, typed: Mapping[str, str], *, ref: str = "") -> Recorded:
    """A new record of `kind` from what a person typed, one text a field.

    Only a vendor's reference may be given; else it is made from the name. Raises UnknownKind, UnknownField, BadValue,
    MissingValue, UnknownRecord or NotAllowed; then nothing was saved.
    """
    what = kind_of(kind)
    if not what.by_hand:
        raise NotAllowed(f"a record of kind {what.name} is not added by hand", remedy=_INSTEAD.get(what.name, ""))
    return add_many(desk, kind, [typed], ref=ref)[0]


def add_many(desk: Desk, kind: str, typed: Sequence[Mapping[str, str]], *, ref: str = "") -> list[Recorded]:
    """Several new records of a kind in one transaction: all of them, or none. Raises as `add` does."""
    what = kind_of(kind)
    if not what.by_hand:
        raise NotAllowed(f"a record of kind {what.name} is not added by hand", remedy=_INSTEAD.get(what.name, ""))
    with desk.write(f"add {what.name}") as writing:
        made = [_put(desk, writing, what, fields, ref) for fields in typed]
        reached = {item.ref: vendors_reached(writing.connection, item) for item in made}
        everyone = sorted(set().union(*reached.values()))
        restand(desk, writing, everyone, f"{what.name} {', '.join(item.ref for item in made[:5])} added")
        return [Recorded(item, tuple(sorted(reached[item.ref]))) for item in made]


def _put(desk: Desk, writing: Writing, kind: Kind, typed: Mapping[str, str], ref: str) -> Record:
    """Insert one checked new record with what follows from it: a vendor's round, a dispute's first stage."""
    values = record_checks.filled(desk, kind, full_refs(writing, kind, read_fields(kind, typed)))
    check_required(kind, values)
    made = record_checks.check(desk, writing, kind.record(ref=_new_ref(writing, kind, values, ref), **values))
    writing.insert(made)
    if isinstance(made, Vendor):
        writing.insert(first_round(desk, writing, made.ref))
    if isinstance(made, Dispute):
        writing.insert(_stage(writing, made))
    return made


def edit(desk: Desk, kind: str, ref: str, typed: Mapping[str, str], reason: str = "") -> Recorded:
    """Change fields of a record; the log keeps what stood before.

    Raises as add does, and NotAllowed for a closed record or a kind that only its own deed may change.
    """
    what = kind_of(kind)
    if not (what.by_hand or what.name in _EDITABLE):
        raise NotAllowed(f"a record of kind {what.name} is not edited by hand", remedy=_INSTEAD.get(what.name, ""))
    values = read_fields(what, typed)
    with desk.write(f"edit {what.name}", clean_line(reason).strip()) as writing:
        old = found(writing, what.record, ref)
        if not old.open:
            raise NotAllowed("a closed record is not changed", where=f"{what.name} {old.ref}", remedy="add a new one")
        before = vendors_reached(writing.connection, old)
        new = writing.change(what.record, old.ref, **full_refs(writing, what, values))
        check_required(what, {spec.name: getattr(new, spec.name) for spec in what.fields})
        record_checks.check(desk, writing, new)
        if isinstance(new, Dispute) and isinstance(old, Dispute) and _moved(old, new):
            writing.insert(_stage(writing, new))
        return Recorded(new, tuple(_restand(desk, writing, new, before, f"{what.name} {old.ref} changed")))


def close(desk: Desk, kind: str, ref: str, reason: str) -> Recorded:
    """Close a record (retire a vendor) with a reason; it stays in the register and counts no longer."""
    what = kind_of(kind)
    why = clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("closing needs a reason", where=f"{what.name} {clean_line(ref)}", remedy="say why")
    if not (what.by_hand or what.name in _CLOSABLE):
        raise NotAllowed(f"a record of kind {what.name} is not closed by hand", remedy=_INSTEAD.get(what.name, ""))
    with desk.write(f"close {what.name}", why) as writing:
        old = found(writing, what.record, ref)
        if not old.open:
            raise NotAllowed("it is closed already", where=f"{what.name} {old.ref}")
        before = vendors_reached(writing.connection, old)
        new = writing.close(what.record, old.ref, desk.today(), why)
        return Recorded(new, tuple(_restand(desk, writing, new, before, f"{what.name} {old.ref} closed")))


def full_refs(writing: Writing, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with every reference as the store spells it. Raises UnknownRecord for one that is not there."""
    full = dict(values)
    for spec in kind.fields:
        if spec.type == "ref" and full.get(spec.name):
            full[spec.name] = found(writing, KINDS[spec.kind].record, full[spec.name]).ref
    return full


def _new_ref(writing: Writing, kind: Kind, values: Mapping[str, Any], ref: str) -> str:
    if kind.record is Vendor:
        return new_vendor_ref(writing, values["name"], ref)
    if ref:
        raise NotAllowed("only a vendor's reference can be given", where=kind.name, remedy="leave it out")
    return writing.next_ref(kind.name)


def _moved(old: Dispute, new: Dispute) -> bool:
    return (new.stage, new.stage_on) != (old.stage, old.stage_on)


def _stage(writing: Writing, dispute: Dispute) -> Stage:
    """The dispute's stage as an entry of its stage history."""
    return Stage(
        ref=writing.next_ref("stage"),
        dispute=dispute.ref,
        stage=dispute.stage,
        stage_on=dispute.stage_on,
        source=dispute.primary_source or dispute.tracker_source,
        evidence=dispute.primary_evidence or dispute.tracker_evidence,
    )


def _restand(desk: Desk, writing: Writing, record: Record, before: set[str], cause: str) -> list[str]:
    reached = sorted(before | vendors_reached(writing.connection, record))
    restand(desk, writing, reached, cause)
    return reached


_EDITABLE = {"organisation", "evidence", "round"}
_CLOSABLE = {"evidence_link"}
_INSTEAD = {
    "answer": "use riskdesk answer",
    "evidence": "use riskdesk evidence add; evidence is superseded, never removed",
    "evidence_link": "use riskdesk evidence link",
    "confirmation": "use riskdesk score",
    "signature": "use riskdesk sign",
    "round": "rounds follow the vendor",
    "organisation": "the register has one organisation: use riskdesk edit organisation",
}
