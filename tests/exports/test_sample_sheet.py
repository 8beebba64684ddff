"""The sample in the workbook: population, seed and picks, each leading to what is to be tested."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from reading_back import Shown

from riskdesk.desk.answering import answer
from riskdesk.desk.opening import Desk, start
from riskdesk.desk.recording import add, close, edit
from riskdesk.desk.sampling import sample
from riskdesk.errors import NotAllowed
from riskdesk.exports import titles
from riskdesk.exports.book import FIRST_RECORD
from riskdesk.exports.leaving import Asked
from riskdesk.exports.tables import write_tables
from riskdesk.exports.workbook import write
from riskdesk.rules.sampling import SampleAsked

VENDORS = SampleAsked(2, "2026-11")
ANSWERS = SampleAsked(4, "2026-11", "answers")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Five vendors, of which one is retired and one excluded; two answers for each."""
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clocks: dict[str, Any] = {"now": lambda: moment, "today": lambda: date(2026, 11, 23)}
    made = start(tmp_path_factory.mktemp("desk") / "register.db", "Northgate", "A. Reyes", **clocks)
    for number in range(1, 6):
        add(made, "vendor", {"name": f"=Vendor {number}"}, ref=f"v-{number}")
        for question in ("P1", "C5"):
            answer(made, f"v-{number}", question, None, state="unknown")
    close(made, "vendor", "v-1", "gone")
    edit(made, "vendor", "v-2", {"excluded_on": "2026-11-20", "excluded_reason": "no AI"}, reason="scope")
    yield made
    made.store.close()


def shown(desk: Desk, tmp_path: Path, **asked: Any) -> Shown:
    return Shown(write(desk, tmp_path / "out.xlsx", Asked(replace=True, **asked)).path)


def lead_to_their_rows(found: Shown) -> None:
    answers = found.rows(titles.ANSWERS)
    leads = [link for link in found.links() if link.sheet == titles.SAMPLE and link.to_sheet == titles.ANSWERS]
    led = [answers[link.to_row - FIRST_RECORD] for link in leads]
    assert [f"{row['Vendor']}/{row['Question']}" for row in led] == [
        row["Reference"] for row in found.rows(titles.SAMPLE)
    ]


@pytest.mark.parametrize(("asked", "population"), [(VENDORS, 3), (ANSWERS, 6)], ids=["vendors", "answers"])
def test_the_sheet_says_population_seed_and_picks(
    desk: Desk, tmp_path: Path, asked: SampleAsked, population: int
) -> None:
    drawn, picks = sample(desk, asked)
    assert drawn.population == population
    found = shown(desk, tmp_path, sample=asked, profile="auditor")
    rows = found.rows(titles.SAMPLE)
    assert [(row["Pick"], row["Reference"], row["Vendor"], row["Name"], row["Question"] or "") for row in rows] == [
        (one.pick.number, one.pick.ref, one.vendor, one.name, one.question) for one in picks
    ]
    assert {(row["Population"], row["Seed"]) for row in rows} == {(population, asked.seed)}
    said = [text for title, _, text in found.texts() if title in (titles.SAMPLE, titles.SCOPE)]
    for words in (drawn.population_sha256, f"{asked.size} of {population}", "for an auditor's tests"):
        assert any(words in text for text in said)
    if asked is ANSWERS:
        lead_to_their_rows(found)


def test_without_being_asked_for_there_is_none(desk: Desk, tmp_path: Path) -> None:
    write_tables(desk, tmp_path / "out.zip", Asked())
    assert "sample.csv" not in zipfile.ZipFile(tmp_path / "out.zip").namelist()


def test_a_workbook_that_is_limited_samples_what_it_shows(desk: Desk, tmp_path: Path) -> None:
    write_tables(desk, tmp_path / "out.zip", Asked(sample=SampleAsked(9, "x"), vendors=("v-3", "v-4", "v-1")))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        rows = archive.read("sample.csv").decode().splitlines()[1:]
    assert {row.split(",")[1] for row in rows} == {"v-3", "v-4"}


@pytest.mark.parametrize(("profile", "asked"), [("board", VENDORS), ("insurer", ANSWERS)])
def test_nobody_gets_a_sample_of_what_they_are_not_shown(
    desk: Desk, tmp_path: Path, profile: str, asked: SampleAsked
) -> None:
    with pytest.raises(NotAllowed):
        write(desk, tmp_path / "out.xlsx", Asked(profile=profile, sample=asked))
    assert not (tmp_path / "out.xlsx").exists()
