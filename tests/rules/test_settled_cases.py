"""The settled cases of DOMAIN 6.11: each has a check at least that carries its number."""

from __future__ import annotations

from datetime import date

import pytest
import settled_actions
import settled_answers
import settled_decisions
import settled_exposure
from rules_cases import complete
from settled import CASES, Check

PARTS = (settled_answers, settled_actions, settled_exposure, settled_decisions)


def test_every_settled_case_has_a_check() -> None:
    numbered = {str(case.id).split()[0] for case in CASES}
    assert PARTS
    assert numbered == {f"6.11.{number}" for number in range(1, 24)}


@pytest.mark.parametrize("check", CASES)
def test_settled(check: Check) -> None:
    check()


def test_a_date_far_off_does_not_break_the_calendar() -> None:
    draft = complete().say("P5", "all", on=date.max)
    assert draft.stand(date.max).holds_until is None
    assert draft.stand(date.min).tier == "low"
