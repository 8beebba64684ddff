"""The supply chain from either end, and the makers that most vendors stand on; by keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from kestrel import HOSTILE, KESTREL, notes, show, shown, small_desk, workbench
from pictures import Picture, settle

from riskdesk.desk import looking, recording, supply
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk, start
from riskdesk.rules.records import SubVendor
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.supply_lines import sub_vendor_lines
from riskdesk.widgets.table import RowTable

TODAY = date(2026, 11, 23)
REASON = "Our product runs on another model family; no weights are shared."


@pytest.fixture(scope="module")
def sample() -> Iterator[Desk]:
    """The sample register, which no test here writes to."""
    with sample_desk(start_on=date(2026, 10, 18), today=lambda: TODAY) as desk:
        yield desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    yield made
    made.store.close()


async def test_pictures(picture: Picture, sample: Desk) -> None:
    await picture("supply", lambda: workbench(sample), "slash", *"northlight", "enter", "m")
    await picture("makers", lambda: workbench(sample), "M")
    await picture("maker", lambda: workbench(sample), "M", "enter")


async def test_the_chain_of_a_vendor(desk: Desk) -> None:
    for kind, typed in (
        ("subvendor", {"name": "Fell Compute", "service": "batch"}),
        ("subvendor", {"name": "Deep Store", "through": "SV-0001"}),
        ("contact", {"name": "Priya Anand", "role": "officer", "may_bind": "yes"}),
        (
            "designation",
            {"vendor": KESTREL, "list_name": "List A", "issuer": "Body", "source": "s", "listed_on": "2026-11-01"},
        ),
    ):
        recording.add(desk, kind, {"vendor": KESTREL, **typed})
    recording.edit(desk, "product", "PD-0001", {"substitute": "Other", "switch_days": "30", "exit_plan": "by hand"})
    app = workbench(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await show(pilot, "vendor", desk, KESTREL)
        await pilot.press("m")
        await settle(pilot)
        text = shown(pilot)
        for words in (
            "Kestrel Assist", "Heron 2", "stated by the vendor", "nobody named who says so", "Heron Models Ltd",
            "1 of 3 vendors on it", "Authors v. Heron Models", "alleged by a class of authors", "S4",
            "relevance: our model is named", "substitute Other, 30 days to switch; exit plan: by hand",
            "listed: List A of Body", "Fell Compute", "> Deep Store", "authorised officer", "may bind",
        ):  # fmt: skip
            assert words in text, words


async def test_enter_opens_what_a_line_tells_of(desk: Desk) -> None:
    app = workbench(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await show(pilot, "supply", desk, KESTREL)
        lines = app.screen.query_one(Lines)
        for id, title in (("record:PD-0001", "Record"), ("maker:MK-0001", "Maker"), ("add:contact", "Record")):
            while lines.cursor_id != id:
                before = lines.cursor
                await pilot.press("j")
                assert lines.cursor > before, id
            await pilot.press("enter")
            await settle(pilot)
            assert app.screen.title == title
            await pilot.press("escape")
            await settle(pilot)
            assert app.screen.title == "Supply chain"


async def test_a_matter_is_judged_unrelated_for_one_vendor_with_a_reason(desk: Desk) -> None:
    app = workbench(desk)
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        await show(pilot, "supply", desk, KESTREL)
        await pilot.press("r")
        assert "line that begins with !" in notes(pilot)
        lines = app.screen.query_one(Lines)
        lines.move_to("dispute:M-0001")
        await pilot.press("r")
        await settle(pilot)
        assert "unrelated" in shown(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert looking.records(desk, "relevance") == []
        app.screen.query_one("Form").fill("reason", REASON)  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await settle(pilot)
        (judged,) = looking.records(desk, "relevance")
        assert (judged.vendor, judged.dispute, judged.relevance, judged.reason) == (  # type: ignore[attr-defined]
            KESTREL, "M-0001", "unrelated", REASON,
        )  # fmt: skip
        assert app.screen.title == "Supply chain"
        assert "relevance: unrelated" in shown(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert judged.ref in shown(pilot)
    assert looking.record(desk, "dispute", "M-0001").relevance == "named"  # type: ignore[attr-defined]


async def test_a_maker_and_the_vendors_on_it(desk: Desk) -> None:
    product = recording.add(desk, "product", {"vendor": "evil-b-corp-1-1", "name": HOSTILE}).record.ref
    recording.add(desk, "use", {"product": product, "model": "MD-0001"})
    app = workbench(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("M")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        table = app.screen.query_one(RowTable)
        assert sorted(table.ids) == ["evil-b-corp-1-1", KESTREL]
        assert "2 of 3 vendors in scope on it" in app.screen.query_one(Headline).state
        assert "Kestrel Assist > Heron 2" in shown(pilot)
        await pilot.press("slash", *"kestrel", "enter")
        assert list(table.ids) == [KESTREL]
        await pilot.press("r")
        await settle(pilot)
        assert app.screen.title == "Record"
        assert "M-0001" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        assert app.screen.title == "Supply chain"
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert app.screen.title == "Vendor"
        await pilot.press("escape", "tab", "enter")
        await settle(pilot)
        assert app.screen.title == "Record"
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert app.screen.title == ("Makers" if app.screen.title != "Maker" else "Maker")


async def test_several_matters_are_asked_about_first(desk: Desk) -> None:
    typed = {"maker": "MK-0001", "list_name": "List A", "issuer": "Body", "source": "s", "listed_on": "2026-11-01"}
    recording.add(desk, "designation", typed)
    app = workbench(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "maker", desk, "MK-0001")
        await settle(pilot)
        await pilot.press("r", "2")
        await settle(pilot)
        assert app.screen.title == "Record"
        assert "DS-0001" in shown(pilot)


async def test_an_empty_register_has_no_makers(tmp_path: Path) -> None:
    desk = start(
        tmp_path / "register.db", "Northgate", "R", now=lambda: datetime(2026, 11, 23, tzinfo=UTC), today=lambda: TODAY
    )
    app = workbench(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("m", "M")
        await settle(pilot)
        assert "No maker yet." in shown(pilot)
        await pilot.press("enter", "e", "a")
        await settle(pilot)
        assert app.screen.title == "Record"
    recording.add(desk, "maker", {"name": HOSTILE})
    recording.add(desk, "vendor", {"name": "Alone"})
    app = workbench(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "maker", desk, "MK-0001")
        await settle(pilot)
        await pilot.press("r", "m")
        assert "No vendor stands on it." in shown(pilot)
        await show(pilot, "supply", desk, "alone")
        assert "no product recorded" in shown(pilot)
    desk.store.close()


def test_sub_vendors_that_lead_back_to_themselves_are_all_told() -> None:
    made = [SubVendor(ref=f"SV-{n}", vendor="v", name=f"S{n}", through=f"SV-{n % 3 + 1}") for n in (1, 2, 3)]
    made.append(SubVendor(ref="SV-4", vendor="v", name="S4", through="SV-4"))
    told = [line.tail for line in sub_vendor_lines(made) if line.tail]
    assert sorted(map(str, told)) == ["SV-1", "SV-2", "SV-3", "SV-4"]


def test_concentration_counts_affiliates_together(desk: Desk) -> None:
    holding = recording.add(desk, "maker", {"name": "Holding"}).record.ref
    recording.edit(desk, "maker", "MK-0001", {"affiliate_of": holding})
    recording.edit(desk, "vendor", "lumen-draft", {"own_maker": holding})
    found = supply.concentration(desk)
    counts = {item.ref: (item.vendors, item.reached, item.share, item.matters, item.models) for item in found.makers}
    assert counts == {"MK-0001": (1, 2, 67, 1, 1), holding: (1, 2, 67, 0, 0)}
    assert (found.vendors, found.unknown) == (3, 1)
    recording.close(desk, "vendor", KESTREL, "left")
    found = supply.concentration(desk)
    assert {item.reached for item in found.makers} == {1}
    seen = supply.touched(desk, holding)
    assert ([item.vendor for item in seen.vendors], seen.hidden, [item.ref for item in seen.group]) == (
        ["lumen-draft"], 1, ["MK-0001"],
    )  # fmt: skip
