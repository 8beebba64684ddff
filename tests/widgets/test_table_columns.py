from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.widgets.columns import SIGNS_WIDTH, Column, Row, lay_out, place_at, stop_beside
from riskdesk.widgets.rowcache import GONE, RowCache, nearest

NAME = Column("name", "Vendor", 10, flex=2)
TIER = Column("tier", "Tier", 6)
NOTE = Column("note", "Note", 4, flex=1, min_terminal_width=100)


def test_flexible_columns_share_what_is_left() -> None:
    placed = lay_out([NAME, TIER, NOTE], 52, 120)
    assert [(place.column.key, place.start, place.width) for place in placed] == [
        ("name", 2, 28),
        ("tier", 31, 6),
        ("note", 38, 14),
    ]
    assert placed[-1].end == 52


def test_a_column_is_hidden_in_a_narrow_terminal_and_keeps_its_place_in_the_row() -> None:
    assert [place.index for place in lay_out([NOTE, NAME, TIER], 52, 99)] == [1, 2]


def test_columns_keep_their_least_width_when_they_do_not_fit() -> None:
    assert [place.width for place in lay_out([NAME, TIER], 5, 80)] == [10, 6]


def test_without_columns_nothing_is_placed() -> None:
    assert lay_out([], 80, 80) == ()
    assert place_at((), 3, 0) is None
    assert stop_beside((), 0, 1) == 0


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 3), st.integers(0, 2)), min_size=1), st.integers(0, 300))
def test_layout_fills_the_width(parts: list[tuple[int, int, int]], width: int) -> None:
    columns = [Column(str(n), "", size, flex, gap=gap) for n, (size, flex, gap) in enumerate(parts)]
    placed = lay_out(columns, width, 80)
    least = SIGNS_WIDTH + sum(column.width for column in columns) + sum(column.gap for column in columns[:-1])
    fills = any(column.flex for column in columns)
    assert placed[-1].end == (max(width, least) if fills else least)
    assert all(before.end == after.start for before, after in pairwise(placed))


def test_places_and_stops_of_a_window_scrolled_sideways() -> None:
    placed = lay_out([Column("a", "", 4), Column("b", "", 4), Column("c", "", 4)], 10, 80)
    assert [place.start for place in placed] == [2, 7, 12]
    seen = [place_at(placed, x, 5) for x in (1, 2, 7, 11)]
    assert [place.column.key if place else None for place in seen] == [None, "a", "c", None]
    assert [stop_beside(placed, offset, 1) for offset in (0, 5)] == [5, 5]
    assert [stop_beside(placed, offset, -1) for offset in (5, 3, 0)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("old", "place", "wanted", "new", "expected"),
    [
        ("", 0, None, "abc", 0),
        ("abc", 1, "b", "xxb", 2),
        ("abcde", 2, "c", "abde", 2),
        ("abcde", 2, "c", "ab", 1),
        ("abcde", 2, "c", "ea", 0),
        ("abcde", 2, "c", "xy", 1),
        ("abcde", 2, "c", "", 0),
        ("", 0, "c", "abc", 2),
        ("", 0, "gone", "abc", 0),
    ],
)
def test_nearest(old: str, place: int, wanted: str | None, new: str, expected: int) -> None:
    assert nearest(list(old), place, wanted, list(new)) == expected


def test_cache_fetches_a_window_and_a_page_around_it_and_lets_old_rows_go() -> None:
    asked: list[list[str]] = []

    def fetch(ids: Sequence[str]) -> dict[str, Row]:
        asked.append(list(ids))
        return {key: (key,) for key in ids if key != "33"}

    cache = RowCache([str(n) for n in range(1000)], fetch, capacity=30)
    assert cache.row(22, 20, 10) == ("22",)
    assert asked == [[str(n) for n in range(10, 40)]]
    assert cache.row(33, 20, 10) == GONE
    assert len(asked) == 1
    assert cache.row(999, 20, 10) == ("999",)
    assert asked[1] == [str(n) for n in range(989, 1000)]
    assert cache.row(10, 10, 10) == ("10",)
    assert len(asked) == 3
    assert cache.read(["500", "33", "2"]) == [("500",), ("2",)]
