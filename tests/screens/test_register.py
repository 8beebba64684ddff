"""The register: what it shows, its keys, and what it does when the register changes under it or cannot be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pictures import Picture, settle
from registers import HOSTILE, TODAY, empty_register, small_register
from textual.pilot import Pilot
from textual.widgets import Input

from riskdesk.app import Workbench
from riskdesk.data import register
from riskdesk.data.reach import vendors_named
from riskdesk.desk import overview
from riskdesk.desk.opening import Desk
from riskdesk.desk.recording import add
from riskdesk.errors import StoreUnusable
from riskdesk.screens.register_rows import COLUMNS, ORDERS, day_of_programme
from riskdesk.widgets.form import Form
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.table import RowTable

WORK_ORDER = "Evil, Lumen, Kestrel, Corvid, Brightfield, Jade"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A register that no test writes to."""
    return small_register(tmp_path_factory.mktemp("made") / "register.db")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_register(tmp_path / "register.db")
    yield desk
    desk.store.close()


def workbench(desk: Desk) -> Workbench:
    return Workbench(desk, path=desk.store.path)


def names(pilot: Pilot[Any]) -> str:
    """The first words of the vendors that are listed, in their order."""
    table = pilot.app.screen.query_one(RowTable)
    words = {"[/]": "Evil"}
    rows = [table._row(place)[0] for place in range(len(table.ids))]
    firsts = [str(row if isinstance(row, str) else row[0]).split()[0] for row in rows]
    return ", ".join(words.get(first, first) for first in firsts)


def notes(pilot: Pilot[Any]) -> list[tuple[str, str]]:
    return [(note.title, note.message) for note in pilot.app._notifications]


async def test_pictures(picture: Picture, made: Desk) -> None:
    await picture("register", lambda: workbench(made), "j", "j")


async def test_picture_of_an_empty_register(picture: Picture, tmp_path: Path) -> None:
    desk = empty_register(tmp_path / "register.db")
    await picture("register-empty", lambda: workbench(desk))


async def test_picture_of_a_filter(picture: Picture, made: Desk) -> None:
    await picture("register-filter", lambda: workbench(made), "slash", "b", "r")


async def test_order_picture(picture: Picture, made: Desk) -> None:
    await picture("register-order", lambda: workbench(made), "o", "j")


async def test_the_choice_of_an_order_keeps_other_keys_to_itself_and_goes(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("o", "e", "1", "u")
        assert len(pilot.app.screen_stack) == 1
        assert pilot.app.screen.query_one("OrderList").display
        await pilot.press("escape")
        assert not pilot.app.screen.query_one("OrderList").display
        assert pilot.app.screen.query_one("RowTable").has_focus
        await pilot.press("o", "j", "enter")
        table = pilot.app.screen.query_one(RowTable)
        by_name = list(table.ids)
        assert by_name == overview.ids(made, order="name")
        await pilot.press("o", "enter")
        assert list(table.ids) == by_name[::-1]


@pytest.mark.parametrize(
    ("key", "screen"), [("t", "HistoryScreen"), ("f", "EvidenceScreen"), ("m", "SupplyScreen"), ("c", "CalendarScreen")]
)
async def test_a_key_opens_the_screen_it_names(made: Desk, key: str, screen: str) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press(key)
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == screen


async def test_a_form_left_or_saved_twice_is_left_or_saved_once(tmp_path: Path) -> None:
    made = empty_register(tmp_path / "register.db")
    add(made, "vendor", {"name": "Kestrel Labs"})
    async with workbench(made).run_test() as pilot:
        for keys in (("e",), ("a",), ("f", "f")):
            await pilot.press(*keys)
            await settle(pilot)
            form, depth = pilot.app.screen.query_one(Form), len(pilot.app.screen_stack)
            form.action_leave()
            form.action_leave()
            await settle(pilot)
            assert len(pilot.app.screen_stack) == depth - 1
            await pilot.press("escape", "escape")
            await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        before = made.store.log_seq()
        form = pilot.app.screen.query_one(Form)
        form.fill("name", "Twice Pressed")
        form.action_submit()
        form.action_submit()
        await settle(pilot)
        with made.store.read() as connection:
            assert len(vendors_named(connection, "twice pressed")) == 1
        assert made.store.log_seq() > before


async def test_help_picture(picture: Picture, made: Desk) -> None:
    await picture("help", lambda: workbench(made), "question_mark")


async def test_begins_with_what_to_do_next(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        assert names(pilot) == WORK_ORDER
        assert pilot.app.screen.query_one(Headline).state == "day 37 of 90  6 vendors  2 unrated"


async def test_filter_as_one_types(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("slash", "l", "a")
        assert names(pilot) == "Kestrel, Jade"
        await pilot.press("b")
        assert names(pilot) == "Kestrel"
        await pilot.press("enter", "j")
        assert names(pilot) == "Kestrel"
        assert isinstance(pilot.app.focused, RowTable)
        await pilot.press("escape")
        assert names(pilot) == WORK_ORDER


async def test_escape_in_the_filter_clears_it(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("slash", "q", "x", "z")
        assert names(pilot) == ""
        await pilot.press("escape")
        assert names(pilot) == WORK_ORDER
        assert isinstance(pilot.app.focused, RowTable)


async def test_next_match_goes_round(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        table = pilot.app.screen.query_one(RowTable)
        await pilot.press("slash", "l", "a", "enter")
        start = table.cursor_id
        await pilot.press("n")
        assert table.cursor_id != start
        await pilot.press("n")
        assert table.cursor_id == start
        await pilot.press("N")
        assert table.cursor_id != start


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [("name", "Evil", "Lumen"), ("residual", "Kestrel", "Lumen"), ("start", "Kestrel", "Lumen")],
)
async def test_orders(made: Desk, key: str, first: str, last: str) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("o", *["j"] * list(ORDERS).index(key), "enter")
        await pilot.pause()
        found = names(pilot).split(", ")
        assert (found[0], found[-1]) == (first, last)


async def test_the_same_order_again_turns_round(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("o", "j", "enter")
        there = names(pilot).split(", ")
        await pilot.press("o", "enter")
        await pilot.pause()
        assert names(pilot).split(", ") == there[::-1]


def test_orders_are_those_of_the_store() -> None:
    assert set(ORDERS) <= set(register.ORDERS)
    assert {column.key for column in COLUMNS} <= set(register.ORDERS)


async def test_copies_show_what_they_copy(made: Desk) -> None:
    async with workbench(made).run_test(notifications=True) as pilot:
        await pilot.press("j", "j", "y")
        await pilot.pause()
        assert notes(pilot)[-1] == ("Copied", "Kestrel Labs")
        assert pilot.app.clipboard == "Kestrel Labs"
        await pilot.press("space", "space", "Y")
        await pilot.pause()
        assert [line.split("\t")[0] for line in pilot.app.clipboard.split("\n")] == ["Kestrel Labs", "Corvid Search"]


async def test_hostile_names_are_drawn_and_copied_clean(made: Desk) -> None:
    async with workbench(made).run_test(notifications=True) as pilot:
        await pilot.press("y", "Y")
        await pilot.pause()
        assert "\x1b" not in pilot.app.clipboard
        assert "\u202e" not in pilot.app.clipboard
        assert pilot.app.clipboard.startswith(HOSTILE[:10])


async def test_undo_and_redo(desk: Desk) -> None:
    add(desk, "vendor", {"name": "Zebra Notes"})
    async with workbench(desk).run_test(notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Zebra" not in names(pilot)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "Zebra" in names(pilot)
        assert [title for title, _ in notes(pilot)] == ["Undone", "Done again"]


async def test_undo_with_nothing_to_undo_says_so(tmp_path: Path) -> None:
    async with workbench(empty_register(tmp_path / "r.db")).run_test(notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in notes(pilot)[-1][0]


async def test_another_writer_is_noticed(desk: Desk) -> None:
    from riskdesk.desk.opening import open_desk

    async with workbench(desk).run_test() as pilot:
        await settle(pilot)
        other = open_desk(desk.store.path, today=lambda: TODAY)
        add(other, "vendor", {"name": "Zebra Notes"})
        other.store.close()
        pilot.app.screen._keep_up()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Zebra" in names(pilot)


async def test_a_new_day_judges_again(desk: Desk) -> None:
    later = replace(desk, today=lambda: date(2027, 3, 1))
    async with workbench(later).run_test() as pilot:
        await settle(pilot)
        with later.store.read() as connection:
            assert register.out_of_date(connection, date(2027, 3, 1), later.pack.sha256) == []
        row = overview.rows(later, ["brightfield-ai"])["brightfield-ai"]
        assert row.on == date(2027, 3, 1)
        assert "past 90" in pilot.app.screen.query_one(Headline).state


async def test_a_store_that_cannot_be_read_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_desk: Desk) -> None:
        raise StoreUnusable("the file is gone", remedy="plug the disk in")

    async with workbench(desk).run_test(notifications=True) as pilot:
        await settle(pilot)
        monkeypatch.setattr(overview, "counts", fail)
        for _ in range(3):
            pilot.app.screen.reload()  # type: ignore[attr-defined]
            await pilot.pause()
        assert notes(pilot) == [("the file is gone", "plug the disk in")]


async def test_keys_about_a_vendor_do_nothing_without_one(tmp_path: Path) -> None:
    async with workbench(empty_register(tmp_path / "r.db")).run_test() as pilot:
        await pilot.press("1", "e", "f", "t", "enter", "n", "y", "Y", "space", "v", "V", "o", "G", "ctrl+d")
        assert len(pilot.app.screen_stack) == 1


async def test_letters_in_the_filter_are_text(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("slash", "q", "x", "T", "1", "colon", "question_mark")
        assert pilot.app.screen.query_one(Input).value == "qxT1:?"
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize(("size", "shown"), [((80, 24), 11), ((79, 24), 3), ((60, 24), 3), ((59, 24), 2)])
async def test_columns_for_a_width(made: Desk, size: tuple[int, int], shown: int) -> None:
    async with workbench(made).run_test(size=size) as pilot:
        await pilot.pause()
        assert len(pilot.app.screen.query_one(RowTable)._placed) == shown


@pytest.mark.parametrize(("size", "seen"), [((80, 24), True), ((79, 24), False), ((80, 15), False), ((140, 40), True)])
async def test_pane_where_there_is_room(made: Desk, size: tuple[int, int], seen: bool) -> None:
    async with workbench(made).run_test(size=size) as pilot:
        await pilot.pause()
        assert pilot.app.screen.query_one("Drivers").display is seen


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (None, "no start date"),
        (date(2026, 11, 23), "day 0 of 90"),
        (date(2026, 10, 17), "day 37 of 90"),
        (date(2026, 11, 24), "starts in 1 day"),
        (date(2026, 8, 20), "day 95, 5 past 90"),
    ],
)
def test_day_of_the_programme(start: date | None, words: str) -> None:
    assert day_of_programme(start, TODAY, 90) == words
