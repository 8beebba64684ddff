"""A workbook that came back: unchanged, saved again, or changed, and then which cells, rows and sheets."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from riskdesk.commands.every import app
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk
from riskdesk.errors import ImportRefused, RiskdeskError
from riskdesk.exports import titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.row_digests import TITLE
from riskdesk.exports.verifying import Consistency, consistency
from riskdesk.exports.workbook import write
from riskdesk.imports.handed_workbook import HandedWorkbook

pytestmark = pytest.mark.once

START, TODAY = date(2026, 10, 18), date(2026, 11, 23)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with sample_desk(start_on=START, now=lambda: moment, today=lambda: TODAY) as made:
        yield made


@pytest.fixture(scope="module")
def written(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "auditor.xlsx"
    some = ["V-001", "V-002", "V-003"]
    return write(desk, path, Asked(vendors=some, profile="auditor", to_whom="Grant & Co")).path


def seen(path: Path) -> Consistency:
    with HandedWorkbook(path) as book:
        return consistency(book)


def told(path: Path) -> list[str]:
    return [f"{change.where}: {change.what}" for change in seen(path).changes]


def saved(written: Path, into: Path, deed: Callable[[Any], object], *, values: bool = True) -> Path:
    book: Workbook = load_workbook(written, data_only=values)
    deed(book)
    book.save(into)
    return into


def repacked(written: Path, into: Path, deed: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, deed(name, old.read(name)))
    return into


def part_of(written: Path, title: str) -> str:
    with HandedWorkbook(written) as book:
        return book.titles[title]


def test_as_written_it_is_unchanged_and_tells_its_state(desk: Desk, written: Path) -> None:
    found = seen(written)
    assert (found.same_parts, found.changes, found.log_seq) == (True, (), desk.store.log_seq())
    assert re.fullmatch(r"[0-9a-f]{64}", found.log_hash)


@pytest.mark.parametrize("values", [True, False])
def test_saved_again_its_contents_are_unchanged(written: Path, tmp_path: Path, values: bool) -> None:
    again = saved(written, tmp_path / "again.xlsx", lambda _book: None, values=values)
    assert (seen(again).same_parts, told(again)) == (False, [])


def test_one_changed_cell_is_named(written: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book[titles.ANSWERS]["K9"] = "never said"

    assert told(saved(written, tmp_path / "x.xlsx", change)) == ["Answers: changed: cell K9"]
    (line,) = told(saved(written, tmp_path / "y.xlsx", change, values=False))
    assert line == "Answers: changed: column K somewhere in the rows 5 to 100"


def test_cells_changed_on_a_page_and_in_a_heading_are_named(written: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cover = book[titles.COVER]
        row = next(row[0].row for row in cover.iter_rows() if row[0].value == "As of")
        cover.cell(row, 2).value = date(2026, 11, 22)
        book[titles.REGISTER]["E4"] = "Danger"

    assert [line.rpartition(" ")[0] for line in told(saved(written, tmp_path / "x.xlsx", change))] == [
        "Cover: changed: cell",
        "Register: changed: cell",
    ]


def test_one_removed_row_is_named(written: Path, tmp_path: Path) -> None:
    removed = saved(written, tmp_path / "x.xlsx", lambda book: book[titles.ANSWERS].delete_rows(112))
    assert told(removed) == ["Answers: removed: row 112 as written"]

    target = part_of(written, titles.ANSWERS)

    def empty(name: str, content: bytes) -> bytes:
        row = re.compile(rb'<row r="12".*?</row>', re.DOTALL)
        return row.sub(b"", content, count=1) if name == target else content

    assert "Answers: removed: row 12, and left empty" in told(repacked(written, tmp_path / "y.xlsx", empty))


def test_a_sheet_that_was_sorted_anew_is_named(written: Path, tmp_path: Path) -> None:
    def sort(book: Any) -> None:
        sheet = book[titles.SCORES]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(5, sheet.max_row)]
        for number, row in enumerate(sorted(rows, key=lambda row: (row[3], row[0])), 5):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value

    (line,) = told(saved(written, tmp_path / "x.xlsx", sort))
    assert line.startswith("Action scores: re-sorted: ")


def test_sheets_that_are_gone_or_new_are_named(written: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book[titles.OPEN_ITEMS]
        book.create_sheet("Ours")

    assert told(saved(written, tmp_path / "x.xlsx", change)) == [
        "Open items: the sheet is gone",
        "Ours: the sheet was added",
    ]


def test_a_formula_changed_by_hand_in_the_file_is_told_though_no_cell_says_so(written: Path, tmp_path: Path) -> None:
    target = part_of(written, titles.SCORES)

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"<f>MIN(", b"<f>MAX(", 1) if name == target else content

    assert told(repacked(written, tmp_path / "x.xlsx", change)) == [
        "Action scores: its formulas or looks were changed; what its cells say was not"
    ]


def test_policy_names_changed_by_hand_in_the_file_are_told(written: Path, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"Control_ceiling", b"Control_geiling") if name == "xl/workbook.xml" else content

    assert told(repacked(written, tmp_path / "x.xlsx", change)) == [
        "xl/workbook.xml: this part of the file was changed, added or removed"
    ]


def test_what_is_filled_in_by_hand_is_no_change(written: Path, tmp_path: Path) -> None:
    def sign(book: Any) -> None:
        sheet = book[titles.SIGN_OFF]
        row = [row[0].row for row in sheet.iter_rows() if row[0].value == "Prepared by"]
        sheet.cell(row[-1], 2).value = "R. Grant, auditor"

    assert told(saved(written, tmp_path / "x.xlsx", sign)) == []


def _no_digests(book: Any) -> None:
    del book[TITLE]


def _broken_digests(book: Any) -> None:
    book[TITLE]["F9"] = "no base64!"


@pytest.mark.parametrize("deed", [_no_digests, _broken_digests])
def test_without_row_digests_nothing_is_claimed(written: Path, tmp_path: Path, deed: Callable[[Any], None]) -> None:
    with pytest.raises(ImportRefused):
        seen(saved(written, tmp_path / "x.xlsx", deed))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"plain text", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(RiskdeskError):
        seen(path)
    with pytest.raises(RiskdeskError):
        seen(tmp_path)


def test_the_command_says_which_hand_off_it_is(desk: Desk, written: Path, tmp_path: Path) -> None:
    run = CliRunner()
    store = ["--store", str(desk.store.path), "verify"]
    done = run.invoke(app, [*store, str(written)])
    assert done.exit_code == 0, done.output
    assert "unchanged: every part" in done.output
    assert "hand-off 1 of this register to Grant & Co" in done.output
    assert "is in this register's chain" in done.output
    changed = saved(written, tmp_path / "x.xlsx", lambda book: book[titles.ANSWERS].delete_rows(9))
    done = run.invoke(app, [*store, str(changed), "--json"])
    result = json.loads(done.output)
    assert (done.exit_code, result["result"], result["hand_offs"], result["in_chain"]) == (1, "changed", [], True)


def test_without_a_register_the_command_claims_no_more_than_it_can(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskdesk.commands.choice.default_store", lambda: tmp_path / "none.db")
    done = CliRunner().invoke(app, ["verify", str(written)])
    assert done.exit_code == 0, done.output
    assert "no proof of who wrote it" in done.output
