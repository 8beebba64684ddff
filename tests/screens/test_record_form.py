"""The plain form: every kind has one, errors stand beside the field, and what is typed is never lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kestrel import KESTREL, TODAY, notes, show, shown, small_desk, workbench
from pictures import Picture
from textual.pilot import Pilot

from riskdesk.desk import looking, recording
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS
from riskdesk.screens.picking import PickingScreen
from riskdesk.screens.record import RecordScreen
from riskdesk.widgets.form import Form
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.table import RowTable

pytestmark = pytest.mark.once

BY_HAND = [kind.name for kind in KINDS.values() if kind.by_hand]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path)
    yield desk
    desk.store.close()


@pytest.mark.parametrize(
    ("name", "screen", "words", "keys"),
    [
        ("record", "record", ("dispute", None, {"vendor": KESTREL}), (*"A v. B", "enter", "1")),
        ("record-edit", "record", ("contract", "CT-0001"), ()),
        ("record-error", "record", ("contract", "CT-0001"), ("tab", "tab", *"May", "tab")),
        ("records", "records", ("search", KESTREL), ()),
        ("picking", "record", ("dispute", None, {"vendor": KESTREL}), ("tab", "tab", "tab", "tab", "enter")),
        ("asking", "records", ("search", KESTREL), ("X",)),
    ],
)
async def test_pictures(picture: Picture, desk: Desk, name: str, screen: str, words: Any, keys: Any) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await show(pilot, screen, desk, *words)

    await picture(name, lambda: workbench(desk), *keys, prepare=prepare)


@pytest.mark.parametrize("kind", BY_HAND)
async def test_every_kind_has_a_form_with_its_required_fields_first(desk: Desk, kind: str) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "record", desk, kind)
        form = screen.query_one(Form)
        required = [field.required for field in form.fields]
        assert required == sorted(required, reverse=True)
        assert {field.name for field in form.fields} <= {spec.name for spec in KINDS[kind].fields}
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "must be filled" in shown(pilot)


async def test_a_record_is_added_with_digits_and_lists(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "record", desk, "dispute", None, {"vendor": KESTREL})
        await pilot.press(*"A v. B", "enter", "1", "tab", "2", "tab", *"A", "enter", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PickingScreen)
        await pilot.press("4")
        await pilot.pause()
        assert pilot.app.screen is screen
        await pilot.press("ctrl+s")
        await pilot.pause()
        made = looking.record(desk, "dispute", "M-0002")
        told = [getattr(made, name) for name in ("caption", "role", "proof", "alleged_by", "stage", "vendor")]
        assert told == ["A v. B", "respondent", "pleading", "A", "S3", KESTREL]


async def test_a_reference_is_picked_from_the_records_there_are(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "record", desk, "use")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "Heron" in shown(pilot)
        await pilot.press("slash", *"heron", "enter")
        await pilot.pause()
        assert pilot.app.screen.query_one(Form).typed["model"] == "MD-0001"


async def test_an_edit_goes_into_the_log_with_its_reason(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "record", desk, "contract", "CT-0001")
        pilot.app.screen.query_one(Form).go_to("ip_cap")
        await pilot.press(*"2x fees")
        pilot.app.screen.query_one(Form).go_to("reason for the change")
        await pilot.press(*"read", "enter")
        await pilot.pause()
        entry = looking.history(desk, "contract", "CT-0001")[0]
        assert (entry.fields, entry.reason) == (("ip_cap",), "read")


async def test_what_the_desk_refuses_stands_beside_its_field_and_nothing_is_saved(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "record", desk, "product", None, {"vendor": KESTREL})
        form = screen.query_one(Form)
        form.go_to("vendor")
        await pilot.press("backspace")
        form.fill("vendor", "nobody")
        form.fill("name", "Assist 2")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "nobody" in shown(pilot)
        assert len(looking.records(desk, "product")) == 1


async def test_leaving_with_unsaved_text_asks_and_a_draft_comes_back(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "record", desk, "maker")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, RecordScreen)
        await show(pilot, "record", desk, "maker")
        await pilot.press(*"Her", "escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.query_one(Form).typed["name"] == "Her"
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await show(pilot, "record", desk, "maker")
        assert pilot.app.screen.query_one(Form).typed["name"] == "Her"
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        assert len(looking.records(desk, "maker")) == 1
        await show(pilot, "record", desk, "maker")
        assert pilot.app.screen.query_one(Form).typed["name"] == ""


async def test_records_are_listed_filtered_closed_with_a_reason_and_listed_again(desk: Desk) -> None:
    recording.add(desk, "search", {"vendor": "lumen-draft", "searched_on": "2026-11-01", "searched_by": "Ana",
                                   "sources": "press", "found": "none"})  # fmt: skip
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "records", desk, "search")
        table = screen.query_one(RowTable)
        assert list(table.ids) == ["SR-0001", "SR-0002"]
        await pilot.press("slash", *"tracker", "enter", "X", *"double", "enter")
        await pilot.pause()
        closed = looking.record(desk, "search", "SR-0001")
        assert (closed.closed_on, closed.closed_reason) == (TODAY, "double")
        assert list(table.ids) == []
        await pilot.press("c")
        await pilot.pause()
        assert list(table.ids) == ["SR-0001"]
        await pilot.press("e")
        await pilot.pause()
        assert "closed record is not changed" in notes(pilot)


async def test_history_shows_old_and_new(desk: Desk) -> None:
    recording.edit(desk, "contract", "CT-0001", {"ip_cap": "[b]2x[/]"}, "read again")
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "history", desk, "contract", "CT-0001")
        text = shown(pilot)
        assert "ip_cap: nothing -> [b]2x[/]" in text
        assert "because read again" in " ".join(text.replace("#51", "").split())
        assert screen.query_one(Lines).lines
