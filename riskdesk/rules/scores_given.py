"""The reviewer's own score of an action: how far it may lie from the suggested one (DOMAIN 6.2, 6.11.15)."""

from __future__ import annotations

from datetime import date

from riskdesk.errors import NotAllowed, ReasonNeeded
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.clock import Clock
from riskdesk.rules.facts import read
from riskdesk.rules.overrides import score_override_for
from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import ActionStanding


def check_given(case: CaseFile, pack: Pack, on: date, judged: ActionStanding, score: int, reason: str) -> None:
    """Raise unless `score` equals the suggested one, or is one away, within the caps, and has a reason.

    An override in date allows more. Raises ReasonNeeded or NotAllowed, naming the cap that binds.
    """
    if score == judged.suggested:
        return
    where = f"action {judged.action}"
    if not reason.strip():
        raise ReasonNeeded(
            f"{score} differs from the suggested {judged.suggested}",
            where=where,
            remedy="give a reason (on the command line: --reason WHY)",
        )
    if score_override_for(read(case, pack, Clock(on)), judged.action, judged.suggested, score) is not None:
        return
    remedy = f"riskdesk add score_override vendor={case.vendor.ref} action={judged.action} score={score} ..."
    tightest = min(judged.caps, key=lambda cap: cap.at_most, default=None)
    if tightest is not None and score > tightest.at_most:
        told = f"cap {tightest.id} allows at most {tightest.at_most}"
        raise NotAllowed(told, where=where, remedy=f"meet it, or record leave: {remedy}")
    if abs(score - judged.suggested) > 1:
        raise NotAllowed(f"more than one from the suggested {judged.suggested}", where=where, remedy=remedy)
