"""The import dialog: a dry run first, then the list goes in as a whole."""

from pathlib import Path
from typing import Any

import pytest
from pictures import Picture, settle
from registers import empty_register
from textual.pilot import Pilot

from riskdesk.app import Workbench
from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.screens.importing import ImportingScreen
from riskdesk.widgets.editors import LineInput
from riskdesk.widgets.lines import Lines

LIST = """Vendor,Owner,Criticality
Kestrel [/] Labs,Support,4
Jade Translate,Claims,9
Corvid Search,Claims,3
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return empty_register(tmp_path / "register.db")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "vendors.csv"
    path.write_text(LIST, "utf-8")
    return path


async def look_at(pilot: Pilot[Any], path: Path | str) -> None:
    await pilot.press("i")
    await pilot.pause()
    pilot.app.screen.query_one(LineInput).fill(str(path))
    await pilot.press("enter")
    await settle(pilot)


def workbench(desk: Desk) -> Workbench:
    return Workbench(desk, path=desk.store.path)


def titles(pilot: Pilot[Any]) -> list[str]:
    return [note.title for note in pilot.app._notifications]


async def test_pictures(picture: Picture, desk: Desk, listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(listed.parent)

    async def prepare(pilot: Pilot[Any]) -> None:
        await look_at(pilot, listed.name)

    await picture("importing", lambda: workbench(desk), prepare=prepare)


async def test_a_look_keeps_nothing(desk: Desk, listed: Path) -> None:
    async with workbench(desk).run_test() as pilot:
        await look_at(pilot, listed)
        shown = [str(line.body) for line in pilot.app.screen.query_one(Lines).lines]
        assert "Kestrel [/] Labs" in shown
        assert shown[0].startswith("line 3")
        assert looking.ids(desk) == []
        await pilot.press("escape")
        await pilot.pause()
        assert looking.ids(desk) == []


async def test_the_list_goes_in(desk: Desk, listed: Path) -> None:
    async with workbench(desk).run_test(notifications=True) as pilot:
        await look_at(pilot, listed)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert titles(pilot) == ["Imported vendors.csv"]
        assert len(pilot.app.screen_stack) == 1
        assert len(looking.ids(desk)) == 2


async def test_another_path_is_looked_at_first(desk: Desk, listed: Path) -> None:
    async with workbench(desk).run_test() as pilot:
        await look_at(pilot, listed)
        pilot.app.screen.query_one(LineInput).fill(str(listed) + "x")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert looking.ids(desk) == []


@pytest.mark.parametrize("name", ["", "nowhere.csv", "."])
async def test_what_cannot_be_read_is_told(desk: Desk, tmp_path: Path, name: str) -> None:
    async with workbench(desk).run_test(notifications=True) as pilot:
        await look_at(pilot, tmp_path / name if name else "")
        assert len(titles(pilot)) == 1
        assert isinstance(pilot.app.screen, ImportingScreen)
