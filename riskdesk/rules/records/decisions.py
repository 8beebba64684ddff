"""What is decided about a risk: overrides, treatment, acceptance (DOMAIN 6.8, 6.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, number, ref, text, yes_no

TIERS = {"low": "Low", "moderate": "Moderate", "high": "High", "critical": "Critical"}


@dataclass(frozen=True, kw_only=True)
class Override(Record):
    """A tier set by hand: up freely, down by one at most, until it expires (DOMAIN 6.8, 6.11.20)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    tier: str = choice("Tier", TIERS, required=True)
    computed_tier: str = choice(
        "Tier computed then", TIERS, help="Says whether it raised or lowered: a raise never hides a higher tier."
    )
    rationale: str = lines("Rationale, 40 characters at least", required=True)
    evidence: str = ref("Evidence", "evidence", required=True)
    approver: str = text("Approver", required=True)
    approver_role: str = text("Approver's role", required=True)
    counsel: str = text("Counsel named", help="Needed to lower past F1, F2 or F6.")
    made_on: date | None = day("Made on", required=True)
    expires_on: date | None = day("Expires on", help="90 days at most when lowering.")
    self_approved: bool | None = yes_no("Self-approved")


@dataclass(frozen=True, kw_only=True)
class Treatment(Record):
    """What is done about a risk: accept, mitigate, transfer or avoid."""

    vendor: str = ref("Vendor", "vendor", required=True)
    response: str = choice(
        "Response",
        {"accept": "accept", "mitigate": "mitigate", "transfer": "transfer", "avoid": "avoid"},
        required=True,
    )
    statement: str = lines("Risk statement", help="Cause, event, consequence.")
    plan: str = lines("Plan")
    owner: str = text("Owner", required=True)
    due_on: date | None = day("Due on")
    done_on: date | None = day("Done on")


@dataclass(frozen=True, kw_only=True)
class Acceptance(Record):
    """A risk accepted as it stood, for a time (DOMAIN 6.9)."""

    vendor: str = ref("Vendor", "vendor", required=True)
    owner: str = text("Risk owner", required=True)
    approver: str = text("Approver", required=True)
    approver_role: str = text("Approver's role", required=True)
    rationale: str = lines("Rationale", required=True)
    controls: str = lines("Compensating controls")
    void_if: str = lines("Void if")
    accepted_on: date | None = day("Accepted on", required=True)
    expires_on: date | None = day("Expires on", required=True)
    residual_tenths: int | None = number("Residual accepted, tenths", low=0, high=250)
    tier: str = choice("Tier accepted", TIERS)
    pack: str = text("Pack SHA-256")
    evidence: str = ref("Evidence", "evidence")
    self_approved: bool | None = yes_no("Self-approved")
