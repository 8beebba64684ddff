"""pack list, try, adopt; evidence set aside and destroyed; legal hold and exclusion, as typed."""

import shutil
from pathlib import Path

import pytest
from typing_commands import Terminal, started

from riskdesk.data.pack_folders import SHIPPED


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return started(tmp_path, capsys, monkeypatch)


@pytest.fixture
def acme(terminal: Terminal, tmp_path: Path) -> Terminal:
    terminal.says("add", "vendor", "name=Acme", "criticality=3", "dependency=3", "reach=3", "data_sensitivity=3")
    for question in ("D1", "U1", "P6"):
        terminal.says("answer", "acme", question, "unknown")
    (tmp_path / "msa.txt").write_text("signed")
    terminal.says("evidence", "add", "acme", str(tmp_path / "msa.txt"), "--question", "C1", "--reviewed")
    return terminal


@pytest.fixture
def stricter(tmp_path: Path) -> str:
    """The id of a pack beside the register by which Critical begins at 8.0."""
    folder = tmp_path / "packs" / "stricter"
    shutil.copytree(SHIPPED / "2026.1", folder)
    text = (folder / "pack.toml").read_text("utf-8").replace("2026.1", "2027.1")
    (folder / "pack.toml").write_text(text.replace("from_tenths = 160", "from_tenths = 110"), "utf-8")
    return "2027.1"


def test_a_pack_is_tried_before_it_is_adopted(acme: Terminal, stricter: str) -> None:
    assert [(item["id"], item["used"]) for item in acme.gives("pack", "list")] == [("2026.1", True), (stricter, False)]
    assert "* " in acme.says("pack", "list")
    said = acme.says("pack", "try", stricter)
    assert "1 of 1 vendors change tier" in said
    assert "acme high 12.0 critical 12.0" in said
    found = acme.gives("pack", "try", stricter)
    assert [(item["tier"], item["new_tier"]) for item in found["vendors"]] == [("high", "critical")]
    assert acme.gives("show", "acme")["standing"]["tier"] == "high"
    assert "scored by pack 2027.1" in acme.says("pack", "adopt", stricter, "--reason", "risk committee, 20 Nov")
    assert acme.gives("show", "acme")["standing"]["tier"] == "critical"
    assert acme.gives("list", "vendors")[0]["tier"] == "critical"
    assert "0 of 1 vendors" in acme.says("pack", "try", stricter)
    assert "already" in acme.refuses("pack", "adopt", stricter, "--reason", "again")
    assert "no pack" in acme.refuses("pack", "try", "1999.1")


def test_evidence_is_set_aside_and_counts_again(acme: Terminal) -> None:
    acme.says("answer", "acme", "C1", "enterprise")
    assert "EV-0001 is sequestered: privilege claimed" in acme.says(
        "evidence", "sequester", "ev-0001", "--reason", "privilege claimed"
    )
    assert "bare assertion" in acme.says("show", "acme", "--answers")
    assert "counts again" in acme.says("evidence", "release", "EV-0001", "--reason", "withdrawn")
    assert "primary document, hashed and reviewed (EV-0001)" in acme.says("show", "acme", "--answers")


def test_a_file_is_destroyed_on_order_and_verify_says_so(acme: Terminal) -> None:
    sha256 = acme.gives("show", "EV-0001")["sha256"]
    order = ("--counsel", "J. Doe", "--matter", "26-1", "--ordered-on", "2026-11-20", "--reason", "protective order")
    acme.says("edit", "vendor", "acme", "legal_hold=26-9, J. Doe")
    assert "acme is under legal hold" in acme.refuses("evidence", "destroy", "EV-0001", *order)
    acme.says("edit", "vendor", "acme", "legal_hold=", "--reason", "lifted by J. Doe")
    said = acme.says("evidence", "destroy", "EV-0001", *order)
    assert "EV-0001 destroyed on the order of J. Doe of 2026-11-20, matter 26-1: protective order" in said
    assert sha256 in said
    assert "EV-0001: destroyed on the order of J. Doe" in acme.says("verify")
    assert acme.gives("verify") == {
        "whole": True,
        "log_entries": acme.gives("verify")["log_entries"],
        "files": 0,
        "wrong": [],
        "destroyed": ["EV-0001: destroyed on the order of J. Doe of 2026-11-20, matter 26-1: protective order"],
    }
    assert acme.gives("show", "EV-0001")["sha256"] == sha256
    assert "destroy evidence" in acme.says("show", "EV-0001", "--history")
    bad = ("--counsel", "J. Doe", "--matter", "26-1", "--ordered-on", "then", "--reason", "x")
    assert "takes a date" in acme.refuses("evidence", "destroy", "EV-0001", *bad, code=2)


def test_policy_means_the_log_in_a_list_and_neither_kind_where_something_is_kept(terminal: Terminal) -> None:
    terminal.says("add", "insurance", "insurer=Palinode", "ai_exclusion=endorsed")
    terminal.says("add", "proceeding", "title=Inquiry", "vehicle=rfi")
    assert [row["title"] for row in terminal.gives("list", "policy")] == ["Inquiry"]
    assert [row["insurer"] for row in terminal.gives("list", "insurance-policies")] == ["Palinode"]
    assert "proceeding for the policy log, insurance for" in terminal.refuses("add", "policy", "title=x", code=2)


def test_an_excluded_vendor_has_day_and_reason_and_leaves_the_list(acme: Terminal) -> None:
    assert "needs a reason" in acme.refuses("edit", "vendor", "acme", "excluded_on=2026-11-20")
    assert "needs its day" in acme.refuses("edit", "vendor", "acme", "excluded_reason=no AI product")
    acme.says("edit", "vendor", "acme", "excluded_on=2026-11-20", "excluded_reason=no AI product")
    assert acme.gives("list", "vendors") == []
    assert [row["excluded"] for row in acme.gives("list", "vendors", "--closed")] == [True]
