"""Rounds of review closed, begun and compared by keyboard at 80x24."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kestrel import KESTREL, NOW, TODAY, notes, show, shown, small_desk, workbench
from pictures import Picture, settle
from textual.pilot import Pilot

from riskdesk.desk import looking, recording, rounds
from riskdesk.desk.answering import answer
from riskdesk.desk.opening import Desk
from riskdesk.rules.casefile import Value


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    (first,) = looking.records(made, "round", vendor=KESTREL)
    recording.edit(made, "round", first.ref, {"start_on": "2026-08-10"}, "began earlier")
    yield made
    made.store.close()


async def test_pictures(picture: Picture, desk: Desk) -> None:
    rounds.close_round(desk, KESTREL, "review complete")
    rounds.open_round(desk, KESTREL, TODAY)
    answer(desk, KESTREL, "C1", Value("free"))

    async def prepare(pilot: Pilot[None]) -> None:
        await show(pilot, "rounds", desk, KESTREL)
        await pilot.press("enter")
        await settle(pilot)
        pilot.app._notifications.clear()
        pilot.app._refresh_notifications()

    await picture("rounds", lambda: workbench(desk), prepare=prepare)


async def test_a_round_is_closed_the_next_begun_and_both_compared(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await pilot.press("r")
        await settle(pilot)
        assert "round 1 runs" in shown(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert pilot.app.screen.title == "Rounds"
        await pilot.press("X", *"done", "enter")
        await settle(pilot)
        assert f"ended {TODAY}" in shown(pilot)
        await pilot.press("a", "ctrl+s")
        await settle(pilot)
        assert "round 2 runs" in shown(pilot)
        answer(desk, KESTREL, "C1", Value("free"))
        await pilot.press("g", "enter")
        await settle(pilot)
        assert "answer C1: negotiated or enterprise" in " ".join(shown(pilot).split())
        await pilot.press("j", "enter")
        await settle(pilot)
        assert "no round before the first" in notes(pilot)
    assert NOW.date() == TODAY
