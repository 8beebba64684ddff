"""The other forms of a hand-over by commands: locked, bundled, as tables, with a sample."""

import zipfile
from pathlib import Path

import pytest
from typing_commands import Terminal

from riskdesk.data import handoffs
from riskdesk.desk.opening import Desk, open_desk

PASSWORD = "correct horse battery"


@pytest.fixture
def acme(terminal: Terminal) -> Terminal:
    """A register with one vendor."""
    terminal.says("add", "vendor", "name=Acme")
    return terminal


@pytest.fixture
def password(tmp_path: Path) -> Path:
    """A file with a password that others can read."""
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    file.chmod(0o644)
    return file


def test_a_locked_workbook_tells_both_hashes_and_no_password(acme: Terminal, tmp_path: Path, password: Path) -> None:
    words = ("export", str(tmp_path / "locked.xlsx"), "--for", "auditor", "--password-file", str(password))
    code, out, err = acme.code(*words)
    assert (code, out.count("SHA-256")) == (0, 2)
    assert "chmod 600" in err
    assert PASSWORD not in out + err
    assert (tmp_path / "locked.xlsx").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert "password" in acme.refuses("import", str(tmp_path / "locked.xlsx"))


def test_a_bundle_is_for_an_auditor_unless_said_otherwise(acme: Terminal, tmp_path: Path) -> None:
    (tmp_path / "msa.pdf").write_bytes(b"contract")
    acme.says("evidence", "add", "acme", str(tmp_path / "msa.pdf"), "--question", "C1")
    said = acme.says("bundle", str(tmp_path / "out.zip"), "--to", "Grant & Co")
    assert "workbook and 1 evidence files" in said
    assert said.count("SHA-256") == 2
    with acme_desk(acme).store.read() as connection:
        (given,) = handoffs.handoffs(connection)
    assert (given.profile, given.to_whom, given.file_name) == ("auditor", "Grant & Co", "out.zip")
    assert "already there" in acme.refuses("bundle", str(tmp_path / "out.zip"))


def test_tables_go_out_by_their_suffix(acme: Terminal, tmp_path: Path) -> None:
    assert "tables" in acme.says("export", str(tmp_path / "out.zip"), "--for", "auditor")
    assert "vendors.csv" in zipfile.ZipFile(tmp_path / "out.zip").namelist()


def test_a_sample_is_drawn_the_same_each_time_and_printed(acme: Terminal, tmp_path: Path) -> None:
    for name in ("Beta", "Gamma"):
        acme.says("add", "vendor", f"name={name}")
    drawn = acme.gives("sample", "--size", "2", "--seed", "x")
    assert (drawn["population"], [pick["number"] for pick in drawn["picks"]]) == (3, [1, 2])
    assert acme.gives("sample", "--size", "2", "--seed", "x") == drawn
    said = acme.says("sample", "--size", "2", "--seed", "x")
    assert "2 of 3 vendors in scope, seed x" in said
    assert "0 of 0 answers" in acme.says("sample", "--size", "2", "--seed", "x", "--of", "answers")
    for suffix in ("xlsx", "zip"):
        acme.says("export", str(tmp_path / f"out.{suffix}"), "--sample-size", "2", "--seed", "x")
    acme.says("bundle", str(tmp_path / "bundle.zip"), "--sample-size", "2", "--seed", "x")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        rows = archive.read("sample.csv").decode().splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == [pick["ref"] for pick in drawn["picks"]]


LACKING = [
    ("export", "out.xlsx", "--seed", "x"),
    ("bundle", "out.zip", "--sample-size", "2"),
    ("export", "out.json", "--seed", "x"),
]


@pytest.mark.parametrize("words", LACKING, ids=range(len(LACKING)))
def test_a_sample_needs_size_and_seed(acme: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "seed" in acme.refuses(words[0], str(tmp_path / words[1]), *words[2:], code=2)


def acme_desk(terminal: Terminal) -> Desk:
    return open_desk(terminal.store)


def test_only_a_workbook_can_be_locked(acme: Terminal, tmp_path: Path, password: Path) -> None:
    for name, code in (("out.json", 2), ("out.zip", 2)):
        said = acme.refuses("export", str(tmp_path / name), "--password-file", str(password), code=code)
        assert "--password-file" in said
        assert not (tmp_path / name).exists()
