"""Taking back and doing again: by new entries, deed by deed, one's own alone, never half of one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desks import ACME, acme_desk, held, logged, note, rate, say, typed_dispute

from riskdesk.desk import attaching, looking, recording, rescoring, signing, undoing
from riskdesk.desk.importing import Incoming, apply
from riskdesk.desk.opening import Desk
from riskdesk.desk.undoing import redo, undo
from riskdesk.desk.verifying import verify
from riskdesk.errors import NotAllowed
from riskdesk.rules.records import KIND_OF, KINDS, Answer, Record, Vendor


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = acme_desk(tmp_path)
    rate(made)
    say(made, "C5", "general", note="as read")
    rescoring.give_score(made, ACME, 4, looking.look(made, ACME).standing.actions[3].suggested)
    signing.sign(made, ACME, 4)
    note(made)
    recording.add(made, "dispute", typed_dispute(vendor=ACME))
    return made


def register(desk: Desk) -> dict[str, Record]:
    """Every record that is open."""
    return {item.ref: item for kind in KINDS.values() for item in held(desk, kind.record, "closed_on is null")}


DEEDS: dict[str, Callable[[Desk], object]] = {
    "answer": lambda desk: say(desk, "C5", "supercap", note="read again"),
    "first answer": lambda desk: say(desk, "C2", "both"),
    "clear": lambda desk: __import__("riskdesk.desk.answering").desk.answering.clear(desk, ACME, "C5", "why"),
    "score": lambda desk: rescoring.give_score(desk, ACME, 1, 1, "more than it seems"),
    "score again": lambda desk: rescoring.give_score(desk, ACME, 4, 1, "more than it seems"),
    "sign": lambda desk: signing.sign(desk, ACME, 4, "again"),
    "attach": lambda desk: attaching.attach_note(desk, "x", vendor=ACME, questions=["C5"]),
    "link": lambda desk: attaching.link(desk, "EV-0001", ACME, "C5"),
    "review": lambda desk: attaching.review(desk, "EV-0001"),
    "add vendor": lambda desk: recording.add(desk, "vendor", {"name": "B"}),
    "add": lambda desk: recording.add(desk, "product", {"vendor": ACME, "name": "P", "offered_in": "eu"}),
    "edit": lambda desk: recording.edit(desk, "dispute", "M-0001", {"stage": "S5", "stage_on": "2026-11-01"}),
    "edit vendor": lambda desk: recording.edit(desk, "vendor", ACME, {"criticality": "5", "generative": "yes"}),
    "close": lambda desk: recording.close(desk, "dispute", "M-0001", "withdrawn"),
    "retire": lambda desk: recording.close(desk, "vendor", ACME, "gone"),
}


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_every_deed_is_undone_and_done_again_by_new_entries(desk: Desk, deed: str) -> None:
    before = register(desk)
    DEEDS[deed](desk)
    after, seq = register(desk), desk.store.log_seq()
    done = undo(desk)
    assert register(desk) == before
    assert done.records
    assert logged(desk, seq)[0].deed == "undo"
    assert redo(desk).deed == done.deed
    assert register(desk) == after
    undo(desk)
    assert register(desk) == before
    row, fresh = looking.rows(desk, [ACME])[ACME], looking.look(desk, ACME).standing
    assert fresh.outcome is not None
    assert (row.tier, row.residual_tenths) == (fresh.tier, fresh.outcome.residual_tenths)
    assert verify(desk).whole


def test_what_was_added_is_closed_and_says_so(desk: Desk) -> None:
    say(desk, "C2", "both")
    undo(desk)
    (kept,) = (item for item in held(desk, Answer) if item.ref.endswith("C2"))
    assert kept.closed_reason == "undone: answer"


def test_several_steps_back_and_forth(desk: Desk) -> None:
    words = ["none", "first", "second", "third"]
    for word in words:
        recording.edit(desk, "vendor", ACME, {"owner": word})

    def owner() -> str:
        (vendor,) = held(desk, Vendor)
        assert isinstance(vendor, Vendor)
        return vendor.owner

    for expected in ("second", "first"):
        undo(desk)
        assert owner() == expected
    for expected in ("second", "third"):
        redo(desk)
        assert owner() == expected
    with pytest.raises(NotAllowed, match="nothing to redo"):
        redo(desk)
    for expected in ("second", "first", "none"):
        undo(desk)
        assert owner() == expected
    redo(desk)
    recording.edit(desk, "vendor", ACME, {"owner": "new"})
    with pytest.raises(NotAllowed, match="nothing to redo"):
        redo(desk)
    for expected in ("first", "none", ""):
        undo(desk)
        assert owner() == expected


@pytest.mark.parametrize(
    "later",
    [{"name": "Acme two"}, {"notes": "a field that was empty when it was added"}],
    ids=["a changed field", "a filled field"],
)
def test_a_deed_is_not_undone_under_somebody_elses_change(desk: Desk, later: dict[str, str]) -> None:
    recording.add(desk, "maker", {"name": "Heron"})
    other = replace(desk, reviewer="B. Two")
    recording.edit(other, "maker", "MK-0001", later)
    before = desk.store.log_seq()
    with pytest.raises(NotAllowed, match="later change") as caught:
        undo(desk)
    assert caught.value.where == "maker MK-0001"
    assert desk.store.log_seq() == before


def test_one_takes_back_ones_own_deeds_alone(desk: Desk) -> None:
    recording.edit(desk, "vendor", ACME, {"owner": "mine"})
    other, else_where = replace(desk, reviewer="B. Two"), replace(desk, account="elsewhere")
    recording.edit(other, "dispute", "M-0001", {"forum": "theirs"})
    recording.edit(else_where, "dispute", "M-0001", {"docket": "12"})
    assert undo(desk).records == (f"vendor {ACME}",)
    assert undo(other).records == ("dispute M-0001",)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        undo(other)
    with pytest.raises(NotAllowed, match="nothing to redo"):
        redo(else_where)


def test_starts_and_imports_stay(tmp_path: Path) -> None:
    desk = acme_desk(tmp_path)
    undo(desk)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        undo(desk)
    apply(desk, [Incoming(2, "V-1", {"name": "One"})], source="list.csv")
    with pytest.raises(NotAllowed, match="an import stays"):
        undo(desk)


def test_half_a_deed_is_never_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recording.add_many(desk, "maker", [{"name": f"m{number}"} for number in range(8)])
    monkeypatch.setattr(undoing, "REACH_BACK", 5)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        undo(desk)
    monkeypatch.undo()
    assert len(undo(desk).records) == 8


def test_kinds_without_a_deed_of_their_own_are_known(desk: Desk) -> None:
    assert {entry.kind for entry in logged(desk)} <= {*KINDS, "standing"}
    assert KIND_OF[Answer].name == "answer"
