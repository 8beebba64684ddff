"""Giving an action the reviewer's own score beside the suggested one (DOMAIN 6.2, 6.11.15)."""

from __future__ import annotations

from riskdesk.data.case_files import case_file
from riskdesk.desk.finding import found_open
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.desk.voiding import void_scores
from riskdesk.errors import BadValue
from riskdesk.rules.assessment import assess
from riskdesk.rules.records import Confirmation, Vendor
from riskdesk.rules.scores_given import check_given
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_block


def give_score(desk: Desk, vendor: str, action: int, score: int, reason: str = "") -> Standing:
    """Confirm an action's suggested score, or move it by one with a reason; farther or past a cap needs an override.

    The score given before and the sign-off on it are closed. Raises BadValue, ReasonNeeded or NotAllowed.
    """
    if action not in range(1, 6) or score not in range(6):
        raise BadValue("no such action or score", where="score", remedy="an action from 1 to 5, a score from 0 to 5")
    why = clean_block(reason).strip()
    with desk.write("score", why) as writing:
        owner = found_open(writing, Vendor, vendor)
        case = case_file(writing.connection, owner.ref)
        standing = assess(case, desk.pack, desk.today())
        judged = standing.actions[action - 1]
        check_given(case, desk.pack, desk.today(), judged, score, why)
        void_scores(desk, writing, owner.ref, action, "scored again")
        writing.insert(
            Confirmation(
                ref=writing.next_ref("confirmation"),
                vendor=owner.ref,
                action=str(action),
                suggested=judged.suggested,
                score=score,
                reason=why,
                given_by=desk.reviewer,
                given_on=desk.today(),
                pack=desk.pack.sha256,
            )
        )
        return restand(desk, writing, [owner.ref], f"score of action {action}")[owner.ref]
