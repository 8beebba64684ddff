"""The tables as CSV: the same cells as the workbook, safe to open, and every text can be had back."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from riskdesk.desk.handing_over import handed_over
from riskdesk.desk.opening import Desk, start
from riskdesk.desk.recording import add
from riskdesk.errors import Cancelled, FileUnwritable, UnknownProfile
from riskdesk.exports.book import FIRST_RECORD
from riskdesk.exports.leaving import Asked
from riskdesk.exports.tables import READ_ME, SUMS, WrittenTables, cell, file_name, plain, safe, write_tables
from riskdesk.exports.values import Formula, Link, Pick, Styled, said
from riskdesk.exports.workbook import write
from riskdesk.rules.profiles import PROFILES

HOSTILE = '=cmd|"/C calc"!A0'
COUNSEL = "uniquecounselword"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clocks: dict[str, Any] = {"now": lambda: moment, "today": lambda: date(2026, 11, 23)}
    made = start(tmp_path_factory.mktemp("desk") / "register.db", "Northgate", "A. Reyes", **clocks)
    add(made, "vendor", {"name": HOSTILE, "notes": 'two\nlines, "quoted"', "legal_hold": COUNSEL}, ref="acme")
    add(made, "vendor", {"name": "'quoted'", "owner": "@someone", "spend": "-3"}, ref="beta")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def given(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, WrittenTables]:
    """The tables of each profile."""
    folder = tmp_path_factory.mktemp("given")
    return {name: write_tables(desk, folder / f"{name}.zip", Asked(profile=name)) for name in PROFILES}


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


@pytest.mark.parametrize("profile", PROFILES)
def test_every_table_says_what_the_workbook_says(
    desk: Desk, tmp_path: Path, given: dict[str, WrittenTables], profile: str
) -> None:
    done = given[profile]
    book = load_workbook(write(desk, tmp_path / "out.xlsx", Asked(profile=profile)).path, data_only=True)
    found = tables(done.path)
    assert (done.tables, done.rows) == (len(found), sum(map(len, found.values())))
    sheets = {file_name(title): sheet for title in book.sheetnames if (sheet := book[title]).tables}
    assert list(found) == list(sheets)
    for name, rows in found.items():
        below = sheets[name].iter_rows(min_row=FIRST_RECORD, values_only=True)
        shown = [[said(value) for value in row] for row in below if any(value is not None for value in row)]
        assert [[plain(text) for text in row.values()] for row in rows] == shown, name


def test_counsel_does_not_leave_with_an_outside_profile(given: dict[str, WrittenTables]) -> None:
    found = {}
    for profile, done in given.items():
        with zipfile.ZipFile(done.path) as archive:
            found[profile] = any(COUNSEL.encode() in archive.read(name) for name in archive.namelist())
    assert [profile for profile, there in found.items() if there] == ["internal"]


def test_no_cell_is_taken_for_a_formula_and_each_can_be_had_back(given: dict[str, WrittenTables]) -> None:
    found = tables(given["internal"].path)
    assert not [
        text for rows in found.values() for row in rows for text in row.values() if text[:1] in tuple("=+@\t\r")
    ]
    acme, beta = found["vendors.csv"]
    assert (acme["name"], plain(acme["name"])) == (f"'{HOSTILE}", HOSTILE)
    assert plain(acme["notes"]) == 'two\nlines, "quoted"'
    assert (beta["name"], plain(beta["name"])) == ("''quoted'", "'quoted'")
    assert (beta["owner"], beta["spend"]) == ("'@someone", "'-3")


@pytest.mark.parametrize(
    "text", ["", "plain", "=1", "+1", "-1", "@x", "\tx", "\nx", "'", "''x", "＝1", "－", " =1", "x=1"]
)
def test_the_apostrophe_can_be_taken_away_again(text: str) -> None:
    assert plain(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\n", "\r", "＝", "＋", "－", "＠"))


CELLS: list[tuple[Any, str]] = [
    (None, ""),
    (-3, "-3"),
    (-0.5, "-0.5"),
    (date(2026, 1, 2), "2026-01-02"),
    (Link("=x", "Sheet"), "'=x"),
    (Formula("A1*2", 7), "7"),
    (Formula("A1", "-x"), "'-x"),
    (Pick(None, ("a",)), ""),
    (Styled(Link("a"), "text"), "a"),
    ("a\r\nb\x00", "a\nb\ufffd"),
]


@pytest.mark.parametrize(("value", "text"), CELLS, ids=range(len(CELLS)))
def test_a_value_as_a_cell(value: Any, text: str) -> None:
    assert cell(value) == text


def test_its_form_is_the_one_that_is_told(given: dict[str, WrittenTables]) -> None:
    with zipfile.ZipFile(given["internal"].path) as archive:
        content = archive.read("vendors.csv")
        lines = archive.read(SUMS).decode().splitlines()
        sums = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
        assert set(sums) == set(archive.namelist()) - {SUMS}
        assert sums["vendors.csv"] == hashlib.sha256(content).hexdigest()
        assert "take one away" in archive.read(READ_ME).decode()
    assert content.startswith(b"ref,name,owner,")
    assert content.decode().count("\r\n") == 3


def test_the_same_register_gives_the_same_bytes_and_each_hand_off_is_recorded(desk: Desk, tmp_path: Path) -> None:
    before = len(handed_over(desk))
    first, second = (write_tables(desk, tmp_path / name, Asked(profile="auditor")) for name in ("a.zip", "b.zip"))
    assert first.path.read_bytes() == second.path.read_bytes()
    recorded = handed_over(desk)[before:]
    assert [(item.file_name, item.profile, item.sha256) for item in recorded] == [
        (name, "auditor", hashlib.sha256(first.path.read_bytes()).hexdigest()) for name in ("a.zip", "b.zip")
    ]


def test_the_keys_of_a_table_and_the_names_of_files_are_all_different(given: dict[str, WrittenTables]) -> None:
    for done in given.values():
        with zipfile.ZipFile(done.path) as archive:
            names = archive.namelist()
            assert len(set(names)) == len(names)
            heads = [archive.read(name).decode().split("\r\n")[0].split(",") for name in names if name.endswith(".csv")]
        assert [head for head in heads if len(set(head)) < len(head)] == []


def test_it_is_whole_or_not_there(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_tables(desk, tmp_path / "out.zip", Asked(progress=print, cancelled=lambda: True))
    with pytest.raises(FileUnwritable):
        write_tables(desk, tmp_path / "out.csv", Asked())
    with pytest.raises(UnknownProfile):
        write_tables(desk, tmp_path / "out.zip", Asked(profile="press"))
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
