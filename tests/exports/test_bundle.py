"""An audit bundle: the workbook, what it cites and nothing that must stay, checked by the tools that an auditor has."""

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from riskdesk.desk.attaching import attach_file, attach_note, attach_url
from riskdesk.desk.destroying import Order, destroy
from riskdesk.desk.handing_over import handed_over
from riskdesk.desk.opening import Desk, open_desk, start
from riskdesk.desk.recording import add
from riskdesk.desk.sequestering import sequester
from riskdesk.errors import Cancelled, EvidenceDamaged, FileUnwritable, UnknownProfile
from riskdesk.exports.bundle import READ_ME, SUMS, WORKBOOK, WrittenBundle, file_name, write_bundle
from riskdesk.exports.leaving import Asked
from riskdesk.exports.workbook import write
from riskdesk.rules.records import Evidence

DAY = date(2026, 11, 23)


class Clock:
    """A day that the test sets."""

    day = DAY

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, made_once: Path) -> Iterator[Desk]:
    """The register that is made once, a copy of one's own."""
    shutil.copytree(made_once, tmp_path / "desk")
    found = open_desk(tmp_path / "desk" / "register.db", now=clock.now, today=lambda: clock.day)
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven pieces, of which EV-0001 and EV-0002 may leave: the others must stay, each for another reason."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    clocks: dict[str, Any] = {"now": Clock().now, "today": lambda: DAY}
    made = start(folder / "register.db", "Northgate", "A. Reyes", start_on=DAY, **clocks)
    for name in ("Acme", "Other"):
        add(made, "vendor", {"name": name})
    put(made, "msa.PDF", b"the contract")
    put(made, "card.tar.gz", b"a model card", vendor="other")
    put(made, "advice.docx", b"counsel's unique word", classification="privileged")
    put(made, "aside.pdf", b"to be set aside")
    put(made, "old.pdf", b"to be destroyed")
    put(made, "unused.pdf", b"cited by nothing", question="")
    attach_note(made, "a call", vendor="acme", questions=["P1"])
    attach_url(made, "https://example.org/x", vendor="acme", questions=["P1"])
    sequester(made, "EV-0004", "wrong recipient")
    destroy(made, ["EV-0005"], Order("J. Doe", "matter 7", DAY, "ordered"))
    made.store.close()
    return folder


def put(desk: Desk, name: str, content: bytes, *, vendor: str = "acme", question: str = "P1", **fields: str) -> None:
    file = desk.store.path.with_name(name)
    file.write_bytes(content)
    attach_file(desk, file, vendor=vendor, questions=[question] if question else [], fields=fields)
    file.unlink()


def bundled(desk: Desk, path: Path, **asked: Any) -> WrittenBundle:
    return write_bundle(desk, path, Asked(**{"profile": "auditor", **asked}))


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


FILES = ["evidence/EV-0001.pdf", "evidence/EV-0002.gz"]


@pytest.mark.parametrize("profile", ["auditor", "internal"])
def test_it_holds_what_the_workbook_cites_and_nothing_that_must_stay(desk: Desk, tmp_path: Path, profile: str) -> None:
    done = bundled(desk, tmp_path / "out.zip", profile=profile)
    assert names(done.path) == [WORKBOOK, *FILES, READ_ME, SUMS]
    assert (done.files, done.evidence_bytes) == (2, len(b"the contract") + len(b"a model card"))
    content = done.path.read_bytes()
    assert not any(word in content for word in (b"unique word", b"to be set aside", b"to be destroyed", b"by nothing"))
    assert done.path.stat().st_mode & 0o777 == 0o600


def test_what_stays_is_counted_by_reason(desk: Desk, tmp_path: Path) -> None:
    told = {
        "internal": ["1 privileged", "1 set aside", "1 closed", "1 cited by no", "2 addresses and notes"],
        "auditor": ["1 closed", "1 cited by no", "2 addresses and notes", "withheld"],
    }
    for profile, lines in told.items():
        done = bundled(desk, tmp_path / f"{profile}.zip", profile=profile)
        with zipfile.ZipFile(done.path) as archive:
            said = archive.read(READ_ME).decode()
        assert [line for line in lines if line not in said] == []
    assert "privileged" not in said


@pytest.mark.skipif(not (shutil.which("unzip") and shutil.which("sha256sum")), reason="needs unzip and sha256sum")
def test_the_tools_that_everybody_has_take_it(desk: Desk, tmp_path: Path) -> None:
    done = bundled(desk, tmp_path / "out.zip")
    subprocess.run(["unzip", "-q", str(done.path), "-d", str(tmp_path / "in")], check=True)
    words = ["sha256sum", "--strict", "-c", SUMS]
    checked = subprocess.run(words, cwd=tmp_path / "in", capture_output=True, text=True, check=True)
    assert checked.stdout.count(": OK") == 4
    assert (tmp_path / "in" / FILES[0]).read_bytes() == b"the contract"
    (tmp_path / "in" / FILES[0]).write_bytes(b"the c0ntract")
    assert subprocess.run(words, cwd=tmp_path / "in", capture_output=True, check=False).returncode == 1


def test_every_sum_is_right_and_the_workbook_is_the_one_that_export_writes(desk: Desk, tmp_path: Path) -> None:
    done = bundled(desk, tmp_path / "out.zip", to_whom="Grant")
    alone = write(desk, tmp_path / "alone.xlsx", Asked(profile="auditor", to_whom="Grant"))
    with zipfile.ZipFile(done.path) as archive:
        lines = archive.read(SUMS).decode().splitlines()
        sums = {name: said for said, _, name in (line.partition("  ") for line in lines)}
        assert sums == {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != SUMS
        }
    assert list(sums) == sorted(sums)
    assert sums[WORKBOOK] == done.workbook_sha256 == alone.sha256


def test_the_same_register_gives_the_same_bytes_and_both_are_recorded(desk: Desk, tmp_path: Path) -> None:
    first, second = (bundled(desk, tmp_path / name, to_whom="Grant") for name in ("a.zip", "b.zip"))
    assert first.path.read_bytes() == second.path.read_bytes()
    given = handed_over(desk)
    assert [(item.file_name, item.sha256, item.workbook_sha256, item.profile) for item in given] == [
        (name, first.sha256, first.workbook_sha256, "auditor") for name in ("a.zip", "b.zip")
    ]
    assert given[0].sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()


def test_it_can_be_limited_to_a_vendor(desk: Desk, tmp_path: Path) -> None:
    assert names(bundled(desk, tmp_path / "out.zip", vendors=("other",)).path)[1:2] == FILES[1:]


def test_what_was_set_aside_since_stays_also_in_one_of_an_earlier_day(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    clock.day = DAY + timedelta(days=3)
    sequester(desk, "EV-0001", "wrong recipient")
    for profile in ("internal", "auditor"):
        done = bundled(desk, tmp_path / f"{profile}.zip", profile=profile, as_of=DAY.isoformat())
        assert [name for name in names(done.path) if "EV-" in name] == FILES[1:]


@pytest.mark.parametrize("profile", ["insurer", "board"])
def test_a_reader_without_an_evidence_index_gets_no_files(desk: Desk, tmp_path: Path, profile: str) -> None:
    assert names(bundled(desk, tmp_path / "out.zip", profile=profile).path) == [WORKBOOK, READ_ME, SUMS]


@pytest.mark.parametrize("harm", ["changed", "longer", "shorter", "missing"])
def test_a_damaged_file_stops_it_and_is_named(desk: Desk, tmp_path: Path, harm: str) -> None:
    place = desk.store.vault.place(hashlib.sha256(b"a model card").hexdigest())
    harms = {"changed": b"a model carp", "longer": b"a model card.", "shorter": b"a model car"}
    place.write_bytes(harms[harm]) if harm in harms else place.unlink()
    target = tmp_path / "out.zip"
    target.write_text("mine")
    before = len(handed_over(desk))
    with pytest.raises(EvidenceDamaged) as refusal:
        bundled(desk, target, replace=True)
    assert refusal.value.where == "EV-0002"
    assert target.read_text() == "mine"
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert len(handed_over(desk)) == before


def test_it_can_be_stopped_within_a_file(desk: Desk, tmp_path: Path) -> None:
    seen: list[str] = []
    with pytest.raises(Cancelled):
        bundled(
            desk,
            tmp_path / "out.zip",
            progress=lambda title, _number: seen.append(title),
            cancelled=lambda: seen[-1:] == ["Evidence files"],
        )
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.parametrize(("name", "failure"), [("out.xlsx", FileUnwritable), ("there.zip", FileUnwritable)])
def test_where_it_goes_is_checked(desk: Desk, tmp_path: Path, name: str, failure: type[Exception]) -> None:
    (tmp_path / "there.zip").write_text("mine")
    with pytest.raises(failure):
        bundled(desk, tmp_path / name)
    with pytest.raises(UnknownProfile):
        bundled(desk, tmp_path / "new.zip", profile="press")


def test_an_empty_register_makes_one_too(tmp_path: Path, clock: Clock) -> None:
    made = start(tmp_path / "empty" / "register.db", "N", "A", now=clock.now, today=lambda: clock.day)
    assert names(bundled(made, tmp_path / "out.zip").path) == [WORKBOOK, READ_ME, SUMS]


NAMED = {
    ("EV-0001", "a.PDF"): "evidence/EV-0001.pdf",
    ("EV-0001", "a"): "evidence/EV-0001",
    ("EV-0001", ".profile"): "evidence/EV-0001",
    ("EV-0001", "a.p/../../x"): "evidence/EV-0001",
    ("EV-0001", "a.x\\y"): "evidence/EV-0001",
    ("EV-0001", "a.verylongending"): "evidence/EV-0001",
    ("EV-0001", "a.ex\u202ee"): "evidence/EV-0001",
    ("EV-0001", "a.pdf "): "evidence/EV-0001",
    ("EV-12345", "x.7z"): "evidence/EV-12345.7z",
    ("../../etc", "x.sh"): f"evidence/sha256-{'0' * 64}.sh",
    ("EV-1\n", "x.sh"): f"evidence/sha256-{'0' * 64}.sh",
}


@pytest.mark.parametrize("case", NAMED, ids=range(len(NAMED)))
def test_names_are_safe_whatever_a_file_was_called(case: tuple[str, str]) -> None:
    assert file_name(Evidence(ref=case[0], file_name=case[1], sha256="0" * 64)) == NAMED[case]
