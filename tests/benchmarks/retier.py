"""How long it takes to move one maker's dispute from S3 to S6 and re-tier every vendor on its models.

    python tests/benchmarks/retier.py [--vendors 10000] [--runs 3]

The measure is writing as many chained log entries alone, commit included, in the same process: the move may take five
times that. Exits 1 where it takes longer. Both are measured in turn, and the best of the runs is taken of each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from large_registers import NOW, key  # noqa: E402
from one_maker import MOVES, make_on_one_maker  # noqa: E402

from riskdesk.data import log  # noqa: E402
from riskdesk.data.log import Change, Entry, LogWriter  # noqa: E402
from riskdesk.data.store import Actor, prepare_writes  # noqa: E402
from riskdesk.desk import recording  # noqa: E402
from riskdesk.desk.opening import Desk  # noqa: E402

BOUND = 5.0


def main() -> int:
    """Make the register, move the dispute to and fro, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--vendors", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="riskdesk-retier-") as folder:
        desk = make_on_one_maker(Path(folder) / "register.db", asked.vendors)
        prepare_writes()
        moves, alone, logged = [], [], 0
        for _ in range(asked.runs):
            before = desk.store.log_seq()
            moves.append(_timed(lambda: _move(desk, "S6")))
            logged = max(logged, desk.store.log_seq() - before)
            alone.append(_timed(partial(_log_alone, desk, asked.vendors, _moved_entry(desk))))
            _move(desk, "S3")
        desk.store.close()
    ratio = min(moves) / min(alone)
    print(f"{asked.vendors} vendors re-tiered in {min(moves):.2f} s; {logged} log entries of it")
    print(f"{asked.vendors} chained log entries alone in {min(alone):.2f} s; ratio {ratio:.1f}, bound {BOUND:.1f}")
    return 1 if ratio > BOUND else 0


def _move(desk: Desk, stage: str) -> None:
    recording.edit(desk, "dispute", MOVES, {"stage": stage, "stage_on": "2026-11-02"}, "as the docket says")


def _moved_entry(desk: Desk) -> Entry:
    with desk.store.read() as connection:
        return next(log.matching(connection, "kind = 'standing' AND old IS NOT NULL", {}, 1))


def _log_alone(desk: Desk, number: int, entry: Entry) -> None:
    """As many entries as there are vendors, of the size that a moved standing has."""
    with desk.write("benchmark") as writing:
        writer = LogWriter(writing.connection, Actor("B. Mark", "mark"), NOW, "benchmark", "")
        writer.add(Change("standing", key(place), entry.old, entry.new) for place in range(number))


def _timed(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
