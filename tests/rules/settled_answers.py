"""Answers, evidence, freshness and credits: 6.11.1 to 6.11.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules_cases import LONG_AGO, ON, PACK, Draft, ago, complete
from settled import settled
from standing_reads import caps, credit, points

from riskdesk.rules.records import Model, Product


@settled(1)
def an_open_answer_reads_as_the_worst_in_a_cap() -> None:
    for state in ("unknown", "declined"):
        draft = complete().leave("C2", state).leave("P4", state)
        assert caps(draft.stand(), 4)["A4-NOINDEMNITY"] == 1
        assert set(caps(draft.stand(), 1)) == {"A1-OPEN", "A1-PAPER"}
    draft = complete()
    del draft.answers["C3"]
    assert caps(draft.stand(), 4) == {"A4-CONDITIONS": 2}


@settled(2)
def the_best_current_evidence_counts() -> None:
    draft = Draft().say("P5", "all").prove("P5", "assertion").prove("P5", "statement")
    assert points(draft.stand(), "P5") == (100, 8, 10)
    draft.prove("P5", "primary")
    assert points(draft.stand(), "P5") == (100, 10, 10)
    ref = draft.links[-1].evidence
    assert points(draft.stand(superseded=frozenset({ref})), "P5") == (100, 8, 10)
    for gone in ({"closed_on": ON}, {"sequestered": "hold"}, {"reviewed_on": None}, {"sha256": ""}):
        held = {**draft.evidence, ref: replace(draft.evidence[ref], **gone)}
        assert points(draft.stand(evidence=held), "P5") == (100, 8, 10)


@settled(2)
def an_unreviewed_item_is_a_statement_if_signed_and_else_an_assertion() -> None:
    assert points(Draft().say("P5", "all").prove("P5", "primary", reviewed_on=None).stand(), "P5") == (100, 5, 10)
    assert points(Draft().say("P5", "all").prove("P5", "statement").stand(), "P5") == (100, 8, 10)


@settled(2)
def caps_that_name_a_credit_mean_it_before_evidence() -> None:
    assert "A1-PAPER" not in caps(complete().say("P4", "questionnaire").stand(), 1)
    assert caps(complete().say("P4", "webpage").stand(), 1)["A1-PAPER"] == 3


@settled(3)
def age_equal_to_the_window_is_fresh() -> None:
    for question, window in (("P5", 365), ("D7", 90), ("U8", 183), ("C5", 365)):
        option = PACK.by_id[question].options[0].id
        assert points(Draft().say(question, option, on=ago(window)).stand(), question)[2] == 10
        assert points(Draft().say(question, option, on=ago(window + 1)).stand(), question)[2] == 5


@settled(3)
def a_change_ends_freshness() -> None:
    model = Model(ref="MD-1", name="Atlas", changed_on=ago(2))
    assert points(Draft().say("P5", "all", on=ago(3)).stand(models=(model,)), "P5")[2] == 5
    assert points(Draft().say("P5", "all", on=ago(2)).stand(models=(model,)), "P5")[2] == 10
    assert points(Draft().flow(started_on=ago(2)).say("U8", "gate", on=ago(3)).stand(), "U8")[2] == 5
    changed = Draft().flow(terms=False).terms("FL-0001", "platform", changed_on=ago(2)).say("U8", "gate", on=ago(3))
    assert points(changed.stand(), "U8")[2] == 5
    for change in ({"amended_on": ago(2)}, {"renewed_on": ago(2)}):
        dates: dict[str, Any] = dict(change)
        assert points(Draft().contract(**dates).say("C5", "general", on=ago(3)).stand(), "C5")[2] == 5
    to_come = Model(ref="MD-1", name="Atlas", changed_on=ON + timedelta(days=5))
    found = Draft().say("P5", "all", on=ago(3)).stand(models=(to_come,))
    assert points(found, "P5")[2] == 10
    assert found.holds_until == ON + timedelta(days=4)


@settled(3)
def some_questions_price_time_themselves() -> None:
    old = Draft().flow(sign_off=False).sign_off("FL-0001", signed_on=LONG_AGO).contract(amended_on=ago(1))
    old.proceeding(checked=ago(200)).say("U1", "yes")
    assert [points(old.stand(), id)[2] for id in ("U6", "C10", "G1")] == [10, 10, 10]
    assert points(old.stand(), "G1")[0] == 50


@settled(4)
def critical_counts_with_the_shorter_window() -> None:
    ordered = complete().matter("S5", order_in_force="injunction")
    ordered.records["searches"] = []
    found = ordered.search(on=ago(60)).stand()
    assert found.tier == "critical"
    assert points(found, "D1")[2] == 5
    assert caps(found, 2)["A2-STALE"] == 2
    calm = complete()
    calm.records["searches"] = []
    assert points(calm.search(on=ago(60)).stand(), "D1")[2] == 10


@settled(5)
def key_questions_cannot_be_not_applicable() -> None:
    found = complete().leave("C2", "na", "no need").stand()
    assert credit(found, "C2").state == "unanswered"
    assert caps(found, 4)["A4-NOINDEMNITY"] == 1
    assert credit(complete().leave("C4", "na", " ").stand(), "C4").state == "unanswered"


@settled(5)
def exactly_thirty_percent_passes() -> None:
    draft = complete()
    for question in ("U7", "U9"):
        draft.leave(question, "na", "why")
    assert caps(draft.stand(), 3) == {}
    assert caps(draft.leave("U8", "na", "why").stand(), 3) == {"NA": 3}
    within = complete().leave("C4", "na", "why").leave("C6", "na", "why").leave("C7", "na", "why")
    assert caps(within.stand(), 4) == {}
    assert caps(within.leave("C9", "na", "why").stand(), 4) == {"NA": 3}


@settled(5)
def p8_follows_the_product_and_falls_away_only_without_a_generative_model() -> None:
    assert credit(complete().leave("P8", "na", "none").stand(), "P8").state == "unanswered"
    assert credit(complete().leave("P8", "na", "none").of_vendor(generative=False).stand(), "P8").state == "na"
    out = complete().say("P8", items={"eu_summary": "not_due", "ab_2013": "not_due"}, reason="not offered there")
    assert points(out.stand(), "P8")[0] == 100
    offered = Product(ref="PD-1", name="P", vendor="V", offered_in=("eu",))
    assert points(out.stand(products=(offered,)), "P8")[0] == 0
    assert points(out.stand(products=(replace(offered, closed_on=ON),)), "P8")[0] == 100


@settled(6)
def all_that_apply_means_those_marked_applicable() -> None:
    for marks, reason, earned in (
        (("told", "told", "not_due"), "", 100),
        (("told", "not_told", "not_due"), "", 50),
        (("not_told", "not_told", "not_due"), "", 0),
        (("not_due", "not_due", "not_due"), "no cover", 100),
        (("not_due", "not_due", "not_due"), " ", 0),
        (("told", "told", None), "", 50),
    ):
        items = {name: mark for name, mark in zip(("owner", "counsel", "insurer"), marks, strict=True) if mark}
        assert points(Draft().say("D9", items=items, reason=reason).stand(), "D9")[0] == earned


@settled(6)
def exclusions_and_models_take_their_worst() -> None:
    exclusions = [item.id for item in PACK.by_id["C4"].items]
    for worst, earned in (("clear", 100), ("treated", 50), ("material", 0)):
        items = {**dict.fromkeys(exclusions, "clear"), exclusions[3]: worst}
        assert points(Draft().say("C4", items=items).stand(), "C4")[0] == earned
    assert points(Draft().say("C4", items={exclusions[0]: "clear"}).stand(), "C4")[0] == 0
    steady = Model(ref="MD-1", name="A", changed_on=LONG_AGO)
    changed = Model(ref="MD-2", name="B", changed_on=ago(2))
    assert points(Draft().say("P5", "all", on=ago(9)).stand(models=(steady, changed)), "P5")[2] == 5


@settled(7)
def the_slower_duty_counts() -> None:
    def earned(claims: str, claims_days: int, model: str, model_days: int) -> int:
        said: dict[str, Any] = {
            "claims_form": claims,
            "claims_days": claims_days,
            "model_form": model,
            "model_days": model_days,
        }
        return points(Draft().say("P11", **said).stand(), "P11")[0]

    assert earned("contract", 30, "contract", 10) == 100
    assert earned("contract", 31, "contract", 10) == 60
    assert earned("contract", 5, "informal", 1) == 30
    assert earned("contract", 5, "none", 0) == 0
    assert points(Draft().say("P11", claims_form="contract", claims_days=5).stand(), "P11")[0] == 0
    assert points(Draft().say("P11", claims_form="contract", model_form="contract").stand(), "P11")[0] == 60


@settled(7)
def most_teams_is_over_half() -> None:
    for asked, total, earned in ((4, 4, 100), (5, 4, 100), (3, 4, 60), (2, 4, 30), (1, 4, 30), (0, 4, 0), (0, 0, 0)):
        assert points(Draft().say("U2", asked=asked, total=total).stand(), "U2")[0] == earned


@settled(7)
def bottom_answers_that_are_not_listed_earn_nothing() -> None:
    assert points(Draft().say("D8", watcher=" ").stand(), "D8")[0] == 0
    assert points(Draft().say("D8", watcher="W").stand(), "D8")[0] == 50
    bare: dict[str, Any] = {"owner": "", "clearance": "", "release_checked_by": "", "follow_through": ""}
    found = Draft().proceeding(**bare).stand()
    assert [points(found, id)[0] for id in ("G2", "G5", "G6")] == [0, 0, 0]


@settled(7)
def who_answered() -> None:
    said: tuple[tuple[dict[str, Any], int], ...] = (
        ({"name": "N", "role": "officer"}, 100),
        ({"name": "N", "role": "officer", "may_bind": False}, 40),
        ({"name": "N", "role": "other"}, 40),
        ({"name": "N"}, 40),
        ({"role": "officer"}, 0),
    )
    for fields, earned in said:
        assert points(Draft().say("P12", **fields).stand(), "P12")[0] == earned
