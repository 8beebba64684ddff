"""Floors with their reasons, what an answer would do, and the rule tables that pack and engine share."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rules_cases import LONG_AGO, ON, PACK, Draft, ago, complete
from standing_reads import caps, credit, fired, likelihood, points

from riskdesk.rules import caps as cap_rules
from riskdesk.rules import credits as credit_rules
from riskdesk.rules.pack_reading import CAP_RULES, CREDIT_RULES
from riskdesk.rules.record_credits import RECORD_RULES
from riskdesk.rules.records import Model
from riskdesk.rules.whatif import movers, option_effects


def test_pack_and_engine_name_the_same_rules() -> None:
    assert {*credit_rules.CREDIT_RULES, *RECORD_RULES} == set(CREDIT_RULES)
    assert set(cap_rules.CAP_RULES) == set(CAP_RULES)


FLOORS: tuple[tuple[str, Draft, dict[str, str]], ...] = (
    ("nothing", complete(), {}),
    ("unreviewed", complete().say("U1", "yes").flow(determination=""), {"F1": "critical", "F1-HIGH": ""}),
    ("a bare yes", complete().say("U1", "yes"), {"F1": "critical"}),
    ("prohibited, running", complete().say("U1", "yes").flow(determination="prohibited"), {"F1": "critical"}),
    ("prohibited, stopped", complete().say("U1", "yes").flow(determination="prohibited", running="stopped"), {}),
    ("given away", complete().say("U1", "yes").flow(distribution="third"), {"F1": "critical"}),
    ("unsigned", complete().say("U1", "yes").flow(sign_off=False), {"F1-HIGH": "high"}),
    (
        "unclear, unsigned",
        complete().say("U1", "yes").flow(sign_off=False, determination="unclear"),
        {"F1-HIGH": "high"},
    ),
    ("U1 unknown", complete().leave("U1", "unknown"), {"F1-HIGH": "high"}),
    ("U1 declined", complete().leave("U1", "declined"), {"F1-HIGH": "high"}),
    ("order", complete().matter("S8", order_in_force="withdrawal", appeal="final"), {"F2": "critical"}),
    ("order stayed", complete().matter("S8", order_in_force="stayed"), {}),
    ("order, unrelated", complete().matter("S6", order_in_force="injunction", relevance="unrelated"), {}),
    (
        "order, unrelated, why?",
        complete().matter("S6", order_in_force="injunction", relevance="unrelated", reason=""),
        {"F2": "critical"},
    ),
    ("live, paper", complete().matter("S9"), {}),
    ("live, no paper", complete().matter("S9").say("C2", "none"), {"F3": "high"}),
    ("ended, no paper", complete().matter("S8").say("C2", "none"), {}),
    ("allegation, no paper", complete().matter("S2").say("C2", "none"), {}),
    ("sealed, no paper", complete().matter("SU", relevance="").say("C2", "none"), {"F3": "high"}),
    ("web page, no paper", complete().say("P4", "webpage").say("C2", "none"), {"F4": "high"}),
    ("P4 open, no paper", complete().leave("P4", "declined").say("C2", "none"), {"F4": "high"}),
    ("questionnaire, no paper", complete().say("P4", "questionnaire").say("C2", "none"), {}),
    ("free", complete().say("C1", "free"), {"F5": "high"}),
    ("not found", complete().say("C1", "not_found"), {"F5": "high"}),
    ("C1 open", complete().leave("C1", "unknown"), {"F5": "high"}),
    (
        "free pilot",
        complete().of_vendor(criticality="1", dependency="1", reach="2", data_sensitivity="2").say("C1", "free"),
        {},
    ),
    ("listed", complete().listed(path=("Maker",)), {"F6": "critical"}),
    ("listed, unrelated", complete().listed(unrelated=True), {}),
    ("lifted", complete().listed(lifted_on=ON), {}),
    ("lifted later", complete().listed(lifted_on=ON + timedelta(days=1)), {"F6": "critical"}),
)


@pytest.mark.parametrize(("draft", "expected"), [case[1:] for case in FLOORS], ids=[case[0] for case in FLOORS])
def test_floors(draft: Draft, expected: dict[str, str]) -> None:
    wanted = {id: tier for id, tier in expected.items() if tier}
    found = draft.stand()
    assert fired(found) == wanted
    assert found.outcome is not None
    if wanted:
        assert found.tier == ("critical" if "critical" in wanted.values() else found.outcome.tier)


def test_floors_name_their_records_and_never_find() -> None:
    found = complete().matter("S4", path=("Product", "Model")).matter("S5").say("C2", "none").stand()
    (floor,) = found.floors
    assert floor.records == ("M-0001", "M-0002")
    words = " ".join(item.because for item in found.likelihoods)
    assert "alleged by A rights holder" in words


@pytest.mark.parametrize(
    ("stage", "fields", "level"),
    [
        ("S0", {}, 1),
        ("S1", {}, 2),
        ("S1", {"relief": ("injunction",)}, 3),
        ("S1", {"relief": ()}, 3),
        ("S2", {"relief": ("money", "licence")}, 4),
        ("S3", {"relief": ("unknown",), "relevance": "shared"}, 4),
        ("S3", {"relevance": ""}, 3),
        ("S5", {"relief": ("destruction",)}, 5),
        ("S3", {"relevance": "unrelated"}, 2),
        ("S3", {"relevance": "unrelated", "reason": " "}, 3),
        ("SU", {"relevance": "unrelated"}, 4),
        ("S6", {"relevance": "unrelated"}, 4),
        ("S7", {}, 3),
        ("S7", {"forward_licence": "yes"}, 2),
        ("S7", {"forward_licence": "yes", "past_conduct_only": "yes"}, 3),
        ("S7", {"relief": ("injunction",)}, 3),
        ("S8", {}, 2),
        ("S8", {"appeal": "pending"}, 2),
        ("S8", {"appeal": "final"}, 1),
        ("S9", {}, 5),
    ],
)
def test_a_matters_likelihood(stage: str, fields: dict[str, Any], level: int) -> None:
    assert likelihood(complete().matter(stage, **fields).stand(), "dispute") == level


def test_three_independent_live_matters_count_one_more() -> None:
    two = complete().matter("S3").matter("S3", consolidation="MDL 1").matter("S3", consolidation="mdl 1 ")
    assert likelihood(two.stand(), "dispute") == 3
    assert likelihood(two.matter("S3", relevance="unrelated").stand(), "dispute") == 3
    assert likelihood(two.matter("S2").stand(), "dispute") == 3
    assert likelihood(two.matter("S4").stand(), "dispute") == 5
    assert likelihood(two.matter("S5").stand(), "dispute") == 5


def test_a_search_that_found_matters_which_nobody_recorded() -> None:
    draft = complete()
    draft.records["searches"] = []
    found = draft.search(found="matters").stand()
    assert likelihood(found, "dispute") == 4
    assert points(found, "D3")[0] == 0
    assert caps(found, 2)["A2-RECORD"] == 3


def test_searches_are_read_together_in_the_window() -> None:
    few = Draft().search(on=ago(3), sources=("docket",)).search(on=ago(80), sources=("press", "tracker"))
    assert points(few.stand(), "D1")[0] == 100
    assert points(few.stand(ON + timedelta(days=20)), "D1")[::2] == (50, 10)
    assert points(few.stand(ON + timedelta(days=200)), "D1")[::2] == (50, 5)


def test_a_mark_of_the_pack_counts_how_many() -> None:
    for agreed, earned in ((0, 0), (1, 30), (2, 60), (3, 100)):
        items = {item.id: "agreed" if n < agreed else "absent" for n, item in enumerate(PACK.by_id["C9"].items)}
        assert points(Draft().say("C9", items=items).stand(), "C9")[0] == earned


def test_terms_want_every_layer_with_a_hashed_file() -> None:
    flow = Draft().say("U1", "yes").flow(terms=False)
    assert credit(flow.stand(), "U4").state == "unanswered"
    assert points(flow.terms("FL-0001", "platform").stand(), "U4")[0] == 50
    own = flow.of_vendor(own_maker="MK-1")
    assert points(own.stand(), "U4")[0] == 100
    assert points(own.terms("FL-0001", "tier", clause="").stand(), "U4")[0] == 50
    unhashed = Draft().say("U1", "yes").flow(terms=False).of_vendor(own_maker="MK-1")
    unhashed.terms("FL-0001", "platform", evidence=unhashed.piece("assertion"))
    assert points(unhashed.stand(), "U4")[0] == 50
    changed = Draft().say("U1", "yes").flow().terms("FL-0001", "tier", changed_on=ago(2))
    assert points(changed.stand(), "U4")[0] == 50


def test_determinations_take_the_weakest() -> None:
    draft = Draft().say("U1", "yes").flow()
    assert points(draft.stand(), "U5")[0] == 100
    assert points(draft.flow(determination="unclear").stand(), "U5")[0] == 20
    assert points(draft.flow(determination="prohibited").stand(), "U5")[0] == 0
    blank = Draft().say("U1", "yes").flow(determination="")
    assert credit(blank.stand(), "U5").state == "unanswered"


def test_policy_work_is_read_off_proceedings() -> None:
    for fields, earned in (
        ({}, 100),
        ({"receipt": ""}, 40),
        ({"filed_on": ON, "closes_on": ago(1)}, 40),
        ({"participation": "association"}, 80),
        ({"participation": "declined"}, 60),
        ({"participation": ""}, 0),
    ):
        assert points(Draft().proceeding(**fields).stand(), "G4")[0] == earned
    late = Draft().proceeding(participation="drafted", closes_on=ago(1))
    assert caps(late.stand(), 5) == {"A5-DEADLINE": 2}
    assert caps(Draft().proceeding(participation="drafted", closes_on=ON).stand(), 5) == {}
    assert points(Draft().proceeding(ask="").stand(), "G3")[0] == 50
    assert points(Draft().proceeding(checked=None, release_checked_on=None).stand(), "G2")[2] == 5


def test_renewal_plan() -> None:
    assert points(Draft().contract(asked=False).stand(), "C10")[0] == 50
    assert points(Draft().contract(asked=False, notice_days=None).stand(), "C10")[0] == 0
    assert points(Draft().contract(notice_sent_on=ago(1), asked=False).stand(), "C10")[0] == 100


def test_a_no_that_nobody_attests_counts_as_unknown() -> None:
    found = complete().say("U1", "no").stand()
    assert (likelihood(found, "usage"), caps(found, 3), fired(found)) == (4, {"A3-UNATTESTED": 2}, {})
    half = complete().say("U1", "no", attested_by="E").stand()
    assert (likelihood(half, "usage"), caps(half, 3)) == (1, {"A3-UNATTESTED": 2})


def test_an_option_that_the_pack_lacks_is_no_answer() -> None:
    for question in ("U1", "C1", "P1"):
        assert credit(complete().say(question, "zzz").stand(), question).state == "unanswered"


def test_the_mover_that_leaves_a_tier() -> None:
    draft = complete().matter("S4").say("C2", "none", proof="primary").leave("P9", "declined")
    found = movers(draft.case(), PACK, ON)
    first = found[0]
    assert (first.question, first.option, first.tier, first.moves) == ("C2", "both", "low", True)
    assert (first.suggested, first.score, first.binding) == (5, 5, ())
    assert all(not item.moves for item in found if item.question != "C2")
    assert {item.question for item in found} >= {"P9", "C2"}


def test_movers_never_ask_to_take_back_a_fact() -> None:
    case = complete().say("P6", "against").say("P2", "yes", details="d").case()
    assert not {"P2", "P6"} & {item.question for item in movers(case, PACK, ON)}


def test_movers_of_an_unrated_vendor_say_so() -> None:
    found = movers(Draft(anchor="").of_vendor(reach="").case(), PACK, ON)
    assert {(item.tier, item.residual_tenths, item.moves) for item in found} == {("unrated", None, False)}


def test_supposing_a_flow_reviewed_and_signed() -> None:
    found = complete().say("U1", "yes").stand()
    assert found.best is not None
    assert (found.best.likelihood, found.best.tier) == (2, "low")
    flow = complete().say("U1", "yes").flow(determination="", sign_off=False, distribution="").stand()
    assert flow.best is not None
    assert flow.best.likelihood == 2


def test_each_option_of_a_question() -> None:
    draft = complete().matter("S4").say("C2", "none", proof="primary")
    found = option_effects(draft.case(), PACK, ON, PACK.by_id["C2"])
    assert [(item.option, item.score, item.tier) for item in found] == [
        ("both", 5, "low"),
        ("output", 5, "low"),
        ("service", 5, "low"),
        ("none", 1, "high"),
    ]
    assert found[-1].binding == ("A4-NOINDEMNITY",)
    yes = option_effects(Draft().case(), PACK, ON, PACK.by_id["P2"])[0]
    assert yes.option == "yes"


def test_undated_and_future_records() -> None:
    assert points(Draft().say("U1", "yes").flow(started_on=None, determined_on=None).stand(), "U3")[2] == 5
    model = Model(ref="MD-1", name="A", changed_on=LONG_AGO, closed_on=None)
    assert points(Draft().say("P5", "all").stand(models=(replace(model, changed_on=None),)), "P5")[2] == 10
    to_come = Draft().flow(sign_off=False).sign_off("FL-0001", signed_on=ON + timedelta(days=2)).say("U1", "yes")
    assert points(to_come.stand(), "U6")[0] == 30
    assert points(to_come.stand(ON + timedelta(days=2)), "U6")[0] == 100
