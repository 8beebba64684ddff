"""Samples are drawn by an order that anybody can work out, on any version, and that the seed alone decides."""

import hashlib
from collections import Counter

import pytest

from riskdesk.errors import Refused
from riskdesk.rules.sampling import SampleAsked, checked, draw, rank

REFS = [f"V-{number:03}" for number in range(1, 101)]


def picked(size: int, seed: str, refs: list[str] = REFS) -> list[str]:
    return [pick.ref for pick in draw(SampleAsked(size, seed), refs).picks]


def test_the_picks_are_these_on_every_version() -> None:
    assert picked(5, "2026-11") == ["V-044", "V-006", "V-073", "V-067", "V-023"]
    assert picked(3, "ü 水", ["a/P1", "b/P1", "a/P2", "Ω"]) == ["b/P1", "a/P2", "a/P1"]


def test_it_can_be_worked_out_with_common_tools() -> None:
    drawn = draw(SampleAsked(4, "seed"), REFS)
    assert rank("seed", "V-001") == hashlib.sha256(b"seed\nV-001").hexdigest()
    lowest = sorted((hashlib.sha256(f"seed\n{ref}".encode()).hexdigest(), ref) for ref in REFS)[:4]
    assert [(pick.rank, pick.ref) for pick in drawn.picks] == lowest
    assert [pick.number for pick in drawn.picks] == [1, 2, 3, 4]
    assert drawn.population_sha256 == hashlib.sha256("".join(f"{ref}\n" for ref in REFS).encode()).hexdigest()
    assert str(drawn) == "4 of 100 vendors in scope, seed seed"


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert picked(20, "x")[:5] == picked(5, "x")


def test_a_population_that_is_too_small_is_picked_whole() -> None:
    assert sorted(picked(200, "x")) == REFS
    assert picked(5, "x", []) == []


def test_another_seed_draws_others_and_all_have_the_same_chance() -> None:
    drawn = Counter(ref for seed in range(400) for ref in picked(10, str(seed)))
    assert set(drawn) == set(REFS)
    assert min(drawn.values()) >= 15
    assert max(drawn.values()) <= 70


@pytest.mark.parametrize(
    ("size", "seed", "of"), [(0, "x", "vendors"), (-1, "x", "vendors"), (1, " ", "vendors"), (1, "x", "makers")]
)
def test_what_cannot_be_drawn_is_refused(size: int, seed: str, of: str) -> None:
    with pytest.raises(Refused):
        checked(size, seed, of)


def test_a_seed_is_one_line_without_its_edges() -> None:
    assert checked(1, " a\nb ", "answers") == SampleAsked(1, "a b", "answers")
