"""The walk: keys answer, what they do is saved at once and shown, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kestrel import HOSTILE, KESTREL, TODAY, notes, show, shown, small_desk, workbench
from pictures import Picture
from textual.pilot import Pilot
from textual.widgets import TextArea

from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import Answer
from riskdesk.screens.walk import WalkScreen

LUMEN = "lumen-draft"
SIZES = [(80, 24), (59, 16), (40, 10)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path)
    yield desk
    desk.store.close()


def answer(desk: Desk, question: str, vendor: str = KESTREL) -> Answer | None:
    return looking.look(desk, vendor).case.answers.get(question)


def value(desk: Desk, question: str) -> Value:
    found = answer(desk, question)
    assert found is not None
    return Value.from_json(found.value)


async def walk(pilot: Pilot[Any], desk: Desk, question: str, vendor: str = KESTREL) -> WalkScreen:
    screen = await show(pilot, "walk", desk, vendor, 1, question)
    assert isinstance(screen, WalkScreen)
    return screen


@pytest.mark.parametrize(
    ("name", "question", "keys"),
    [
        ("walk", "C5", ()),
        ("walk-checklist", "C4", ("3",)),
        ("walk-form", "P12", ()),
        ("walk-records", "D3", ()),
        ("walk-note", "C2", ("e", *"cl. 9")),
        ("walk-details", "P2", ("1",)),
        ("walk-score", "C5", ("s",)),
        ("walk-jump", "C5", ("slash", "slash", *"cap")),
    ],
)
async def test_pictures(picture: Picture, desk: Desk, name: str, question: str, keys: tuple[str, ...]) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await walk(pilot, desk, question)

    await picture(name, lambda: workbench(desk), *keys, prepare=prepare)


async def test_a_digit_answers_and_is_saved_with_the_new_standing(desk: Desk) -> None:
    before = looking.look(desk, KESTREL).standing.actions[3].earned
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "C5")
        await pilot.press("1")
        await pilot.pause()
        assert value(desk, "C5").option == "uncapped"
        assert looking.look(desk, KESTREL).standing.actions[3].earned > before
        assert "(*) uncapped" in shown(pilot)
        assert "saved" in shown(pilot).splitlines()[0]


@pytest.mark.parametrize(("key", "state"), [("U", "unknown"), ("D", "declined")])
async def test_u_and_d_answer_a_state(desk: Desk, key: str, state: str) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "C5")
        await pilot.press(key)
        await pilot.pause()
        found = answer(desk, "C5")
        assert found is not None
        assert (found.state, found.value) == (state, "")
        assert found.note.startswith("Super-cap")


async def test_not_applicable_wants_a_written_reason(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "P9")
        await pilot.press("N", "ctrl+s")
        await pilot.pause()
        assert answer(desk, "P9") is None
        assert "must be filled" in shown(pilot)
        await pilot.press(*"no model", "enter")
        await pilot.pause()
        found = answer(desk, "P9")
        assert found is not None
        assert (found.state, found.note) == ("na", "no model")


async def test_a_key_question_is_never_not_applicable(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await walk(pilot, desk, "P1")
        await pilot.press("N")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert value(desk, "P1").option == "named"


async def test_an_option_that_needs_details_asks_for_them(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "P3")
        await pilot.press("1", *"suit", "ctrl+s")
        await pilot.pause()
        assert value(desk, "P3") == Value("yes", {}, {"details": "suit"})


async def test_going_back_from_details_keeps_the_text(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await walk(pilot, desk, "P3")
        await pilot.press("1", *"suit", "escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert answer(desk, "P3") is None
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(pilot.app.focused, TextArea)
        assert pilot.app.focused.text == "suit"


async def test_the_fields_of_a_form_open_with_enter_and_say_what_is_wrong(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "D8")
        await pilot.press("enter", *"Ana", "enter", *"docket", "enter", *"soon", "enter")
        await pilot.pause()
        assert "not a date" in shown(pilot)
        assert answer(desk, "D8") is None
        await pilot.press("ctrl+u", *"2026-12-01", "enter")
        await pilot.pause()
        assert dict(value(desk, "D8").fields) == {"watcher": "Ana", "alert": "docket", "next_check": "2026-12-01"}


async def test_digits_mark_the_item_under_the_cursor_and_go_on(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "C9")
        await pilot.press("1", "2")
        await pilot.pause()
        assert dict(value(desk, "C9").items) == {"warranty": "agreed", "notice": "absent"}
        await pilot.press("k", "space")
        await pilot.pause()
        assert value(desk, "C9").items["notice"] == "agreed"


async def test_a_note_is_kept_with_enter_and_leaves_the_date_of_the_answer(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "C2")
        await pilot.press("e", *"cl. 9", "ctrl+j", *"x", "enter")
        await pilot.pause()
        found = answer(desk, "C2")
        assert found is not None
        assert (found.note, found.answered_on) == ("cl. 9\nx", TODAY)
        await pilot.press("c", *"mild", "escape")
        await pilot.pause()
        found = answer(desk, "C2")
        assert found is not None
        assert (found.note, found.counsel_note) == ("cl. 9\nx", "mild")


async def test_a_note_without_an_answer_waits_for_one(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "P7", LUMEN)
        await pilot.press("e", *"asked", "enter")
        await pilot.pause()
        assert answer(desk, "P7", LUMEN) is None
        assert "asked  (kept, saved with the answer)" in shown(pilot)
        await pilot.press("n", "p", "2")
        await pilot.pause()
        found = answer(desk, "P7", LUMEN)
        assert found is not None
        assert found.note == "asked"


async def test_ways_between_questions_and_actions(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await walk(pilot, desk, "P1")
        for key, there in (("n", "P2"), ("p", "P1"), ("m", "P3"), (">", "D6"), ("<", "P3")):
            await pilot.press(key)
            await pilot.pause()
            assert screen.here.id == there, key
        await pilot.press("slash", "slash", *"synthetic rec", "enter")
        await pilot.pause()
        assert screen.here.id == "U9"


async def test_the_first_and_the_last_question_say_so(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await walk(pilot, desk, "P1")
        await pilot.press("p")
        await pilot.pause()
        assert screen.here.id == "P1"
        assert "first question" in notes(pilot)


async def test_a_score_is_given_with_a_reason_and_refused_without(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await walk(pilot, desk, "C5")
        await pilot.press("s", "2", "ctrl+s")
        await pilot.pause()
        assert looking.look(desk, KESTREL).standing.actions[3].given is None
        assert pilot.app.screen is not screen
        await pilot.press("tab", *"seen", "ctrl+s")
        await pilot.pause()
        assert looking.look(desk, KESTREL).standing.actions[3].given == 2
        await pilot.press("S", *"read", "ctrl+s")
        await pilot.pause()
        assert looking.look(desk, KESTREL).standing.actions[3].signed.startswith("SG-")
        assert "signed SG-" in shown(pilot)
        assert "saved" in shown(pilot).splitlines()[0]


async def test_an_answer_is_cleared_with_a_reason_and_undo_brings_it_back(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "C5")
        await pilot.press("X", *"wrong file", "enter")
        await pilot.pause()
        assert "(*)" not in shown(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert value(desk, "C5").option == "supercap"


async def test_a_record_question_opens_the_form_of_its_kind_with_the_vendor(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "D1", LUMEN)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("tab", "tab", "tab", "1", "2", "6", "tab", "1", "ctrl+s")
        await pilot.pause()
        searches = looking.look(desk, LUMEN).case.searches
        assert [(item.sources, item.found, item.searched_on) for item in searches] == [
            (("docket", "tracker", "press"), "none", TODAY)
        ]
        assert "SR-0002" in shown(pilot)


async def test_a_new_proceeding_is_linked_to_the_vendor_next(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "G2")
        await pilot.press("a", *"Bill", "enter", "4", "ctrl+s")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        case = looking.look(desk, KESTREL).case
        assert [(item.title, item.vehicle) for item in case.proceedings] == [("Bill", "bill")]
        assert "Bill" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_every_question_is_shown_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with workbench(desk).run_test(size=size, notifications=True) as pilot:
        screen = await walk(pilot, desk, "P1")
        for question in desk.pack.questions:
            screen.go_to(question.id)
            await pilot.pause()
            assert question.id in shown(pilot)


async def test_hostile_words_are_drawn_as_they_stand(desk: Desk) -> None:
    evil = next(ref for ref in looking.ids(desk, order="name") if ref not in {KESTREL, LUMEN})
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await walk(pilot, desk, "P3", evil)
        await pilot.press("e", *"[/] [@click=app.quit]", "enter", "1")
        await pilot.pause()
        await pilot.press(*"[red]x", "ctrl+s")
        await pilot.pause()
        text = shown(pilot)
        assert HOSTILE.split()[1] in text
        assert "[/] [@click=app.quit]" in text
        assert "[red]x" in text
        assert "\u202e" not in text
