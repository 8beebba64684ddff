"""What the register asks of a record beyond its fields: stamps that a deed sets, and rules that forbid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from riskdesk.data.case_files import case_file
from riskdesk.data.writing import Writing
from riskdesk.desk.keeping_rules import check_ask, check_organisation, check_reviewer, check_round, check_vendor
from riskdesk.desk.opening import Desk
from riskdesk.errors import MissingValue, NotAllowed
from riskdesk.rules.assessment import assess
from riskdesk.rules.clock import after
from riskdesk.rules.overrides import formal_gaps, override_gaps
from riskdesk.rules.records import (
    KIND_OF,
    Acceptance,
    Ask,
    Designation,
    Dispute,
    Kind,
    Organisation,
    Override,
    Record,
    Relevance,
    Reviewer,
    Round,
    ScoreOverride,
    Vendor,
)
from riskdesk.rules.standing import Standing

DAYS_IN_A_YEAR = 365
FROZEN: Mapping[str, tuple[str, ...]] = {
    "override": ("computed_tier", "self_approved"),
    "score_override": ("self_approved",),
    "acceptance": ("residual_tenths", "tier", "pack", "self_approved"),
    "evidence": ("form", "file_name", "bytes", "sha256", "supersedes"),
    "round": ("vendor", "ordinal", "ended_on", "ended_at_log"),
}
"""The fields of a kind that riskdesk sets itself, from what it computed or stored; nobody types them."""
_TODAY = {"made_on", "accepted_on", "judged_on", "asked_on"}


def filled(desk: Desk, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what the desk knows already: today for the day of making, the reviewer for who judged.

    Whoever approves in the reviewer's own name is flagged as self-approved (DOMAIN 6.8).
    """
    known = {spec.name for spec in kind.fields}
    full: dict[str, Any] = {name: desk.today() for name in _TODAY & known}
    if "judged_by" in known:
        full["judged_by"] = desk.reviewer
    full |= {name: value for name, value in values.items() if value not in ("", None, ())}
    if "self_approved" in known:
        full["self_approved"] = str(full.get("approver", "")).strip().casefold() == desk.reviewer.casefold()
    return full


def refuse_frozen(kind: Kind, values: Mapping[str, Any], before: Record | None = None) -> None:
    """Raise NotAllowed where a person gives a value to a field that riskdesk sets; the value it has may stand."""
    for name in FROZEN.get(kind.name, ()):
        if name in values and values[name] not in ("", None) and values[name] != getattr(before, name, None):
            remedy = "use riskdesk evidence supersede" if name == "supersedes" else "leave it out"
            raise NotAllowed("riskdesk sets this field itself", where=f"{kind.name}, field {name}", remedy=remedy)


def check(desk: Desk, writing: Writing, record: Record, before: Record | None = None) -> Record:
    """The record with what its making freezes; `before` is what stood where it is a change.

    Raises NotAllowed, MissingValue or ReasonNeeded where a rule forbids it.
    """
    _check_own(record)
    kept = _still_frozen(desk, record, before) if before is not None else record
    rule = _RULES.get(type(record))
    return rule(desk, writing, kept, before) if rule else kept


def _still_frozen(desk: Desk, record: Any, before: Record) -> Any:
    """A changed record with the frozen fields of what stood; who approves is flagged anew if that changed."""
    frozen = {name: getattr(before, name) for name in FROZEN.get(KIND_OF[type(record)].name, ())}
    if "self_approved" in frozen and record.approver != getattr(before, "approver", None):
        frozen["self_approved"] = record.approver.strip().casefold() == desk.reviewer.casefold()
    return replace(record, **frozen)


def _check_own(record: Record) -> None:
    """No record stands on itself, as a maker that is its own affiliate would."""
    kind = KIND_OF[type(record)]
    for spec in kind.fields:
        if spec.kind == kind.name and getattr(record, spec.name) == record.ref:
            raise NotAllowed("it cannot refer to itself", where=f"{kind.name} {record.ref}, field {spec.name}")


def _party(_desk: Desk, _writing: Writing, record: Any, _before: Record | None) -> Record:
    if bool(record.vendor) == bool(record.maker):
        raise NotAllowed(
            "name the vendor or the maker, one of them", where=record.ref, remedy="vendor=... or maker=..."
        )
    return record  # type: ignore[no-any-return]


def _relevance(_desk: Desk, _writing: Writing, record: Any, _before: Record | None) -> Record:
    if bool(record.dispute) == bool(record.designation):
        remedy = "dispute=... or designation=..."
        raise NotAllowed("name the dispute or the designation, one of them", where=record.ref, remedy=remedy)
    return record  # type: ignore[no-any-return]


def _score_override(desk: Desk, _writing: Writing, record: Any, _before: Record | None) -> Record:
    _refuse_gaps(formal_gaps(record, desk.pack.policy), record.ref)
    _in_order(record.made_on, record.expires_on, record.ref)
    return record  # type: ignore[no-any-return]


def _override(desk: Desk, writing: Writing, record: Override, before: Record | None) -> Record:
    """A tier override over the computed tier of the moment, which it freezes (DOMAIN 6.8, 6.11.20)."""
    standing = _standing(desk, writing, record.vendor)
    if before is None:
        if standing.outcome is None:
            raise _unrated(record.vendor, "overridden")
        record = replace(record, computed_tier=standing.outcome.tier)
    _in_order(record.made_on, record.expires_on, record.ref)
    _refuse_gaps(override_gaps(record, desk.pack, standing.floors), record.ref)
    return record


def _acceptance(desk: Desk, writing: Writing, record: Acceptance, before: Any) -> Record:
    """An acceptance freezes the residual and tier accepted; its longest time follows the tier (DOMAIN 6.9)."""
    _in_order(record.accepted_on, record.expires_on, record.ref)
    if before is not None and (before.accepted_on, before.expires_on) == (record.accepted_on, record.expires_on):
        return record
    standing = _standing(desk, writing, record.vendor)
    if standing.outcome is None:
        raise _unrated(record.vendor, "accepted")
    ranks = [tier.id for tier in desk.pack.tiers]
    higher = max(standing.tier, standing.outcome.tier, key=ranks.index)
    longest = min(desk.pack.tiers[ranks.index(higher)].acceptance_days, DAYS_IN_A_YEAR)
    latest = after(record.accepted_on, longest) if record.accepted_on else None
    if latest and record.expires_on and record.expires_on > latest:
        raise NotAllowed(
            f"{higher} is accepted for {longest} days at most", where="expires_on", remedy=f"{latest} or before"
        )
    if before is not None:
        return record
    return replace(record, residual_tenths=standing.outcome.residual_tenths, tier=higher, pack=desk.pack.sha256)


def _unrated(vendor: str, done: str) -> NotAllowed:
    return NotAllowed(f"an unrated vendor cannot be {done}", where=vendor, remedy="answer what is untouched")


def _standing(desk: Desk, writing: Writing, vendor: str) -> Standing:
    return assess(case_file(writing.connection, vendor), desk.pack, desk.today())


def _refuse_gaps(gaps: tuple[str, ...], ref: str) -> None:
    if gaps:
        raise MissingValue("it lacks " + "; ".join(gaps), where=ref)


def _in_order(first: date | None, last: date | None, ref: str) -> None:
    if first and last and last < first:
        raise NotAllowed("it ends before it begins", where=ref, remedy=f"an expiry from {first} on")


_RULES: dict[type[Record], Callable[[Desk, Writing, Any, Any], Record]] = {
    Dispute: _party,
    Designation: _party,
    Relevance: _relevance,
    ScoreOverride: _score_override,
    Override: _override,
    Acceptance: _acceptance,
    Vendor: check_vendor,
    Ask: check_ask,
    Organisation: check_organisation,
    Reviewer: check_reviewer,
    Round: check_round,
}
