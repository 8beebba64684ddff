"""What the register asks of a record beyond its fields: stamps that a deed sets, and rules that forbid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from riskdesk.data.case_files import case_file
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.errors import MissingValue, NotAllowed
from riskdesk.rules.assessment import assess
from riskdesk.rules.overrides import formal_gaps, override_gaps
from riskdesk.rules.records import (
    Acceptance,
    Designation,
    Dispute,
    Evidence,
    Kind,
    Override,
    Record,
    Relevance,
    ScoreOverride,
)
from riskdesk.rules.standing import Standing

DAYS_IN_A_YEAR = 365
_TODAY = {"made_on", "accepted_on", "judged_on", "asked_on", "said_on"}


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
        full["self_approved"] = str(full.get("approver", "")).casefold() == desk.reviewer.casefold()
    return full


def check(desk: Desk, writing: Writing, record: Record) -> Record:
    """The record with what its making freezes. Raises NotAllowed or MissingValue where a rule forbids it."""
    rule = _RULES.get(type(record))
    return rule(desk, writing, record) if rule else record


def _dispute(_desk: Desk, _writing: Writing, record: Any) -> Record:
    return _party(record)


def _party(record: Any) -> Record:
    if bool(record.vendor) == bool(record.maker):
        raise NotAllowed(
            "name the vendor or the maker, one of them", where=record.ref, remedy="vendor=... or maker=..."
        )
    return record  # type: ignore[no-any-return]


def _designation(_desk: Desk, _writing: Writing, record: Any) -> Record:
    return _party(record)


def _relevance(_desk: Desk, _writing: Writing, record: Any) -> Record:
    if bool(record.dispute) == bool(record.designation):
        raise NotAllowed("name the dispute or the designation, one of them", where=record.ref)
    return record  # type: ignore[no-any-return]


def _score_override(desk: Desk, _writing: Writing, record: Any) -> Record:
    _refuse_gaps(formal_gaps(record, desk.pack.policy), record.ref)
    _in_order(record.made_on, record.expires_on, record.ref)
    return record  # type: ignore[no-any-return]


def _override(desk: Desk, writing: Writing, record: Override) -> Record:
    """A tier override over the computed tier of the moment, which it freezes (DOMAIN 6.8, 6.11.20)."""
    standing = _standing(desk, writing, record.vendor)
    if standing.outcome is None:
        raise NotAllowed(
            "an unrated vendor cannot be overridden", where=record.vendor, remedy="answer what is untouched"
        )
    frozen = replace(record, computed_tier=record.computed_tier or standing.outcome.tier)
    _refuse_gaps(override_gaps(frozen, desk.pack, standing.floors), record.ref)
    return frozen


def _acceptance(desk: Desk, writing: Writing, record: Acceptance) -> Record:
    """An acceptance freezes the residual and tier accepted; its longest time follows the tier (DOMAIN 6.9)."""
    standing = _standing(desk, writing, record.vendor)
    if standing.outcome is None:
        raise NotAllowed("an unrated vendor cannot be accepted", where=record.vendor, remedy="answer what is untouched")
    ranks = [tier.id for tier in desk.pack.tiers]
    higher = max(standing.tier, standing.outcome.tier, key=ranks.index)
    longest = min(desk.pack.tiers[ranks.index(higher)].acceptance_days, DAYS_IN_A_YEAR)
    _in_order(record.accepted_on, record.expires_on, record.ref)
    if record.accepted_on and record.expires_on and record.expires_on > record.accepted_on + timedelta(days=longest):
        latest = record.accepted_on + timedelta(days=longest)
        raise NotAllowed(
            f"{higher} is accepted for {longest} days at most", where="expires_on", remedy=f"{latest} or before"
        )
    if record.tier:
        return record
    return replace(record, residual_tenths=standing.outcome.residual_tenths, tier=higher, pack=desk.pack.sha256)


def _evidence(_desk: Desk, writing: Writing, record: Evidence) -> Record:
    before = writing.get(Evidence, record.ref)
    if before is not None and (before.sha256, before.bytes, before.form) != (record.sha256, record.bytes, record.form):
        raise NotAllowed(
            "what lies in the vault is not edited", where=record.ref, remedy="attach the new file and supersede"
        )
    return record


def _standing(desk: Desk, writing: Writing, vendor: str) -> Standing:
    return assess(case_file(writing.connection, vendor), desk.pack, desk.today())


def _refuse_gaps(gaps: tuple[str, ...], ref: str) -> None:
    if gaps:
        raise MissingValue("it lacks " + "; ".join(gaps), where=ref)


def _in_order(first: date | None, last: date | None, ref: str) -> None:
    if first and last and last < first:
        raise NotAllowed("it ends before it begins", where=ref, remedy=f"an expiry from {first} on")


_RULES: dict[type[Record], Callable[[Desk, Writing, Any], Record]] = {
    Dispute: _dispute,
    Designation: _designation,
    Relevance: _relevance,
    ScoreOverride: _score_override,
    Override: _override,
    Acceptance: _acceptance,
    Evidence: _evidence,
}
