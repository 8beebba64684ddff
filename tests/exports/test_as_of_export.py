"""A workbook as of a day before a change is the workbook that was written on that day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from reading_back import Shown

from riskdesk.desk import attaching, recording
from riskdesk.desk.answering import answer
from riskdesk.desk.opening import Desk, start
from riskdesk.exports import titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.titles import kind_title
from riskdesk.exports.workbook import write
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import KINDS

THEN = datetime(2026, 11, 23, 23, 59, 59, 999_999, tzinfo=UTC)
LATER = datetime(2027, 4, 2, 9, tzinfo=UTC)
FACTORS = {"criticality": "3", "dependency": "3", "reach": "3", "data_sensitivity": "3"}


def at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, now=lambda: moment, today=lambda: moment.date())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A vendor on a maker with a matter, a search that expires, an override in date and a contract, on THEN."""
    made = at(start(tmp_path / "register.db", "Meridian", "M. Okafor", start_on=date(2026, 10, 1), now=lambda: THEN,
                    today=lambda: THEN.date()), THEN)  # fmt: skip
    for kind, typed in (
        ("vendor", {"name": "Northlight", **FACTORS, "provenance_anchor": "3", "provenance_reason": "summary"}),
        ("maker", {"name": "Heron"}),
        ("model", {"name": "H", "version": "2", "maker": "MK-0001"}),
        ("product", {"vendor": "northlight", "name": "API"}),
        ("use", {"product": "PD-0001", "model": "MD-0001"}),
        ("dispute", {"maker": "MK-0001", "caption": "A v. H", "role": "respondent", "proof": "pleading",
                     "alleged_by": "A", "stage": "S3", "stage_on": "2026-11-02", "relevance": "named"}),
        ("search", {"vendor": "northlight", "searched_on": "2026-11-20", "searched_by": "M", "sources": "docket, press",
                    "found": "matters"}),
        ("contract", {"vendor": "northlight", "title": "MSA", "term_end": "2027-03-01", "notice_days": "30"}),
    ):  # fmt: skip
        recording.add(made, kind, typed)
    for question, option in (("C1", "enterprise"), ("D2", "both"), ("P2", "no")):
        answer(made, "northlight", question, Value(option))
    attaching.attach_note(made, "call", vendor="northlight", questions=["C1"])
    yield made
    made.store.close()


def change(desk: Desk) -> None:
    """A bit of everything, months later."""
    recording.edit(desk, "dispute", "M-0001", {"stage": "S6", "stage_on": "2027-03-01"}, "judgment")
    recording.edit(desk, "vendor", "northlight", {"name": "Southlight", "criticality": "5"})
    recording.close(desk, "search", "SR-0001", "double")
    recording.add(desk, "vendor", {"name": "Newcomer"})
    answer(desk, "northlight", "C1", Value("free"))
    attaching.review(desk, "EV-0001")


def content(path: Path) -> dict[str, list[list[object]]]:
    """Every cell of every sheet, as it is shown."""
    book = Shown(path).values
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.mark.parametrize("profile", ["internal", "auditor"])
def test_a_day_before_a_change_gives_the_workbook_as_it_was(desk: Desk, tmp_path: Path, profile: str) -> None:
    was = content(write(desk, tmp_path / "was.xlsx", Asked(profile=profile)).path)
    later = at(desk, LATER)
    change(later)
    now = content(write(later, tmp_path / "now.xlsx", Asked(profile=profile)).path)
    then = content(write(later, tmp_path / "then.xlsx", Asked(as_of="2026-11-23", profile=profile)).path)
    assert then.keys() == was.keys()
    differ = {title for title in then if then[title] != was[title]}
    assert differ <= {titles.COVER}, differ
    changed = {title for title in then if title in now and then[title] != now[title]}
    assert {titles.REGISTER, titles.SCORES, titles.ANSWERS, titles.CHANGES, titles.EVIDENCE} <= changed
    assert {kind_title(kind) for kind in ("dispute", "stage", "search", "vendor") if kind in KINDS} <= changed
    told = {str(cell) for row in then[titles.COVER] for cell in row}
    assert any("2026-11-23" in cell for cell in told)
    assert not any("Southlight" in str(cell) for rows in then.values() for row in rows for cell in row)


def test_the_register_itself_is_not_touched_by_looking_back(desk: Desk, tmp_path: Path) -> None:
    later = at(desk, LATER)
    change(later)
    before = write(later, tmp_path / "a.xlsx").sha256
    write(later, tmp_path / "then.xlsx", Asked(as_of="2026-11-23"))
    assert write(later, tmp_path / "b.xlsx").sha256 == before
