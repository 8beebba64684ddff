"""A record of every kind kept by hand, added, corrected and closed by command."""

from pathlib import Path

import pytest
from every_kind import TYPED, correction
from typing_commands import Terminal, started

from riskdesk.rules.records import KINDS

BEFORE = ("vendor", "product", "maker", "model", "dispute", "flow", "contract", "proceeding")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A register with a rated vendor and one record of every kind that others refer to."""
    made = started(tmp_path, capsys, monkeypatch)
    made.says("add", "vendor", "name=Acme", "criticality=3", "dependency=3", "reach=3", "data_sensitivity=3")
    for question in ("D1", "U1", "P6"):
        made.says("answer", "acme", question, "unknown")
    made.says("evidence", "add", "acme", "call with counsel", "--note")
    for kind in BEFORE[1:]:
        made.says("add", kind, *words(kind))
    return made


def refer(text: str) -> str:
    """The text with a reference of the register above for a kind in angle brackets."""
    kind = text[1:-1]
    if not (text.startswith("<") and kind in KINDS):
        return text
    return "acme" if kind == "vendor" else f"{KINDS[kind].prefix}-0001"


def words(kind: str) -> list[str]:
    return [f"{name}={refer(text)}" for name, text in TYPED[kind].items()]


def test_every_kind_is_added_corrected_and_closed(terminal: Terminal) -> None:
    by_hand = {kind.name for kind in KINDS.values() if kind.by_hand}
    assert TYPED.keys() == by_hand
    for kind in TYPED:
        ref = terminal.gives("add", kind, *words(kind))[0]["ref"]
        name, text = correction(kind)
        terminal.says("edit", kind, ref, f"{name}={text}", "--reason", "read again")
        terminal.says("close", kind, ref, "--reason", "entered twice")
        shown = terminal.gives("show", ref)
        record = shown.get("vendor", shown) if kind == "vendor" else shown
        assert record[name] == text, kind
        assert (record["closed_on"], record["closed_reason"]) == ("2026-11-23", "entered twice"), kind
        assert "read again" in terminal.says("show", ref, "--history"), kind
        key = "vendor" if kind == "vendor" else "ref"
        assert ref not in {row[key] for row in terminal.gives("list", kind)}, kind
    assert terminal.gives("verify")["whole"] is True
