"""The first run: what it asks, what it makes, and what it says when it cannot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pictures import Picture, settle
from registers import small_register
from textual.pilot import Pilot

from riskdesk.app import Workbench
from riskdesk.desk import opening
from riskdesk.desk.opening import Desk, open_desk
from riskdesk.errors import StoreFull
from riskdesk.screens.first_run import FirstRunScreen
from riskdesk.screens.register import RegisterScreen
from riskdesk.widgets.form import Form
from riskdesk.widgets.headline import Headline


def workbench(path: Path, open_samples: Callable[[], Desk] | None = None) -> Workbench:
    return Workbench(None, path=path, open_samples=open_samples)


async def fill(pilot: Pilot[Any], **typed: str) -> None:
    """Fill the form in and save it."""
    form = pilot.app.screen.query_one(Form)
    for name, text in typed.items():
        form.fill(name, text)
    await pilot.press("ctrl+s")
    await settle(pilot)


def no_samples() -> Desk:
    raise AssertionError("not asked for")


async def test_pictures(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path.home() / ".local" / "share" / "riskdesk" / "register.db"
    await picture("first_run", lambda: workbench(path, no_samples))


async def test_makes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.db"
    async with workbench(path).run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await fill(pilot, organisation="North [/] gate", reviewer="A. Reyes", role="CISO", start="2026-10-17")
        assert isinstance(pilot.app.screen, RegisterScreen)
        assert pilot.app.screen.query_one(Headline).place == "North [/] gate"
        await pilot.press("q")
    with open_desk(path).store as store:
        desk = open_desk(path)
        assert (desk.organisation.name, str(desk.organisation.start_on)) == ("North [/] gate", "2026-10-17")
        assert (desk.reviewer, desk.role) == ("A. Reyes", "CISO")
        assert store.path.stat().st_mode & 0o777 == 0o600


async def test_q_on_the_register_after_the_first_run_leaves(tmp_path: Path) -> None:
    app = workbench(tmp_path / "register.db")
    async with app.run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await fill(pilot, organisation="Northgate", reviewer="A. Reyes")
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_start_is_today_unless_said(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    async with workbench(path).run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await fill(pilot, organisation="Northgate", reviewer="A. Reyes")
    assert open_desk(path).organisation.start_on == opening.local_today()


@pytest.mark.parametrize(
    "typed",
    [
        {"organisation": "", "reviewer": "A. Reyes"},
        {"organisation": "Northgate", "reviewer": "  "},
        {"organisation": "Northgate", "reviewer": "A. Reyes", "start": "17/10/2026"},
        {"organisation": "Northgate", "reviewer": "A. Reyes", "start": "2026-02-30"},
    ],
)
async def test_what_is_missing_or_wrong_keeps_the_form(tmp_path: Path, typed: dict[str, str]) -> None:
    path = tmp_path / "register.db"
    async with workbench(path).run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await fill(pilot, **typed)
        assert pilot.app.screen.query(Form)
        assert pilot.app.screen.query("FormRow.wrong")
    assert not path.exists()


async def test_a_store_that_cannot_be_made_keeps_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object, **_named: object) -> None:
        raise StoreFull("the disk is full", remedy="free some space")

    monkeypatch.setattr(opening, "create", full)
    async with workbench(tmp_path / "register.db").run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await fill(pilot, organisation="Northgate", reviewer="A. Reyes")
        assert pilot.app.screen.query_one(Form).has_class("trouble")
        assert pilot.app.screen.query_one(Form).typed["organisation"] == "Northgate"


async def test_going_back_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    async with workbench(path).run_test() as pilot:
        await pilot.press("1", "N", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FirstRunScreen)
    assert not path.exists()


async def test_samples(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    samples = lambda: small_register(tmp_path / "samples.db")  # noqa: E731
    async with workbench(path, samples).run_test() as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RegisterScreen)
        assert "thrown away" in pilot.app.screen.query_one(Headline).place
    assert not path.exists()


async def test_samples_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    def full() -> Desk:
        raise StoreFull("the disk is full", remedy="free some space")

    async with workbench(tmp_path / "register.db", full).run_test(notifications=True) as pilot:
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FirstRunScreen)
        assert [note.title for note in pilot.app._notifications][-1] == "the disk is full"
