"""Ending a score given and the sign-off on it, once what they rested on has changed (DOMAIN 6.11.15)."""

from __future__ import annotations

from dataclasses import replace

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.rules.actions import standing_confirmation
from riskdesk.rules.assessment import stand
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.footing import footing
from riskdesk.rules.judgement import Bench
from riskdesk.rules.records import Confirmation, Signature
from riskdesk.rules.standing import Standing

Void = tuple[str, int, str]
"""A vendor, an action, and why its score given no longer stands."""


def void_scores(desk: Desk, writing: Writing, vendor: str, action: int, reason: str) -> None:
    """Close the score given and the sign-off of a vendor's action; both stay on record with the reason."""
    where = "vendor = ? and action = ? and closed_on is null"
    for record in (Confirmation, Signature):
        found = reading.rows(writing.connection, record, where, (vendor, str(action)))
        closing = {"closed_on": desk.today(), "closed_reason": reason}
        writing.change_many(((record, item.ref, closing) for item in found), reason)


def judged(desk: Desk, case: CaseFile) -> tuple[Standing, list[Void], str]:
    """A case file's standing without the scores given that rest on another suggested score, what is to be voided, and
    the footing of the standing.

    Records, evidence and dates answer questions too. Where they move an action's suggested score, the answer that the
    reviewer confirmed has changed, and the confirmation ends as it does with an answer given by hand.
    """
    voids: list[Void] = []
    while True:
        bench = Bench(case, desk.pack, desk.today())
        standing = stand(bench, case)
        stale = _stale(case, standing)
        if not stale:
            return standing, voids, footing(bench, case)
        voids += stale
        actions = {str(action) for _, action, _ in stale}
        # A score that falls away can make the vendor critical, and so move action 2 by its shorter window.
        case = replace(
            case,
            confirmations=tuple(item for item in case.confirmations if item.action not in actions),
            signatures=tuple(item for item in case.signatures if item.action not in actions),
        )


def _stale(case: CaseFile, standing: Standing) -> list[Void]:
    found: list[Void] = []
    for action in standing.actions:
        given = standing_confirmation(case.confirmations, action.action)
        if given is not None and given.suggested != action.suggested:
            why = f"the suggested score is {action.suggested}, it was {given.suggested}"
            found.append((case.vendor.ref, action.action, why))
    return found
