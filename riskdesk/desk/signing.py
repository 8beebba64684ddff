"""Signing an action off: what was scored, by which pack, by whom, and what was and was not done (DOMAIN 7)."""

from __future__ import annotations

from riskdesk.data import reading
from riskdesk.data.case_files import case_file
from riskdesk.desk.finding import found_open
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import BadValue, NotAllowed
from riskdesk.rules.assessment import assess
from riskdesk.rules.records import Signature, Vendor
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_block, clean_line


def sign(desk: Desk, vendor: str, action: int, statement: str = "", *, signed_by: str = "", role: str = "") -> Standing:
    """Sign an action's confirmed score off, as the reviewer or as another named person.

    The reviewer's own signature is flagged as self-reviewed. Raises NotAllowed where no score was confirmed yet.
    """
    if action not in range(1, 6):
        raise BadValue("no such action", where="sign", remedy="an action from 1 to 5")
    with desk.write("sign") as writing:
        owner = found_open(writing, Vendor, vendor)
        case = case_file(writing.connection, owner.ref)
        judged = assess(case, desk.pack, desk.today()).actions[action - 1]
        if judged.provisional:
            raise NotAllowed(
                "the score of this action is not confirmed",
                where=f"{owner.ref}, action {action}",
                remedy=f"confirm it first: riskdesk score {owner.ref} {action} {judged.suggested}",
            )
        where = "vendor = ? and action = ? and closed_on is null"
        for item in reading.rows(writing.connection, Signature, where, (owner.ref, str(action))):
            writing.close(Signature, item.ref, desk.today(), "signed again")
        writing.insert(
            _signature(desk, writing.next_ref("signature"), owner.ref, action, judged.score, statement, signed_by, role)
        )
        return restand(desk, writing, [owner.ref], f"sign-off of action {action}")[owner.ref]


def _signature(
    desk: Desk, ref: str, vendor: str, action: int, score: int, statement: str, signed_by: str, role: str
) -> Signature:
    who = clean_line(signed_by).strip() or desk.reviewer
    return Signature(
        ref=ref,
        vendor=vendor,
        action=str(action),
        score=score,
        prepared_by=desk.reviewer,
        signed_by=who,
        signed_role=clean_line(role).strip() or (desk.role if who == desk.reviewer else ""),
        signed_on=desk.today(),
        statement=clean_block(statement).strip(),
        self_reviewed=who.casefold() == desk.reviewer.casefold(),
        pack=desk.pack.sha256,
    )
