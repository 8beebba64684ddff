"""The calendar: what it lists, its filter, and where its keys lead; by keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from kestrel import HOSTILE, KESTREL, notes, show, shown, small_desk, workbench
from pictures import Picture, settle

from riskdesk.app import Workbench
from riskdesk.data import calendar as dates
from riskdesk.desk import calendar, recording
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk, start
from riskdesk.errors import StoreUnusable
from riskdesk.screens.calendar import CalendarScreen
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.table import RowTable

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample() -> Iterator[Desk]:
    """The sample register, which no test here writes to."""
    with sample_desk(start_on=date(2026, 10, 18), today=lambda: TODAY) as desk:
        yield desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    yield made
    made.store.close()


async def test_pictures(picture: Picture, sample: Desk) -> None:
    await picture("calendar", lambda: workbench(sample), "c", "j")
    await picture("calendar-filter", lambda: workbench(sample), "c", "slash", *"matter", "enter", "j")


async def test_the_calendar_lists_what_is_due_late_ones_first(sample: Desk) -> None:
    app = workbench(sample)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        table = app.screen.query_one(RowTable)
        wanted = calendar.entries(sample)
        assert list(table.ids) == [entry.id for entry in wanted]
        late = sum(entry.late for entry in wanted)
        assert late
        assert f"{late} late" in app.screen.query_one(Headline).state
        await pilot.press("d")
        assert table.cursor == late
        assert wanted[late].on >= TODAY


async def test_the_filter_finds_vendors_words_and_late_ones(sample: Desk) -> None:
    app = workbench(sample)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        everything = len(app.screen.query_one(RowTable).ids)
        await pilot.press("slash", *"KESTREL", "enter")
        table = app.screen.query_one(RowTable)
        found = [entry for entry in calendar.entries(sample) if entry.name == "Kestrel Labs"]
        assert list(table.ids) == [entry.id for entry in found]
        await pilot.press("escape")
        assert len(table.ids) == everything
        await pilot.press("slash", *"no such date", "enter")
        assert not table.ids
        assert "Esc clears" in shown(pilot)
        await pilot.press("escape", "escape")
        assert not isinstance(app.screen, CalendarScreen)


async def test_enter_opens_the_record_and_v_the_vendor(desk: Desk) -> None:
    app = workbench(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await show(pilot, "calendar", desk)
        await settle(pilot)
        await pilot.press("slash", *"notice", "enter", "enter")
        await settle(pilot)
        assert app.screen.title == "Record page"
        assert "MSA 2026" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        assert app.screen.title == "Vendor"
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("escape", "slash", *"provenance", "enter", "enter")
        await settle(pilot)
        assert app.screen.title == "Vendor"


async def test_a_date_of_several_vendors_names_their_number(desk: Desk) -> None:
    made = recording.add(desk, "proceeding", {"title": "RFI", "vehicle": "rfi", "closes_on": "2026-12-01"}).record.ref
    app = workbench(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await show(pilot, "calendar", desk)
        await settle(pilot)
        await pilot.press("slash", *"comments", "enter")
        assert "the organisation" in shown(pilot)
        await pilot.press("v")
        assert f"Enter opens {made}" in notes(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.title == "Record page"


async def test_hostile_names_are_drawn_as_text(desk: Desk) -> None:
    app = workbench(desk)
    async with app.run_test(size=(140, 30)) as pilot:
        await show(pilot, "calendar", desk)
        await settle(pilot)
        await pilot.press("slash", *"evil", "enter")
        assert HOSTILE[:14] in shown(pilot)


async def test_one_vendors_calendar(desk: Desk) -> None:
    app = workbench(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await pilot.press("c")
        await settle(pilot)
        table = app.screen.query_one(RowTable)
        assert list(table.ids) == [entry.id for entry in calendar.entries(desk, KESTREL)]
        assert "matter check" not in shown(pilot)


async def test_an_empty_register_says_that_nothing_is_due(tmp_path: Path) -> None:
    empty = start(
        tmp_path / "register.db", "Northgate", "R", now=lambda: datetime(2026, 11, 23, tzinfo=UTC), today=lambda: TODAY
    )
    app = Workbench(empty, path=empty.store.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert "Nothing is due." in shown(pilot)
        await pilot.press("enter", "v", "d", "slash", "x", "escape", "escape")
        assert not isinstance(app.screen, CalendarScreen)
    empty.store.close()


async def test_a_register_that_cannot_be_read_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_words: object) -> dict[str, str]:
        raise StoreUnusable("the disk is gone")

    monkeypatch.setattr(dates, "vendor_names", broken)
    app = workbench(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "calendar", desk)
        await settle(pilot)
        assert "the disk is gone" in notes(pilot)
