"""What an auditor would object to in a register, each with its place; it warns and decides nothing (DOMAIN 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.deadlines import Deadline, ageing
from riskdesk.rules.lifecycle import progress
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Acceptance, Dispute, Organisation, Override, ScoreOverride
from riskdesk.rules.standing import ActionStanding, Credit, Standing
from riskdesk.rules.tiers import UNRATED

TITLES: Mapping[str, str] = {
    "inventory": "Vendor list without source or date, or over a year old",
    "nobody": "Nobody in office as reviewer",
    "excluded": "Exclusions without a reason",
    "unrated": "Vendors in scope and not rated",
    "no evidence": "Scores that rest on bare assertions",
    "unreviewed": "Evidence not hashed, or not reviewed",
    "refresh": "Evidence past its refresh date",
    "expired": "Answers past their window",
    "ageing": "Key questions open too long",
    "declined": "Key questions declined, nothing treated",
    "no search": "No documented search for disputes",
    "stale search": "Searches for disputes out of date",
    "no docket": "Disputes in a court or agency without a docket",
    "no source": "Disputes without a source on file",
    "stage check": "Stage checks overdue",
    "unsigned": "Actions not signed",
    "moved": "Sign-offs that no longer stand",
    "self-reviewed": "Prepared and signed by one person",
    "self-approved": "Overrides and acceptances approved by who made them",
    "acceptance": "Acceptances that have expired",
    "override": "Overrides that have expired",
    "legal sign-off": "Legal sign-offs that have expired",
    "treatment": "Treatments overdue",
    "untreated": "Over appetite, and neither treated nor accepted",
}
"""The kinds of objection, in the order in which they are told."""

ONCE = frozenset({"no docket", "no source", "stage check"})
"""Kinds about a record that may reach many vendors: told once."""

_LIST_DAYS = 365
_HEARD = frozenset({"court", "agency"})
_LATE = {
    "search": "stale search",
    "matter check": "stage check",
    "sign-off": "legal sign-off",
    "treatment": "treatment",
    "acceptance": "acceptance",
    "evidence": "refresh",
}
"""Deadlines that are an objection once they have passed."""


@dataclass(frozen=True)
class Objection:
    """One objection: its kind (see TITLES), the vendor or "" for the organisation, where it lies, and why.

    `action` is 1 to 5 or None; `record` the reference it is about, or questions with blanks between, or "".
    """

    kind: str
    words: str
    vendor: str = ""
    action: int | None = None
    record: str = ""


def objections(case: CaseFile, pack: Pack, standing: Standing, due: Collection[Deadline]) -> Iterator[Objection]:
    """Every objection about one vendor on the standing's date; `due` are its deadlines.

    Of a retired vendor there are none, of an excluded one only that no reason is given.
    """
    vendor = case.vendor
    if not vendor.open:
        return
    found = _excluded(case) if vendor.excluded_on else _in_scope(case, pack, standing, due)
    yield from (replace(item, vendor=vendor.ref) for item in found)


def of_organisation(organisation: Organisation, reviewers: Collection[object], on: date) -> Iterator[Objection]:
    """What is objectionable of the register as a whole; `reviewers` are those in office."""
    if not organisation.list_source.strip() or organisation.list_on is None:
        yield Objection("inventory", "where the vendor list came from, or when, is not recorded", record="organisation")
    elif organisation.list_on < on - timedelta(days=_LIST_DAYS):
        yield Objection("inventory", f"the vendor list is of {organisation.list_on}", record="organisation")
    if not reviewers:
        yield Objection("nobody", "no reviewer is in office", record="organisation")


def _excluded(case: CaseFile) -> Iterator[Objection]:
    if not case.vendor.excluded_reason.strip():
        yield Objection("excluded", f"excluded on {case.vendor.excluded_on}", record=case.vendor.ref)


def _in_scope(case: CaseFile, pack: Pack, standing: Standing, due: Collection[Deadline]) -> Iterator[Objection]:
    if standing.tier == UNRATED:
        yield Objection("unrated", "; ".join(standing.untouched), record=case.vendor.ref)
    for action in standing.actions:
        yield from _action(case, pack, standing, action)
    yield from _evidence(case)
    yield from _disputes(case)
    yield from _decisions(case, pack, standing)
    for item in due:
        if item.late and item.what in _LATE:
            yield Objection(_LATE[item.what], f"by {item.on}", action=_OF_LATE.get(item.what), record=item.record)


_OF_LATE = {"search": 2, "matter check": 2, "sign-off": 3}


def _action(case: CaseFile, pack: Pack, standing: Standing, action: ActionStanding) -> Iterator[Objection]:
    counting = [credit for credit in action.credits if credit.counts and not credit.open]
    score, policy = f"score {action.score}", pack.policy
    bare = [credit for credit in counting if credit.points and credit.evidence_tenths <= policy.assertion]
    if naked := [credit for credit in bare if not credit.evidence]:
        yield _of(action, "no evidence", f"{score}, and nothing is on file for what was answered", naked)
    if expired := [credit for credit in counting if credit.fresh_tenths < policy.fresh]:
        yield _of(action, "expired", "past their window", expired)
    keys = [credit for credit in action.credits if credit.key and credit.open]
    old = [credit for credit in keys if ageing(case, pack, credit.question, standing.on) == "red"]
    if old:
        yield _of(action, "ageing", f"asked over {policy.red_days} days ago", old)
    declined = [credit for credit in keys if credit.state == "declined"]
    if declined and not any(item.open for item in case.treatments):
        yield _of(action, "declined", "the vendor declined", declined)
    yield from _signed(case, pack, standing, action)


def _of(action: ActionStanding, kind: str, words: str, credits: list[Credit]) -> Objection:
    return Objection(kind, words, action=action.action, record=" ".join(credit.question for credit in credits))


def _signed(case: CaseFile, pack: Pack, standing: Standing, action: ActionStanding) -> Iterator[Objection]:
    due = getattr(case.round, f"due_{action.action}") if case.round else None
    state = progress(action, case.signatures, due, standing.on, pack)
    if state == "stale":
        yield Objection("moved", "the score moved or an answer expired since", action=action.action)
    elif state != "signed":
        words = f"score {action.score}, {'provisional' if action.provisional else 'given'}"
        yield Objection("unsigned", f"{words}{f', due {due}' if state == 'late' else ''}", action=action.action)
    found = next((item for item in case.signatures if item.ref == action.signed), None)
    if found is not None and found.self_reviewed:
        yield Objection("self-reviewed", f"by {found.signed_by}", action=action.action, record=found.ref)


def _evidence(case: CaseFile) -> Iterator[Objection]:
    linked = {item.evidence for item in case.links if item.open}
    for ref, item in case.evidence.items():
        counts = item.open and ref not in case.superseded and not item.sequestered
        if counts and ref in linked and item.strength == "primary" and not (item.sha256 and item.reviewed_on):
            lacks = "not reviewed" if item.sha256 else "no file with a hash"
            yield Objection("unreviewed", lacks, record=ref)


def _disputes(case: CaseFile) -> Iterator[Objection]:
    if not any(search.open and search.sources for search in case.searches):
        yield Objection("no search", "none is on record", action=2)
    for matter in case.matters:
        if matter.dispute.open:
            yield from _dispute(matter.dispute)


def _dispute(item: Dispute) -> Iterator[Objection]:
    filed = item.proof != "allegation" or item.forum_type in _HEARD
    if filed and not item.docket.strip() and "docket" not in item.not_public:
        yield Objection("no docket", item.proof, action=2, record=item.ref)
    if not item.primary_source.strip() and not item.tracker_source.strip():
        yield Objection("no source", f"{item.proof}, no source recorded", action=2, record=item.ref)
    elif not item.primary_evidence and not item.tracker_evidence:
        yield Objection("no source", f"{item.proof}, its source is not on file", action=2, record=item.ref)


def _decisions(case: CaseFile, pack: Pack, standing: Standing) -> Iterator[Objection]:
    overrides: tuple[Override | ScoreOverride, ...] = (*case.overrides, *case.score_overrides)
    for item in overrides:
        if item.open and item.expires_on and item.expires_on < standing.on:
            yield Objection("override", f"on {item.expires_on}", record=item.ref)
    decisions: tuple[Override | ScoreOverride | Acceptance, ...] = (*overrides, *case.acceptances)
    for decided in decisions:
        if decided.open and decided.self_approved:
            yield Objection("self-approved", f"by {decided.approver}", record=decided.ref)
    residual = standing.outcome.residual_tenths if standing.outcome else 0
    if residual > pack.policy.appetite_tenths and not treated(case, standing):
        over = f"residual {residual / 10} over {pack.policy.appetite_tenths / 10}"
        yield Objection("untreated", over, record=case.vendor.ref)


def treated(case: CaseFile, standing: Standing) -> bool:
    """Whether a treatment is on record, under way or done, or an acceptance counts on the standing's date."""
    return bool(standing.acceptance) or any(item.open for item in case.treatments)
