"""What the rules look up in a case file, found once: what counts of it, and by which record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from riskdesk.rules.casefile import CaseFile, Matter, Value
from riskdesk.rules.clock import Clock
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Answer, Contract, Evidence, Flow, Proceeding, Search, SignOff, Terms

OfFlow = TypeVar("OfFlow", bound=Terms | SignOff)

PARTY = frozenset({"respondent", "upstream"})
"""The roles that raise exposure; an accuser or a bystander does not (DOMAIN 0.7)."""

NOT_TRAINING = frozenset({"inference", "evaluation"})
"""Purposes of a flow that feed no other model's training (DOMAIN 3, L_use)."""


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """A case file as the rules read it on a clock's date.

    `proof` holds by question the linked evidence that counts, `counting` all evidence that counts by reference: open,
    neither superseded nor sequestered (DOMAIN 6.11.2). `matters` are those in which the vendor or its maker is the
    party accused; `searches` name a source class at least; `training` are the open flows that feed another model;
    `changes` hold by action the dates after which earlier answers are no longer fresh (DOMAIN 6.11.3).
    `proceedings` are the open linked ones, each with the date it was last checked, or the documented "no open vehicle".
    `critical` says that Critical's shorter windows apply (DOMAIN 6.11.4).
    """

    case: CaseFile
    pack: Pack
    clock: Clock
    answers: Mapping[str, Answer]
    counting: Mapping[str, Evidence]
    proof: Mapping[str, tuple[Evidence, ...]]
    matters: tuple[Matter, ...]
    searches: tuple[Search, ...]
    flows: tuple[Flow, ...]
    training: tuple[Flow, ...]
    terms: Mapping[str, tuple[Terms, ...]]
    sign_offs: Mapping[str, tuple[SignOff, ...]]
    contracts: tuple[Contract, ...]
    proceedings: tuple[tuple[Proceeding, date | None], ...]
    changes: Mapping[int, tuple[date, ...]]
    critical: bool = False

    def window(self, action: int) -> int:
        """For how many days an answer of the action is fresh."""
        terms = self.pack.actions[action - 1]
        return terms.critical_window_days if self.critical else terms.window_days

    def counts(self, evidence: str) -> bool:
        """Whether the evidence of that reference is there and counts."""
        return evidence in self.counting

    def evidence(self, refs: Iterable[str]) -> tuple[Evidence, ...]:
        """Those of the named pieces of evidence that count."""
        return tuple(self.counting[ref] for ref in refs if ref in self.counting)

    def change_since(self, action: int, since: date) -> date | None:
        """The first recorded change after `since` that ends the freshness of the action's answers, or None."""
        for changed in self.changes.get(action, ()):
            if changed > since and self.clock.reached(changed):
                return changed
        return None


def read(case: CaseFile, pack: Pack, clock: Clock) -> Facts:
    """The facts of a case file; closed records and answers are left out."""
    counting = {
        ref: item
        for ref, item in case.evidence.items()
        if item.closed_on is None and ref not in case.superseded and not item.sequestered
    }
    flows = tuple(flow for flow in case.flows if flow.closed_on is None)
    own = {flow.ref for flow in flows}
    terms = tuple(item for item in case.terms if item.closed_on is None and item.flow in own)
    contracts = tuple(contract for contract in case.contracts if contract.closed_on is None)
    return Facts(
        case=case,
        pack=pack,
        clock=clock,
        answers={id: answer for id, answer in case.answers.items() if answer.closed_on is None},
        counting=counting,
        proof=_proof(case, counting),
        matters=tuple(m for m in case.matters if m.role in PARTY and m.dispute.closed_on is None),
        searches=tuple(search for search in case.searches if search.closed_on is None and search.sources),
        flows=flows,
        training=tuple(flow for flow in flows if flow.purpose not in NOT_TRAINING),
        terms=_by_flow(terms),
        sign_offs=_by_flow(item for item in case.sign_offs if item.closed_on is None),
        contracts=contracts,
        proceedings=_proceedings(case),
        changes=_changes(case, flows, terms, contracts),
    )


@lru_cache(maxsize=4096)
def value_of(text: str) -> Value:
    """The value behind an answer's stored JSON, shared: thousands of answers say the same."""
    return Value.from_json(text)


def _proof(case: CaseFile, counting: Mapping[str, Evidence]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for link in case.links:
        item = counting.get(link.evidence)
        if item is not None and link.closed_on is None:
            found[link.question] = (*found.get(link.question, ()), item)
    return found


def _by_flow(records: Iterable[OfFlow]) -> dict[str, tuple[OfFlow, ...]]:
    found: dict[str, tuple[OfFlow, ...]] = {}
    for record in records:
        found[record.flow] = found.get(record.flow, ()) + (record,)  # noqa: RUF005 - mypy loses the type in a starred tuple
    return found


def _proceedings(case: CaseFile) -> tuple[tuple[Proceeding, date | None], ...]:
    checked = {link.proceeding: link.checked_on for link in case.proceeding_links if link.closed_on is None}
    linked = tuple(
        (item, latest((item.checked_on, checked[item.ref])))
        for item in case.proceedings
        if item.closed_on is None and item.ref in checked
    )
    if linked or case.no_vehicle is None:
        return linked
    return ((case.no_vehicle, case.no_vehicle.checked_on),)


def _changes(
    case: CaseFile, flows: Iterable[Flow], terms: Iterable[Terms], contracts: Iterable[Contract]
) -> dict[int, tuple[date, ...]]:
    moved = {
        1: [model.changed_on for model in case.models if model.closed_on is None],
        3: [flow.started_on for flow in flows] + [item.changed_on for item in terms],
        4: [day for contract in contracts for day in (contract.amended_on, contract.renewed_on)],
    }
    return {action: tuple(sorted(day for day in days if day)) for action, days in moved.items()}


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are recorded, or None."""
    return max((day for day in days if day), default=None)
