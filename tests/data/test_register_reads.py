"""The register's reads: order, filter, window and counts over the cache of standings."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_stores import DAY, fresh_store, vendor, writing

from riskdesk.data import register
from riskdesk.data.register import ORDERS, TIERS_SHOWN, Counts, StandingRow
from riskdesk.data.store import Store
from riskdesk.errors import UnknownColumn


def row(ref: str, **fields: Any) -> StandingRow:
    return StandingRow(**{"vendor": ref, "name": ref.title(), "on": DAY, "pack": "p", "tier": "low", **fields})


ROWS = [
    row("zurich", name="Zürich AI", owner="Élan", tier="unrated", urgency=900),
    row("kestrel", name="kestrel Labs", tier="critical", urgency=50, residual_tenths=145, open=9, next_on=DAY),
    row("bright", name="Brightfield", tier="high", urgency=70, residual_tenths=89, open=14, scores=(1, 3, 5, 1, 0)),
    row("corvid", name="Corvid", tier="high", urgency=70, residual_tenths=112, next_on=DAY - timedelta(days=3)),
    row("old", name="Old", tier="low", urgency=-1, retired=True),
    row("out", name="Out", tier="moderate", urgency=-1, excluded=True),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for store in fresh_store(tmp_path):
        with writing(store) as found:
            found.insert_many(vendor(item.vendor, name=item.name) for item in ROWS)
            found.put_standing(ROWS)
        yield store


def ids(store: Store, **wanted: Any) -> list[str]:
    with store.read() as connection:
        return register.ids(connection, **wanted)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["zurich", "bright", "corvid", "kestrel"]),
        ({"descending": True}, ["kestrel", "bright", "corvid", "zurich"]),
        ({"order": "name"}, ["bright", "corvid", "kestrel", "zurich"]),
        ({"order": "vendor", "descending": True}, ["zurich", "kestrel", "corvid", "bright"]),
        ({"order": "tier"}, ["zurich", "kestrel", "bright", "corvid"]),
        ({"order": "residual"}, ["kestrel", "corvid", "bright", "zurich"]),
        ({"order": "residual", "descending": True}, ["bright", "corvid", "kestrel", "zurich"]),
        ({"order": "next"}, ["corvid", "kestrel", "bright", "zurich"]),
        ({"order": "a3"}, ["bright", "corvid", "kestrel", "zurich"]),
        ({"retired": True}, ["zurich", "bright", "corvid", "kestrel", "old", "out"]),
        ({"tiers": ["high", "critical"]}, ["bright", "corvid", "kestrel"]),
        ({"text": "KESTREL"}, ["kestrel"]),
        ({"text": "zurich"}, ["zurich"]),
        ({"text": "ZÜR"}, ["zurich"]),
        ({"text": "elan"}, ["zurich"]),
        ({"text": "high"}, ["bright", "corvid"]),
        ({"text": " i "}, ["zurich", "bright", "corvid", "kestrel"]),
        ({"text": "%"}, []),
        ({"text": "'; DROP TABLE standing"}, []),
        ({"text": "old"}, []),
        ({"text": "old", "retired": True}, ["old"]),
        ({"text": "r", "tiers": ["high"], "order": "residual"}, ["corvid", "bright"]),
    ],
)
def test_ids(store: Store, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(store, **wanted) == found


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_every_vendor_both_ways(store: Store, order: str) -> None:
    assert sorted(ids(store, order=order)) == sorted(ids(store, order=order, descending=True))
    assert len(ids(store, order=order)) == 4


def test_an_order_that_is_none(store: Store) -> None:
    with pytest.raises(UnknownColumn) as caught:
        ids(store, order="name; DROP TABLE standing")
    assert "urgency" in caught.value.remedy


def test_a_row_comes_back_as_it_went_in(store: Store) -> None:
    full = StandingRow(
        vendor="bright",
        name="Bright",
        owner="o",
        on=DAY,
        holds_until=DAY,
        pack="p2",
        tier="critical",
        residual_tenths=250,
        impact=5,
        likelihood=4,
        l_disp=1,
        l_use=2,
        l_prov=4,
        driver="provenance",
        control_units=430,
        scores=(0, 1, None, 4, 5),
        states=("0", "1!", "-", "4", "5"),
        signed=(True, False, False, True, False),
        due=(DAY, None, DAY, None, DAY),
        open=3,
        key_open=2,
        floors=("F1", "F3"),
        next_on=DAY,
        next_what="notice",
        start_on=date(2026, 1, 1),
        provisional=True,
        urgency=-7,
        at_least="critical",
        best_tenths=1,
        worst_tenths=250,
        coverage=(71, 100),
    )
    with writing(store) as found:
        found.put_standing([full])
    with store.read() as connection:
        rows = register.window(connection, ["bright", "zurich", "nobody"])
    assert rows == {"bright": full, "zurich": ROWS[0]}
    assert [rows["bright"].tier_rank, rows["zurich"].tier_rank] == [4, 5]


def test_counts_add_up(store: Store, tmp_path: Path) -> None:
    with store.read() as connection:
        found = register.counts(connection)
    by_tier = {"unrated": 1, "critical": 1, "high": 2, "moderate": 0, "low": 0}
    assert found == Counts(all=6, rated=3, unrated=1, excluded=1, retired=1, by_tier=by_tier)
    assert set(found.by_tier) == set(TIERS_SHOWN)


def test_an_empty_register(tmp_path: Path) -> None:
    for store in fresh_store(tmp_path):
        with store.read() as connection:
            assert register.ids(connection, text="x") == []
            assert register.window(connection, []) == {}
            assert register.counts(connection).all == 0
            assert register.out_of_date(connection, DAY, "p") == []


def test_rows_that_no_longer_hold(store: Store) -> None:
    later = DAY + timedelta(days=2)
    with writing(store) as found:
        found.insert(vendor("new"))
        found.put_standing([row("bright", holds_until=DAY), row("corvid", holds_until=later), row("old", on=later)])
    with store.read() as connection:
        assert register.out_of_date(connection, DAY, "p") == ["new", "old"]
        assert register.out_of_date(connection, later, "p") == ["bright", "new"]
        assert len(register.out_of_date(connection, DAY, "another")) == 7
