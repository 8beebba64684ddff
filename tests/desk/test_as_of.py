"""The register as of an earlier moment: as it was then, read-only, and gone afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desks import ACME, acme_desk, new_desk, rate, say

from riskdesk.desk import attaching, looking, recording
from riskdesk.desk.as_of import desk_as_of
from riskdesk.desk.opening import Desk
from riskdesk.errors import BadDate, StoreUnusable, UnknownRecord


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, now=lambda: moment, today=lambda: moment.date())


def test_a_date_before_a_change_shows_the_register_as_it_was(desk: Desk) -> None:
    rate(desk)
    say(desk, "C1", "enterprise", on=date(2026, 11, 20))
    before, row = looking.look(desk, ACME), looking.rows(desk, [ACME])
    later = at(desk, datetime(2026, 12, 24, tzinfo=UTC))
    say(later, "C1", "free")
    recording.edit(later, "vendor", ACME, {"name": "Acme Systems", "criticality": "5"})
    recording.add(later, "vendor", {"name": "Newcomer"})
    with desk_as_of(later, "2026-11-23") as then:
        assert looking.look(then, ACME) == before
        assert looking.rows(then, [ACME]) == row
        assert looking.ids(then) == [ACME]
        assert looking.look(then, "Acme").case.vendor.ref == ACME
        assert then.today() == date(2026, 11, 23)
        assert then.now() == datetime(2026, 11, 23, 23, 59, 59, 999999, tzinfo=UTC)
        with pytest.raises(UnknownRecord):
            looking.look(then, "newcomer")
    assert looking.look(later, ACME).case.vendor.name == "Acme Systems"


def test_a_moment_is_told_to_the_microsecond_and_by_its_offset(desk: Desk) -> None:
    say(at(desk, datetime(2026, 11, 24, 10, 0, 0, 7, tzinfo=UTC)), "C1", "enterprise")
    later = at(desk, datetime(2026, 11, 25, tzinfo=UTC))
    for text, answered in (
        ("2026-11-24T10:00:00.000006", False),
        ("2026-11-24T10:00:00.000007Z", True),
        ("2026-11-24 12:00:00.000007+02:00", True),
        ("2026-11-24 10:00+00:01", False),
    ):
        with desk_as_of(later, text) as then:
            assert ("C1" in looking.look(then, ACME).case.answers) is answered, text


def test_what_expired_since_was_fresh_then(desk: Desk) -> None:
    rate(desk)
    say(desk, "D2", "both")
    late = at(desk, datetime(2027, 6, 1, tzinfo=UTC))
    fresh = {c.question: c.fresh_tenths for c in looking.look(late, ACME).standing.actions[1].credits}
    with desk_as_of(late, "2026-11-30") as then:
        then_fresh = {c.question: c.fresh_tenths for c in looking.look(then, ACME).standing.actions[1].credits}
    assert (fresh["D2"], then_fresh["D2"]) == (5, 10)


def test_nothing_can_be_changed_there_and_evidence_can_be_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "msa.txt").write_text("signed")
    piece = attaching.attach_file(desk, tmp_path / "msa.txt", vendor=ACME)
    with desk_as_of(desk, "2026-11-23") as then:
        with then.store.vault.open(piece.sha256) as stored:
            assert stored.read() == b"signed"
        with pytest.raises(StoreUnusable):
            say(then, "C1", "enterprise")


def test_the_copy_is_private_and_goes(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with desk_as_of(desk, "2026-11-23") as then:
        assert then.store.path.stat().st_mode & 0o777 == 0o600
        assert then.store.path.parent.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []
    with pytest.raises(ZeroDivisionError), desk_as_of(desk, "2026-11-23"):
        raise ZeroDivisionError
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yesterday", "not a date"),
        ("2026-13-01", "not a date"),
        ("2026-11-23T25:00", "not a date"),
        ("2026-11-24", "still to come"),
        ("2020-01-01", "had not begun"),
        ("0001-01-01T00:00:00+23:59", "not a date"),
    ],
)
def test_a_moment_that_cannot_be_shown_is_refused(desk: Desk, text: str, told: str) -> None:
    with pytest.raises(BadDate, match=told), desk_as_of(desk, text):
        pass


def test_an_empty_register_has_nothing_to_show(tmp_path: Path) -> None:
    with desk_as_of(new_desk(tmp_path), "2026-11-23") as then:
        assert looking.ids(then) == []
        assert looking.counts(then).all == 0
