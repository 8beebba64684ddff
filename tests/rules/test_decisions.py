"""What a person may decide: scores, overrides, acceptances, and what is said when they may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rules_cases import ON, PACK, Draft, ago, complete
from standing_reads import action, fired

from riskdesk.rules.acceptances import longest_days
from riskdesk.rules.limits import acceptance_gaps, score_override_gaps, tier_override_gaps
from riskdesk.rules.records import Acceptance, Override, ScoreOverride, Signature

LEAVE = ScoreOverride(
    ref="OS-1",
    vendor="V",
    action="4",
    score=5,
    rationale="r" * 40,
    evidence="EV-1",
    approver="A",
    approver_role="CISO",
    made_on=ago(5),
    expires_on=ON,
)


def test_an_override_lets_a_score_pass_a_cap() -> None:
    draft = complete().say("C3", "not_met").give(4, 4)
    assert action(draft.stand(), 4).score == 2
    assert action(draft.stand(score_overrides=(LEAVE,)), 4).score == 4


@pytest.mark.parametrize(("given", "score", "provisional"), [(4, 4, False), (5, 5, False), (3, 3, False), (2, 4, True)])
def test_the_given_score_counts_within_its_limits(given: int, score: int, provisional: bool) -> None:
    found = action(complete().say("C8", "broad").say("C5", "general").give(4, given, "why").stand(), 4)
    assert (found.suggested, found.given, found.score, found.provisional) == (4, given, score, provisional)


def test_a_score_off_by_one_without_a_reason_does_not_count() -> None:
    assert action(complete().give(4, 4).stand(), 4).score == 5


def test_the_latest_open_score_counts_and_a_standing_is_provisional_until_all_five_are_given() -> None:
    draft = complete()
    for number in (1, 2, 3, 4):
        draft.give(number, action(draft.stand(), number).suggested)
    assert draft.stand().provisional
    draft.give(5, 4, "first").give(5, 5, "second")
    assert not draft.stand().provisional
    assert action(draft.stand(), 5).given == 5
    latest = draft.records["confirmations"][-1]
    draft.records["confirmations"][-1] = replace(latest, closed_on=ON)
    assert action(draft.stand(), 5).given == 4


def test_a_sign_off_stands_while_its_score_does() -> None:
    signed = Signature(ref="SG-1", vendor="V", action="4", score=5, signed_on=ago(3))
    newer = replace(signed, ref="SG-2", signed_on=ago(1))
    assert action(complete().stand(signatures=(signed, newer)), 4).signed == "SG-2"
    assert action(complete().say("C3", "not_met").stand(signatures=(signed,)), 4).signed == ""
    assert action(complete().stand(signatures=(replace(signed, closed_on=ON),)), 4).signed == ""


def test_what_a_score_override_lacks() -> None:
    assert score_override_gaps(LEAVE, PACK) == ()
    assert score_override_gaps(replace(LEAVE, expires_on=ago(6)), PACK) == ("an expiry on or after the day it is made",)
    bare = ScoreOverride(ref="OS-2", vendor="V", action="4", score=5)
    assert len(score_override_gaps(bare, PACK)) == 6


def lowering(**fields: Any) -> Override:
    parts: dict[str, Any] = {"rationale": "r" * 40, "evidence": "EV-1", "approver": "A", "approver_role": "CISO"}
    dates = {"made_on": ON, "expires_on": ON + timedelta(days=90)}
    return Override(ref="OV-1", vendor="V", **{"tier": "moderate", "computed_tier": "high", **parts, **dates, **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"tier": "low"}, "at most one tier below"),
        ({"expires_on": ON + timedelta(days=91)}, "at most 90 days"),
        ({"expires_on": None}, "at most 90 days"),
        ({"expires_on": ago(1)}, "on or after the day"),
        ({"computed_tier": "critical"}, "computed now, High"),
        ({"computed_tier": ""}, "computed tier when it was made"),
        ({"tier": "critical", "expires_on": None}, ""),
        ({"evidence": ""}, "linked evidence"),
    ],
)
def test_what_a_tier_override_lacks(fields: dict[str, Any], words: str) -> None:
    standing = complete().say("C1", "free").stand()
    found = "; ".join(tier_override_gaps(lowering(**fields), standing, PACK))
    assert words in found
    assert bool(words) == bool(found)


def test_an_unrated_vendor_is_neither_overridden_nor_accepted() -> None:
    standing = Draft(anchor="").stand()
    assert "untouched" in tier_override_gaps(lowering(), standing, PACK)[0]
    assert "untouched" in acceptance_gaps(Acceptance(ref="AC-1", vendor="V"), standing, PACK)[0]


def test_counsel_is_asked_for_by_floor() -> None:
    standing = complete().say("U1", "yes").stand()
    assert set(fired(standing)) == {"F1"}
    item = lowering(tier="high", computed_tier="critical")
    assert any("F1" in gap for gap in tier_override_gaps(item, standing, PACK))
    assert tier_override_gaps(replace(item, counsel="C"), standing, PACK) == ()


@pytest.mark.parametrize(("tiers", "days"), [(("low", "low"), 365), (("low", "high"), 90), (("critical", "high"), 30)])
def test_the_longest_acceptance_follows_the_higher_tier(tiers: tuple[str, str], days: int) -> None:
    assert longest_days(PACK, *tiers) == days


def test_what_an_acceptance_lacks() -> None:
    standing = complete().say("C1", "free").stand()
    item = Acceptance(
        ref="AC-1",
        vendor="V",
        owner="O",
        approver="A",
        approver_role="CISO",
        rationale="r",
        accepted_on=ON,
        expires_on=ON + timedelta(days=90),
    )
    assert acceptance_gaps(item, standing, PACK) == ()
    late = replace(item, expires_on=ON + timedelta(days=91), owner=" ")
    assert acceptance_gaps(late, standing, PACK) == (
        "a risk owner",
        "an end at most 90 days after the day it is accepted",
    )


def test_notes_say_why_a_decision_does_not_count() -> None:
    draft = complete().say("C1", "free")
    assert draft.stand(overrides=(lowering(tier="high"),)).override_note == "OV-1 agrees with the computed tier"
    lapsed = lowering(made_on=ago(90), expires_on=ago(1))
    assert draft.stand(overrides=(lapsed,)).override_note == "OV-1 is not in date"
    assert "lacks" in draft.stand(overrides=(lowering(evidence=""),)).override_note
    accepted = Acceptance(
        ref="AC-1", vendor="V", approver="A", tier="moderate", accepted_on=ON, expires_on=ON + timedelta(days=120)
    )
    note = draft.stand(acceptances=(accepted,)).acceptance_note
    assert "accepted at Moderate, now High" in note
    assert "shortened" in note
    undated = replace(accepted, expires_on=None)
    assert draft.stand(acceptances=(undated,)).acceptance_note == "AC-1 lapsed"
