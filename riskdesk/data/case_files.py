"""Case files: everything the rules read about a vendor, gathered for many vendors by a fixed number of queries."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from riskdesk.data import reading
from riskdesk.data.gathering import Gathered, proofs
from riskdesk.data.sight import WHOLE, Sight
from riskdesk.data.sql_text import json_list
from riskdesk.data.supply import Behind, Supply
from riskdesk.errors import UnknownRecord
from riskdesk.rules.casefile import CaseFile, Listing, Matter
from riskdesk.rules.records import (
    Acceptance,
    Answer,
    Ask,
    Confirmation,
    Contract,
    Corroboration,
    Designation,
    Dispute,
    Evidence,
    EvidenceLink,
    Flow,
    Model,
    Negotiation,
    Override,
    Proceeding,
    ProceedingLink,
    Product,
    Record,
    Relevance,
    Round,
    ScoreOverride,
    Search,
    Signature,
    SignOff,
    Terms,
    Treatment,
    Use,
    Vendor,
)

P = TypeVar("P", Dispute, Designation)

_PLAIN: dict[str, type[Record]] = {
    "products": Product,
    "uses": Use,
    "links": EvidenceLink,
    "searches": Search,
    "flows": Flow,
    "terms": Terms,
    "sign_offs": SignOff,
    "contracts": Contract,
    "negotiations": Negotiation,
    "proceeding_links": ProceedingLink,
    "asks": Ask,
    "corroborations": Corroboration,
    "confirmations": Confirmation,
    "score_overrides": ScoreOverride,
    "signatures": Signature,
    "overrides": Override,
    "acceptances": Acceptance,
    "treatments": Treatment,
    "relevances": Relevance,
}
"""The parts of a case file that are a vendor's open records of one kind, as they are."""


def case_file(connection: sqlite3.Connection, vendor: str) -> CaseFile:
    """The case file of one vendor, by its exact reference. Raises UnknownRecord."""
    return next(case_files(connection, [vendor]))


def case_files(
    connection: sqlite3.Connection, vendors: Sequence[str], chunk: int = 500, sight: Sight = WHOLE
) -> Iterator[CaseFile]:
    """The case files of the vendors in their order, `chunk` of them read at a time; retired vendors have one too.

    What `sight` does not let be read is left out; the standings that they lead to stay the same. Raises UnknownRecord
    for a reference that no vendor has.
    """
    for start in range(0, len(vendors), chunk):
        part = vendors[start : start + chunk]
        shelf = _Shelf(connection, part, sight)
        for ref in part:
            if ref not in shelf.gathered.vendors:
                raise UnknownRecord("no vendor has that reference", where="vendor", remedy="Look at the list first.")
            yield shelf.case_file(shelf.gathered.vendors[ref])


class _Shelf:
    """What one chunk of vendors needs, read once."""

    def __init__(self, connection: sqlite3.Connection, vendors: Sequence[str], sight: Sight) -> None:
        self.gathered = Gathered(connection, vendors, sight)
        self._supply = Supply(connection, self.gathered)
        makers = json_list(self._supply.makers)
        self._disputes = _by_maker(connection, Dispute, makers, sight)
        self._designations = _by_maker(connection, Designation, makers, sight)
        self._no_vehicle = _no_vehicle(connection, sight)
        upstream = chain(*self._disputes.values(), *self._designations.values(), self._no_vehicle)
        self._evidence, self._superseded = self.gathered.evidence(upstream)

    def case_file(self, vendor: Vendor) -> CaseFile:
        parts: dict[str, Any] = {name: self.gathered.of(kind, vendor.ref) for name, kind in _PLAIN.items()}
        behind = self._supply.behind(vendor)
        parts["matters"] = self._matters(vendor, behind)
        parts["listings"] = self._listings(vendor, behind)
        parts["proceedings"] = self._proceedings(vendor)
        parts["models"] = self._models(vendor)
        parts["makers"] = tuple(self._supply.makers[ref] for ref in sorted({*behind.groups, *behind.itself}))
        parts["answers"] = {answer.question: answer for answer in self.gathered.of(Answer, vendor.ref)}
        parts["round"] = max(self.gathered.of(Round, vendor.ref), key=lambda item: item.ordinal, default=None)
        parts["no_vehicle"] = self._no_vehicle[0] if self._no_vehicle else None
        parts["evidence"], parts["superseded"] = self._proven(parts)
        return CaseFile(vendor=vendor, **parts)

    def _matters(self, vendor: Vendor, behind: Behind) -> tuple[Matter, ...]:
        reached: dict[str, tuple[Dispute, tuple[str, ...]]] = {}
        for maker, path in behind.groups.items():
            for dispute in self._disputes.get(maker, ()):
                reached[dispute.ref] = (dispute, () if maker in behind.itself else path)
        reached |= {dispute.ref: (dispute, ()) for dispute in self.gathered.of(Dispute, vendor.ref)}
        judged = {item.dispute: item for item in self._judgements(vendor)}
        return tuple(_matter(*reached[ref], judged.get(ref)) for ref in sorted(reached))

    def _listings(self, vendor: Vendor, behind: Behind) -> tuple[Listing, ...]:
        reached: dict[str, tuple[Designation, tuple[str, ...]]] = {}
        for maker, path in behind.makers.items():
            for found in self._designations.get(maker, ()):
                reached[found.ref] = (found, () if maker in behind.itself else path)
        reached |= {found.ref: (found, ()) for found in self.gathered.of(Designation, vendor.ref)}
        judged = {item.designation: item.relevance for item in self._judgements(vendor)}
        return tuple(Listing(*reached[ref], judged.get(ref) == "unrelated") for ref in sorted(reached))

    def _judgements(self, vendor: Vendor) -> list[Relevance]:
        """The vendor's judgements, the latest last, so that it wins."""
        found = self.gathered.of(Relevance, vendor.ref)
        return sorted(found, key=lambda item: (item.judged_on.isoformat() if item.judged_on else "", item.ref))

    def _proceedings(self, vendor: Vendor) -> tuple[Proceeding, ...]:
        linked = {link.proceeding for link in self.gathered.of(ProceedingLink, vendor.ref)}
        return tuple(self.gathered.proceedings[ref] for ref in sorted(linked & set(self.gathered.proceedings)))

    def _models(self, vendor: Vendor) -> tuple[Model, ...]:
        used = {use.model for use in self.gathered.of(Use, vendor.ref)}
        return tuple(self.gathered.models[ref] for ref in sorted(used & set(self.gathered.models)))

    def _proven(self, parts: Mapping[str, Any]) -> tuple[dict[str, Evidence], frozenset[str]]:
        records = [record for name in (*_PLAIN, "proceedings") for record in parts[name]]
        records += [matter.dispute for matter in parts["matters"]]
        records += [listing.designation for listing in parts["listings"]]
        refs = {ref for record in (*records, *self._no_vehicle) for ref in proofs(record)} & set(self._evidence)
        return {ref: self._evidence[ref] for ref in sorted(refs)}, self._superseded & refs


def _matter(dispute: Dispute, path: tuple[str, ...], judged: Relevance | None) -> Matter:
    role = "upstream" if path and dispute.role == "respondent" else dispute.role
    if judged is not None:
        return Matter(dispute, role, judged.relevance, judged.reason, path)
    return Matter(dispute, role, dispute.relevance or "unknown", dispute.relevance_reason, path)


def _by_maker(connection: sqlite3.Connection, kind: type[P], makers: str, sight: Sight) -> dict[str, list[P]]:
    found: defaultdict[str, list[P]] = defaultdict(list)
    where = "closed_on IS NULL AND maker IN (SELECT value FROM json_each(?))"
    for record in reading.rows(connection, kind, where, (makers,), sight=sight):
        found[record.maker].append(record)
    return found


def _no_vehicle(connection: sqlite3.Connection, sight: Sight) -> list[Proceeding]:
    """The organisation's documented "no open vehicle" of the latest check, if any (DOMAIN 6.11.14)."""
    where = "closed_on IS NULL AND vehicle = 'none'"
    return reading.rows(connection, Proceeding, where, order="checked_on DESC, ref DESC LIMIT 1", sight=sight)
