"""A maker's dispute that moves: every vendor on its models stands as if judged anew, with the path as the cause."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from large_registers import TODAY, key
from one_maker import MOVES, make_on_one_maker

from riskdesk.data import log
from riskdesk.data.case_files import case_files
from riskdesk.data.standing import StandingRow
from riskdesk.desk import looking, recording, rescoring, retiering, standing
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import standing_row
from riskdesk.rules.assessment import assess

VENDORS, APART = 40, 4
REACHED = [key(number) for number in range(VENDORS - APART)]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One register for all: a test leaves it as true as it found it."""
    return make_on_one_maker(tmp_path_factory.mktemp("retier") / "register.db", VENDORS, APART, stirred=2)


def judged_anew(desk: Desk) -> Mapping[str, StandingRow]:
    """The rows of all vendors, worked out from their case files."""
    with desk.store.read() as connection:
        cases = case_files(connection, [key(number) for number in range(VENDORS)])
        return {case.vendor.ref: standing_row(case, assess(case, desk.pack, desk.today()), desk.pack) for case in cases}


def cached(desk: Desk) -> Mapping[str, StandingRow]:
    return looking.rows(desk, [key(number) for number in range(VENDORS)])


DATED = {"stage_on": "2026-11-02"}


@pytest.mark.parametrize(
    "typed",
    [
        {"stage": "S6", **DATED}, {"stage": "S3", **DATED}, {"stage": "S8", **DATED, "appeal": "final"},
        {"stage": "S7", **DATED, "forward_licence": "yes"},
        {"stage": "SU", **DATED}, {"relief": "money, injunction"}, {"order_in_force": "injunction"},
        {"order_in_force": "stayed"},
        {"consolidation": "In re Big Maker"}, {"stage": "S5", **DATED, "last_ruling": "class certified"},
        {"relief": ""}, {"relevance": "unrelated"}, {"forum": ""}, {"next_check": "2026-12-01"}, {"relevance": "named"},
    ],
    ids=str,
)  # fmt: skip
def test_every_row_is_as_if_judged_anew(large: Desk, typed: dict[str, str]) -> None:
    assert recording.edit(large, "dispute", MOVES, typed).vendors == tuple(REACHED)
    assert cached(large) == judged_anew(large)


def test_a_move_loads_no_case_file_and_writes_nobody_else(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recording.edit(large, "dispute", MOVES, {"stage": "S3", **DATED, "relief": "money", "forum": "S.D.N.Y."})
    before, rows = large.store.log_seq(), cached(large)
    asked: list[list[str]] = []
    monkeypatch.setattr(retiering, "restand_many", lambda _desk, _writing, vendors, _cause: asked.append(vendors))
    recording.edit(large, "dispute", MOVES, {"stage": "S6", **DATED})
    assert asked == [[]]
    after = cached(large)
    assert {ref for ref, row in after.items() if row != rows[ref]} <= set(REACHED)
    with large.store.read() as connection:
        told = [entry for entry in log.entries(connection, before) if entry.kind == "standing"]
    moved = {ref for ref, row in after.items() if row.residual_tenths != rows[ref].residual_tenths}
    assert moved <= {entry.ref for entry in told} <= set(REACHED)
    assert moved
    for entry in told:
        number = int(entry.ref.removeprefix("V-"))
        way = f"(PD-{number + 1:06}) > Large (MD-0001) > Big Maker (MK-0001)"
        assert entry.new["cause"].startswith(f"dispute {MOVES} changed, by way of Vendor {number:06} ")
        assert entry.new["cause"].endswith(way)
        assert (entry.new["tier"], entry.new["residual_tenths"]) == (
            after[entry.ref].tier,
            after[entry.ref].residual_tenths,
        )


def test_vendors_that_were_decided_about_are_judged_whole(large: Desk) -> None:
    recording.edit(large, "dispute", MOVES, {"stage": "S3", **DATED})
    rated = next(ref for ref in REACHED if looking.look(large, ref).standing.outcome is not None)
    suggested = looking.look(large, rated).standing.actions[1].suggested
    rescoring.give_score(large, rated, 2, suggested)
    recording.add(
        large,
        "acceptance",
        {"vendor": rated, "owner": "O", "approver": "B", "approver_role": "CISO", "rationale": "R",
         "expires_on": (TODAY + timedelta(days=20)).isoformat()},
    )  # fmt: skip
    recording.edit(large, "dispute", MOVES, {"stage": "S6", **DATED})
    assert cached(large) == judged_anew(large)
    cause = looking.history(large, "standing", rated)[0].new["cause"]
    assert cause.endswith("Big Maker (MK-0001)")


def test_a_dispute_that_is_closed_or_comes_back_says_by_which_path_it_reached(large: Desk) -> None:
    made = recording.add(large, "dispute", {"maker": "MK-0001", "caption": "X v. Big Maker", "role": "respondent",
                                            "proof": "ruling", "alleged_by": "X", "stage": "S6"})  # fmt: skip
    assert cached(large) == judged_anew(large)
    recording.close(large, "dispute", made.record.ref, "another's matter")
    assert cached(large) == judged_anew(large)
    with large.store.read() as connection:
        told = [entry.new["cause"] for entry in log.entries(connection) if entry.kind == "standing"]
    for word in ("added", "closed"):
        mine = [cause for cause in told if cause.startswith(f"dispute {made.record.ref} {word}")]
        assert mine
        assert all(cause.endswith("Large (MD-0001) > Big Maker (MK-0001)") for cause in mine)


def test_a_row_that_is_out_of_date_is_judged_whole(large: Desk) -> None:
    later = replace(large, today=lambda: TODAY + timedelta(days=200))
    recording.edit(later, "dispute", MOVES, {"stage": "S4", **DATED})
    with later.store.read() as connection:
        cases = list(case_files(connection, REACHED))
    rows = {case.vendor.ref: standing_row(case, assess(case, later.pack, later.today()), later.pack) for case in cases}
    assert looking.rows(later, REACHED) == rows
    standing.refresh(large)
    assert cached(large) == judged_anew(large)
