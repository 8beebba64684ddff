"""The other forms of a hand-over by commands: locked, bundled, as tables, with a sample."""

from pathlib import Path

import pytest
from typing_commands import Terminal

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


def test_only_a_workbook_can_be_locked(acme: Terminal, tmp_path: Path, password: Path) -> None:
    for name, code in (("out.json", 2),):
        said = acme.refuses("export", str(tmp_path / name), "--password-file", str(password), code=code)
        assert "--password-file" in said
        assert not (tmp_path / name).exists()
