"""What our paper says: the governing contract and the asks of a renewal (DOMAIN 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, number, ref, text, yes_no

ASKS = {
    "N1": "N1 training-data limb named",
    "N2": "N2 output limb survives editing and combination",
    "N3": "N3 cap at least the data-breach cap",
    "N4": "N4 force-majeure and suspension carve-out",
    "N5": "N5 notice of claims within 30 days",
    "N6": "N6 replace before terminate, 90 days of transition",
    "N7": "N7 lawful-acquisition warranty, upstream flow-down",
    "N8": "N8 settlement needs our consent",
    "N9": "N9 survival for output made during the term",
    "N10": "N10 covers affiliates and customers",
    "N11": "N11 claim cooperation and log retention",
    "N12": "N12 no unilateral reduction mid-term",
}


@dataclass(frozen=True, kw_only=True)
class Contract(Record):
    """The document that governs a vendor's product, its dates, and its caps side by side."""

    vendor: str = ref("Vendor", "vendor", required=True)
    title: str = text("Title", required=True)
    document_on: date | None = day("Dated")
    entity: str = text("Contracting entity")
    tier: str = choice(
        "Account tier",
        {"enterprise": "negotiated or enterprise", "paid": "paid click-through", "free": "free, consumer or beta"},
    )
    term_end: date | None = day("Term end", feeds="C10, notice deadline")
    auto_renewal: bool | None = yes_no("Renews by itself", feeds="C10")
    notice_days: int | None = number("Notice period, days", low=0, high=3650, feeds="C10, notice deadline")
    notice_method: str = text("Notice method", feeds="C10", help="Notice by the wrong method may not count.")
    notice_sent_on: date | None = day("Notice sent on", feeds="C10")
    owner: str = text("Owner", feeds="C10")
    amended_on: date | None = day("Last amended on", feeds="freshness of action 4")
    renewed_on: date | None = day("Last renewed on", feeds="freshness of action 4")
    ip_indemnity: str = lines("IP indemnity: clause and claims reached")
    ip_cap: str = text("IP indemnity cap")
    breach_indemnity: str = lines("Data-breach indemnity: clause")
    breach_cap: str = text("Data-breach cap")
    exclusions: str = lines("Exclusions")
    conditions: str = lines("Conditions, and how ours meets them")
    conditions_evidence: str = ref("Proof that ours meets them", "evidence")
    evidence: str = ref("Executed copy", "evidence")
    counsel_note: str = lines("Counsel's note", counsel=True)


@dataclass(frozen=True, kw_only=True)
class Negotiation(Record):
    """One of the asks N1 to N12 in a contract's renewal."""

    contract: str = ref("Contract", "contract", required=True)
    ask: str = choice("Ask", ASKS, required=True)
    status: str = choice(
        "Status",
        {
            "not raised": "not raised",
            "raised": "raised",
            "refused": "refused",
            "fallback": "fallback",
            "agreed": "agreed",
        },
        required=True,
        feeds="C10",
    )
    raised_on: date | None = day("Raised on", feeds="C10")
    clause: str = text("Clause")
    note: str = lines("Note")
