"""The evidence index and attaching to it: what is stored, reviewed, superseded, and what is refused."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kestrel import KESTREL, TODAY, show, shown, small_desk, workbench
from pictures import Picture, settle
from textual.pilot import Pilot

from riskdesk.desk import attaching, looking
from riskdesk.desk.opening import Desk
from riskdesk.widgets.file_list import FileList, completed, listed
from riskdesk.widgets.form import Form
from riskdesk.widgets.table import RowTable


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path)
    yield desk
    desk.store.close()


@pytest.fixture
def papers(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder, which one works in, with a file and a folder in it."""
    (own_folders / "msa [b]2026.pdf").write_bytes(b"%PDF-1.7 caps")
    (own_folders / "replies").mkdir()
    (own_folders / "replies" / "letter.pdf").write_bytes(b"%PDF-1.7 letter")
    monkeypatch.chdir(own_folders)
    return own_folders


def evidence(desk: Desk, ref: str) -> Any:
    return looking.record(desk, "evidence", ref)


def questions(desk: Desk, ref: str) -> list[str]:
    links = looking.records(desk, "evidence_link", vendor=KESTREL)
    return [getattr(link, "question", "") for link in links if getattr(link, "evidence", "") == ref]


@pytest.mark.parametrize(
    ("name", "screen", "words"),
    [("evidence", "evidence", (KESTREL,)), ("attaching", "attaching", (KESTREL, ("C5",)))],
)
async def test_pictures(
    picture: Picture, desk: Desk, papers: Path, name: str, screen: str, words: tuple[Any, ...]
) -> None:
    attaching.attach_file(desk, papers / "replies" / "letter.pdf", vendor=KESTREL, questions=["P2", "P3"])

    async def prepare(pilot: Pilot[None]) -> None:
        await show(pilot, screen, desk, *words)

    await picture(name, lambda: workbench(desk), prepare=prepare)


async def test_a_file_is_chosen_from_the_list_and_linked(desk: Desk, papers: Path) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "attaching", desk, KESTREL, ("C5", "C2"))
        await pilot.press("shift+tab", "j", "j", "enter")
        await pilot.pause()
        assert screen.query_one(Form).typed["what"] == "~/msa [b]2026.pdf"
        await pilot.press(*"MSA", "ctrl+s")
        await settle(pilot)
        piece = evidence(desk, "EV-0002")
        assert (piece.title, piece.form, piece.strength, piece.classification) == (
            "MSA", "file", "primary", "confidential"
        )  # fmt: skip
        assert len(piece.sha256) == 64
        assert questions(desk, "EV-0002") == ["C5", "C2"]
        assert pilot.app.screen is not screen


@pytest.mark.parametrize(
    ("typed", "form"), [("https://example.org/terms", "url"), ("replies/letter.pdf", "file"), ("", "note")]
)
async def test_addresses_paths_and_notes(desk: Desk, papers: Path, typed: str, form: str) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "attaching", desk, KESTREL, ("P1",))
        screen.query_one(Form).fill("what", typed)
        screen.query_one(Form).fill("wording", "" if typed else "call with their counsel")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert evidence(desk, "EV-0002").form == form
        assert questions(desk, "EV-0002") == ["P1"]


async def test_a_piece_that_is_there_is_linked(desk: Desk, papers: Path) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "attaching", desk, KESTREL, ("C8",))
        await pilot.press(*"ev-0001", "ctrl+s")
        await settle(pilot)
        assert questions(desk, "EV-0001") == ["C5", "C8"]


@pytest.mark.parametrize(("typed", "said"), [("", "nothing to attach"), ("gone.pdf", "cannot be read")])
async def test_what_cannot_be_attached_is_said_and_the_form_stays(
    desk: Desk, papers: Path, typed: str, said: str
) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "attaching", desk, KESTREL, ("C5",))
        screen.query_one(Form).fill("what", typed)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert said in shown(pilot)
        assert pilot.app.screen is screen
        assert len(looking.records(desk, "evidence")) == 1


async def test_going_back_keeps_the_form_as_a_draft(desk: Desk, papers: Path) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "attaching", desk, KESTREL, ("C5",))
        await pilot.press(*"msa", "escape")
        await pilot.pause()
        screen = await show(pilot, "attaching", desk, KESTREL, ("C5",))
        assert screen.query_one(Form).typed["what"] == "msa"


async def test_a_piece_is_reviewed_and_superseded_and_both_stay(desk: Desk) -> None:
    attaching.attach_url(desk, "https://example.org/msa", vendor=KESTREL)
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "evidence", desk, KESTREL, "EV-0002")
        await pilot.press("r", *"read", "enter")
        await pilot.pause()
        piece = evidence(desk, "EV-0002")
        assert (piece.reviewed_by, piece.reviewed_on, piece.check) == ("R. Okafor", TODAY, "read")
        screen.query_one(RowTable).move_to("EV-0001")
        await pilot.press("S", "enter")
        await pilot.pause()
        await pilot.press("slash", *"example", "enter")
        await pilot.pause()
        await pilot.press("tab", *"signed", "enter")
        await pilot.pause()
        assert evidence(desk, "EV-0002").supersedes == "EV-0001"
        assert questions(desk, "EV-0002") == ["C5"]
        assert "> EV-0002" in shown(pilot)


def test_names_are_completed_from_their_folder(papers: Path) -> None:
    assert completed("rep") == "replies/"
    assert completed("replies/le") == "replies/letter.pdf"
    assert completed("~/msa") == "~/msa [b]2026.pdf"
    assert completed("https://example.org/x") is None
    assert completed("nothing/x") is None
    assert completed("") is None


def test_folders_come_first_and_hidden_names_not_at_all(papers: Path) -> None:
    (papers / ".secret").write_text("x")
    assert [name for name in listed(papers) if name[0] not in ".A"] == ["replies/", "msa [b]2026.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that may not be read")
async def test_a_folder_that_may_not_be_read_says_so(desk: Desk, papers: Path) -> None:
    (papers / "replies").chmod(0)
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "attaching", desk, KESTREL)
        screen.query_one(FileList).focus()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert "cannot be read" in shown(pilot)
