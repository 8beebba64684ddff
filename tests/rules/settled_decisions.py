"""Unrated vendors, decisions, what-ifs, asks: 6.11.19 to 6.11.23."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules_cases import ON, PACK, Draft, ago, complete
from settled import settled
from standing_reads import action, caps, fired, likelihood, points

from riskdesk.rules.lifecycle import rubric_line
from riskdesk.rules.records import Acceptance, Ask, Override


@settled(19)
def an_untouched_factor_leaves_the_vendor_unrated() -> None:
    untouched = (
        complete().of_vendor(reach=""),
        Draft().say("U1", "no", attested_by="E"),
        complete().of_vendor(provenance_anchor="").leave("P1", "na").leave("P6", "na"),
    )
    for draft in untouched:
        found = draft.stand()
        assert (found.tier, found.outcome) == ("unrated", None)
        assert found.untouched
        assert found.best is not None
        assert found.worst is not None
    draft = complete()
    del draft.answers["U1"]
    assert draft.stand().tier == "unrated"
    assert draft.flow().stand().tier != "unrated"


@settled(19)
def floors_of_fact_print_beside_unrated() -> None:
    draft = complete().of_vendor(reach="").matter("S4", order_in_force="injunction").say("C1", "free")
    found = draft.stand()
    assert (found.tier, found.at_least, fired(found)) == ("unrated", "critical", {"F2": "critical"})
    accepted = Acceptance(ref="AC-1", vendor="V", accepted_on=ago(1), expires_on=ON)
    raised = Override(ref="OV-1", vendor="V", tier="critical", made_on=ago(1))
    found = draft.stand(acceptances=(accepted,), overrides=(raised,))
    assert (found.acceptance, found.override, found.tier) == ("", "", "unrated")
    assert "unrated" in found.acceptance_note
    assert "unrated" in found.override_note


def override(tier: str, computed: str, **fields: Any) -> Override:
    formal: dict[str, Any] = {"rationale": "r" * 40, "evidence": "EV-1", "approver": "A", "approver_role": "CISO"}
    dates = {"made_on": ago(10), "expires_on": ON}
    return Override(ref="OV-1", vendor="V", tier=tier, computed_tier=computed, **{**formal, **dates, **fields})


@settled(20)
def a_tier_is_lowered_by_one_through_the_expiry_day() -> None:
    draft = complete().say("C1", "free")
    assert draft.stand().tier == "high"
    held = override("moderate", "high")
    found = draft.stand(overrides=(held,))
    assert (found.tier, found.override, found.outcome and found.outcome.tier) == ("moderate", "OV-1", "high")
    assert found.holds_until == ON
    assert draft.stand(ON + timedelta(days=1), overrides=(held,)).tier == "high"
    for broken in (
        override("low", "high"),
        override("moderate", "high", expires_on=None),
        override("moderate", "high", made_on=ago(91)),
        override("moderate", "high", rationale="short"),
        override("moderate", "high", approver_role=""),
        override("moderate", ""),
        override("moderate", "low"),
        override("moderate", "high", closed_on=ON),
    ):
        assert draft.stand(overrides=(broken,)).tier == "high", broken


@settled(20)
def counsel_is_needed_only_below_floors_of_fact() -> None:
    draft = complete().listed()
    assert draft.stand().tier == "critical"
    assert draft.stand(overrides=(override("high", "critical"),)).tier == "critical"
    assert draft.stand(overrides=(override("high", "critical", counsel="C"),)).tier == "high"


@settled(20)
def a_raise_never_hides_a_higher_computed_tier() -> None:
    draft = complete()
    raised = override("moderate", "low", expires_on=None)
    assert (draft.stand().tier, draft.stand(overrides=(raised,)).tier) == ("low", "moderate")
    assert draft.say("C1", "free").stand(overrides=(raised,)).tier == "high"


@settled(20)
def a_lowering_counts_only_while_one_tier_below() -> None:
    lowered = override("moderate", "high", counsel="C")
    assert complete().listed().stand(overrides=(lowered,)).tier == "critical"
    assert complete().stand(overrides=(lowered,)).tier == "low"


@settled(20)
def an_acceptance_is_shortened_when_the_tier_rises() -> None:
    accepted = Acceptance(
        ref="AC-1", vendor="V", approver="A", tier="low", accepted_on=ago(100), expires_on=ON + timedelta(days=200)
    )
    assert complete().stand(acceptances=(accepted,)).acceptance == "AC-1"
    found = complete().say("C1", "free").stand(acceptances=(accepted,))
    assert found.acceptance == ""
    assert found.acceptance_note == f"AC-1 lapsed on {ago(10).isoformat()}"
    raised = override("critical", "low", expires_on=None)
    assert complete().stand(acceptances=(accepted,), overrides=(raised,)).acceptance == ""


@settled(21)
def coverage_counts_answers_with_a_value() -> None:
    draft = complete()
    assert draft.stand().coverage == (98, 98)
    assert draft.leave("P5", "unknown").leave("P9", "declined").stand().coverage == (94, 98)
    assert draft.leave("C4", "na", "why").stand().coverage == (91, 95)


@settled(21)
def best_and_worst_case_bound_what_is_on_record() -> None:
    found = Draft(factors=("3", "3", "unknown", ""), anchor="").stand()
    assert found.best is not None
    assert found.worst is not None
    assert (found.best.impact, found.best.likelihood, found.best.tier) == (2, 1, "low")
    assert (found.worst.impact, found.worst.likelihood, found.worst.tier) == (4, 5, "critical")
    assert found.best.control_units == 25 * 4 + (20 + 20 + 30 + 5) * 5
    kept = Draft().say("C2", "none").matter("S4", order_in_force="injunction").stand()
    assert kept.best is not None
    assert kept.best.tier == "critical"


@settled(22)
def an_ask_is_what_the_rubric_reads_at_nought() -> None:
    standing = Draft().stand()
    asks = [Ask(ref="AK-1", vendor="V", asked_on=ago(3), asked_of="sales")]
    assert rubric_line(action(standing, 1), [], PACK) == PACK.action(1).rubric[0]
    assert rubric_line(action(standing, 1), asks, PACK) == PACK.action(1).rubric[1]
    assert rubric_line(action(standing, 2), asks, PACK) == PACK.action(2).rubric[0]


@settled(22)
def a_corroboration_says_who_and_how() -> None:
    draft = complete()
    for broken in ({"by": ""}, {"independent_how": " "}, {"evidence": "EV-9999"}, {"on": None}, {"closed_on": ON}):
        item = replace(draft.records["corroborations"][0], **broken)
        assert caps(draft.stand(corroborations=(item,)), 1) == {"A1-SOURCE": 4}


@settled(23)
def admitting_use_against_terms_earns_more_and_still_raises_likelihood() -> None:
    silent, admitted = complete().leave("P6", "declined").stand(), complete().say("P6", "against").stand()
    assert points(admitted, "P6")[0] > points(silent, "P6")[0]
    assert (likelihood(silent, "provenance"), likelihood(admitted, "provenance")) == (4, 5)
