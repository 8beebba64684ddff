"""Overrides and acceptances as typed: what ends by date, what goes stale, and approval in one's own name."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from typing_commands import DAY, Terminal, started

WHY = "rationale=The vendor has signed the addendum and counsel has read it in full"


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return started(tmp_path, capsys, monkeypatch)


@pytest.fixture
def acme(terminal: Terminal) -> Terminal:
    terminal.says("add", "vendor", "name=Acme", "criticality=3", "dependency=3", "reach=3", "data_sensitivity=3")
    for question in ("D1", "U1", "P6"):
        terminal.says("answer", "acme", question, "unknown")
    terminal.says("evidence", "add", "acme", "call with counsel", "--note")
    return terminal


def override(terminal: Terminal, *fields: str) -> str:
    given = ("vendor=acme", "evidence=EV-0001", WHY, "approver_role=CISO", *fields)
    return terminal.says("add", "override", *given)


def tier(terminal: Terminal) -> str:
    standing = terminal.gives("show", "acme")["standing"]
    (row,) = terminal.gives("list", "vendors")
    assert standing["on"] == terminal.today.isoformat()
    if row["on"] == standing["on"]:
        assert row["tier"] == standing["tier"]
    return str(standing["tier"])


def test_a_lowered_tier_comes_back_the_day_after_its_end(acme: Terminal) -> None:
    assert tier(acme) == "high"
    counsel = "counsel=J. Doe"
    override(acme, "tier=moderate", "approver=B. Chief", "expires_on=2027-01-15", counsel)
    assert tier(acme) == "moderate"
    assert "lowered by OV-0001 until 2027-01-15; computed high" in acme.says("show", "acme")
    acme.today = date(2027, 1, 15)
    assert tier(acme) == "moderate"
    acme.today = date(2027, 1, 16)
    assert tier(acme) == "high"
    assert "OV-0001 is not in date" in acme.says("show", "acme")


def test_lowering_is_limited(acme: Terminal) -> None:
    given = ("add", "override", "vendor=acme", "evidence=EV-0001", WHY, "approver=B. Chief", "approver_role=CISO")
    late = (DAY + timedelta(days=91)).isoformat()
    for fields, told in (
        (("tier=low", "expires_on=2027-01-15", "counsel=J. Doe"), "at most one tier below"),
        (("tier=moderate", f"expires_on={late}", "counsel=J. Doe"), "at most 90 days"),
        (("tier=moderate", "expires_on=2027-01-15"), "counsel named"),
        (("tier=moderate", "counsel=J. Doe"), "at most 90 days"),
        (("tier=moderate", "expires_on=2027-01-15", "counsel=J. Doe", "rationale=short"), "a rationale of 40"),
    ):
        assert told in acme.refuses(*given, *fields)
    assert tier(acme) == "high"


def test_approval_in_ones_own_name_is_said(acme: Terminal) -> None:
    override(acme, "tier=critical", "approver=a. reyes ")
    said = acme.says("show", "acme")
    assert "OV-0001 tier override to critical; approved by a. reyes, CISO, SELF APPROVED, without an end" in said
    override(acme, "tier=critical", "approver=B. Chief")
    assert "OV-0002 tier override to critical; approved by B. Chief, CISO, without an end" in acme.says("show", "acme")


def test_an_acceptance_ends_by_date(acme: Terminal) -> None:
    given = ("add", "acceptance", "vendor=acme", "owner=Head of Claims", "approver=A. Reyes", "approver_role=CISO",
             "rationale=until the renewal")  # fmt: skip
    assert "90 days at most" in acme.refuses(*given, "expires_on=2027-03-01")
    acme.says(*given, "expires_on=2027-02-20")
    said = acme.says("show", "acme")
    assert "acceptance accepted by A. Reyes until 2027-02-20" in said
    assert "AC-0001 accepted at 12.0 by Head of Claims; approved by A. Reyes, CISO, SELF APPROVED" in said
    assert "stale" not in said
    acme.today = date(2027, 2, 21)
    assert "AC-0001 lapsed on 2027-02-20" in acme.says("show", "acme")
    assert acme.gives("show", "acme")["standing"]["acceptance"] == ""


def test_an_acceptance_goes_stale_and_is_shortened_when_the_residual_rises(acme: Terminal) -> None:
    acme.says("add", "acceptance", "vendor=acme", "owner=Head of Claims", "approver=B. Chief", "approver_role=CFO",
              "rationale=until the renewal", "expires_on=2027-02-20")  # fmt: skip
    acme.says("edit", "vendor", "acme", "criticality=5", "dependency=5", "reach=5", "data_sensitivity=5")
    said = acme.says("show", "acme")
    assert "accepted at 12.0 by Head of Claims" in said
    assert "stale: the residual has risen since" in said
    assert "accepted at High, now Critical; shortened to the longest its tier allows" in said
    acme.today = DAY + timedelta(days=31)
    assert "AC-0001 lapsed on 2026-12-23" in acme.says("show", "acme")


def test_an_unrated_vendor_is_neither_overridden_nor_accepted(acme: Terminal) -> None:
    acme.says("add", "vendor", "name=New")
    given = ("vendor=new", "approver=B. Chief", "approver_role=CISO", WHY)
    assert "unrated" in acme.refuses("add", "override", "tier=high", "evidence=EV-0001", *given)
    assert "unrated" in acme.refuses("add", "acceptance", "owner=O", "expires_on=2026-12-01", *given)


def test_a_self_reviewed_sign_off_is_said(acme: Terminal) -> None:
    acme.says("score", "acme", "4", "0")
    acme.says("sign", "acme", "4", "--statement", "nothing was found")
    assert "SG-0001 action 4 signed at 0 by A. Reyes on 2026-11-23, self-reviewed" in acme.says("show", "acme")
