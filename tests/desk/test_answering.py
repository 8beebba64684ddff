"""Answering: what may be answered, what an answer changes, and that a refused one changes nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desks import ACME, REVIEWER, TODAY, acme_desk, held, logged, note, on, say

from riskdesk.desk import answering, attaching, looking, recording, rescoring, signing
from riskdesk.desk.finding import UnknownQuestion
from riskdesk.desk.opening import Desk
from riskdesk.errors import BadValue, MissingValue, NotAllowed, ReasonNeeded, RiskdeskError, UnknownRecord
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import Answer, Confirmation, EvidenceLink, Signature


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def credit(desk: Desk, question: str) -> object:
    standing = looking.look(desk, ACME).standing
    return next(c for action in standing.actions for c in action.credits if c.question == question)


@pytest.mark.parametrize(
    ("question", "typed", "state", "value"),
    [
        ("C5", "supercap", "answered", Value("supercap")),
        ("C5", "2", "answered", Value("supercap")),
        ("C5", "supercap;ip_cap=2x fees; capped;breach_cap=5x", "answered",
         Value("supercap", {}, {"ip_cap": "2x fees; capped", "breach_cap": "5x"})),
        ("C4", "modified=clear;combination=treated", "answered",
         Value("", {"modified": "clear", "combination": "treated"})),
        ("P12", "name=A;role=officer;on=2026-10-02", "answered",
         Value("", {}, {"name": "A", "role": "officer", "on": "2026-10-02"})),
        ("C5", "unknown", "unknown", Value()),
        ("C5", "Declined", "declined", Value()),
        ("D3", "unknown", "unknown", Value()),
    ],
)  # fmt: skip
def test_an_answer_of_each_type_is_kept(desk: Desk, question: str, typed: str, state: str, value: Value) -> None:
    say(desk, question, typed)
    (kept,) = held(desk, Answer)
    assert isinstance(kept, Answer)
    assert (kept.ref, kept.state, Value.from_json(kept.value)) == (f"{ACME}/{question}", state, value)
    assert (kept.answered_on, kept.answered_by) == (TODAY, REVIEWER)
    assert (kept.value == "") == (state != "answered")


def test_every_question_of_the_pack_takes_each_of_its_answers(desk: Desk) -> None:
    for question in desk.pack.questions:
        for option in question.options:
            fields = {name: _a_value(desk, question.id, name) for name in option.needs}
            answering.answer(desk, ACME, question.id, Value(option.id, {}, fields))
        if question.items:
            for mark in question.marks:
                answering.answer(desk, ACME, question.id, Value("", {question.items[0].id: mark.id}))
        if question.type == "form":
            fields = {field.name: _a_value(desk, question.id, field.name) for field in question.fields}
            answering.answer(desk, ACME, question.id, Value("", {}, fields))
        for state in ("unknown", "declined"):
            answering.answer(desk, ACME, question.id, state=state)
    assert len(held(desk, Answer)) == len(desk.pack.questions)


def _a_value(desk: Desk, question: str, name: str) -> str | int | bool:
    (field,) = (item for item in desk.pack.by_id[question].fields if item.name == name)
    values: dict[str, str | int | bool] = {"int": 3, "bool": True, "date": "2026-11-01"}
    return next(iter(field.choices)) if field.type == "choice" else values.get(field.type, "words")


@pytest.mark.parametrize(
    ("question", "value", "state", "note", "error"),
    [
        ("C5", Value("nonsense"), "answered", None, BadValue),
        ("C5", Value(), "answered", None, BadValue),
        ("C4", Value(), "answered", None, MissingValue),
        ("P12", Value(), "answered", None, MissingValue),
        ("C4", Value("", {"nothing": "clear"}), "answered", None, BadValue),
        ("C4", Value("", {"modified": "nothing"}), "answered", None, BadValue),
        ("C5", Value("supercap", {}, {"nothing": "x"}), "answered", None, BadValue),
        ("P12", Value("", {}, {"on": "yesterday"}), "answered", None, BadValue),
        ("P11", Value("", {}, {"claims_days": "thirty"}), "answered", None, BadValue),
        ("P2", Value("yes"), "answered", None, MissingValue),
        ("D3", Value("yes"), "answered", None, NotAllowed),
        ("C5", None, "na", "a reason", NotAllowed),
        ("C9", None, "na", None, ReasonNeeded),
        ("C9", None, "na", "  ", ReasonNeeded),
        ("C5", None, "perhaps", None, BadValue),
        ("Z9", None, "unknown", None, UnknownQuestion),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_and_leaves_nothing(
    desk: Desk, question: str, value: Value | None, state: str, note: str | None, error: type[RiskdeskError]
) -> None:
    before = desk.store.log_seq()
    with pytest.raises(error) as caught:
        answering.answer(desk, ACME, question, value, state=state, note=note)
    assert caught.value.remedy
    assert desk.store.log_seq() == before
    assert not held(desk, Answer)


def test_an_old_note_is_no_reason_for_not_applicable(desk: Desk) -> None:
    say(desk, "C9", "unknown", note="asked them")
    with pytest.raises(ReasonNeeded):
        answering.answer(desk, ACME, "C9", state="na")
    answering.answer(desk, ACME, "C9", state="na", note="not in our sector")
    answering.answer(desk, ACME, "C9", state="na", counsel_note="counsel agrees")
    (kept,) = held(desk, Answer)
    assert isinstance(kept, Answer)
    assert (kept.state, kept.note, kept.counsel_note) == ("na", "not in our sector", "counsel agrees")


def test_notes_are_kept_replaced_and_cleaned(desk: Desk) -> None:
    say(desk, "C5", "general", note="first\x1b[31m", counsel_note="ours\u202e")
    say(desk, "C5", "supercap")
    (kept,) = held(desk, Answer)
    assert isinstance(kept, Answer)
    assert (kept.note, kept.counsel_note) == ("first\ufffd[31m", "ours\ufffd")
    say(desk, "C5", "supercap", note="")
    (kept,) = held(desk, Answer)
    assert isinstance(kept, Answer)
    assert kept.note == ""


@pytest.mark.parametrize("vendor", ["ACME", " Acme ", "acme"])
def test_the_vendor_is_found_in_any_letter_case_and_by_name(desk: Desk, vendor: str) -> None:
    assert say(desk, "C5", "general", vendor).vendor == ACME


def test_unknown_and_retired_vendors_are_refused(desk: Desk) -> None:
    with pytest.raises(UnknownRecord):
        say(desk, "C5", "general", "nobody")
    recording.close(desk, "vendor", ACME, "gone")
    for deed in (
        lambda: say(desk, "C5", "general"),
        lambda: rescoring.give_score(desk, ACME, 1, 0),
        lambda: signing.sign(desk, ACME, 1),
        lambda: note(desk),
    ):
        with pytest.raises(NotAllowed, match=r"retired|closed"):
            deed()


def test_evidence_is_linked_once(desk: Desk) -> None:
    piece = note(desk)
    say(desk, "C5", "general", evidence=[piece, piece.lower()])
    say(desk, "C5", "supercap", evidence=[piece])
    assert [(link.evidence, link.question) for link in held(desk, EvidenceLink)] == [(piece, "C5")]  # type: ignore[attr-defined]
    before = desk.store.log_seq()
    with pytest.raises(UnknownRecord):
        say(desk, "C2", "both", evidence=["EV-0099"])
    assert desk.store.log_seq() == before


def test_an_answer_counts_with_its_evidence(desk: Desk) -> None:
    say(desk, "C5", "uncapped", evidence=[note(desk, strength="statement")])
    assert credit(desk, "C5").points == 8000  # type: ignore[attr-defined]


def test_one_deed_is_one_moment_and_ends_with_the_standing(desk: Desk) -> None:
    before = desk.store.log_seq()
    say(desk, "D1", "unknown")
    say(desk, "U1", "unknown")
    entries = logged(desk, before)
    assert [(entry.deed, entry.kind) for entry in entries] == [
        ("answer", "answer"),
        ("answer", "standing"),
        ("answer", "answer"),
        ("answer", "standing"),
    ]
    assert entries[2].at == entries[3].at != entries[0].at
    assert entries[3].new["cause"] == "answer U1"
    assert entries[3].new["tier"] != "unrated"


def test_the_same_answer_again_logs_nothing(desk: Desk) -> None:
    say(desk, "C5", "general")
    before = desk.store.log_seq()
    say(desk, "C5", "general")
    assert desk.store.log_seq() == before


def test_a_changed_answer_voids_its_own_action_alone(desk: Desk) -> None:
    say(desk, "C5", "general")
    for action in (1, 4):
        suggested = looking.look(desk, ACME).standing.actions[action - 1].suggested
        rescoring.give_score(desk, ACME, action, suggested)
        signing.sign(desk, ACME, action)
    assert {item.given for item in say(desk, "C5", "general", note="read again").actions} == {0, None}
    standing = say(desk, "C5", "supercap")
    assert [item.given is None for item in standing.actions] == [False, True, True, True, True]
    assert [bool(item.signed) for item in standing.actions] == [True, False, False, False, False]
    closed = [item for record in (Confirmation, Signature) for item in held(desk, record, "closed_on is not null")]
    assert {item.closed_reason for item in closed} == {"C5 changed"}
    assert len(closed) == 2


def test_clearing_takes_the_answer_back_and_keeps_it_on_record(desk: Desk) -> None:
    say(desk, "C5", "general", note="old")
    rescoring.give_score(desk, ACME, 4, looking.look(desk, ACME).standing.actions[3].suggested)
    standing = answering.clear(desk, ACME, "c5", "wrong vendor")
    assert standing.actions[3].given is None
    assert credit(desk, "C5").state == "unanswered"  # type: ignore[attr-defined]
    (kept,) = held(desk, Answer)
    assert kept.closed_reason == "wrong vendor"
    with pytest.raises(NotAllowed):
        answering.clear(desk, ACME, "C5", "again")
    say(desk, "C5", "supercap")
    (again,) = held(desk, Answer)
    assert isinstance(again, Answer)
    assert again.open
    assert again.note == ""


@pytest.mark.parametrize(("question", "reason", "error"), [("C5", " ", ReasonNeeded), ("C2", "why", UnknownRecord)])
def test_clearing_needs_a_reason_and_an_answer(
    desk: Desk, question: str, reason: str, error: type[RiskdeskError]
) -> None:
    say(desk, "C5", "general")
    with pytest.raises(error):
        answering.clear(desk, ACME, question, reason)


def test_an_attested_no_is_refused_while_a_flow_trains_a_model(desk: Desk) -> None:
    recording.add(desk, "flow", {"vendor": ACME, "title": "Search", "purpose": "inference"})
    say(desk, "U1", "no;attested_by=B;attested_role=lead engineer;attested_on=2026-11-01")
    recording.add(desk, "flow", {"vendor": ACME, "title": "Tuning", "purpose": "generative"})
    with pytest.raises(NotAllowed, match="flow is open") as caught:
        say(desk, "U1", "no")
    assert "FL-0002" in caught.value.remedy
    recording.close(desk, "flow", "FL-0002", "switched off")
    say(desk, "U1", "no")


def test_an_answer_is_not_of_the_future(desk: Desk) -> None:
    with pytest.raises(BadValue, match="not come yet"):
        say(desk, "C5", "general", on=date(2026, 11, 24))
    say(desk, "C5", "general", on=date(2025, 1, 2))
    assert held(desk, Answer)[0].answered_on == date(2025, 1, 2)  # type: ignore[attr-defined]


class TestConfirmationsRestOnTheSuggestedScore:
    """DOMAIN 6.11.15, where records, evidence or dates answer a question."""

    def confirmed(self, desk: Desk, action: int) -> int:
        suggested = looking.look(desk, ACME).standing.actions[action - 1].suggested
        rescoring.give_score(desk, ACME, action, suggested)
        signing.sign(desk, ACME, action)
        return suggested

    def answered(self, desk: Desk) -> list[str]:
        """Answer action 4 as well as can be, on word alone."""
        choices = [item for item in desk.pack.of_action(4) if item.type == "choice"]
        for question in choices:
            best = max(question.options, key=lambda option: option.credit)
            answering.answer(desk, ACME, question.id, Value(best.id, {}, dict.fromkeys(best.needs, "x")))
        say(desk, "C4", "modified=clear;combination=clear;fine_tuned=clear")
        return [question.id for question in choices]

    def test_a_record_that_moves_the_suggested_score_voids_both(self, desk: Desk) -> None:
        assert self.confirmed(desk, 2) == 0
        self.confirmed(desk, 4)
        recording.add(
            desk, "search",
            {"vendor": ACME, "searched_on": "2026-11-20", "searched_by": "R", "scope": "both", "found": "none",
             "sources": "docket, tracker, regulator, filing, reply, press"},
        )  # fmt: skip
        standing = looking.look(desk, ACME).standing
        assert standing.actions[1].suggested > 0
        assert standing.actions[1].given is None
        assert standing.actions[3].signed
        (void,) = held(desk, Confirmation, "closed_on is not null")
        assert void.closed_reason == f"the suggested score is {standing.actions[1].suggested}, it was 0"
        assert logged(desk)[-1].deed == "add search"

    def test_evidence_that_moves_it_voids_both(self, desk: Desk, tmp_path: Path) -> None:
        answered = self.answered(desk)
        self.confirmed(desk, 4)
        msa = tmp_path / "msa.txt"
        msa.write_text("caps")
        piece = attaching.attach_file(desk, msa, vendor=ACME, questions=answered)
        attaching.review(desk, piece.ref)
        assert looking.look(desk, ACME).standing.actions[3].given is None
        assert not looking.look(desk, ACME).standing.actions[3].signed

    def test_a_record_that_does_not_move_it_voids_nothing(self, desk: Desk) -> None:
        self.confirmed(desk, 4)
        recording.add(desk, "contact", {"vendor": ACME, "name": "B. Sales"})
        recording.edit(desk, "vendor", ACME, {"criticality": "5"})
        assert looking.look(desk, ACME).standing.actions[3].signed

    def test_a_day_that_passes_voids_with_the_next_deed(self, desk: Desk) -> None:
        self.answered(desk)
        self.confirmed(desk, 4)
        later = on(desk, date(2028, 6, 1))
        recording.add(later, "contact", {"vendor": ACME, "name": "B. Sales"})
        assert held(desk, Confirmation)[0].closed_on == date(2028, 6, 1)


def test_a_register_scored_by_another_pack_by_now_is_opened_again(desk: Desk) -> None:
    other = desk.scored_by(replace(desk.pack, id="2025.1"))
    with pytest.raises(NotAllowed, match=r"2026\.1"):
        say(other, "C5", "general")
    assert not held(desk, Answer)
