"""The vendor's page and the explanation of its tier: what they tell, and where each line leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kestrel import HOSTILE, KESTREL, notes, show, shown, small_desk, workbench
from pictures import Picture
from textual.pilot import Pilot

from riskdesk.desk import looking, recording
from riskdesk.desk.opening import Desk
from riskdesk.screens.around import AroundScreen
from riskdesk.screens.evidence import EvidenceScreen
from riskdesk.screens.explain import ExplainScreen
from riskdesk.screens.history import HistoryScreen
from riskdesk.screens.record import RecordScreen
from riskdesk.screens.vendor import VendorScreen
from riskdesk.screens.walk import WalkScreen
from riskdesk.widgets.lines import Lines

LUMEN = "lumen-draft"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path)
    yield desk
    desk.store.close()


def evil(desk: Desk) -> str:
    return next(ref for ref in looking.ids(desk, order="name") if ref not in {KESTREL, LUMEN})


@pytest.mark.parametrize(
    ("name", "screen", "vendor", "keys"),
    [
        ("vendor", "vendor", KESTREL, ()),
        ("vendor-untouched", "vendor", LUMEN, ()),
        ("vendor-retire", "vendor", KESTREL, ("R",)),
        ("explain", "explain", KESTREL, ()),
        ("explain-untouched", "explain", LUMEN, ()),
        ("history", "history", KESTREL, ()),
    ],
)
async def test_pictures(
    picture: Picture, desk: Desk, name: str, screen: str, vendor: str, keys: tuple[str, ...]
) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        words = ("vendor", vendor) if screen == "history" else (vendor,)
        await show(pilot, screen, desk, *words)

    await picture(name, lambda: workbench(desk), *keys, prepare=prepare)


@pytest.mark.parametrize(
    ("line", "screen"),
    [
        ("explain:", ExplainScreen),
        ("action:4", WalkScreen),
        ("record:PD-0001", RecordScreen),
        ("record:M-0001", AroundScreen),
        ("record:CT-0001", AroundScreen),
        ("record:kestrel-labs", RecordScreen),
        ("evidence:EV-0001", EvidenceScreen),
    ],
)
async def test_enter_opens_what_a_line_tells_of(desk: Desk, line: str, screen: type) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        assert pilot.app.screen.query_one(Lines).move_to(line)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, screen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, VendorScreen)


@pytest.mark.parametrize(
    ("key", "screen"),
    [("3", WalkScreen), ("x", ExplainScreen), ("e", RecordScreen), ("t", HistoryScreen), ("F", EvidenceScreen)],
)
async def test_keys_open_what_belongs_to_the_vendor(desk: Desk, key: str, screen: type) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, screen)


async def test_a_matter_is_told_as_alleged_and_with_its_path(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(140, 40), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        text = " ".join(shown(pilot).split())
        assert "alleged by a class of authors, 2026-05-04" in text
        assert "Heron (MD-0001) > Heron Models Ltd" in text


async def test_retiring_wants_a_reason_and_undo_brings_the_vendor_back(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, LUMEN)
        await pilot.press("R", "ctrl+s")
        await pilot.pause()
        assert looking.look(desk, LUMEN).case.vendor.open
        await pilot.press(*"left us", "enter")
        await pilot.pause()
        assert looking.look(desk, LUMEN).case.vendor.closed_reason == "left us"
        assert "retired" in shown(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert looking.look(desk, LUMEN).case.vendor.open


async def test_brackets_go_through_the_vendors(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await show(pilot, "vendor", desk, looking.ids(desk)[0])
        seen = []
        for key in ("]", "]", "]", "["):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(screen, VendorScreen)
            seen.append(screen.vendor)
        order = looking.ids(desk)
        assert seen == [order[1], order[2], order[2], order[1]]
        assert "last vendor" in notes(pilot)


async def test_a_what_if_leads_to_its_question(desk: Desk) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await pilot.press("x")
        await pilot.pause()
        lines = pilot.app.screen.query_one(Lines)
        wanted = next(line.id for line in lines.lines if line.id.startswith("question:"))
        lines.move_to(wanted)
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        assert f"question:{screen.here.id}" == wanted


async def test_the_terms_of_the_explanation_are_those_of_the_standing(desk: Desk) -> None:
    standing = looking.look(desk, KESTREL).standing
    assert standing.outcome is not None
    async with workbench(desk).run_test(size=(140, 60), notifications=True) as pilot:
        await show(pilot, "explain", desk, KESTREL)
        text = shown(pilot)
        outcome = standing.outcome
        assert f"{outcome.inherent}.0 = impact {outcome.impact} x likelihood {outcome.likelihood}" in text
        for floor in standing.floors:
            assert f"floor {floor.id}" in text
        for action in standing.actions:
            assert f"A{action.action} suggests {action.suggested}" in text


@pytest.mark.parametrize("size", [(40, 10), (59, 15), (80, 24)])
async def test_hostile_names_on_every_page(desk: Desk, size: tuple[int, int]) -> None:
    vendor = evil(desk)
    async with workbench(desk).run_test(size=size, notifications=True) as pilot:
        for screen, words in (
            ("vendor", (vendor,)),
            ("explain", (vendor,)),
            ("history", ("vendor", vendor)),
            ("evidence", (vendor,)),
            ("record", ("vendor", vendor)),
        ):
            await show(pilot, screen, desk, *words)
            text = shown(pilot)
            assert "\u202e" not in text
            assert HOSTILE.split()[0].casefold() in text.casefold(), screen


async def test_decisions_say_who_approved_them_and_whether_they_still_hold(desk: Desk) -> None:
    recording.add(desk, "acceptance", {"vendor": KESTREL, "owner": "Claims", "approver": "r. okafor",
                  "approver_role": "CISO", "rationale": "until renewal", "expires_on": "2026-12-20"})  # fmt: skip
    async with workbench(desk).run_test(size=(80, 60), notifications=True) as pilot:
        screen = await show(pilot, "vendor", desk, KESTREL)
        text = " ".join(shown(pilot).split())
        assert "acceptance accepted by r. okafor until 2026-12-20" in text
        assert "self-approved" in text
        assert "stale" not in text
        recording.edit(desk, "vendor", KESTREL, dict.fromkeys(("criticality", "dependency", "reach"), "5"))
        assert isinstance(screen, VendorScreen)
        screen.reload()
        await pilot.pause()
        assert "AC-0001 stale: the residual has risen since" in shown(pilot)
