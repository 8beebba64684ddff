"""Books of the sample register on its fixed day, written once for every module that only reads them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from reading_back import Shown

from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk
from riskdesk.exports.leaving import Asked
from riskdesk.exports.workbook import write

START, TODAY = date(2026, 10, 18), date(2026, 11, 23)


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """The sample register. Who only reads takes it; hand-offs are all that is written."""
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with sample_desk(start_on=START, now=lambda: moment, today=lambda: TODAY) as made:
        yield made


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the books are."""
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="session")
def board(desk: Desk, folder: Path) -> Shown:
    """The samples' board workbook."""
    return Shown(write(desk, folder / "board.xlsx", Asked(profile="board")).path)


@pytest.fixture(scope="session")
def insurer(desk: Desk, folder: Path) -> Shown:
    """The samples' insurer workbook."""
    return Shown(write(desk, folder / "insurer.xlsx", Asked(profile="insurer")).path)
