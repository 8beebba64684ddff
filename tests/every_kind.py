"""What to type to add a record of every kind that is kept by hand, and which field to correct then.

It fits a register that holds a rated vendor, a piece of evidence and one record of each kind that others refer to. A
reference stands there as its kind in angle brackets: whoever types it chooses which.
"""

from collections.abc import Mapping

WHY = "The contract is amended and counsel has read it in full"
VENDOR = {"vendor": "<vendor>"}

TYPED: Mapping[str, Mapping[str, str]] = {
    "reviewer": {"name": "L. Faber"},
    "vendor": {"name": "Umberlane"},
    "product": {**VENDOR, "name": "Chat"},
    "maker": {"name": "Larkspur"},
    "model": {"name": "Lark"},
    "use": {"product": "<product>", "model": "<model>"},
    "subvendor": {**VENDOR, "name": "Fell Compute"},
    "contact": {**VENDOR, "name": "P. Anand"},
    "designation": {
        "list_name": "List A",
        "issuer": "Body",
        "listed_on": "2026-11-02",
        "source": "gazette",
        "maker": "<maker>",
    },
    "dispute": {
        "caption": "A v. B",
        "role": "respondent",
        "proof": "pleading",
        "alleged_by": "A",
        "stage": "S3",
        "vendor": "<vendor>",
    },
    "stage": {"dispute": "<dispute>", "stage": "S2"},
    "relevance": {**VENDOR, "relevance": "unrelated", "reason": "another model family", "dispute": "<dispute>"},
    "search": {
        **VENDOR,
        "searched_on": "2026-11-20",
        "searched_by": "A. Reyes",
        "sources": "docket",
        "found": "none",
    },
    "flow": {**VENDOR, "title": "Labels"},
    "terms": {"flow": "<flow>", "layer": "maker", "document": "Usage policy"},
    "signoff": {
        "flow": "<flow>",
        "name": "L. Faber",
        "signed_on": "2026-11-02",
        "scope": "labels",
        "expires_on": "2027-05-02",
    },
    "contract": {**VENDOR, "title": "Order form"},
    "negotiation": {"contract": "<contract>", "ask": "N3", "status": "raised"},
    "proceeding": {"title": "Inquiry", "vehicle": "rfi"},
    "proceeding_link": {"proceeding": "<proceeding>", "vendor": "<vendor>"},
    "ask": {**VENDOR, "asked_on": "2026-11-02", "asked_of": "Sales"},
    "corroboration": {
        **VENDOR,
        "by": "An auditor",
        "independent_how": "no business with the vendor",
        "evidence": "<evidence>",
        "on": "2026-11-02",
    },
    "score_override": {
        **VENDOR,
        "action": "4",
        "score": "3",
        "rationale": WHY,
        "evidence": "<evidence>",
        "approver": "B. Chief",
        "approver_role": "CFO",
        "made_on": "2026-11-23",
        "expires_on": "2026-12-20",
    },
    "override": {
        **VENDOR,
        "tier": "critical",
        "rationale": WHY,
        "evidence": "<evidence>",
        "approver": "B. Chief",
        "approver_role": "CFO",
        "made_on": "2026-11-23",
    },
    "treatment": {**VENDOR, "response": "mitigate", "owner": "Claims"},
    "acceptance": {
        **VENDOR,
        "owner": "Claims",
        "approver": "B. Chief",
        "approver_role": "CFO",
        "rationale": WHY,
        "accepted_on": "2026-11-23",
        "expires_on": "2026-12-20",
    },
    "insurance": {"insurer": "Palinode"},
    "incident": {"title": "Outputs in a tuning set"},
}

CORRECTED: Mapping[str, str] = {
    "reviewer": "role",
    "vendor": "owner",
    "product": "owner",
    "maker": "website",
    "model": "version",
    "use": "said_by",
    "subvendor": "service",
    "contact": "title",
    "designation": "source",
    "dispute": "alleged_by",
    "stage": "source",
    "relevance": "judged_by",
    "search": "terms",
    "flow": "source_model",
    "terms": "version",
    "signoff": "role",
    "contract": "entity",
    "negotiation": "clause",
    "proceeding": "body",
    "proceeding_link": "",
    "ask": "means",
    "corroboration": "by",
    "score_override": "approver_role",
    "override": "approver_role",
    "treatment": "owner",
    "acceptance": "approver_role",
    "insurance": "number",
    "incident": "facts",
}
"""A field of text that is corrected to CORRECTION; of a link, which has none, the day it was checked."""

CORRECTION = "as corrected"
CORRECTED_DAY = ("checked_on", "2026-11-20")


def correction(kind: str) -> tuple[str, str]:
    """The field of that kind that is corrected, and what is typed into it."""
    return (CORRECTED[kind], CORRECTION) if CORRECTED[kind] else CORRECTED_DAY
