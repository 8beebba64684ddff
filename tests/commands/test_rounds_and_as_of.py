"""round open, close, compare, and --as-of, as typed."""

from datetime import date
from pathlib import Path

import pytest
from typing_commands import Terminal, started


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return started(tmp_path, capsys, monkeypatch)


@pytest.fixture
def acme(terminal: Terminal) -> Terminal:
    terminal.says("add", "vendor", "name=Acme", "criticality=3", "dependency=3", "reach=3", "data_sensitivity=3")
    terminal.says("answer", "acme", "C1", "enterprise")
    return terminal


def test_a_round_is_closed_and_the_next_opened(acme: Terminal) -> None:
    said = acme.says("round", "close", "ACME", "--reason", "review complete")
    assert "round 1 of acme ended on 2026-11-23, at log entry" in said
    assert "nothing was begun in action 1, 2, 3, 5" in said
    acme.today = date(2028, 1, 10)
    said = acme.says("round", "open", "acme", "--start", "2028-02-01")
    assert "round 2 of acme starts on 2028-02-01; provenance is due by 2028-04-01" in said
    assert "1 answers carried over" in said
    assert "past their window: C1" in said


def test_rounds_as_data(acme: Terminal) -> None:
    closed = acme.gives("round", "close", "acme", "--reason", "done")
    assert (closed["round"]["ended_on"], closed["not_begun"]) == ("2026-11-23", [1, 2, 3, 5])
    opened = acme.gives("round", "open", "acme")
    assert (opened["round"]["ordinal"], opened["carried"], opened["expired"]) == (2, ["C1"], [])
    acme.says("answer", "acme", "C1", "free")
    found = acme.gives("round", "compare", "acme")
    assert [side["round"] for side in found["rounds"]] == [1, 2]
    answers = [item for item in found["differences"] if item["what"] == "answer"]
    assert [item["name"] for item in answers] == ["C1"]
    assert (answers[0]["before"][:10], answers[0]["after"][:4]) == ("negotiated", "free")


def test_a_comparison_is_printed_as_a_table(acme: Terminal) -> None:
    acme.says("round", "close", "acme", "--reason", "done")
    acme.says("round", "open", "acme")
    said = acme.says("round", "compare", "acme")
    assert "round 1: ended on 2026-11-23, log entry" in said
    assert "no difference" in said
    acme.says("answer", "acme", "C1", "free", "--note", "\x1b[31mred")
    said = acme.says("round", "compare", "acme", "1", "2")
    assert "negotiated or enterprise (2026-11-23)" in said
    assert "\x1b" not in said


def test_rounds_are_refused_with_a_remedy(acme: Terminal) -> None:
    assert "riskdesk round close acme" in acme.refuses("round", "open", "acme")
    assert "fewer than two" in acme.refuses("round", "compare", "acme")
    assert "say why" in acme.refuses("round", "close", "acme", "--reason", " ")
    assert "--start takes a date" in acme.refuses("round", "open", "acme", "--start", "soon", code=2)
    assert "no vendor" in acme.refuses("round", "close", "nobody", "--reason", "done")


def test_show_and_list_as_of_a_day_before_a_change(acme: Terminal) -> None:
    shown, listed = acme.says("show", "acme", "--answers"), acme.says("list", "vendors")
    acme.today = date(2026, 12, 24)
    acme.says("answer", "acme", "C1", "free")
    acme.says("edit", "vendor", "acme", "name=Acme Systems")
    acme.says("add", "vendor", "name=Newcomer")
    assert acme.says("show", "acme", "--answers", "--as-of", "2026-11-23") == shown
    assert acme.says("list", "vendors", "--as-of", "2026-11-23") == listed
    assert [row["vendor"] for row in acme.gives("list", "vendors", "--as-of", "2026-12-24")] == ["acme", "newcomer"]
    assert acme.says("show", "acme") != shown


def test_a_day_that_cannot_be_shown_is_wrong_usage(acme: Terminal) -> None:
    assert "still to come" in acme.refuses("show", "acme", "--as-of", "2026-11-24", code=2)
    assert "not a date" in acme.refuses("list", "vendors", "--as-of", "soon", code=2)
    assert "had not begun" in acme.refuses("show", "acme", "--as-of", "2026-11-22", code=2)
