"""A record's page with what hangs on it, and lists too long to be read at once; by keyboard alone at 80x24."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from kestrel import KESTREL, show, shown, small_desk, workbench
from pictures import Picture, settle
from textual import events
from textual.pilot import Pilot

from riskdesk.desk import attaching, looking, paging, recording
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS, Maker, Record
from riskdesk.screens.around import AroundScreen
from riskdesk.screens.record import RecordScreen
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.table import RowTable

SIZE = (80, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    yield made
    made.store.close()


@pytest.mark.parametrize(
    ("name", "kind", "ref"), [("around", "contract", "CT-0001"), ("around-matter", "dispute", "M-0001")]
)
async def test_pictures(picture: Picture, desk: Desk, name: str, kind: str, ref: str) -> None:
    caps = {"ip_cap": "2x fees (11.3)", "breach_cap": "5x fees (11.2)", "ip_indemnity": "11: output only"}
    recording.edit(desk, "contract", "CT-0001", {**caps, "notice_method": "registered letter"})
    recording.add(desk, "negotiation", {"contract": "CT-0001", "ask": "N3", "status": "raised", "clause": "11.3"})
    recording.edit(desk, "dispute", "M-0001", {"stage": "S5", "stage_on": "2026-11-02"}, "class certified")

    async def prepare(pilot: Pilot[None]) -> None:
        await show(pilot, "around", desk, kind, ref)

    await picture(name, lambda: workbench(desk), prepare=prepare)


async def go(pilot: Pilot[None], words: str) -> None:
    """Walk down to the line that says `words`."""
    lines = pilot.app.screen.query_one(Lines)
    await pilot.press("g")
    while words not in str(lines.lines[lines.cursor]):
        before = lines.cursor
        await pilot.press("j")
        assert lines.cursor > before, words


async def test_an_ask_is_recorded_from_the_page_of_its_contract(desk: Desk) -> None:
    async with workbench(desk).run_test(size=SIZE, notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await go(pilot, "record:CT-0001")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, AroundScreen)
        await go(pilot, "N5")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RecordScreen)
        await pilot.press("tab", "tab", "2", "ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, AroundScreen)
        made = looking.record(desk, "negotiation", "NG-0001")
        assert [getattr(made, name) for name in ("contract", "ask", "status")] == ["CT-0001", "N5", "raised"]
        assert "N5" in shown(pilot)
        assert "NG-0001" in shown(pilot)


async def test_what_hangs_on_a_record_is_added_and_the_record_closed(desk: Desk) -> None:
    async with workbench(desk).run_test(size=SIZE, notifications=True) as pilot:
        screen = await show(pilot, "around", desk, "flow", "FL-0001")
        await pilot.press("a")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RecordScreen)
        assert pilot.app.screen._typed("flow") == "FL-0001"
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("X", *"double", "enter")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert "FL-0001 closed" in shown(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_lists_picture(picture: Picture, desk: Desk) -> None:
    await picture("lists", lambda: workbench(desk), "L")


async def test_every_list_is_reached_from_the_register(desk: Desk) -> None:
    recording.add(desk, "insurance", {"insurer": "Palinode", "ends_on": "2027-04-01"})
    recording.edit(desk, "vendor", "lumen-draft", {"excluded_on": "2026-11-02", "excluded_reason": "no AI in it"})
    async with workbench(desk).run_test(size=SIZE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        lines = pilot.app.screen.query_one(Lines)
        assert {line.id for line in lines.lines if line.id} == set(KINDS)
        for kind, words in (("insurance", "Palinode"), ("vendor", "no AI in it"), ("evidence", "Call with counsel")):
            assert lines.move_to(kind)
            await pilot.press("enter")
            await settle(pilot)
            assert words in shown(pilot)
            await pilot.press("escape")
            await settle(pilot)
        lines.move_to("reviewer")
        await pilot.press("a")
        await settle(pilot)
        assert "Reviewer > new" in shown(pilot)


async def test_a_piece_is_set_aside_and_counts_again(desk: Desk) -> None:
    attaching.attach_note(desk, "for counsel", vendor=KESTREL)
    async with workbench(desk).run_test(size=SIZE, notifications=True) as pilot:
        await show(pilot, "evidence", desk, KESTREL, "EV-0002")
        for state in ("filed by mistake", ""):
            await pilot.press("Q")
            pilot.app.post_message(events.Paste("filed by mistake"))
            await pilot.press("enter")
            await settle(pilot)
            assert getattr(looking.record(desk, "evidence", "EV-0002"), "sequestered") == state  # noqa: B009
            assert ("set aside" in shown(pilot)) == bool(state)


async def test_a_long_list_reads_only_what_it_shows(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.write("import") as writing:
        writing.insert_many(Maker(ref=f"MK-{n:04}", name=f"Maker {n:04}") for n in range(2, 2502))
    read: list[int] = []
    real = paging.shown

    def counted(desk: Desk, kind: str, refs: Sequence[str]) -> dict[str, Record]:
        read.append(len(refs))
        return real(desk, kind, refs)

    monkeypatch.setattr(paging, "shown", counted)
    async with workbench(desk).run_test(size=SIZE, notifications=True) as pilot:
        screen = await show(pilot, "records", desk, "maker")
        await settle(pilot)
        table = screen.query_one(RowTable)
        assert len(table.ids) == 2501
        assert sum(read) < 300
        await pilot.press("slash", *"maker 24", "enter")
        await settle(pilot)
        assert len(table.ids) == 100
        assert "100 of 2,501" in shown(pilot)
