"""Starting and opening a register: who works at it, by which pack, and what keeps it from being opened."""

import getpass
import shutil
from datetime import date
from pathlib import Path

import pytest
from desks import ACME, REVIEWER, TODAY, acme_desk, new_desk, note, rate, say, ticking

from riskdesk.data.pack_folders import SHIPPED
from riskdesk.data.store import create
from riskdesk.desk import looking, recording, standing
from riskdesk.desk.opening import account_name, local_today, open_desk, start, utc_now
from riskdesk.errors import BadValue, MissingValue, NotAStore, RiskdeskError, StoreExists, StoreMissing, StoreUnusable


def test_a_started_register_is_opened_again(tmp_path: Path) -> None:
    made = new_desk(tmp_path)
    opened = open_desk(made.store.path)
    assert (opened.reviewer, opened.role, opened.pack.id) == (REVIEWER, "CISO", "2026.1")
    assert (opened.organisation.name, opened.organisation.start_on) == ("Northgate", date(2026, 10, 17))
    assert opened.now().tzinfo is not None
    assert abs((opened.today() - local_today()).days) <= 1


def test_a_start_without_a_day_is_today(tmp_path: Path) -> None:
    desk = start(tmp_path / "r.db", " North\x1bgate ", "A", role=" CISO ", today=lambda: TODAY)
    assert (desk.organisation.name, desk.organisation.start_on, desk.role) == ("North\ufffdgate", TODAY, "CISO")


def test_a_register_is_started_once(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    before = desk.store.path.read_bytes()
    with pytest.raises(StoreExists):
        start(desk.store.path, "Other", "B")
    assert desk.store.path.read_bytes() == before


def test_a_start_that_was_cut_short_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    create(path, now=utc_now())
    with pytest.raises(StoreUnusable, match="never started") as caught:
        open_desk(path)
    assert caught.value.remedy
    assert start(path, "Northgate", "A").organisation.name == "Northgate"


@pytest.mark.parametrize(("organisation", "reviewer"), [("", "A"), ("O", " \t "), ("\n", "A")])
def test_names_are_needed_before_anything_is_made(tmp_path: Path, organisation: str, reviewer: str) -> None:
    with pytest.raises(MissingValue):
        start(tmp_path / "r.db", organisation, reviewer)
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize(
    ("make", "error"),
    [(lambda path: None, StoreMissing), (lambda path: path.write_text("x" * 500), NotAStore)],
    ids=["missing", "no store"],
)
def test_what_is_no_register_is_not_opened(tmp_path: Path, make: object, error: type[RiskdeskError]) -> None:
    make(tmp_path / "r.db")  # type: ignore[operator]
    with pytest.raises(error) as caught:
        open_desk(tmp_path / "r.db")
    assert caught.value.exit_code == 3


def test_the_reviewer_in_office_named_last_works(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    path = desk.store.path
    recording.add(desk, "reviewer", {"name": "B. Two", "role": "Analyst"})
    recording.add(desk, "reviewer", {"name": "C. Three", "until": "2026-11-22"})
    recording.add(desk, "reviewer", {"name": "D. Four", "until": "2027-01-01"})
    assert open_desk(path, today=lambda: TODAY).reviewer == "D. Four"
    assert open_desk(path, reviewer=" b. two ", today=lambda: TODAY).role == "Analyst"
    assert open_desk(path, today=lambda: date(2027, 1, 2)).reviewer == "B. Two"
    with pytest.raises(BadValue) as caught:
        open_desk(path, reviewer="C. Three", today=lambda: TODAY)
    assert caught.value.remedy == f"one of: {REVIEWER}, B. Two, D. Four"


def test_the_account_has_a_name_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    assert account_name()
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert account_name() == "unknown"


def other_pack(folder: Path) -> None:
    """A pack 2026.2 beside the store in which action 1 weighs more than action 4."""
    target = folder / "packs" / "2026.2"
    shutil.copytree(SHIPPED / "2026.1", target)
    pack = target / "pack.toml"
    pack.write_text(pack.read_text("utf-8").replace('"2026.1"', '"2026.2"'), "utf-8")
    for number, old, new in ((1, 25, 50), (4, 30, 5)):
        file = target / f"action-{number}.toml"
        file.write_text(file.read_text("utf-8").replace(f"weight = {old}\n", f"weight = {new}\n", 1), "utf-8")


def test_another_pack_beside_the_store_scores_everybody_again(tmp_path: Path) -> None:
    desk = acme_desk(tmp_path)
    say(desk, "C2", "both")
    rate(desk)
    before = looking.rows(desk, [ACME])[ACME]
    other_pack(tmp_path)
    done = recording.edit(desk, "organisation", "organisation", {"pack": "2026.2"}, "board decision")
    assert done.vendors == (ACME,)
    opened = open_desk(desk.store.path, now=ticking(), today=lambda: TODAY)
    assert opened.pack.id == "2026.2"
    after = looking.rows(opened, [ACME])[ACME]
    assert (after.pack, after.residual_tenths) != (before.pack, before.residual_tenths)
    assert looking.vendor_history(opened, ACME)[0].kind == "standing"
    assert standing.refresh(opened) == 0
    note(opened)


class TestRefresh:
    """The cache follows the calendar, without log entries."""

    def test_only_what_no_longer_holds_is_assessed(self, tmp_path: Path) -> None:
        desk = acme_desk(tmp_path)
        assert standing.refresh(desk) == 0
        later = open_desk(desk.store.path, now=ticking(), today=lambda: date(2027, 6, 1))
        before, told = later.store.log_seq(), []
        assert standing.refresh(later, progress=lambda done, of: told.append((done, of))) == 1
        assert (later.store.log_seq(), told) == (before, [(1, 1)])
        row = looking.rows(later, [ACME])[ACME]
        assert row.on == date(2027, 6, 1)
        assert row.states[0].endswith("!")
        assert standing.refresh(later) == 0

    def test_it_stops_where_it_is_asked_to(self, tmp_path: Path) -> None:
        desk = acme_desk(tmp_path)
        later = open_desk(desk.store.path, now=ticking(), today=lambda: date(2027, 6, 1))
        assert standing.refresh(later, cancelled=lambda: True) == 0
        assert looking.rows(later, [ACME])[ACME].on == TODAY

    def test_late_work_comes_before_the_rest_and_unrated_before_all(self, tmp_path: Path) -> None:
        desk = acme_desk(tmp_path)
        recording.add(desk, "vendor", {"name": "Late", **dict.fromkeys(("criticality", "dependency"), "3")})
        for ref in (ACME, "late"):
            recording.edit(desk, "vendor", ref, {"reach": "3", "data_sensitivity": "3", "criticality": "3",
                           "dependency": "3", "provenance_anchor": "3", "provenance_reason": "r"})  # fmt: skip
            rate(desk, ref)
        recording.edit(desk, "round", "RD-0002", {"start_on": "2026-01-01"})
        recording.add(desk, "vendor", {"name": "Fresh"})
        recording.add(desk, "vendor", {"name": "Out", "excluded_on": "2026-11-01", "excluded_reason": "no AI"})
        assert looking.ids(desk) == ["fresh", "late", ACME]
        assert (looking.counts(desk).unrated, looking.counts(desk).excluded) == (1, 1)
