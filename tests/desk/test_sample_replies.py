"""The replies in data/: still what the present questionnaire would come back as, and read as the README says."""

import zipfile
from pathlib import Path

import pytest
import write_replies
from desks import new_desk
from write_replies import MARK, TOP, VENDOR

from riskdesk.desk.opening import Desk
from riskdesk.desk.replies import Choices, Outcome
from riskdesk.errors import ReplyRefused
from riskdesk.imports.applying import import_file
from riskdesk.imports.replies import take_file

DATA = TOP / "data"
NAMES = ("reply-tidy.xlsx", "reply-awkward.xlsx", "reply-altered.xlsx")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = new_desk(tmp_path)
    import_file(desk, DATA / "vendors.csv")
    return desk


def taken(desk: Desk, name: str, *skip: str) -> Outcome:
    return take_file(desk, DATA / name, Choices(skip=frozenset(skip), sent_from=MARK))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_they_are_replies_to_the_present_questionnaire(tmp_path: Path) -> None:
    write_replies.write(tmp_path)
    assert sorted(path.name for path in DATA.glob("reply-*")) == sorted(NAMES)
    for name in NAMES:
        assert parts(tmp_path / name) == parts(DATA / name), f"{name}: run tests/desk/write_replies.py"


def test_the_tidy_one_goes_in_whole(desk: Desk) -> None:
    with pytest.raises(ReplyRefused, match="another register"):
        take_file(desk, DATA / "reply-tidy.xlsx")
    outcome = taken(desk, "reply-tidy.xlsx")
    assert (outcome.vendor, outcome.kept, outcome.unsettled) == (VENDOR, True, ())
    assert {row.verdict for row in outcome.rows} == {"new"}


def test_the_awkward_one_names_what_cannot_be_taken(desk: Desk) -> None:
    outcome = taken(desk, "reply-awkward.xlsx")
    parts = ("P1", "P3", "P5", "P6", "P7", "P8", "P10", "P11", "other")
    assert (outcome.kept, outcome.unsettled) == (False, parts)
    assert {row.question: row.new for row in outcome.rows if row.verdict == "new"} == {
        "P2": "declined", "P4": "a web page or marketing only", "P9": "no", "P12": "Name: The compliance team",
    }  # fmt: skip
    kept = taken(desk, "reply-awkward.xlsx", *parts)
    assert (kept.kept, sum(row.verdict == "new" for row in kept.rows)) == (True, 4)


def test_the_altered_one_is_refused(desk: Desk) -> None:
    with pytest.raises(ReplyRefused, match=r"altered: P2 \(Questionnaire!B6\)"):
        taken(desk, "reply-altered.xlsx")
