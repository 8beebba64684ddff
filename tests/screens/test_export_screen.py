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
from riskdesk.desk.contents import contents
from riskdesk.desk.opening import Desk
from riskdesk.errors import Cancelled, FileUnwritable
from riskdesk.screens.export import ExportScreen
from riskdesk.widgets.editors import LineInput


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A register that no test writes to."""
    return small_register(tmp_path_factory.mktemp("made") / "register.db")


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
    pilot.app.screen.query_one(LineInput).fill(str(path))
    await pilot.press("ctrl+s")


async def test_pictures(picture: Picture, made: Desk) -> None:
    await picture("export", lambda: workbench(made), "x")


async def test_says_what_leaves(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("x")
        await pilot.pause()
        shown = str(pilot.app.screen.query_one("#contents", Static).content)
        for part in contents(made).parts:
            assert f"{part.open:>8,}  {part.plural}" in shown
        assert "log entries" in shown
        assert pilot.app.screen.query_one(LineInput).value == "~/riskdesk-northgate-insurance-2026-11-23.xlsx"


async def test_writes_where_it_is_told(made: Desk, tmp_path: Path, writer: Callable[..., None]) -> None:
    def write(desk: Desk, path: Path, *, replace: bool, progress: Callable[..., None], cancelled: Any) -> Any:
        assert desk is made
        assert not replace
        assert not cancelled()
        progress("Vendors", 6)
        path.write_bytes(b"PK")
        return SimpleNamespace(path=path, rows=6, sheets=1, sha256="ab" * 32)

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

    def write(_desk: Desk, path: Path, *, replace: bool, **_named: Any) -> Any:
        asked.append(replace)
        return SimpleNamespace(path=path, rows=0, sheets=0, sha256="")

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

    def write(_desk: Desk, _path: Path, *, cancelled: Callable[[], bool], **_named: Any) -> Any:
        begun.set()
        stopped = threading.Event()
        while not cancelled():
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
        pilot.app.screen.query_one(LineInput).fill("  ")
        await pilot.press("enter")
        await pilot.pause()
        assert titles(pilot) == ["no file is named"]
