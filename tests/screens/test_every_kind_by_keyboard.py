"""Every kind of record kept by hand, added, corrected and closed at 80x24 with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from every_kind import TYPED, correction
from kestrel import KESTREL, TODAY, notes, show, shown, small_desk, workbench
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from riskdesk.desk import looking, recording
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import KINDS, Record
from riskdesk.screens.picking import PickingScreen
from riskdesk.screens.record import RecordScreen
from riskdesk.screens.records import RecordsScreen
from riskdesk.widgets.editors import Pick
from riskdesk.widgets.form import Form

GROUPS = [list(TYPED)[start::4] for start in range(4)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = small_desk(tmp_path)
    recording.add(made, "proceeding", {"title": "Inquiry", "vehicle": "rfi"})
    yield made
    made.store.close()


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys one after the other, without waiting between them for a screen that none of them opens."""
    for key in pressed:
        pilot.app.simulate_key(key)
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste, as a terminal does, into the field that has the focus."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def fill(pilot: Pilot[None], name: str, text: str) -> None:
    """Walk down the form to the field, and say there what is to be said: a digit, an item of a list, or text."""
    form = pilot.app.screen.query_one(Form)
    while not form.current:
        await pilot.pause()
    names = [field.name for field in form.fields]
    steps = names.index(name) - names.index(form.current)
    if steps:
        await keys(pilot, *["tab" if steps > 0 else "shift+tab"] * abs(steps))
    assert form.current == name, shown(pilot)
    field = form.fields[names.index(name)]
    if not isinstance(pilot.app.focused, Pick):
        if form.typed[name]:
            await keys(pilot, "end", "ctrl+u")
        await paste(pilot, text)
        return
    digit = next((key for key in "123456789" if field.by_digit(key) == text), "")
    if digit:
        await keys(pilot, digit)
        return
    await keys(pilot, "enter")
    assert isinstance(pilot.app.screen, PickingScreen), name
    await keys(pilot, "slash")
    await paste(pilot, KESTREL if field.kind == "vendor" else refer(text))
    await keys(pilot, "enter")


def refer(text: str) -> str:
    kind = text[1:-1]
    return f"{KINDS[kind].prefix}-0001" if text.startswith("<") and kind in KINDS else text


async def save(pilot: Pilot[None]) -> None:
    """Press the key that saves, and see the list again."""
    await keys(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, RecordsScreen), shown(pilot)


async def made(pilot: Pilot[None], desk: Desk, kind: str) -> Record:
    """Add a record from the list of its kind."""
    before = {record.ref for record in looking.records(desk, kind)}
    await keys(pilot, "a")
    assert isinstance(pilot.app.screen, RecordScreen)
    for name, text in TYPED[kind].items():
        if pilot.app.screen.query_one(Form).typed[name] != text:
            await fill(pilot, name, text)
    await save(pilot)
    (found,) = [record for record in looking.records(desk, kind) if record.ref not in before]
    return found


@pytest.fixture(autouse=True)
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames are laid out but not painted: nobody looks at them here, and there are thousands."""
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda _screen: None)


@pytest.mark.once
@pytest.mark.parametrize("kinds", GROUPS, ids=lambda kinds: "-".join(kinds)[:30])
async def test_every_kind_is_added_corrected_and_closed(desk: Desk, kinds: list[str]) -> None:
    async with workbench(desk).run_test(size=(80, 24), notifications=True) as pilot:
        for kind in kinds:
            await show(pilot, "records", desk, kind)
            record = await made(pilot, desk, kind)
            await keys(pilot, "G", "e")
            name, text = correction(kind)
            await fill(pilot, name, text)
            await save(pilot)
            assert str(getattr(looking.record(desk, kind, record.ref), name)) == text, kind
            await keys(pilot, "X")
            await keys(pilot, *"twice", "enter")
            closed = looking.record(desk, kind, record.ref)
            assert (closed.closed_on, closed.closed_reason) == (TODAY, "twice"), (kind, shown(pilot), notes(pilot))
            await keys(pilot, "escape")


def test_every_kind_kept_by_hand_is_tried() -> None:
    assert TYPED.keys() == {kind.name for kind in KINDS.values() if kind.by_hand}
