"""Measures of the data layer; `pytest -m benchmark -s` on this file prints them beside plain SQLite."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_stores import DAY, fresh_store, vendor, writing

from riskdesk.data import case_files, log, register, replay
from riskdesk.data.log import LOG
from riskdesk.data.register import StandingRow
from riskdesk.data.shapes import SHAPES
from riskdesk.data.store import Store
from riskdesk.rules.records import Answer, Vendor

pytestmark = pytest.mark.benchmark


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


def timed(what: str, run: Callable[[], Any], repeat: int = 1) -> float:
    """The shortest of several runs, in seconds."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    print(f"{what:52} {min(taken) * 1000:9.1f} ms")
    return min(taken)


def vendors(number: int) -> list[Vendor]:
    return [
        vendor(f"v{n:06d}", name=f"Vendor {n} Labs", owner="Support desk", criticality="3", reach="2", notes="n" * 60)
        for n in range(number)
    ]


def standings(number: int) -> list[StandingRow]:
    tiers = ("low", "moderate", "high", "critical", "unrated")
    return [
        StandingRow(
            vendor=f"v{n:06d}",
            name=f"Vendor {n} Labs",
            owner="Support desk",
            on=DAY,
            pack="p" * 64,
            tier=tiers[n % 5],
            urgency=n * 7919 % 100_003,
            residual_tenths=n % 250,
            scores=(1, 2, 3, 4, 5),
        )
        for n in range(number)
    ]


def fill(store: Store, number: int) -> None:
    with writing(store) as found:
        found.insert_many(vendors(number))
        found.put_standing(standings(number))


def bare_insert(folder: Path, records: list[Vendor]) -> float:
    """The same rows into the same table without a log, by executemany alone."""
    shape = SHAPES["vendor"]
    rows = [shape.to_row(record) for record in records]
    for store in fresh_store(folder):
        with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:

            def run() -> None:
                connection.execute("BEGIN")
                connection.executemany(shape.insert, rows)
                connection.execute("COMMIT")

            return timed("bare executemany, 10,000 vendors, no log", run)
    raise AssertionError


def test_bulk_insert(store: Store, tmp_path: Path) -> None:
    records = vendors(10_000)
    (tmp_path / "bare").mkdir()
    bare = bare_insert(tmp_path / "bare", records)

    def run() -> None:
        with writing(store) as found:
            found.insert_many(records)

    ours = timed("insert_many, 10,000 vendors with their log", run)
    print(f"{'ratio':52} {ours / bare:9.1f}")
    assert ours < 5
    with store.read() as connection:
        assert timed("verify_chain, 10,000 entries", lambda: log.verify_chain(connection)) < 3
        assert LOG.tail(connection).seq == 10_000


def test_bulk_standing(store: Store) -> None:
    fill(store, 10_000)
    rows = standings(10_000)

    def run(causes: dict[str, str] | None) -> None:
        with writing(store) as found:
            found.put_standing(rows, causes)

    assert timed("put_standing, 10,000 rows, nothing moved", lambda: run(None), 3) < 1
    rows = [StandingRow(**{**vars(row), "residual_tenths": 1}) for row in rows]
    causes = {row.vendor: "policy" for row in rows}
    assert timed("put_standing, 10,000 rows, all logged", lambda: run(causes)) < 2


@pytest.mark.parametrize(("number", "limit"), [(10_000, 0.015), (100_000, 0.3)])
def test_register_reads(store: Store, number: int, limit: float) -> None:
    fill(store, number)
    with store.read() as connection:
        for text in ("", "v", "labs", "vendor 77", "high", "no such vendor"):
            taken = timed(f"ids, {number:,}, text {text!r}", lambda text=text: register.ids(connection, text=text), 5)  # type: ignore[misc]
            assert taken < limit
        for order in ("name", "residual", "tier"):
            timed(f"ids, {number:,}, by {order}", lambda order=order: register.ids(connection, order=order), 5)  # type: ignore[misc]
        shown = register.ids(connection)[number // 2 :][:60]
        assert timed("window of 60 rows", lambda: register.window(connection, shown), 5) < 0.01
        timed("counts", lambda: register.counts(connection), 5)


def test_one_answer(store: Store) -> None:
    fill(store, 100)
    turn = iter(range(1000))

    def run() -> None:
        with writing(store) as found:
            found.change(Vendor, "v000007", notes=f"turn {next(turn)}")
            found.put_standing(standings(1), {"v000000": "x"})

    run()
    assert timed("one write: a change, its log entry, a standing", run, 20) < 0.05


def test_case_files_and_replay(store: Store) -> None:
    number = 1_000
    with writing(store) as found:
        found.insert_many(vendors(number))
        found.insert_many(
            Answer(
                ref=f"v{n:06d}/Q{q}",
                vendor=f"v{n:06d}",
                question=f"Q{q}",
                state="answered",
                value='{"option":"yes"}',
                answered_on=DAY,
            )
            for n in range(number)
            for q in range(60)
        )
    refs = [record.ref for record in vendors(number)]
    with store.read() as connection:
        timed("one case file, 60 answers", lambda: case_files.case_file(connection, refs[5]), 5)
        timed("1,000 case files, 60 answers each", lambda: list(case_files.case_files(connection, refs)))
    timed("compare, 61,000 entries", lambda: replay.compare(store))
    timed("replayed, 61,000 entries", lambda: replay.replayed(store, 61_000).close())
