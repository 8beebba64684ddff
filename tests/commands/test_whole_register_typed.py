"""The whole register as JSON by commands: out, its schema, and back into an empty place."""

import json
from pathlib import Path

import pytest
from shells import Shell
from typing_commands import Terminal

from riskdesk.rules.profiles import PROFILES
from riskdesk.rules.register_schema import schema


@pytest.fixture
def out(terminal: Terminal, tmp_path: Path) -> Path:
    """A register with a vendor, written as JSON."""
    terminal.says("add", "vendor", "name=Acme")
    said = terminal.says("export", str(tmp_path / "out.json"))
    assert "SHA-256" in said
    assert "riskdesk backup" in said
    return tmp_path / "out.json"


def test_it_goes_out_and_comes_back(terminal: Terminal, out: Path, tmp_path: Path) -> None:
    terminal.store = tmp_path / "other" / "register.db"
    done = terminal.gives("import", str(out), "--dry-run")
    assert (done["kept"], terminal.store.exists()) == (False, False)
    assert "taken back" in terminal.says("import", str(out))
    assert [item["vendor"] for item in terminal.gives("list", "vendors")] == ["acme"]
    terminal.says("export", str(tmp_path / "again.json"))
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()
    assert "not empty" in terminal.refuses("import", str(out), code=3)


def test_it_comes_back_from_standard_input_and_so_does_a_list(nowhere: Shell, out: Path) -> None:
    done = nowhere("import", "-", "--json", stdin=out.read_bytes())
    assert (done.code, done.data["records"]) == (0, 4)
    listed = nowhere("import", "-", stdin=b"name,owner\nOther,me\n")
    assert (listed.code, "1 added" in listed.out) == (0, True)


@pytest.mark.parametrize("profile", [name for name, profile in PROFILES.items() if profile.outside])
def test_no_outside_reader_gets_it(terminal: Terminal, tmp_path: Path, profile: str) -> None:
    said = terminal.refuses("export", str(tmp_path / "out.json"), "--for", profile)
    assert "for its owner alone" in said
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("more", [("--vendor", "acme"), ("--as-of", "2026-11-23"), ("--to", "someone")])
def test_it_is_whole_or_nothing(terminal: Terminal, tmp_path: Path, more: tuple[str, str]) -> None:
    assert more[0] in terminal.refuses("export", str(tmp_path / "out.json"), *more, code=2)


@pytest.mark.parametrize("more", [("--map", "a=name"), ("--dates", "dmy"), ("--format", "csv"), ("--clear-empty",)])
def test_what_is_said_of_a_list_is_refused_for_it(terminal: Terminal, out: Path, more: tuple[str, ...]) -> None:
    terminal.store = out.with_name("new.db")
    assert "no vendor list" in terminal.refuses("import", str(out), *more, code=2)


def test_the_schema_is_printed(terminal: Terminal) -> None:
    code, printed, _ = terminal.code("schema")
    assert (code, json.loads(printed)) == (0, schema())
