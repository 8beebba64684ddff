"""Every kind of record the register keeps: one frozen class a kind, and the list of them.

To add a kind: write its class beside its kin and name it in `KINDS`. Tables, forms, command line and sheets follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from riskdesk.rules.records.contracts import Contract, Negotiation
from riskdesk.rules.records.decisions import Acceptance, Override, Treatment
from riskdesk.rules.records.disputes import Dispute, Relevance, Search, Stage
from riskdesk.rules.records.evidence import Evidence, EvidenceLink
from riskdesk.rules.records.fields import FieldSpec, Record, specs
from riskdesk.rules.records.policy import Incident, Insurance, Organisation, Proceeding, ProceedingLink, Reviewer
from riskdesk.rules.records.review import Answer, Ask, Confirmation, Corroboration, Round, ScoreOverride, Signature
from riskdesk.rules.records.supply import Contact, Designation, Maker, Model, Product, SubVendor, Use, Vendor
from riskdesk.rules.records.usage import Flow, SignOff, Terms

__all__ = [
    "KINDS",
    "KIND_OF",
    "Acceptance",
    "Answer",
    "Ask",
    "Confirmation",
    "Contact",
    "Contract",
    "Corroboration",
    "Designation",
    "Dispute",
    "Evidence",
    "EvidenceLink",
    "FieldSpec",
    "Flow",
    "Incident",
    "Insurance",
    "Kind",
    "Maker",
    "Model",
    "Negotiation",
    "Organisation",
    "Override",
    "Proceeding",
    "ProceedingLink",
    "Product",
    "Record",
    "Relevance",
    "Reviewer",
    "Round",
    "ScoreOverride",
    "Search",
    "SignOff",
    "Signature",
    "Stage",
    "SubVendor",
    "Terms",
    "Treatment",
    "Use",
    "Vendor",
]


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name everywhere (table, log, command line), class, reference prefix and words.

    `by_hand` kinds are made with the plain form and `riskdesk add`; the others only by their own deed.
    An empty prefix means that the reference is given or composed, not counted.
    """

    name: str
    record: type[Record]
    prefix: str
    title: str
    plural: str
    by_hand: bool = True

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields in the order of the form."""
        return specs(self.record)

    def field(self, name: str) -> FieldSpec | None:
        """The field of that name, or None."""
        return next((item for item in self.fields if item.name == name), None)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("organisation", Organisation, "", "Organisation", "Organisation", by_hand=False),
        Kind("reviewer", Reviewer, "RV", "Reviewer", "Reviewers"),
        Kind("vendor", Vendor, "", "Vendor", "Vendors"),
        Kind("product", Product, "PD", "Product", "Products"),
        Kind("maker", Maker, "MK", "Maker", "Makers"),
        Kind("model", Model, "MD", "Model", "Models"),
        Kind("use", Use, "US", "Model in a product", "Models in products"),
        Kind("subvendor", SubVendor, "SV", "Sub-vendor", "Sub-vendors"),
        Kind("contact", Contact, "CN", "Contact", "Contacts"),
        Kind("designation", Designation, "DS", "Designation", "Designations"),
        Kind("evidence", Evidence, "EV", "Evidence", "Evidence", by_hand=False),
        Kind("dispute", Dispute, "M", "Dispute", "Disputes"),
        Kind("stage", Stage, "ST", "Stage", "Stages of disputes"),
        Kind("relevance", Relevance, "RL", "Relevance", "Relevance judged"),
        Kind("search", Search, "SR", "Search", "Searches"),
        Kind("flow", Flow, "FL", "Usage flow", "Usage flows"),
        Kind("terms", Terms, "TM", "Terms captured", "Terms captured"),
        Kind("signoff", SignOff, "SO", "Legal sign-off", "Legal sign-offs"),
        Kind("contract", Contract, "CT", "Contract", "Contracts"),
        Kind("negotiation", Negotiation, "NG", "Negotiation ask", "Negotiation asks"),
        Kind("proceeding", Proceeding, "PR", "Proceeding", "Policy log"),
        Kind("proceeding_link", ProceedingLink, "PL", "Proceeding link", "Proceeding links"),
        Kind("answer", Answer, "", "Answer", "Answers", by_hand=False),
        Kind("evidence_link", EvidenceLink, "EL", "Evidence link", "Evidence links", by_hand=False),
        Kind("ask", Ask, "AK", "Ask sent", "Asks sent"),
        Kind("corroboration", Corroboration, "CO", "Corroboration", "Corroborations"),
        Kind("round", Round, "RD", "Round", "Rounds", by_hand=False),
        Kind("confirmation", Confirmation, "CF", "Score given", "Scores given", by_hand=False),
        Kind("score_override", ScoreOverride, "OS", "Score override", "Score overrides"),
        Kind("signature", Signature, "SG", "Sign-off", "Sign-offs", by_hand=False),
        Kind("override", Override, "OV", "Tier override", "Tier overrides"),
        Kind("treatment", Treatment, "TR", "Treatment", "Treatments"),
        Kind("acceptance", Acceptance, "AC", "Acceptance", "Acceptances"),
        Kind("insurance", Insurance, "PO", "Insurance policy", "Insurance policies"),
        Kind("incident", Incident, "IN", "Incident", "Incidents"),
    )
}

KIND_OF: dict[type[Record], Kind] = {kind.record: kind for kind in KINDS.values()}
