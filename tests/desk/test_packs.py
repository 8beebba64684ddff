"""Another pack: its effect shown before it is adopted, and the register scored by it afterwards."""

import shutil
from pathlib import Path

import pytest
from desks import ACME, FACTORS, acme_desk, rate, say

from riskdesk.data.pack_folders import SHIPPED
from riskdesk.desk import looking, recording, rescoring, undoing
from riskdesk.desk.opening import Desk, open_desk
from riskdesk.desk.packs import adopt_pack, known_packs, try_pack
from riskdesk.errors import NotAllowed, PackBroken, ReasonNeeded

STRICT = (
    ("pack.toml", 'id = "2026.1"', 'id = "2027.1"'),
    ("pack.toml", 'version = "2026.1.0"', 'version = "2027.1.0"'),
    ("pack.toml", "control_ceiling_percent = 60", "control_ceiling_percent = 0"),
    ("pack.toml", "from_tenths = 160", "from_tenths = 140"),
    ("pack.toml", "unknown_factor = 4", "unknown_factor = 5"),
    ("action-4.toml", 'name = "ip_cap"', 'name = "ip_ceiling"'),
)


def beside(desk: Desk, *changes: tuple[str, str, str], name: str = "stricter") -> Path:
    """A pack of other words beside the store."""
    folder = desk.store.path.parent / "packs" / name
    shutil.copytree(SHIPPED / "2026.1", folder)
    for file, old, new in changes:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = acme_desk(tmp_path)
    rate(found)
    say(found, "C5", "supercap;ip_cap=2x fees")
    recording.add(found, "vendor", {"name": "Plain", **FACTORS})
    return found


def test_packs_are_listed_with_the_one_in_use_and_what_is_wrong_with_others(desk: Desk) -> None:
    beside(desk, *STRICT)
    beside(desk, *STRICT[:1], ("action-1.toml", "credit = 70 }", "credit = 700 }"), name="broken")
    with pytest.raises(PackBroken, match="two packs have the id"):
        known_packs(desk)
    (desk.store.path.parent / "packs" / "broken" / "pack.toml").write_text('id = "0000.0"')
    found = known_packs(desk)
    assert [(item.id, item.used, bool(item.wrong)) for item in found] == [
        ("0000.0", False, True),
        ("2026.1", True, False),
        ("2027.1", False, False),
    ]


def test_a_trial_shows_every_vendor_and_changes_nothing(desk: Desk) -> None:
    beside(desk, *STRICT)
    before, row = desk.store.log_seq(), looking.rows(desk, [ACME])
    found = try_pack(desk, "2027.1")
    assert [(item.vendor, item.tier, item.new_tier) for item in found.vendors] == [
        (ACME, row[ACME].tier, "critical"),
        ("plain", "unrated", "unrated"),
    ]
    assert (found.vendors[0].residual_tenths, found.vendors[0].new_residual_tenths) == (row[ACME].residual_tenths, 150)
    assert found.unfit == {"C5": 1}
    assert (found.asked_anew, found.vanished) == ((), {})
    assert desk.store.log_seq() == before
    assert looking.rows(desk, [ACME]) == row


def test_a_question_that_vanishes_is_listed_with_its_answers(desk: Desk) -> None:
    with desk.write("test") as writing:
        answer = looking.look(desk, ACME).case.answers["U1"]
        writing.insert(type(answer)(**{**vars(answer), "ref": f"{ACME}/Z9", "question": "Z9"}))
    assert try_pack(desk, "2026.1").vanished == {"Z9": 1}


def test_adopting_a_pack_scores_everybody_by_it_and_keeps_the_answers(desk: Desk) -> None:
    beside(desk, *STRICT)
    rescoring.give_score(desk, ACME, 4, looking.look(desk, ACME).standing.actions[3].suggested)
    trial, answers = try_pack(desk, "2027.1"), looking.look(desk, ACME).case.answers
    new = adopt_pack(desk, "2027.1", "approved by the risk committee")
    assert (new.pack.id, new.organisation.pack) == ("2027.1", "2027.1")
    opened = open_desk(desk.store.path, now=desk.now, today=desk.today)
    rows = looking.rows(opened, looking.ids(opened))
    for item in trial.vendors:
        row = rows[item.vendor]
        assert (row.tier, row.residual_tenths) == (item.new_tier, item.new_residual_tenths)
        assert row.pack == opened.pack.sha256
    assert looking.look(opened, ACME).case.answers == answers
    (entry, *_) = looking.history(opened, "organisation", "organisation")
    assert (entry.deed, entry.reason, entry.new) == ("pack", "approved by the risk committee", {"pack": "2027.1"})
    told = looking.history(opened, "standing", ACME)[0]
    assert told.new["cause"] == "pack 2027.1 adopted"
    with pytest.raises(NotAllowed):
        undoing.undo(opened)


def test_adopting_is_refused_without_a_reason_for_the_same_pack_and_for_a_broken_one(desk: Desk) -> None:
    beside(desk, STRICT[0], ("pack.toml", "na_cap = 3", "na_cap = 30"))
    with pytest.raises(ReasonNeeded):
        adopt_pack(desk, "2027.1", " ")
    with pytest.raises(NotAllowed, match="already"):
        adopt_pack(desk, "2026.1", "again")
    for id in ("2027.1", "1999.1"):
        with pytest.raises(PackBroken):
            adopt_pack(desk, id, "why not")
        with pytest.raises(PackBroken):
            try_pack(desk, id)
    assert desk.organisation.pack == "2026.1"
