"""What people decided about a vendor, in a line each, with whoever approved in their own name said to have done so."""

from __future__ import annotations

from collections.abc import Iterator

from riskdesk.rules.acceptances import risen
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.records import Acceptance, Override, ScoreOverride
from riskdesk.rules.standing import Standing


def decisions(case: CaseFile, standing: Standing) -> Iterator[str]:
    """Overrides, acceptances and sign-offs on record, whether they count or not."""
    for override in case.overrides:
        yield f"{override.ref}  tier override to {override.tier}; {_approved(override)}"
    for score in case.score_overrides:
        yield f"{score.ref}  score override of action {score.action} to {score.score}; {_approved(score)}"
    for item in case.acceptances:
        held = "" if item.residual_tenths is None else f" at {item.residual_tenths // 10}.{item.residual_tenths % 10}"
        stale = "; stale: the residual has risen since" if risen(item, standing) else ""
        yield f"{item.ref}  accepted{held} by {item.owner}; {_approved(item)}{stale}"
    for sign in case.signatures:
        own = ", self-reviewed" if sign.self_reviewed else ""
        yield f"{sign.ref}  action {sign.action} signed at {sign.score} by {sign.signed_by} on {sign.signed_on}{own}"


def _approved(item: Override | ScoreOverride | Acceptance) -> str:
    own = ", SELF APPROVED" if item.self_approved else ""
    ends = f"until {item.expires_on}" if item.expires_on else "without an end"
    return f"approved by {item.approver}, {item.approver_role}{own}, {ends}"
