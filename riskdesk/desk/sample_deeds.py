"""What a scene of the sample register does, by the same checks and with the same consequences as the desk's deeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from riskdesk.data.case_files import case_file
from riskdesk.data.reach import vendors_reached
from riskdesk.data.sample_files import Part, Scene
from riskdesk.desk.finding import found
from riskdesk.desk.record_checks import check
from riskdesk.desk.sample_entries import Stagehand, stage_of
from riskdesk.desk.voiding import void_scores
from riskdesk.rules.records import Answer, Confirmation, Dispute, Record, Signature
from riskdesk.rules.scores_given import check_given
from riskdesk.rules.standing import Standing

ANSWERED = ("state", "value", "note", "counsel_note", "answered_on", "answered_by")


def new_records(hand: Stagehand, scene: Scene) -> set[str]:
    """Add the scene's records; gives the vendors that they bear on."""
    writing = hand.writing
    made = [check(hand.desk, writing, record) for record in hand.records(scene)]
    writing.insert_many(made)
    return set().union(*(vendors_reached(writing.connection, record) for record in made))


def put_answers(hand: Stagehand, part: Part) -> set[str]:
    """Add the part's answers, or correct those that stand, which voids the score of their action (DOMAIN 6.11.15)."""
    writing, said = hand.writing, hand.answers(part)
    known = {made.ref for made, _ in said if writing.get(Answer, made.ref) is not None}
    writing.insert_many(made for made, _ in said if made.ref not in known)
    for made, _ in said:
        if made.ref in known:
            writing.change_many([(Answer, made.ref, {name: getattr(made, name) for name in ANSWERED})])
            action = hand.desk.pack.by_id[made.question].action
            void_scores(hand.desk, writing, made.vendor, action, f"{made.question} changed")
    writing.insert_many(link for _, links in said for link in links)
    return {made.vendor for made, _ in said}


def make_changes(hand: Stagehand, part: Part) -> set[str]:
    """Give records of earlier scenes new values; gives the vendors that they bear on."""
    writing = hand.writing
    touched: set[str] = set()
    for entry in part.entries.get("change", ()):
        kind, ref, values = hand.changed(entry)
        old = found(writing, kind.record, ref)
        new = check(hand.desk, writing, replace(old, **values), old)
        touched |= vendors_reached(writing.connection, old)
        writing.change_many([(kind.record, ref, {name: getattr(new, name) for name in values})])
        touched |= vendors_reached(writing.connection, new)
        if isinstance(new, Dispute) and "stage" in values:
            writing.insert_many([stage_of(writing, new)])
    return touched


def insert_scores(hand: Stagehand, part: Part, standing: Standing | None) -> bool:
    """Give the part's scores and sign-offs, if any: `scores` and `signs` hold [action, score, words] each."""
    records: list[Record] = []
    for action, score, reason in part.entries.get("scores", ()):
        void_scores(hand.desk, hand.writing, part.vendor, action, "scored again")
        records.append(_confirmation(hand, part.vendor, standing, action, score, hand.cast.told(reason)))
    for action, score, statement in part.entries.get("signs", ()):
        records.append(_signature(hand, part.vendor, action, score, hand.cast.told(statement)))
    hand.writing.insert_many(records)
    return bool(records)


def _confirmation(
    hand: Stagehand, vendor: str, standing: Standing | None, action: int, score: int, reason: str
) -> Confirmation:
    desk, judged = hand.desk, standing.actions[action - 1] if standing else None
    if judged is not None and judged.suggested != score:
        case = case_file(hand.writing.connection, vendor)
        check_given(case, desk.pack, desk.today(), judged, score, reason)
    return Confirmation(
        ref=hand.writing.next_ref("confirmation"),
        suggested=judged.suggested if judged else score,
        given_by=desk.reviewer,
        given_on=desk.today(),
        **_scored(hand, vendor, action, score),
        reason=reason,
    )


def _signature(hand: Stagehand, vendor: str, action: int, score: int, statement: str) -> Signature:
    desk = hand.desk
    return Signature(
        ref=hand.writing.next_ref("signature"),
        prepared_by=desk.reviewer,
        signed_by=desk.reviewer,
        signed_role=desk.role,
        signed_on=desk.today(),
        statement=statement,
        self_reviewed=True,
        **_scored(hand, vendor, action, score),
    )


def _scored(hand: Stagehand, vendor: str, action: int, score: int) -> dict[str, Any]:
    return {"vendor": vendor, "action": str(action), "score": score, "pack": hand.desk.pack.sha256}
