"""What is due, what is late, what ages, and how far an action has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from rules_cases import ON, PACK, Draft, ago, complete
from standing_reads import action

from riskdesk.rules.clock import Clock, after
from riskdesk.rules.deadlines import Deadline, ageing, deadlines, due_dates, in_words, next_deadline, search_days
from riskdesk.rules.lifecycle import progress
from riskdesk.rules.records import (
    Acceptance,
    Ask,
    Contract,
    Override,
    Round,
    Signature,
    Treatment,
)
from riskdesk.rules.renewal_credits import negotiate_from, notice_deadline

START = ago(20)
DUE: dict[str, Any] = {f"due_{number}": day for number, day in enumerate(due_dates(START, PACK), 1)}
ROUND = Round(
    ref="RD-1",
    vendor="V",
    ordinal=1,
    start_on=START,
    **DUE,
)


def due(draft: Draft, **more: Any) -> dict[tuple[str, str], tuple[int, bool]]:
    """What is due, as days from ON and whether it is late, by word and record."""
    case = draft.case(**more)
    found = deadlines(case, PACK, draft.stand(**more))
    assert list(found) == sorted(found)
    return {(item.what, item.record): ((item.on - ON).days, item.late) for item in found}


def test_a_round_is_due_on_days_60_30_14_45_and_90() -> None:
    assert [(day - START).days for day in due_dates(START, PACK)] == [60, 30, 14, 45, 90]


def test_unsigned_actions_are_due_and_late_once_their_day_is_over() -> None:
    found = due(Draft(), round=ROUND)
    assert found == {
        ("provenance", "RD-1"): (40, False),
        ("disputes", "RD-1"): (10, False),
        ("usage", "RD-1"): (-6, True),
        ("indemnity", "RD-1"): (25, False),
        ("policy", "RD-1"): (70, False),
        ("renewal ask", "RD-1"): (70, False),
    }
    assert due(Draft(), round=replace(ROUND, ended_on=ON)) == {}


def test_a_signed_action_is_no_longer_due() -> None:
    signed = Signature(ref="SG-1", vendor="V", action="3", score=0, signed_on=ago(1))
    assert ("usage", "RD-1") not in due(Draft(), round=ROUND, signatures=(signed,))


def test_renewal_dates() -> None:
    contract = Contract(ref="CT-1", vendor="V", title="MSA", term_end=date(2027, 6, 30), notice_days=60)
    assert notice_deadline(contract) == date(2027, 5, 1)
    assert negotiate_from(contract) == (date(2027, 1, 1), date(2027, 1, 31))
    assert notice_deadline(replace(contract, notice_days=None)) is None
    assert notice_deadline(replace(contract, term_end=date(1, 1, 9))) is None
    assert negotiate_from(replace(contract, term_end=date(1, 5, 1), notice_days=10)) is None


def test_renewals_are_due_until_done() -> None:
    soon: dict[str, Any] = {"term_end": ON + timedelta(days=40), "notice_days": 30}
    found = due(Draft().contract(asked=False, **soon), round=ROUND)
    assert (found["notice", "CT-0"], found["term end", "CT-0"]) == ((10, False), (40, False))
    assert found["renewal ask", "RD-1"] == (-80, True)
    late: dict[str, Any] = {"term_end": ON + timedelta(days=40), "notice_days": 50}
    assert due(Draft().contract(asked=False, **late))["notice", "CT-0"] == (-10, True)
    assert ("notice", "CT-0") in due(Draft().contract(**late))
    assert ("notice", "CT-0") not in due(Draft().contract(notice_sent_on=ago(1), **late))
    early = Draft().contract(**late)
    early.records["negotiations"] = [replace(early.records["negotiations"][0], raised_on=ago(20))]
    assert ("notice", "CT-0") not in due(early)


def test_talks_are_to_start_90_days_before_notice_until_an_ask_is_out() -> None:
    terms: dict[str, Any] = {"term_end": ON + timedelta(days=200), "notice_days": 30}
    assert due(Draft().contract(asked=False, **terms))["start talks", "CT-0"] == (80, False)
    assert ("start talks", "CT-0") not in due(Draft().contract(**terms))
    over: dict[str, Any] = {"term_end": ON + timedelta(days=20), "notice_days": 30}
    assert ("start talks", "CT-0") not in due(Draft().contract(asked=False, **over))
    late: dict[str, Any] = {"term_end": ON + timedelta(days=60), "notice_days": 30}
    assert due(Draft().contract(asked=False, **late))["start talks", "CT-0"] == (-60, True)


def test_talks_that_the_rounds_ask_names_already_are_not_said_twice() -> None:
    terms: dict[str, Any] = {"term_end": ON + timedelta(days=160), "notice_days": 30}
    found = due(Draft().contract(asked=False, **terms), round=ROUND)
    assert found["renewal ask", "RD-1"] == (40, False)
    assert ("start talks", "CT-0") not in found


def test_a_critical_vendors_search_is_due_sooner() -> None:
    assert (search_days(PACK, "critical"), search_days(PACK, "high"), search_days(PACK, "")) == (30, 90, 90)
    draft = complete()
    found = draft.stand()
    assert found.outcome is not None
    critical = replace(found, outcome=replace(found.outcome, tier="critical"))
    days = [_search_due(deadlines(draft.case(), PACK, standing)) for standing in (found, critical)]
    assert (days[0] - days[1]).days == 60


def _search_due(items: tuple[Deadline, ...]) -> date:
    return next(item.on for item in items if item.what == "search")


def test_every_word_is_written_out() -> None:
    assert in_words("notice") == "notice deadline"
    assert in_words("provenance") == "provenance due"


def test_records_bring_their_own_dates() -> None:
    draft = Draft().flow(sign_off=False).sign_off("FL-0001", expires_on=ago(4)).search(on=ago(80))
    draft.matter("S3", next_check=ago(2)).proceeding(participation="", closes_on=ON, next_on=ON + timedelta(days=9))
    draft.prove("P1", refresh_on=ago(1))
    treated = Treatment(ref="TR-1", vendor="V", response="mitigate", owner="O", due_on=ON)
    done = replace(treated, ref="TR-2", done_on=ago(1))
    accepted = Acceptance(ref="AC-1", vendor="V", accepted_on=ago(30), expires_on=ON + timedelta(days=5))
    over = Override(ref="OV-1", vendor="V", tier="low", made_on=ago(9), expires_on=ON + timedelta(days=3))
    past = replace(over, ref="OV-2", expires_on=ago(1))
    found = due(draft, treatments=(treated, done), acceptances=(accepted,), overrides=(over, past))
    assert found == {
        ("sign-off", "FL-0001"): (-4, True),
        ("matter check", "M-0001"): (-2, True),
        ("evidence", "EV-0005"): (-1, True),
        ("treatment", "TR-1"): (0, False),
        ("comments close", "PR-0"): (0, False),
        ("override", "OV-1"): (3, False),
        ("acceptance", "AC-1"): (5, False),
        ("policy date", "PR-0"): (9, False),
        ("search", "SR-0"): (10, False),
    }


def test_the_next_deadline_is_the_earliest() -> None:
    late, soon = Deadline(ago(3), "notice", "CT-1", late=True), Deadline(ON, "search", "SR-1", late=False)
    assert next_deadline([soon, late]) == late
    assert next_deadline([]) is None


@pytest.mark.parametrize(
    ("state", "days", "colour"),
    [
        ("", 30, ""),
        ("", 31, "amber"),
        ("unknown", 60, "amber"),
        ("", 61, "red"),
        ("declined", 400, ""),
        ("na", 61, "red"),
    ],
)
def test_open_key_questions_age_from_the_first_ask(state: str, days: int, colour: str) -> None:
    draft = Draft().leave("P1", state) if state and state != "na" else Draft()
    asks = tuple(Ask(ref=f"AK-{n}", vendor="V", asked_on=ago(n), asked_of="sales") for n in (days, 5))
    assert ageing(draft.case(asks=asks), PACK, "P1", ON) == colour


def test_ageing_reads_which_questions_were_asked() -> None:
    named = Ask(ref="AK-1", vendor="V", asked_on=ago(70), asked_of="sales", questions="p1, P4")
    case = Draft().case(asks=(named,), round=replace(ROUND, start_on=ago(40)))
    assert [ageing(case, PACK, id, ON) for id in ("P1", "P4", "P2", "P5", "C2", "C4")] == [
        "red",
        "red",
        "",
        "",
        "amber",
        "",
    ]
    assert ageing(Draft().say("P1", "named").case(asks=(named,)), PACK, "P1", ON) == ""


def test_progress_is_derived() -> None:
    signed = Signature(ref="SG-1", vendor="V", action="1", score=5, signed_on=ago(1))
    cases: tuple[tuple[Draft, dict[str, Any], date | None, str], ...] = (
        (Draft(), {}, None, "untouched"),
        (Draft(), {}, ON, "untouched"),
        (Draft(), {}, ago(1), "late"),
        (Draft().say("P5", "all"), {}, None, "started"),
        (complete().give(1, 5), {}, ON, "scored"),
        (complete().give(1, 5), {}, ago(1), "late"),
        (complete(), {"signatures": (signed,)}, ago(1), "signed"),
        (complete().say("P5", "refused"), {"signatures": (signed,)}, None, "signed"),
        (complete().say("C5", "general"), {"signatures": (replace(signed, score=4),)}, None, "stale"),
        (complete().say("P5", "all", on=ago(400)), {"signatures": (signed,)}, None, "stale"),
    )
    for draft, more, day, state in cases:
        found = progress(action(draft.stand(**more), 1), more.get("signatures", ()), day, ON, PACK)
        assert found == state, (more, day)


def test_a_clock_remembers_the_first_turn() -> None:
    clock = Clock(ON)
    assert clock.holds_until is None
    assert clock.reached(ON)
    assert not clock.past(ON)
    assert clock.holds_until == ON
    clock = Clock(ON)
    assert not clock.reached(ON + timedelta(days=9))
    assert clock.within(ago(3), 10)
    assert not clock.within(ago(3), 2)
    assert clock.holds_until == ON + timedelta(days=7)
    assert after(date.max, 1) == date.max
