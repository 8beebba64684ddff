"""Rounds: closing one keeps what was known, the next carries answers over and nothing that was decided."""

from datetime import timedelta
from pathlib import Path

import pytest
from desks import ACME, TODAY, acme_desk, held, on, rate, say

from riskdesk.desk import looking, recording, rescoring, signing
from riskdesk.desk.comparing import Compared, compare_rounds
from riskdesk.desk.opening import Desk
from riskdesk.desk.rounds import ROUND_CLOSED, close_round, open_round
from riskdesk.errors import NotAllowed, ReasonNeeded, UnknownRecord
from riskdesk.rules.deadlines import due_dates
from riskdesk.rules.records import Confirmation, Round, Signature

LATER = TODAY + timedelta(days=100)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = acme_desk(tmp_path)
    rate(found)
    return found


def scored(desk: Desk) -> None:
    say(desk, "C1", "enterprise")
    given = looking.look(desk, ACME).standing.actions[3].suggested
    rescoring.give_score(desk, ACME, 4, given)
    signing.sign(desk, ACME, 4, "read in full")


def told(found: Compared, what: str) -> dict[str, tuple[str, str]]:
    return {item.name: (item.before, item.after) for item in found.differences if item.what == what}


def test_a_closed_round_names_its_day_and_the_log_entry_before_its_end(desk: Desk) -> None:
    before = desk.store.log_seq()
    done = close_round(desk, "ACME", "review complete")
    assert (done.round.ended_on, done.round.ended_at_log, done.round.ordinal) == (TODAY, before, 1)
    assert done.not_begun == (1, 4, 5)
    assert held(desk, Round) == [done.round]
    row = looking.rows(desk, [ACME])[ACME]
    assert row.due == (None,) * 5
    assert not any("!" in state for state in row.states)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_closing_needs_a_reason(desk: Desk, reason: str) -> None:
    with pytest.raises(ReasonNeeded):
        close_round(desk, ACME, reason)


def test_a_round_in_which_nothing_was_begun_may_be_closed(tmp_path: Path) -> None:
    assert close_round(acme_desk(tmp_path), ACME, "bought by another").not_begun == (1, 2, 3, 4, 5)


def test_a_round_is_closed_once_and_the_next_opened_once(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="still runs"):
        open_round(desk, ACME)
    close_round(desk, ACME, "done")
    with pytest.raises(NotAllowed, match="ended on"):
        close_round(desk, ACME, "done")
    open_round(desk, ACME)
    with pytest.raises(NotAllowed, match="still runs"):
        open_round(desk, ACME)
    assert [item.ordinal for item in held(desk, Round) if isinstance(item, Round)] == [1, 2]


def test_a_round_starts_when_the_one_before_has_ended_and_is_not_closed_before_it_starts(desk: Desk) -> None:
    close_round(desk, ACME, "done")
    with pytest.raises(NotAllowed, match="ended on"):
        open_round(desk, ACME, TODAY - timedelta(days=1))
    open_round(desk, ACME, TODAY + timedelta(days=30))
    with pytest.raises(NotAllowed, match="starts only"):
        close_round(desk, ACME, "done")


def test_an_ended_round_is_not_edited(desk: Desk) -> None:
    (first,) = held(desk, Round)
    with pytest.raises(NotAllowed, match="sets this field"):
        recording.edit(desk, "round", first.ref, {"ended_on": "2026-11-01"})
    close_round(desk, ACME, "done")
    with pytest.raises(NotAllowed, match="has ended"):
        recording.edit(desk, "round", first.ref, {"start_on": "2026-11-01"})


def test_the_next_round_carries_answers_and_ends_scores_and_signatures(desk: Desk) -> None:
    scored(desk)
    close_round(desk, ACME, "done")
    done = open_round(on(desk, LATER), ACME)
    assert (done.round.ordinal, done.round.start_on, done.round.ended_on) == (2, LATER, None)
    days = (done.round.due_1, done.round.due_2, done.round.due_3, done.round.due_4, done.round.due_5)
    assert days == due_dates(LATER, desk.pack)
    assert done.carried == ("D1", "U1", "C1")
    assert done.expired == ()
    assert done.closed == ("CF-0001", "SG-0001")
    ended = [*held(desk, Confirmation), *held(desk, Signature)]
    assert [(item.closed_on, item.closed_reason) for item in ended] == [(LATER, ROUND_CLOSED)] * 2
    judged = done.standing.actions[3]
    assert (judged.given, judged.signed, judged.provisional) == (None, "", True)
    answer = looking.look(desk, ACME).case.answers["C1"]
    assert answer.answered_on == TODAY
    assert looking.rows(desk, [ACME])[ACME].due == days


def test_answers_past_their_window_are_listed(desk: Desk) -> None:
    say(desk, "D2", "both")
    say(desk, "C1", "enterprise")
    close_round(desk, ACME, "done")
    assert open_round(on(desk, LATER), ACME, LATER).expired == ("D2",)


def test_answers_to_questions_that_the_pack_no_longer_has_are_listed(desk: Desk) -> None:
    with desk.write("test") as writing:
        held_answer = looking.look(desk, ACME).case.answers["U1"]
        writing.insert(type(held_answer)(**{**vars(held_answer), "ref": f"{ACME}/Z9", "question": "Z9"}))
    close_round(desk, ACME, "done")
    assert open_round(desk, ACME).vanished == ("Z9",)


def test_two_rounds_compared_say_what_changed_and_nothing_else(desk: Desk) -> None:
    scored(desk)
    recording.add(desk, "flow", {"vendor": ACME, "title": "tuning", "purpose": "classifier", "running": "running"})
    first = looking.look(desk, ACME).standing
    close_round(desk, ACME, "done")
    say(desk, "C1", "paid", on=TODAY)
    later = on(desk, LATER)
    open_round(later, ACME)
    say(later, "C1", "free")
    recording.close(later, "flow", "FL-0001", "switched off")
    found = compare_rounds(later, "Acme")
    assert (found.before.round.ordinal, found.after.round.ordinal) == (1, 2)
    assert (found.before.on, found.after.on) == (TODAY, LATER)
    assert found.before.seen.standing == first
    assert found.after.seen == looking.look(later, ACME)
    assert set(told(found, "answer")) == {"C1"}
    was, now = told(found, "answer")["C1"]
    assert was.endswith(f"({TODAY})")
    assert now.endswith(f"({LATER})")
    assert told(found, "flow") == {"FL-0001": ("tuning", "-")}
    assert "CF-0001" in told(found, "confirmation")
    assert told(found, "score")["A4"] == (f"{first.actions[3].score}, signed", "0 provisional")


def test_the_same_round_twice_has_no_difference(desk: Desk) -> None:
    close_round(desk, ACME, "done")
    open_round(desk, ACME)
    close_round(desk, ACME, "done too")
    assert compare_rounds(desk, ACME, 1, 2).differences == ()
    assert compare_rounds(desk, ACME, 2, 1).before.round.ordinal == 1


def test_rounds_that_are_not_there_are_named(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="fewer than two"):
        compare_rounds(desk, ACME)
    close_round(desk, ACME, "done")
    open_round(desk, ACME)
    with pytest.raises(UnknownRecord, match="no round 7"):
        compare_rounds(desk, ACME, 1, 7)


def test_a_comparison_leaves_no_temporary_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    close_round(desk, ACME, "done")
    open_round(desk, ACME)
    compare_rounds(desk, ACME)
    assert list(folder.iterdir()) == []
