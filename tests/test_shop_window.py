"""The top level as a shop window: a picture for every screen, a workbook for every profile, nothing left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskdesk.rules.profiles import PROFILES
from riskdesk.screens import SCREENS

TOP = Path(__file__).parent.parent
PICTURES = {path.stem for path in (TOP / "screens").iterdir()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_a_picture_in_both_sizes(screen: str) -> None:
    assert {screen, f"{screen}-wide"} <= PICTURES


def test_every_picture_is_of_a_screen_and_has_its_other_size() -> None:
    narrow = {name.removesuffix("-wide") for name in PICTURES}
    assert {name for name in narrow if name.split("-")[0] not in SCREENS} == set()
    assert {f"{name}-wide" for name in narrow} | narrow == PICTURES


def test_a_profile_has_its_workbook_and_nothing_else_is_there() -> None:
    assert {path.name for path in (TOP / "exports").iterdir()} == {f"{name}.xlsx" for name in PROFILES}


def test_a_screen_that_is_a_module_is_in_the_list() -> None:
    with_style = {path.stem for path in (TOP / "riskdesk" / "screens").glob("*.tcss")}
    assert with_style <= set(SCREENS)
