"""How far an action has come, derived from what is on record and never set by hand (DOMAIN 6.2, 6.11.22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Ask, Signature
from riskdesk.rules.standing import ActionStanding

Progress = Literal["untouched", "started", "late", "scored", "signed", "stale"]


def progress(
    action: ActionStanding, signatures: Iterable[Signature], due: date | None, on: date, pack: Pack
) -> Progress:
    """Where the action stands on a day.

    stale: signed once, and since then the score moved or an answer expired; signed; late: due before `on` and not
    signed; scored: the reviewer's own score counts; started: something is on record; else untouched.
    """
    if action.signed:
        return "stale" if _expired(action, pack) else "signed"
    if any(item.open and item.action == str(action.action) for item in signatures):
        return "stale"
    if due is not None and due < on:
        return "late"
    if not action.provisional:
        return "scored"
    return "started" if action.started else "untouched"


def rubric_line(action: ActionStanding, asks: Iterable[Ask], pack: Pack) -> str:
    """The rubric's words for the score that counts; at 0 in action 1 a question that was asked reads as line 1."""
    asked = action.action == 1 and any(ask.open and ask.asked_on for ask in asks)
    line = 1 if asked and action.score == 0 else action.score
    return pack.action(action.action).rubric[line]


def _expired(action: ActionStanding, pack: Pack) -> bool:
    return any(
        credit.counts and not credit.open and credit.fresh_tenths < pack.policy.fresh for credit in action.credits
    )
