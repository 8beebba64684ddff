"""export --for, check and list handoffs as typed: what leaves, what it is warned of, and what stays on record."""

import hashlib
from pathlib import Path

import pytest
from typing_commands import Terminal

VENDOR = "kestrel-labs"


@pytest.fixture
def reviewed(terminal: Terminal) -> Terminal:
    """One vendor with an answer that nothing proves, and a note of counsel's."""
    terminal.says("add", "vendor", "name=Kestrel Labs")
    terminal.says("answer", VENDOR, "P2", "no")
    terminal.says("add", "contract", f"vendor={VENDOR}", "title=MSA", "counsel_note=quincunx")
    return terminal


@pytest.mark.parametrize(
    ("profile", "stays"), [("internal", ""), ("auditor", "2 items withheld"), ("board", "1 item withheld")]
)
def test_export_for_a_reader(reviewed: Terminal, tmp_path: Path, profile: str, stays: str) -> None:
    path = tmp_path / "out.xlsx"
    code, out, err = reviewed.code("export", str(path), "--for", profile, "--to", "Grant & Co")
    assert (code, path.exists()) == (0, True)
    assert ("withheld" in out, stays in out) == (bool(stays), True)
    assert err.startswith("an auditor would object to ")
    assert "5  Actions not signed" in err
    [kept] = reviewed.gives("list", "handoffs")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (kept["seq"], kept["profile"], kept["to_whom"], kept["sha256"]) == (1, profile, "Grant & Co", digest)
    assert (kept["as_of"], kept["file_name"], kept["bytes"]) == ("2026-11-23", "out.xlsx", path.stat().st_size)


def test_a_profile_that_is_not_there_writes_nothing(reviewed: Terminal, tmp_path: Path) -> None:
    said = reviewed.refuses("export", str(tmp_path / "out.xlsx"), "--for", "regulator", code=2)
    assert "internal, auditor, insurer, board" in said
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_list_of_hand_offs_as_a_table(reviewed: Terminal, tmp_path: Path) -> None:
    assert reviewed.says("list", "handoffs") == "nothing was handed over yet"
    for number, words in enumerate((("--for", "insurer", "--to", "Palisade \x1b[31m Mutual"), ("--force",))):
        reviewed.says("export", str(tmp_path / f"{number}.xlsx"), *words)
    said = reviewed.says("list", "handoffs")
    assert said.index("insurer") < said.index("internal")
    assert "\x1b" not in said
    assert "--vendor" in reviewed.refuses("list", "handoffs", "--vendor", VENDOR, code=2)


def test_check_lists_each_point_with_its_place(reviewed: Terminal) -> None:
    said = reviewed.says("check")
    assert "Actions not signed (5)" in said
    assert f"{VENDOR} A1 P2: score" in said
    given = reviewed.gives("check")
    assert given["points"]["unsigned"] == 5
    assert {(item["vendor"], item["action"]) for item in given["objections"] if item["kind"] == "unsigned"} == {
        (VENDOR, number) for number in range(1, 6)
    }
    assert given["points"]["inventory"] == 1


def test_check_of_one_vendor_leaves_out_the_others(reviewed: Terminal) -> None:
    reviewed.says("add", "vendor", "name=Lumen Draft")
    assert {item["vendor"] for item in reviewed.gives("check", "--vendor", VENDOR)["objections"]} == {VENDOR}
    assert "no vendor" in reviewed.refuses("check", "--vendor", "nobody").casefold()


def test_a_maker_s_dispute_is_one_point_however_many_it_reaches(reviewed: Terminal) -> None:
    reviewed.says("add", "maker", "name=Heron")
    reviewed.says("add", "model", "name=H2", "maker=MK-0001")
    for vendor in (VENDOR, "lumen-draft"):
        if vendor != VENDOR:
            reviewed.says("add", "vendor", "name=Lumen Draft")
        ref = reviewed.gives("add", "product", f"vendor={vendor}", "name=Assist")[0]["ref"]
        reviewed.says("add", "use", f"product={ref}", "model=MD-0001")
    matter = ("maker=MK-0001", "caption=A v. Heron", "role=respondent", "proof=pleading", "alleged_by=A", "stage=S3")
    reviewed.says("add", "dispute", *matter)
    points = reviewed.gives("check")["points"]
    assert (points["no docket"], points["no source"], points["unsigned"]) == (1, 1, 10)
