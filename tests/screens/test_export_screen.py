"""The export dialog: what it says leaves, how it writes, replaces, stops and fails. The writer is a stand-in."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from pictures import Picture, settle
from registers import small_register
from textual.pilot import Pilot
from textual.widgets import Static

from riskdesk.app import Workbench
from riskdesk.desk.attaching import attach_note
from riskdesk.desk.checking import check, counted
from riskdesk.desk.opening import Desk
from riskdesk.errors import Cancelled, FileUnwritable
from riskdesk.exports.foretelling import foretold
from riskdesk.exports.leaving import Asked
from riskdesk.rules.objections import TITLES
from riskdesk.rules.profiles import PROFILES
from riskdesk.screens.export import ExportScreen
from riskdesk.widgets.editors import LineInput, Pick


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A register that no test writes to, with a piece of privileged evidence."""
    desk = small_register(tmp_path_factory.mktemp("made") / "register.db")
    attach_note(desk, "Advice", vendor="", fields={"classification": "privileged"})
    return desk


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Puts a function in the place of the one that writes workbooks."""

    def put(write: Callable[..., Any]) -> None:
        module = ModuleType("riskdesk.exports.workbook")
        module.write = write  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "riskdesk.exports.workbook", module)

    return put


def workbench(desk: Desk) -> Workbench:
    return Workbench(desk, path=desk.store.path)


def titles(pilot: Pilot[Any]) -> list[str]:
    return [note.title for note in pilot.app._notifications]


async def write_to(pilot: Pilot[Any], path: Path) -> None:
    await pilot.press("x")
    await pilot.pause()
    pilot.app.screen.query_one("#file", LineInput).fill(str(path))
    await pilot.press("ctrl+s")


async def test_pictures(picture: Picture, made: Desk) -> None:
    await picture("export", lambda: workbench(made), "x")
    await picture("export-auditor", lambda: workbench(made), "x", "2")


async def told(pilot: Pilot[Any]) -> str:
    await settle(pilot)
    return "\n".join(str(found.content) for found in pilot.app.screen.query("#told Static").results(Static))


@pytest.mark.parametrize("profile", PROFILES)
async def test_says_what_leaves_and_what_stays_for_each_reader(made: Desk, profile: str) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("x")
        await pilot.press(str(list(PROFILES).index(profile) + 1))
        shown = await told(pilot)
        held = foretold(made, profile)
        assert f"Leaves: {len(held.sheets)} sheet" in shown
        assert all(one.title in shown for one in held.sheets)
        assert all(f"{one.records:>8,}  {one.title}" in shown for one in held.sheets if one.records)
        for item in held.withheld:
            assert f"{item.number:>8,}  {item.what}" in shown
        assert ("nothing is withheld" in shown) != bool(held.withheld)
        assert held.withheld or profile == "internal"
        assert pilot.app.screen.query_one("#file", LineInput).value == "~/riskdesk-northgate-insurance-2026-11-23.xlsx"


async def test_says_what_an_auditor_would_object_to_before_anything_is_written(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("x")
        shown = await told(pilot)
    found = counted(check(made))
    assert f"An auditor would object to {sum(found.values()):,} points" in shown
    assert all(f"{number:>8,}  {TITLES[kind]}" in shown for kind, number in found.items())
    assert "Nothing was handed over before" in shown


async def test_the_reader_is_picked_with_the_keyboard_alone(made: Desk, writer: Callable[..., None]) -> None:
    asked: list[Any] = []

    def write(_desk: Desk, path: Path, wanted: Asked) -> Any:
        asked.append((path.name, wanted.profile, wanted.to_whom))
        return SimpleNamespace(path=path, rows=0, sheets=0, sha256="", withheld=3)

    writer(write)
    async with workbench(made).run_test(notifications=True) as pilot:
        await pilot.press("x", "right", "enter", *"Palisade", "enter", "home", "ctrl+k", *"a.xlsx", "enter")
        await settle(pilot)
        assert asked == [("a.xlsx", "auditor", "Palisade")]
        [note] = pilot.app._notifications
        assert "3 withheld" in note.message


async def test_a_reader_is_always_picked(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("x", "4", "backspace")
        await pilot.pause()
        assert pilot.app.screen.query_one("#profile", Pick).typed == "internal"


async def test_the_keys_turn_pages_of_what_is_told(made: Desk) -> None:
    async with workbench(made).run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await settle(pilot)
        told_of = pilot.app.screen.query_one("#told")
        await pilot.press("pagedown")
        await pilot.pause()
        assert told_of.scroll_y > 0
        await pilot.press("pageup")
        await pilot.pause()
        assert told_of.scroll_y == 0


async def test_writes_where_it_is_told(made: Desk, tmp_path: Path, writer: Callable[..., None]) -> None:
    def write(desk: Desk, path: Path, asked: Asked) -> Any:
        assert desk is made
        assert asked == Asked(progress=asked.progress, cancelled=asked.cancelled)
        assert not asked.cancelled()
        asked.progress("Vendors", 6)
        path.write_bytes(b"PK")
        return SimpleNamespace(path=path, rows=6, sheets=1, sha256="ab" * 32, withheld=0)

    writer(write)
    async with workbench(made).run_test(notifications=True) as pilot:
        await write_to(pilot, tmp_path / "out.xlsx")
        await settle(pilot)
        assert (tmp_path / "out.xlsx").read_bytes() == b"PK"
        assert titles(pilot) == ["Exported"]
        assert len(pilot.app.screen_stack) == 1


async def test_a_file_that_is_there_is_replaced_when_asked_twice(
    made: Desk, tmp_path: Path, writer: Callable[..., None]
) -> None:
    asked: list[bool] = []

    def write(_desk: Desk, path: Path, wanted: Asked) -> Any:
        asked.append(wanted.replace)
        return SimpleNamespace(path=path, rows=0, sheets=0, sha256="", withheld=0)

    writer(write)
    (tmp_path / "out.xlsx").write_text("old")
    async with workbench(made).run_test(notifications=True) as pilot:
        await write_to(pilot, tmp_path / "out.xlsx")
        await settle(pilot)
        assert asked == []
        assert titles(pilot) == ["There is a file of that name"]
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert asked == [True]


async def test_escape_stops_the_writing(made: Desk, tmp_path: Path, writer: Callable[..., None]) -> None:
    begun = threading.Event()

    def write(_desk: Desk, _path: Path, asked: Asked) -> Any:
        begun.set()
        stopped = threading.Event()
        while not asked.cancelled():
            stopped.wait(0.01)
        raise Cancelled("stopped")

    writer(write)
    async with workbench(made).run_test(notifications=True) as pilot:
        await write_to(pilot, tmp_path / "out.xlsx")
        while not begun.is_set():
            await pilot.pause()
        await pilot.press("escape")
        while "Stopped" not in titles(pilot):
            await pilot.pause()
        assert isinstance(pilot.app.screen, ExportScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_a_failure_is_told_and_the_dialog_stays(made: Desk, tmp_path: Path, writer: Callable[..., None]) -> None:
    def write(*_words: Any, **_named: Any) -> Any:
        raise FileUnwritable("the disk is full", where="out.xlsx", remedy="free some [/] space")

    writer(write)
    async with workbench(made).run_test(notifications=True) as pilot:
        await write_to(pilot, tmp_path / "out.xlsx")
        await settle(pilot)
        assert titles(pilot) == ["out.xlsx: the disk is full"]
        assert isinstance(pilot.app.screen, ExportScreen)


async def test_no_path_is_told(made: Desk) -> None:
    async with workbench(made).run_test(notifications=True) as pilot:
        await pilot.press("x")
        await pilot.pause()
        pilot.app.screen.query_one("#file", LineInput).fill("  ")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert titles(pilot) == ["no file is named"]
