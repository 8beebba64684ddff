"""Scores given and sign-offs: within one with a reason, under the caps, past them only by an override."""

from pathlib import Path

import pytest
from desks import ACME, REVIEWER, TODAY, acme_desk, held, logged, note, on, say

from riskdesk.desk import looking, recording, rescoring, signing
from riskdesk.desk.opening import Desk
from riskdesk.errors import BadValue, NotAllowed, ReasonNeeded, RiskdeskError
from riskdesk.rules.records import Confirmation, Signature

REASON = "the clause is better than the form can say"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Action 3 suggests 1, held by its caps; action 4 suggests 1 by its sum."""
    made = acme_desk(tmp_path)
    say(made, "C2", "both")
    say(made, "U1", "unknown")
    return made


def suggested(desk: Desk, action: int) -> int:
    return looking.look(desk, ACME).standing.actions[action - 1].suggested


def test_the_suggested_score_needs_no_reason(desk: Desk) -> None:
    standing = rescoring.give_score(desk, ACME, 1, suggested(desk, 1))
    assert not standing.actions[0].provisional
    (given,) = held(desk, Confirmation)
    assert isinstance(given, Confirmation)
    assert (given.given_by, given.given_on, given.pack) == (REVIEWER, TODAY, desk.pack.sha256)


@pytest.mark.parametrize(
    ("more", "reason", "error"),
    [(1, "", ReasonNeeded), (1, "  ", ReasonNeeded), (2, REASON, NotAllowed), (5, REASON, NotAllowed)],
)
def test_farther_needs_more_than_a_reason(desk: Desk, more: int, reason: str, error: type[RiskdeskError]) -> None:
    before, score = desk.store.log_seq(), min(5, suggested(desk, 5) + more)
    with pytest.raises(error) as caught:
        rescoring.give_score(desk, ACME, 5, score, reason)
    assert caught.value.where == "action 5"
    assert caught.value.remedy
    assert desk.store.log_seq() == before


def test_a_cap_binds_the_given_number_too(desk: Desk) -> None:
    judged = looking.look(desk, ACME).standing.actions[3]
    cap = min(judged.caps, key=lambda item: item.at_most)
    with pytest.raises(NotAllowed) as caught:
        rescoring.give_score(desk, ACME, 4, cap.at_most + 1, REASON)
    assert cap.id in caught.value.what


@pytest.mark.parametrize(("action", "score"), [(0, 1), (6, 1), (1, 6), (1, -1)])
def test_there_are_five_actions_and_six_scores(desk: Desk, action: int, score: int) -> None:
    with pytest.raises(BadValue):
        rescoring.give_score(desk, ACME, action, score)
    if action in (0, 6):
        with pytest.raises(BadValue):
            signing.sign(desk, ACME, action)


def test_an_override_gives_leave_to_go_farther_until_it_expires(desk: Desk) -> None:
    recording.add(
        desk, "score_override",
        {"vendor": ACME, "action": "4", "score": "4", "rationale": REASON * 2, "evidence": note(desk),
         "approver": "B. Boss", "approver_role": "CFO", "expires_on": "2026-12-31"},
    )  # fmt: skip
    standing = rescoring.give_score(desk, ACME, 4, 4, REASON)
    assert (standing.actions[3].score, standing.actions[3].override) == (4, "OS-0001")
    signing.sign(desk, ACME, 4)
    later = looking.look(on(desk, TODAY.replace(year=2027)), ACME).standing.actions[3]
    assert (later.score, later.signed) == (later.suggested, "")


def test_scoring_again_closes_the_score_and_the_sign_off_before(desk: Desk) -> None:
    rescoring.give_score(desk, ACME, 1, suggested(desk, 1))
    signing.sign(desk, ACME, 1, "all read")
    before = desk.store.log_seq()
    standing = rescoring.give_score(desk, ACME, 1, suggested(desk, 1) + 1, REASON)
    assert not standing.actions[0].signed
    assert [item.closed_reason for item in held(desk, Confirmation)] == ["scored again", ""]
    assert [item.closed_reason for item in held(desk, Signature)] == ["scored again"]
    assert {entry.deed for entry in logged(desk, before)} == {"score"}
    assert logged(desk, before)[-1].kind == "standing"


def test_nothing_is_signed_before_it_is_confirmed(desk: Desk) -> None:
    before = desk.store.log_seq()
    with pytest.raises(NotAllowed, match="not confirmed") as caught:
        signing.sign(desk, ACME, 1)
    assert caught.value.remedy.endswith(f"riskdesk score {ACME} 1 {suggested(desk, 1)}")
    assert desk.store.log_seq() == before


@pytest.mark.parametrize(
    ("by", "role", "expected"),
    [
        ("", "", (REVIEWER, "CISO", True)),
        (REVIEWER.upper(), "", (REVIEWER.upper(), "", True)),
        ("B. Boss", "CFO", ("B. Boss", "CFO", False)),
        ("B.\x1bBoss", "", ("B.\ufffdBoss", "", False)),
    ],
)
def test_who_signs_is_kept_with_the_reviewer(desk: Desk, by: str, role: str, expected: tuple[str, str, bool]) -> None:
    rescoring.give_score(desk, ACME, 1, suggested(desk, 1))
    standing = signing.sign(desk, ACME, 1, " all\x00 read ", signed_by=by, role=role)
    (signed,) = held(desk, Signature)
    assert isinstance(signed, Signature)
    assert (signed.signed_by, signed.signed_role, signed.self_reviewed) == expected
    assert (signed.prepared_by, signed.statement) == (REVIEWER, "all\ufffd read")
    assert standing.actions[0].signed == signed.ref


def test_signing_again_replaces_the_sign_off(desk: Desk) -> None:
    rescoring.give_score(desk, ACME, 1, suggested(desk, 1))
    signing.sign(desk, ACME, 1)
    assert signing.sign(desk, ACME, 1).actions[0].signed == "SG-0002"
    assert [item.closed_reason for item in held(desk, Signature)] == ["signed again", ""]
