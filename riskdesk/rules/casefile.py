"""A vendor's case file: everything the rules read about one vendor, gathered once by the store, frozen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
    Maker,
    Model,
    Negotiation,
    Override,
    Proceeding,
    ProceedingLink,
    Product,
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


@dataclass(frozen=True)
class Value:
    """What was answered: an option's id, or a mark for each checklist item, and the fields beside it."""

    option: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str | int | bool] = field(default_factory=dict)

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no blanks, empty parts left out."""
        parts: dict[str, Any] = {"option": self.option, "items": dict(self.items), "fields": dict(self.fields)}
        return json.dumps(
            {k: v for k, v in parts.items() if v}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> Value:
        """The value behind an answer's stored JSON; an empty text is an empty value."""
        parts = json.loads(text) if text else {}
        return cls(parts.get("option", ""), parts.get("items", {}), parts.get("fields", {}))


@dataclass(frozen=True)
class Matter:
    """A dispute as it reaches the vendor: by which path (vendor > product > model > maker), in which role.

    `relevance` is the vendor's own judgement where one stands, else the dispute's word, else "unknown". `path` is ()
    for the vendor's own matter. `role` is upstream where the path is not empty and the party is a respondent.
    """

    dispute: Dispute
    role: str
    relevance: str
    relevance_reason: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A designation as it reaches the vendor; `unrelated` where that was judged with a reason."""

    designation: Designation
    path: tuple[str, ...] = ()
    unrelated: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Open records of one vendor. Answers by question id; proceedings are those linked to the vendor.

    `no_vehicle` is the organisation's documented "no open vehicle" of latest check, if any. `evidence` holds
    every piece that a link or a record names, superseded ones included; `superseded` the references
    that a newer piece replaces.
    """

    vendor: Vendor
    products: tuple[Product, ...] = ()
    uses: tuple[Use, ...] = ()
    models: tuple[Model, ...] = ()
    makers: tuple[Maker, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    links: tuple[EvidenceLink, ...] = ()
    superseded: frozenset[str] = frozenset()
    matters: tuple[Matter, ...] = ()
    listings: tuple[Listing, ...] = ()
    searches: tuple[Search, ...] = ()
    flows: tuple[Flow, ...] = ()
    terms: tuple[Terms, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    contracts: tuple[Contract, ...] = ()
    negotiations: tuple[Negotiation, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    proceeding_links: tuple[ProceedingLink, ...] = ()
    no_vehicle: Proceeding | None = None
    asks: tuple[Ask, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    round: Round | None = None
    confirmations: tuple[Confirmation, ...] = ()
    score_overrides: tuple[ScoreOverride, ...] = ()
    signatures: tuple[Signature, ...] = ()
    overrides: tuple[Override, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    relevances: tuple[Relevance, ...] = ()
