"""Contracts, policy, scores given, exposure: 6.11.13 to 6.11.18."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules_cases import ON, Draft, ago, complete
from settled import settled
from standing_reads import action, caps, fired, likelihood, points

from riskdesk.rules.records import Proceeding, ScoreOverride


@settled(13)
def the_contract_is_unread_if_not_found_or_open() -> None:
    assert caps(complete().say("C1", "not_found").stand(), 4) == {"A4-UNREAD": 1}
    assert caps(complete().leave("C1", "unknown").stand(), 4) == {"A4-UNREAD": 1}
    assert caps(complete().say("C1", "free").stand(), 4) == {"A4-FREE": 1}
    assert caps(complete().say("C3", "not_met").stand(), 4) == {"A4-CONDITIONS": 2}


@settled(13)
def a_deadline_is_missed_only_if_neither_ask_nor_notice_went_out_in_time() -> None:
    past: dict[str, Any] = {"term_end": ON + timedelta(days=30), "notice_days": 31}
    on_the_day: dict[str, Any] = {"term_end": ON + timedelta(days=30), "notice_days": 30}

    def missed(*, asked: bool = False, **fields: Any) -> bool:
        draft = complete()
        draft.records["contracts"], draft.records["negotiations"] = [], []
        return "A4-NOTICE" in caps(draft.contract(asked=asked, **fields).stand(), 4)

    assert missed(**past)
    assert not missed(**on_the_day)
    assert not missed(**past, asked=True)
    assert not missed(**past, notice_sent_on=ago(1))
    assert missed(**past, notice_sent_on=ON)


@settled(14)
def a_vendor_takes_the_worst_over_its_proceedings() -> None:
    draft = Draft().proceeding().proceeding(owner="", position_state="draft", follow_through="tracked")
    found = draft.stand()
    assert [points(found, id)[0] for id in ("G2", "G3", "G4", "G6")] == [0, 50, 100, 50]
    assert points(Draft().proceeding(checked=ago(91), checked_on=None).stand(), "G1")[0] == 50
    assert points(Draft().proceeding(checked=ago(90)).stand(), "G1")[0] == 100


@settled(14)
def no_open_vehicle_is_the_organisations() -> None:
    looked = Proceeding(ref="PR-1", title="None", vehicle="none", checked_on=ago(90))
    found = Draft().stand(no_vehicle=looked)
    assert [points(found, id)[0] for id in ("G1", "G4")] == [100, 60]
    assert points(Draft().stand(no_vehicle=replace(looked, checked_on=ago(91))), "G1")[0] == 50
    assert points(Draft().proceeding(participation="").stand(no_vehicle=looked), "G4")[0] == 0


@settled(15)
def caps_bind_the_reviewers_number() -> None:
    draft = complete().say("C3", "not_met").give(4, 3, "nearly met")
    found = action(draft.stand(), 4)
    assert (found.suggested, found.given, found.score, found.provisional) == (2, 3, 2, True)
    leave = ScoreOverride(
        ref="OS-1",
        vendor="V",
        action="4",
        score=3,
        rationale="r" * 40,
        evidence="EV-1",
        approver="A",
        approver_role="CISO",
        made_on=ago(5),
        expires_on=ON,
    )
    found = action(draft.stand(score_overrides=(leave,)), 4)
    assert (found.score, found.override, found.provisional) == (3, "OS-1", False)
    for broken in (
        {"expires_on": ago(1)},
        {"made_on": ON + timedelta(days=1)},
        {"rationale": "r" * 39},
        {"action": "3"},
        {"closed_on": ON},
        {"approver": " "},
        {"evidence": ""},
        {"score": 1},
    ):
        found = action(draft.stand(score_overrides=(replace(leave, **broken),)), 4)
        assert (found.score, found.override) == (2, "")


@settled(15)
def floors_read_the_capped_number() -> None:
    draft = complete().matter("S4").say("C2", "none").give(4, 2, "hopeful")
    assert fired(draft.stand())["F3"] == "high"


@settled(16)
def the_anchor_is_a_judgement_with_a_reason() -> None:
    assert likelihood(complete().stand(), "provenance") == 1
    assert likelihood(complete().of_vendor(provenance_reason=" ").stand(), "provenance") == 4
    assert likelihood(complete().of_vendor(provenance_anchor="").stand(), "provenance") == 4
    assert likelihood(complete().of_vendor(provenance_anchor="5").stand(), "provenance") == 5


@settled(16)
def p1_and_p6_set_minima() -> None:
    for option, least in (("no", 1), ("permitted", 2), ("unclear", 4), ("against", 5)):
        assert likelihood(complete().say("P6", option).stand(), "provenance") == least
    assert likelihood(complete().say("P1", "undisclosed").stand(), "provenance") == 4
    assert likelihood(complete().say("P1", "partly").stand(), "provenance") == 1
    for question in ("P1", "P6"):
        assert likelihood(complete().leave(question, "declined").stand(), "provenance") == 4
    assert likelihood(Draft(anchor="").stand(), "provenance") is None
    assert likelihood(Draft(anchor="").say("P1", "named").stand(), "provenance") == 4


USAGE: tuple[tuple[dict[str, Any], int], ...] = (
    ({}, 2),
    ({"determination": "unclear"}, 4),
    ({"determination": "prohibited"}, 5),
    ({"determination": "prohibited", "running": ""}, 5),
    ({"determination": "prohibited", "running": "stopped"}, 4),
    ({"determination": "prohibited", "running": "stopped", "remedied_on": ago(1)}, 4),
    ({"determination": "prohibited", "running": "stopped", "remedied_on": ago(1), "remedy_evidence": "EV-0001"}, 2),
    ({"determination": ""}, 5),
    ({"determination": "", "regularity": "unknown"}, 5),
    ({"distribution": "third"}, 5),
    ({"distribution": "third", "authorisation": "EV-0001"}, 2),
    ({"distribution": "unknown"}, 4),
    ({"purpose": "inference", "determination": ""}, 1),
    ({"purpose": "evaluation", "determination": "prohibited"}, 5),
    ({"purpose": "evaluation", "determination": "unclear"}, 4),
    ({"own_tool": True, "sign_off": False}, 2),
    ({"own_tool": True, "determination": ""}, 4),
    ({"sign_off": False}, 4),
    ({"sign_off": False, "regularity": "occasional", "automated": "no", "purpose": "classifier"}, 4),
    (
        {"sign_off": False, "regularity": "occasional", "automated": "no", "purpose": "classifier", "exception": "4.2"},
        2,
    ),
)


@settled(17)
def usage_takes_the_highest_over_flows() -> None:
    for fields, level in USAGE:
        harmless = fields.get("purpose") in {"inference", "evaluation"}
        draft = (complete() if harmless else complete().say("U1", "yes")).flow(**fields)
        assert likelihood(draft.stand(), "usage") == level, fields
        worst = draft.flow(determination="prohibited")
        assert likelihood(worst.stand(), "usage") == 5


@settled(18)
def no_substitute_sets_dependency_over_the_entered_value() -> None:
    draft = complete().say("D7", "none")
    found = draft.stand()
    assert [factor.value for factor in found.factors] == [3, 5, 3, 3]
    assert found.impact == 4
    assert [factor.value for factor in complete().leave("D7", "unknown").stand().factors] == [3, 3, 3, 3]
