"""A vendor's questionnaire written from its page, and its reply compared and taken in from the import dialog."""

import sys
from pathlib import Path
from typing import Any

import pytest
from pictures import Picture, settle
from registers import empty_register
from textual.pilot import Pilot

# Questionnaires are filled in as for the tests of the desk.
sys.path.append(str(Path(__file__).parents[1] / "desk"))

from filling import fill, rewrite

from riskdesk.app import Workbench
from riskdesk.data import reading
from riskdesk.desk.answering import answer
from riskdesk.desk.opening import Desk
from riskdesk.desk.recording import add
from riskdesk.exports import questionnaire
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import Answer, Ask
from riskdesk.screens import opened
from riskdesk.screens.importing import ImportingScreen
from riskdesk.screens.replies import RepliesScreen
from riskdesk.widgets.editors import LineInput
from riskdesk.widgets.lines import Lines

CELLS = {
    "P1": "declined",
    "P1 explanation": "Our supplier forbids it.",
    "P2": "no, in writing",
    "P4": "a letter signed by an officer",
    "P4 title": "Letter [/] of 2 November",
    "P7": "sort of",
    "P10": "opt-out set",
    "S.1": "Jo Doe",
    "S.2": "General Counsel",
}
VENDOR = "brightfield-ai"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = empty_register(tmp_path / "register.db")
    add(desk, "vendor", {"name": "Brightfield AI"})
    for question, state, option in (("P1", "unknown", ""), ("P2", "unknown", ""), ("P4", "answered", "letter")):
        answer(desk, VENDOR, question, Value(option), state=state)
    return desk


@pytest.fixture
def reply(desk: Desk, tmp_path: Path) -> Path:
    sent = questionnaire.write(desk, VENDOR, tmp_path / "sent.xlsx").path
    answer(desk, VENDOR, "P10", Value("permitted"), note="by phone")
    return fill(sent, tmp_path / "reply.xlsx", CELLS)


def workbench(desk: Desk) -> Workbench:
    return Workbench(desk, path=desk.store.path)


async def look_at(pilot: Pilot[Any], path: Path | str) -> None:
    await pilot.press("i")
    await pilot.pause()
    pilot.app.screen.query_one(LineInput).fill(str(path))
    await pilot.press("enter")
    await settle(pilot)


async def to(pilot: Pilot[Any], part: str) -> None:
    """Walk the cursor to a part of the reply."""
    lines = pilot.app.screen.query_one(Lines)
    await pilot.press("g")
    for _ in range(40):
        if lines.cursor_id == part:
            return
        await pilot.press("j")
    raise AssertionError(f"no line {part}")


def answers(desk: Desk) -> dict[str, str]:
    with desk.store.read() as connection:
        found = reading.rows(connection, Answer, "vendor = ?", (VENDOR,))
    return {item.question: item.state if item.state != "answered" else item.value for item in found}


def titles(pilot: Pilot[Any]) -> list[str]:
    return [note.title for note in pilot.app._notifications]


async def test_pictures(picture: Picture, desk: Desk, reply: Path) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await look_at(pilot, reply)

    await picture("replies", lambda: workbench(desk), prepare=prepare)


async def test_everything_is_decided_before_it_goes_in(desk: Desk, reply: Path) -> None:
    before = answers(desk)
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await look_at(pilot, reply)
        assert isinstance(pilot.app.screen, RepliesScreen)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert titles(pilot) == ["Still to decide: P1, P2, P7, P10"]
        assert answers(desk) == before
        await to(pilot, "P4")
        await pilot.press("r")
        await settle(pilot)
        assert titles(pilot)[-1] == "P4"
        for part, key in (("P1", "r"), ("P2", "o"), ("P7", "o"), ("P10", "o"), ("P10", "r")):
            await to(pilot, part)
            await pilot.press(key)
            await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert titles(pilot)[-1] == "Taken in: reply.xlsx"
        assert len(pilot.app.screen_stack) == 1
    after = answers(desk)
    assert (after["P1"], after["P10"]) == ("declined", '{"option":"optout"}')
    assert "P7" not in after
    assert after["P2"] == before["P2"] == "unknown"


async def test_back_keeps_nothing(desk: Desk, reply: Path) -> None:
    before = answers(desk)
    async with workbench(desk).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, reply)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ImportingScreen)
    assert answers(desk) == before


async def test_a_reply_that_is_refused_says_why(desk: Desk, reply: Path, tmp_path: Path) -> None:
    vendor = {"xl/worksheets/sheet3.xml": lambda xml: xml.replace(VENDOR, "nobody")}
    reply = rewrite(reply, tmp_path / "other.xlsx", vendor)
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await look_at(pilot, reply)
        await settle(pilot)
        assert titles(pilot) == ["Form, vendor nobody: this is the reply of a vendor that this register does not have"]
        assert isinstance(pilot.app.screen, ImportingScreen)


async def test_the_questionnaire_is_written_from_the_vendors_page(desk: Desk, tmp_path: Path) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(opened("vendor", desk, VENDOR))
        await settle(pilot)
        await pilot.press("Q")
        await settle(pilot)
        inputs = list(pilot.app.screen.query(LineInput))
        inputs[0].fill("Dana [/] Whitlock")
        inputs[1].fill(str(tmp_path / "out.xlsx"))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert titles(pilot) == ["Questionnaire written"]
        await pilot.press("Q")
        await settle(pilot)
        list(pilot.app.screen.query(LineInput))[1].fill(str(tmp_path / "out.xlsx"))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 3, "a file that is there is not replaced"
    with desk.store.read() as connection:
        assert [item.asked_of for item in reading.rows(connection, Ask)] == ["Dana [/] Whitlock"]
