"""Editing in $EDITOR, copying, and forms where there is no room: one field a screen."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kestrel import KESTREL, notes, show, shown, small_desk, workbench
from pictures import settle

from riskdesk.app import Workbench
from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.errors import BadValue
from riskdesk.rules.record_text import read_again, written
from riskdesk.rules.records import KINDS
from riskdesk.screens.record import RecordScreen
from riskdesk.widgets.form import Form, FormRow
from riskdesk.widgets.lines import Lines


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that runs as the editor: what is written to the path is run with `text` and the file's `path`."""
    script = tmp_path / "editor.py"
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr(Workbench, "suspend", lambda _app: contextlib.nullcontext())
    return script


def runs(editor: Path, body: str) -> None:
    editor.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n{body}\n")


async def test_what_was_changed_elsewhere_waits_in_the_form_and_is_saved_there(desk: Desk, editor: Path) -> None:
    runs(
        editor,
        "path.write_text(text.replace('ip_cap:', 'ip_cap: 2x fees').replace('exclusions:', 'exclusions: a\\n    b'))",
    )
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "around", desk, "contract", "CT-0001")
        await pilot.press("E")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RecordScreen)
        assert pilot.app.screen.query_one(Form).changed == {"ip_cap": "2x fees", "exclusions": "a\nb"}
        assert getattr(looking.record(desk, "contract", "CT-0001"), "ip_cap") == ""  # noqa: B009
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert getattr(looking.record(desk, "contract", "CT-0001"), "ip_cap") == "2x fees"  # noqa: B009


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "nothing was changed"),
        ("sys.exit(1)", "ended with an error"),
        ("path.write_text(text if text.startswith('# line') else 'nonsense')", "nothing was changed"),
    ],
)
async def test_nothing_is_changed_by_an_editor_that_fails_or_is_left(
    desk: Desk, editor: Path, body: str, told: str
) -> None:
    runs(editor, body)
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "vendor", desk, KESTREL)
        await pilot.press("E")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert told in notes(pilot)


async def test_a_missing_editor_is_said(desk: Desk, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/no/such/editor -w")
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "records", desk, "contract")
        await pilot.press("E")
        await settle(pilot)
        assert "cannot be started" in notes(pilot)


def test_a_text_is_read_as_it_was_written() -> None:
    kind, held = KINDS["contract"], {"title": "MSA", "exclusions": "a\n\n# not a comment\nb: c", "owner": ""}
    text = written(kind, "CT-0001", held, held)
    assert read_again(text, held) == held
    assert "must be filled" in text
    assert read_again("title: x\n\nowner:\n", held) == {"title": "x", "owner": ""}
    for wrong in ("nonsense", "ip_cap: 1", "title MSA", "  indented"):
        with pytest.raises(BadValue, match="line 1"):
            read_again(wrong, held)


async def test_a_line_a_page_a_row_and_a_value_are_copied(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        assert pilot.app.screen.query_one(Lines).move_to("record:CT-0001")
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("next  notice 2026-12-03 in 10 days")
        await pilot.press("Y")
        assert "Five actions\n" in pilot.app.clipboard
        await show(pilot, "records", desk, "contract")
        await pilot.press("Y")
        assert pilot.app.clipboard.split("\t")[1:] == ["CT-0001", "open"]
        await show(pilot, "record", desk, "contract", "CT-0001")
        await pilot.press("y")
        assert pilot.app.clipboard == KESTREL
        await pilot.press("Y")
        assert "Title: MSA 2026\n" in pilot.app.clipboard


async def test_a_low_terminal_shows_one_field_at_a_time(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 14), notifications=True) as pilot:
        screen = await show(pilot, "record", desk, "contract", "CT-0001")
        for name, place in (("vendor", 1), ("title", 2), ("document_on", 3)):
            rows = [row for row in screen.query(FormRow) if row.size.height]
            assert [row.asked.name for row in rows] == [name]
            assert f"{place} of {len(screen.query_one(Form).fields)}" in shown(pilot)
            await pilot.press("tab")
            await pilot.pause()
        await pilot.press("shift+tab")
        assert screen.query_one(Form).current == "document_on"
        screen.query_one(Form).go_to("title")
        await pilot.press("end", "ctrl+u", "ctrl+s")
        await pilot.pause()
        assert "must be filled" in shown(pilot)
