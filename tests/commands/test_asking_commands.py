"""riskdesk questionnaire and riskdesk replies, typed."""

import sys
from datetime import date
from pathlib import Path

import pytest
from typing_commands import Terminal

# Questionnaires are filled in as for the tests of the desk.
sys.path.append(str(Path(__file__).parents[1] / "desk"))

from filling import TIDY, by_openpyxl, fill


@pytest.fixture
def sent(terminal: Terminal, tmp_path: Path) -> Path:
    terminal.says("add", "vendor", "name=Kestrel Labs")
    terminal.says("add", "contact", "vendor=kestrel-labs", "name=Priya Anand")
    path = tmp_path / "q.xlsx"
    said = terminal.says("questionnaire", "kestrel labs", str(path))
    assert "12 questions to Priya Anand (kestrel-labs, round 1) recorded as asked: AK-0001 SHA-256 " in said
    return path


def test_a_questionnaire_goes_out_and_its_reply_comes_in(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    path = fill(sent, tmp_path / "reply.xlsx", TIDY)
    terminal.today = date(2026, 11, 25)
    said = terminal.says("replies", str(path), "--dry-run")
    assert "signed by Jo Doe, General Counsel, 2026-11-23" in said
    assert "P5 new reply declined (Questionnaire!C12) note Trade secret." in said
    assert "names Model card Heron 4.1 https://heron.example/card of 2026-09-01" in said
    assert said.endswith("dry run, nothing was kept; nothing stands in the way")
    assert terminal.says("replies", str(path)).endswith("kept: 11 answers; the file is evidence EV-0001")
    assert "P5 K" not in terminal.says("show", "kestrel-labs", "--answers")
    found = terminal.gives("replies", str(path), "--dry-run")
    assert (found["kept"], found["unsettled"], found["signed"]["on"]) == (False, [], "2026-11-23")
    assert {row["verdict"] for row in found["questions"]} == {"same", "not answered"}
    terminal.says("verify")


def test_what_stands_in_the_way_is_shown_side_by_side_and_decided(
    terminal: Terminal, sent: Path, tmp_path: Path
) -> None:
    terminal.says("answer", "kestrel-labs", "P10", "permitted", "--note", "[/] by phone")
    cells = {"P10": "opt-out set", "P7": "sort of", "P3": "no, in writing"}
    path = by_openpyxl(fill(sent, tmp_path / "filled.xlsx", cells), tmp_path / "reply.xlsx")
    code, out, _ = terminal.code("replies", str(path))
    said = " ".join(out.split())
    assert code == 1
    assert "P10 conflict register permitted (2026-11-23, A. Reyes, after the questionnaire went out)" in said
    assert "note [/] by phone reply opt-out set (Questionnaire!C24)" in said
    assert "P7 cannot be taken Questionnaire!C16: 'sort of' not one of the words offered" in said
    assert said.endswith("nothing was kept; decide on P7, P10 with --skip or --replace")
    said = terminal.says("replies", str(path), "--skip", "p7", "--replace", "P10")
    assert "P7 left out" in said
    assert "P10 replaces" in said
    assert said.endswith("kept: 2 answers; the file is evidence EV-0001")
    shown = terminal.says("undo")
    assert shown.startswith("undone: vendor reply")


def test_refusals_name_the_file_and_the_way_out(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    assert "already there" in terminal.refuses("questionnaire", "kestrel-labs", str(sent))
    assert "no vendor" in terminal.refuses("questionnaire", "nobody", str(tmp_path / "x.xlsx"))
    plain = tmp_path / "reply.csv"
    plain.write_text("a,b\n")
    assert "reply.csv: this is no .xlsx workbook" in terminal.refuses("replies", str(plain))
    assert "FileUnreadable" not in terminal.refuses("replies", str(tmp_path / "none.xlsx"))
    assert "one of: P1" in terminal.refuses("replies", str(sent), "--skip", "D1", code=2)
    with sent.open("r+b") as half:
        half.truncate(9_000)
    assert "damaged" in terminal.refuses("replies", str(sent))
