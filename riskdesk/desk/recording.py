"""Keeping records: added, corrected and closed by hand or by script, each change with the standings it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from riskdesk.data import reading
from riskdesk.data.reach import vendors_reached
from riskdesk.data.writing import Writing
from riskdesk.desk import record_checks
from riskdesk.desk.finding import found, found_open, kind_of, namesakes
from riskdesk.desk.opening import Desk
from riskdesk.desk.retiering import cause_told, is_move, retier
from riskdesk.desk.scoring import pack_of
from riskdesk.desk.standing import restand_many
from riskdesk.desk.vendors import first_round, new_vendor_ref
from riskdesk.errors import MissingValue, NotAllowed, ReasonNeeded
from riskdesk.rules.forms import check_required, read_fields
from riskdesk.rules.records import KINDS, Dispute, FieldSpec, Kind, Organisation, Record, Reviewer, Stage, Vendor
from riskdesk.rules.text import LONGEST_LINE, clean_line


@dataclass(frozen=True)
class Recorded:
    """A record as it now stands, and the vendors whose standing was computed again because of it.

    `namesakes` are the vendors in use that have the name of a vendor that was added alone.
    """

    record: Record
    vendors: tuple[str, ...]
    namesakes: tuple[str, ...] = ()


def add(desk: Desk, kind: str, typed: Mapping[str, str], *, ref: str = "") -> Recorded:
    """A new record of `kind` from what a person typed, one text a field.

    Only a vendor's reference may be given; else it is made from the name. Raises UnknownKind, UnknownField, BadValue,
    MissingValue, UnknownRecord or NotAllowed; then nothing was saved.
    """
    return add_many(desk, kind, [typed], ref=ref)[0]


def add_many(desk: Desk, kind: str, typed: Sequence[Mapping[str, str]], *, ref: str = "") -> list[Recorded]:
    """Several new records of a kind in one transaction: all of them, or none. Raises as `add` does."""
    what = kind_of(kind)
    if not what.by_hand:
        raise NotAllowed(f"a record of kind {what.name} is not added by hand", remedy=_INSTEAD.get(what.name, ""))
    if not typed:
        raise MissingValue("there is nothing to add", where=what.name, remedy="give FIELD=VALUE")
    with desk.write(f"add {what.name}") as writing:
        made = [_put(desk, writing, what, fields, ref) for fields in typed]
        reached = {item.ref: vendors_reached(writing.connection, item) for item in made}
        everyone = sorted(set().union(*reached.values()))
        cause = f"{what.name} {', '.join(item.ref for item in made[:5])} added"
        restand_many(desk, writing, everyone, cause_told(made[0], cause) if len(made) == 1 else cause)
        alone = made[0] if len(made) == 1 else None
        twins = tuple(namesakes(writing.connection, alone)) if isinstance(alone, Vendor) else ()
        return [Recorded(item, tuple(sorted(reached[item.ref])), twins) for item in made]


def _put(desk: Desk, writing: Writing, kind: Kind, typed: Mapping[str, str], ref: str) -> Record:
    """Insert one checked new record with what follows from it: a vendor's round, a dispute's first stage."""
    if kind.record is Vendor and "ref" in typed:
        ref, typed = typed["ref"], {name: text for name, text in typed.items() if name != "ref"}
    read = read_fields(kind, typed)
    record_checks.refuse_frozen(kind, read)
    values = record_checks.filled(desk, kind, full_refs(writing, kind, read))
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
    if not (what.by_hand or what.name in EDITABLE):
        raise NotAllowed(f"a record of kind {what.name} is not edited by hand", remedy=_INSTEAD.get(what.name, ""))
    values = read_fields(what, typed)
    with desk.write(f"edit {what.name}", clean_line(reason).strip()) as writing:
        old = found_open(writing, what.record, ref)
        record_checks.refuse_frozen(what, values, old)
        values = {name: value for name, value in values.items() if name not in record_checks.FROZEN.get(what.name, ())}
        _refuse_undated(old, values)
        before = vendors_reached(writing.connection, old)
        new = _changed(desk, writing, what, old, full_refs(writing, what, values, old))
        if isinstance(new, Dispute) and isinstance(old, Dispute) and _moved(old, new):
            writing.insert(_stage(writing, new, old, clean_line(reason).strip()))
        cause = f"{what.name} {old.ref} changed"
        if isinstance(new, Organisation) and isinstance(old, Organisation) and new.pack != old.pack:
            return Recorded(new, _rescored(desk, writing, new.pack, cause))
        return Recorded(new, tuple(_restand(desk, writing, old, new, before, cause)))


def close(desk: Desk, kind: str, ref: str, reason: str) -> Recorded:
    """Close a record (retire a vendor) with a reason; it stays in the register and counts no longer."""
    what = kind_of(kind)
    why = clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("closing needs a reason", where=f"{what.name} {clean_line(ref)}", remedy="say why")
    if not (what.by_hand or what.name in _CLOSABLE):
        raise NotAllowed(f"a record of kind {what.name} is not closed by hand", remedy=_INSTEAD.get(what.name, ""))
    with desk.write(f"close {what.name}", why) as writing:
        old = found_open(writing, what.record, ref)
        before = vendors_reached(writing.connection, old)
        if isinstance(old, Reviewer):
            record_checks.check(desk, writing, replace(old, closed_on=desk.today()), old)
        new = writing.close(what.record, old.ref, desk.today(), why)
        return Recorded(new, tuple(_restand(desk, writing, old, new, before, f"{what.name} {old.ref} closed")))


def full_refs(writing: Writing, kind: Kind, values: Mapping[str, Any], old: Record | None = None) -> dict[str, Any]:
    """The values with every reference as the store spells it.

    Raises UnknownRecord for one that is not there, NotAllowed for a closed one, unless `old` has it already.
    """
    full = dict(values)
    for spec in kind.fields:
        if spec.type == "ref" and full.get(spec.name):
            full[spec.name] = _full_ref(writing, spec, full[spec.name], getattr(old, spec.name, ""))
    return full


def _full_ref(writing: Writing, spec: FieldSpec, typed: str, held: str) -> str:
    named = found(writing, KINDS[spec.kind].record, typed)
    if named.ref != held and not named.open:
        raise NotAllowed(f"{named.ref} is closed", where=f"field {spec.name}", remedy=f"another {spec.kind}")
    return named.ref


def _changed(desk: Desk, writing: Writing, kind: Kind, old: Record, values: Mapping[str, Any]) -> Record:
    """The record as it is after the change, checked before anything is written."""
    new = replace(old, **values)
    check_required(kind, {spec.name: getattr(new, spec.name) for spec in kind.fields})
    new = record_checks.check(desk, writing, new, old)
    return writing.change(kind.record, old.ref, **{spec.name: getattr(new, spec.name) for spec in kind.fields})


def _rescored(desk: Desk, writing: Writing, pack: str, cause: str) -> tuple[str, ...]:
    """Assess everybody again by another pack."""
    everyone = tuple(item.ref for item in reading.rows(writing.connection, Vendor))
    restand_many(desk.scored_by(pack_of(desk.store.path, pack)), writing, everyone, cause)
    return everyone


def _new_ref(writing: Writing, kind: Kind, values: Mapping[str, Any], ref: str) -> str:
    if kind.record is Vendor:
        return new_vendor_ref(writing, values["name"], ref)
    if ref:
        raise NotAllowed("only a vendor's reference can be given", where=kind.name, remedy="leave it out")
    return writing.next_ref(kind.name)


def _refuse_undated(old: Record, values: Mapping[str, Any]) -> None:
    """Raise MissingValue where a matter gets a new stage that would be told by the day of the one before."""
    if not isinstance(old, Dispute) or old.stage_on is None or "stage_on" in values:
        return
    if values.get("stage", old.stage) != old.stage:
        remedy = "give stage_on=DATE, the day it came to that stage; stage_on= where the day is not known"
        raise MissingValue(
            "the new stage needs its own date", where=f"dispute {old.ref}, field stage_on", remedy=remedy
        )


def _moved(old: Dispute, new: Dispute) -> bool:
    return (new.stage, new.stage_on) != (old.stage, old.stage_on)


def _stage(writing: Writing, new: Dispute, old: Dispute | None = None, reason: str = "") -> Stage:
    """The dispute's stage as an entry of its stage history.

    Sources that the dispute had at its `old` stage do not speak for the new one: unless one came with the change, the
    ruling that did stands as its source, else the reason given.
    """
    renewed = [name for name in _SOURCES if getattr(new, name) and getattr(new, name) != getattr(old, name, "")]
    ruled = clean_line(new.last_ruling)[:LONGEST_LINE] if new.last_ruling != getattr(old, "last_ruling", "") else ""
    source = next((getattr(new, name) for name in renewed if name.endswith("source")), ruled or reason)
    evidence = next((getattr(new, name) for name in renewed if name.endswith("evidence")), "")
    return Stage(
        ref=writing.next_ref("stage"),
        dispute=new.ref,
        stage=new.stage,
        stage_on=new.stage_on,
        source=source,
        evidence=evidence,
    )


def _restand(desk: Desk, writing: Writing, old: Record, new: Record, before: set[str], cause: str) -> list[str]:
    reached = sorted(before if is_move(old, new) else before | vendors_reached(writing.connection, new))
    retier(desk, writing, old, new, reached, cause)
    return reached


_SOURCES = ("primary_source", "tracker_source", "primary_evidence", "tracker_evidence")
EDITABLE = frozenset({"organisation", "evidence", "round"})
"""Kinds that are made by a deed of their own, and corrected like any other."""
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
