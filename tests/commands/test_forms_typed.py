"""The other forms of a hand-over by commands: locked, bundled, as tables, with a sample."""

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


def acme_desk(terminal: Terminal) -> Desk:
    return open_desk(terminal.store)


def test_only_a_workbook_can_be_locked(acme: Terminal, tmp_path: Path, password: Path) -> None:
    for name, code in (("out.json", 2),):
        said = acme.refuses("export", str(tmp_path / name), "--password-file", str(password), code=code)
        assert "--password-file" in said
        assert not (tmp_path / name).exists()
