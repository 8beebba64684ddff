"""The workbench itself: start, help, palette, themes, sizes, and how it leaves the terminal."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from pictures import settle
from registers import small_register
from textual.widgets import OptionList

from riskdesk import app
from riskdesk.app import Workbench
from riskdesk.desk.opening import Desk
from riskdesk.screens import SCREENS
from riskdesk.screens.help import HelpScreen
from riskdesk.settings import THEMES, Settings, read_settings, settings_file, write_settings
from riskdesk.widgets import themes
from riskdesk.widgets.keybar import MOST_HINTS, KeyBar
from riskdesk.widgets.too_small import TooSmall

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("sqlalchemy", "sqlmodel", "alembic", "openpyxl", "riskdesk.imports", "riskdesk.exports", "riskdesk.data.orm")
RULES = (
    "typer",
    "riskdesk.rules.records",
    "riskdesk.rules.pack_reading",
    "riskdesk.data.pack_files",
    "riskdesk.commands.every",
)
HEAVY = ("typer", "riskdesk.commands.every", *TABLES, *RULES)

AT_FIRST_FRAME = """
import asyncio, json, os, sys
from riskdesk import app as workbench
from riskdesk.commands import opening, running

found = []
workbench._load_tables = lambda: None
def keep(screen):
    found.extend(sys.modules)
from riskdesk.screens.register import RegisterScreen
RegisterScreen._keep_up = keep
def shown(desk, path, banner):
    async def main():
        async with workbench.Workbench(desk, path=path).run_test() as pilot:
            while not found:
                await pilot.pause(0.05)
    asyncio.run(main())
workbench.run_workbench = shown
opening.check_terminal = lambda: None
assert running.run(["--store", sys.argv[1]]) == 0
print(json.dumps(found))
"""

IN_A_TERMINAL = """
import sys
from pathlib import Path
from riskdesk.app import run_workbench
from riskdesk.desk.opening import open_desk
path = Path(sys.argv[1])
run_workbench(open_desk(path), path)
"""

FAILING = """
import sys
from pathlib import Path
from riskdesk import app
from riskdesk.desk import overview
from riskdesk.desk.opening import open_desk
from riskdesk.faults import write_fault_report
path = Path(sys.argv[1])
def fail(desk):
    raise LookupError("SECRET of the register")
overview.counts = fail
try:
    app.run_workbench(open_desk(path), path)
except LookupError as error:
    print("REPORT", write_fault_report(error))
    sys.exit(4)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A register that no test writes to."""
    return small_register(tmp_path_factory.mktemp("made") / "register.db")


@pytest.fixture
def spawned(made: Desk) -> Iterator["pexpect.spawn[str]"]:
    words = ["-c", IN_A_TERMINAL, str(made.store.path)]
    with pexpect.spawn(
        sys.executable, words, dimensions=(24, 80), timeout=20, cwd=str(ROOT), encoding="utf-8"
    ) as child:
        child.expect("Brightfield")
        yield child


def workbench(desk: Desk) -> Workbench:
    return Workbench(desk, path=desk.store.path)


def test_first_frame_imports_neither_tables_nor_rules_nor_parser(made: Desk) -> None:
    words = (sys.executable, "-c", AT_FIRST_FRAME, str(made.store.path))
    ran = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=True)
    found = json.loads(ran.stdout)
    assert "riskdesk.screens.register" in found
    assert [name for name in found if name.startswith(HEAVY)] == []


async def test_tables_are_loaded_after_the_first_frame(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(app, "_load_tables", lambda: loaded.append(True))
    # Long enough that a slow machine draws its first frame before.
    monkeypatch.setattr(app, "TABLES_AFTER", 2.0)
    async with workbench(made).run_test() as pilot:
        assert not loaded
        while not loaded:
            await pilot.pause(app.TABLES_AFTER / 4)


def test_every_listed_screen_is_there() -> None:
    for module in SCREENS:
        assert (ROOT / "riskdesk" / "screens" / f"{module}.py").is_file(), module


async def test_help_lists_every_key_with_its_tooltip(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        shown = pilot.app.screen._lines().plain
        for words in (
            "Walk through action 3, usage",
            "Copy the line, cell or value here",
            "Next row",
            "Actions by name",
        ):
            assert words in shown
        assert "ctrl+p" in shown or "^p" in shown
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


async def test_f1_is_help_in_a_text_field(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("slash", "f1")
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_palette_runs_actions_by_name(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        await pilot.press("colon")
        await pilot.press(*"order")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.query_one("OrderList").has_focus


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_lists_every_action(made: Desk, key: str) -> None:
    async with workbench(made).run_test(size=(80, 60)) as pilot:
        await pilot.press(key)
        await settle(pilot)
        box = pilot.app.screen.query_one("CommandList", OptionList)
        shown = "\n".join(str(box.get_option_at_index(place).prompt) for place in range(box.option_count))
        for words in ("Undo the last change", "Import a vendor list", "Dark, light or high contrast", "First row"):
            assert words in shown


async def test_themes_go_round_and_are_kept(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        assert pilot.app.theme == THEMES[0]
        for name in (THEMES[1], THEMES[2], THEMES[0]):
            await pilot.press("T")
            assert pilot.app.theme == name
            assert read_settings().theme == name
    assert settings_file().stat().st_mode & 0o777 == 0o600


def test_themes_are_those_of_the_settings() -> None:
    assert tuple(theme.name for theme in themes.ALL) == THEMES


@pytest.mark.parametrize("text", ["", "theme = 3", 'theme = "none"', "[[", "\x00"])
def test_odd_settings_are_as_if_never_set(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    assert read_settings(path) == Settings()


def test_settings_that_cannot_be_kept_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_settings(Settings(THEMES[1]), tmp_path / "file" / "settings.toml")
    assert read_settings(tmp_path / "file" / "settings.toml") == Settings()


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (1, 1)])
async def test_too_small_says_so(made: Desk, size: tuple[int, int]) -> None:
    async with workbench(made).run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(40, 10), (60, 24), (80, 24), (140, 40)])
async def test_hints_fit_and_name_the_help(made: Desk, size: tuple[int, int]) -> None:
    async with workbench(made).run_test(size=size) as pilot:
        await pilot.pause()
        bar = pilot.app.screen.query_one(KeyBar)
        hints = bar.hints()
        assert 1 <= len(hints) <= MOST_HINTS
        assert hints[-1].end <= bar.size.width
        assert hints[-1].description == "Help"


async def test_a_click_on_a_hint_presses_its_key(made: Desk) -> None:
    async with workbench(made).run_test() as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        hint = next(hint for hint in bar.hints() if hint.description == "Export")
        await pilot.click(KeyBar, offset=(hint.start + 1, 0))
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "ExportScreen"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving(made: Desk, key: str) -> None:
    app = workbench(made)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert (app.return_code, app.fault) == (0, None)


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signals_leave_the_terminal_as_it_was(spawned: "pexpect.spawn[str]", name: str) -> None:
    number = getattr(signal, name)
    spawned.kill(number)
    rest = spawned.read()
    spawned.wait()
    assert spawned.exitstatus == 128 + number
    for mode in ("1049", "1000", "1003", "2004"):
        assert rest.rfind(f"\x1b[?{mode}l") > rest.rfind(f"\x1b[?{mode}h"), mode


def test_quitting_leaves_the_terminal_as_it_was(spawned: "pexpect.spawn[str]") -> None:
    spawned.send("q")
    rest = spawned.read()
    spawned.wait()
    assert spawned.exitstatus == 0
    assert "\x1b[?1049l" in rest


def test_a_fault_is_reported_without_text_of_the_register(made: Desk, tmp_path: Path) -> None:
    words = ["-c", FAILING, str(made.store.path)]
    with pexpect.spawn(
        sys.executable, words, dimensions=(24, 80), timeout=20, cwd=str(ROOT), encoding="utf-8"
    ) as child:
        told = child.read()
        child.wait()
    assert child.exitstatus == 4
    assert "SECRET" not in told
    assert "Traceback" not in told
    (report,) = (tmp_path / "home").rglob("fault-*.txt")
    text = report.read_text("utf-8")
    assert report.stat().st_mode & 0o777 == 0o600
    assert "LookupError" in text
    assert "riskdesk/screens/register.py, line" in text
    assert "SECRET" not in text
