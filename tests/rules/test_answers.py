"""Answers as people type them: read against their question, checked, and put into words."""

import pytest

from riskdesk.data.pack_files import shipped_pack
from riskdesk.errors import BadValue, MissingValue, NotAllowed, ReasonNeeded, RiskdeskError
from riskdesk.rules.answers import check_state, checked, in_words, read_answer, read_answer_field, takes
from riskdesk.rules.casefile import Value
from riskdesk.rules.forms import LONGEST_BLOCK
from riskdesk.rules.pack import AnswerField

PACK = shipped_pack()


@pytest.mark.parametrize(
    ("question", "typed", "state", "value"),
    [
        ("C5", "supercap", "answered", Value("supercap")),
        ("C5", " SuperCap ", "answered", Value("supercap")),
        ("C5", "4", "answered", Value("excluded")),
        ("C5", "general; ip_cap = 1 M; or 2; breach_cap=5 M", "answered",
         Value("general", {}, {"ip_cap": "1 M; or 2", "breach_cap": "5 M"})),
        ("C5", "general;ip_cap=", "answered", Value("general")),
        ("C5", "UNKNOWN", "unknown", Value()),
        ("C9", "n/a", "na", Value()),
        ("C9", "na", "na", Value()),
        ("C4", "modified=clear; combination = treated", "answered",
         Value("", {"modified": "clear", "combination": "treated"})),
        ("P11", "claims_form=in the contract;claims_days=30", "answered",
         Value("", {}, {"claims_form": "contract", "claims_days": 30})),
        ("D6", "rationale=stage and promises;attested=yes", "answered",
         Value("", {}, {"rationale": "stage and promises", "attested": True})),
    ],
)  # fmt: skip
def test_an_answer_is_read(question: str, typed: str, state: str, value: Value) -> None:
    assert read_answer(PACK.by_id[question], typed) == (state, value)


def test_fields_may_be_given_apart() -> None:
    read = read_answer(PACK.by_id["C5"], "general", {"ip_cap": "a=b; c"})
    assert read == ("answered", Value("general", {}, {"ip_cap": "a=b; c"}))


@pytest.mark.parametrize(
    ("question", "typed", "error", "told"),
    [
        ("C5", "nothing", BadValue, "one of: uncapped, supercap"),
        ("C5", "0", BadValue, "one of:"),
        ("C5", "5", BadValue, "one of:"),
        ("C5", "general;supercap", BadValue, "one of:"),
        ("C5", "", BadValue, "one of:"),
        ("C5", "general;nothing=1", BadValue, "fields: ip_cap, breach_cap"),
        ("C4", "modified=perhaps", BadValue, "modified="),
        ("C4", "", MissingValue, "modified="),
        ("C4", "clear", BadValue, "marks:"),
        ("P11", "claims_days=-1", BadValue, "a number from 0"),
        ("P11", "claims_days=1234567890", BadValue, "a number from 0"),
        ("P11", "claims_form=perhaps", BadValue, "contract, informal, none"),
        ("P12", "on=1.2.2026", BadValue, "2026-11-23"),
        ("D6", "attested=perhaps", BadValue, "yes or no"),
        ("P2", "yes", MissingValue, "details=..."),
        ("D3", "yes", BadValue, "unknown, declined"),
        ("D3", "", NotAllowed, "dispute"),
    ],
)
def test_what_cannot_be_read_says_what_the_question_takes(
    question: str, typed: str, error: type[RiskdeskError], told: str
) -> None:
    with pytest.raises(error) as caught:
        read_answer(PACK.by_id[question], typed)
    assert told in caught.value.remedy
    assert caught.value.where.startswith(question)


@pytest.mark.parametrize(
    ("type_", "typed", "value"),
    [
        ("text", " a\nb\x1b ", "a b\ufffd"),
        ("lines", "a\r\nb\x1b", "a\nb\ufffd"),
        ("int", " 12 ", 12),
        ("bool", "No", False),
        ("date", "2026-11-23", "2026-11-23"),
        ("choice", "Second Label", "b"),
        ("text", "  ", ""),
    ],
)
def test_a_detail_is_read_by_its_type(type_: str, typed: str, value: object) -> None:
    field = AnswerField("f", "F", type_, {"a": "first label", "b": "second label"})  # type: ignore[arg-type]
    assert read_answer_field(PACK.by_id["C5"], field, typed) == value


def test_an_endless_detail_is_refused() -> None:
    with pytest.raises(BadValue, match="longer than"):
        read_answer(PACK.by_id["C5"], "general;ip_cap=" + "x" * (LONGEST_BLOCK + 1))


@pytest.mark.parametrize(
    "value",
    [
        Value("general", {}, {"ip_cap": 3}),
        Value("general", {}, {"ip_cap": "a\x1b"}),
        Value("general", {"modified": "clear"}),
        Value("nothing"),
    ],
)
def test_a_value_made_elsewhere_is_checked_as_a_typed_one(value: Value) -> None:
    with pytest.raises(BadValue):
        checked(PACK.by_id["C5"], value)


@pytest.mark.parametrize(
    ("question", "state", "note", "error"),
    [
        ("C9", "na", "not in scope", None),
        ("C9", "na", " ", ReasonNeeded),
        ("C5", "na", "not in scope", NotAllowed),
        ("C5", "unknown", "", None),
        ("C5", "asked", "", BadValue),
    ],
)
def test_a_state_stands_or_says_why_not(
    question: str, state: str, note: str, error: type[RiskdeskError] | None
) -> None:
    if error is None:
        check_state(PACK.by_id[question], state, note)
        return
    with pytest.raises(error):
        check_state(PACK.by_id[question], state, note)


@pytest.mark.parametrize(
    ("question", "state", "value", "words"),
    [
        ("C5", "unknown", Value(), "unknown"),
        ("C9", "na", Value(), "not applicable"),
        ("C5", "answered", Value("general", {}, {"ip_cap": "1 M"}), "the general cap; "),
        ("D6", "answered", Value("", {}, {"attested": True}), ": yes"),
        ("P11", "answered", Value("", {}, {"claims_form": "contract"}), ": in the contract"),
        ("C4", "answered", Value("", {"modified": "clear"}), ": "),
    ],
)
def test_an_answer_in_words(question: str, state: str, value: Value, words: str) -> None:
    assert words in in_words(PACK.by_id[question], state, value)


def test_every_question_says_what_it_takes_and_reads_it_back() -> None:
    for question in PACK.questions:
        told = takes(question)
        assert "unknown, declined" in told
        assert ("na" in told.rpartition("declined")[2]) == question.may_be_na
        for option in question.options:
            fields = dict.fromkeys(option.needs, "x")
            assert read_answer(question, option.id, fields)[1].option == option.id
