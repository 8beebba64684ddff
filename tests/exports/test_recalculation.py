"""Every score is a live formula: LibreOffice, given spoilt numbers beside them, comes to the program's own."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from recalculating import SOFFICE, checks, differences, recalculated, spoil

from riskdesk.data import reading
from riskdesk.desk.demonstration import sample_desk
from riskdesk.exports.leaving import Asked
from riskdesk.exports.verifying import consistency
from riskdesk.exports.workbook import write
from riskdesk.imports.handed_workbook import HandedWorkbook

START, TODAY = date(2026, 10, 18), date(2026, 11, 23)
EVERY_SO_MANY = 3
"""Vendors of the internal workbook that are tried; tests/benchmarks/recalculate.py tries all, and random ones."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("written")
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with sample_desk(start_on=START, now=lambda: moment, today=lambda: TODAY) as desk:
        with desk.store.read() as connection:
            some = sorted(reading.vendor_keys(connection).values())[::EVERY_SO_MANY]
        inside = write(desk, folder / "internal.xlsx", Asked(vendors=some))
        return [inside.path, write(desk, folder / "insurer.xlsx", Asked(profile="insurer")).path]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_mends_every_spoilt_number_and_every_check_is_zero(written: list[Path], tmp_path: Path) -> None:
    spoilt = [tmp_path / path.name for path in written]
    counts = [spoil(path, into) for path, into in zip(written, spoilt, strict=True)]
    assert counts[0] > 3_000
    assert counts[1] > 500
    mended = recalculated(spoilt, tmp_path)
    for path, again in zip(written, mended, strict=True):
        assert list(differences(path, again)) == [], path.name
        assert [place for place, value in checks(again) if value != 0] == [], path.name
        with HandedWorkbook(again) as book:
            found = consistency(book)
        assert (found.same_parts, found.changes) == (False, ()), path.name


def test_every_check_of_the_sample_is_zero_as_written(written: list[Path]) -> None:
    found = [list(checks(path)) for path in written]
    assert [len(one) for one in found] == [10 * (47 + 5 + 1), 28]
    assert [place for one in found for place, value in one if value != 0] == []
