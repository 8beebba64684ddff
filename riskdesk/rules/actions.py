"""The score of an action: suggested by arithmetic and caps, given by the reviewer within limits (DOMAIN 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from riskdesk.rules.caps import applied, fell_away
from riskdesk.rules.overrides import score_override_for
from riskdesk.rules.proof import FULL_POINTS
from riskdesk.rules.records import Confirmation, Signature
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import ActionStanding, AppliedCap, Credit

BEST_SCORE = 5


def score_action(sheet: Sheet, number: int) -> ActionStanding:
    """The standing of action `number`, 1 to 5."""
    credits = _reading(tuple(sheet.credits[question.id] for question in sheet.facts.pack.of_action(number)))
    earned, possible = _sums(credits)
    uncapped = rounded_score(earned, possible)
    caps = applied(sheet, number, credits, uncapped)
    suggested = min((uncapped, *(cap.at_most for cap in caps)))
    given = standing_confirmation(sheet.facts.case.confirmations, number)
    score, override = _settle(sheet, number, suggested, caps, given)
    return ActionStanding(
        action=number,
        credits=credits,
        earned=earned,
        possible=possible,
        uncapped=uncapped,
        caps=caps,
        suggested=suggested,
        given=given.score if given else None,
        given_reason=given.reason if given else "",
        override=override,
        score=score,
        provisional=given is None or score != given.score,
        signed=_signed(sheet.facts.case.signatures, number, score),
        open=sum(credit.open for credit in credits),
        key_open=sum(credit.open and credit.key for credit in credits),
        started=any(credit.state != "unanswered" for credit in credits),
    )


def rounded_score(earned: int, possible: int) -> int:
    """Round half up of 5 x earned / possible, 0 where nothing counts."""
    return (10 * earned + possible) // (2 * possible) if possible else 0


def standing_confirmation(confirmations: Iterable[Confirmation], action: int) -> Confirmation | None:
    """The latest open score given for the action, or None."""
    own = [item for item in confirmations if item.closed_on is None and item.action == str(action)]
    return max(own, key=lambda item: (str(item.given_on or ""), item.ref), default=None)


def within_reach(given: int, suggested: int, reason: str) -> bool:
    """Whether a reviewer may give that score without an override: the suggested one, or one off with a reason."""
    return given == suggested or (abs(given - suggested) == 1 and bool(reason.strip()))


def _reading(credits: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """After an attested no, the higher of two readings: U3 to U6 left out, or at U1's credit (DOMAIN 6.11.12)."""
    if not any(fell_away(credit) for credit in credits):
        return credits
    u1 = next(credit for credit in credits if credit.question == "U1")
    lent = tuple(_lend(credit, u1) if fell_away(credit) else credit for credit in credits)
    (earned, possible), (more, of) = _sums(credits), _sums(lent)
    return lent if more * possible > earned * of else credits


def _lend(credit: Credit, u1: Credit) -> Credit:
    return replace(
        credit,
        credit=u1.credit,
        evidence_tenths=u1.evidence_tenths,
        fresh_tenths=u1.fresh_tenths,
        points=u1.points,
        counts=True,
        because="not applicable after an attested no in U1; counted at U1's credit, the higher of two readings",
    )


def _sums(credits: Iterable[Credit]) -> tuple[int, int]:
    earned = possible = 0
    for credit in credits:
        if credit.counts:
            earned += credit.weight * credit.points
            possible += credit.weight * FULL_POINTS
    return earned, possible


def _settle(
    sheet: Sheet, number: int, suggested: int, caps: Sequence[AppliedCap], given: Confirmation | None
) -> tuple[int, str]:
    """The score that counts and the override it rests on; caps bind the given number too (DOMAIN 6.11.15)."""
    if given is None:
        return suggested, ""
    bound = min((BEST_SCORE, *(cap.at_most for cap in caps)))
    near = within_reach(given.score, suggested, given.reason)
    if near and given.score <= bound:
        return given.score, ""
    leave = score_override_for(sheet.facts, number, suggested, given.score)
    if leave:
        return given.score, leave.ref
    return (min(given.score, bound) if near else suggested), ""


def _signed(signatures: Iterable[Signature], number: int, score: int) -> str:
    own = [item for item in signatures if item.closed_on is None and item.action == str(number) and item.score == score]
    return max(own, key=lambda item: (str(item.signed_on or ""), item.ref)).ref if own else ""
