"""The table of DOMAIN 6.10, rebuilt from records alone by commands, and what `riskdesk show` prints of it."""

from pathlib import Path

import pytest
from transcribing import BUILT, TABLE, Row, scored, typed
from typing_commands import Terminal, started

REASONS = {
    "northlight, weak contract": {"F3": "M-0001, M-0002, M-0003, M-0004, M-0005, M-0006 live"},
    "brightfield": {"F4": "action 4 is 1 and action 1 is 1"},
    "kestrel": {"F1": "outputs train another model (U1) and no flow is on record: nobody reviewed it"},
    "all unknown": {
        "F1-HIGH": "whether outputs train another model is not known (U1)",
        "F4": "action 4 is 0 and action 1 is 0",
        "F5": "C1 is unknown and impact is 4",
    },
}
"""What is printed of the floors that hold."""


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return started(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_the_table_is_rebuilt_by_commands(terminal: Terminal, row: Row) -> None:
    typed(terminal, BUILT[row.name](), "example", row.name.title())
    scored(terminal, "example")
    standing = terminal.gives("show", "example")["standing"]
    outcome = standing["outcome"]
    assert tuple(judged["score"] for judged in standing["actions"]) == row.scores
    assert (outcome["impact"], outcome["likelihood"], standing["driver"]) == (row.impact, row.likelihood, row.driver)
    assert (outcome["control_units"], outcome["residual_tenths"]) == (row.units, row.tenths)
    assert (outcome["by_sum"], standing["tier"], standing["provisional"]) == (row.by_sum, row.tier, False)
    assert {floor["id"] for floor in standing["floors"]} == set(row.floors)
    said = terminal.says("show", "example")
    assert f"{row.tier.upper()} {row.tenths // 10}.{row.tenths % 10}" in said
    for floor in standing["floors"]:
        assert REASONS[row.name][floor["id"]] in floor["reason"]
        assert floor["reason"] in said
    (listed,) = terminal.gives("list", "vendors")
    assert (listed["tier"], listed["residual_tenths"]) == (row.tier, row.tenths)


def test_kestrel_comes_down_by_what_is_recorded(terminal: Terminal) -> None:
    """From Critical to Moderate on one register: a flow recorded, determined and signed off, and its answers given."""
    typed(terminal, BUILT["kestrel"](), "kestrel", "Kestrel")
    assert terminal.gives("show", "kestrel")["standing"]["tier"] == "critical"
    terminal.says("evidence", "add", "kestrel", "call with counsel", "--note", "strength=statement")
    terminal.says("add", "flow", "vendor=kestrel", "title=ranker", "purpose=generative", "running=running",
                  "determination=permitted", "determined_on=2026-11-01", "distribution=internal")  # fmt: skip
    terminal.says("add", "signoff", "flow=FL-0001", "name=Counsel", "scope=this flow", "signed_on=2026-11-02",
                  "expires_on=2027-05-01", "evidence=EV-0001")  # fmt: skip
    standing = terminal.gives("show", "kestrel")["standing"]
    assert [term["value"] for term in standing["likelihoods"] if term["name"] == "usage"] == [2]
    assert standing["floors"] == []
    assert standing["tier"] == "moderate"
    history = terminal.says("show", "kestrel", "--history")
    assert "standing kestrel" in history


def test_an_empty_vendor_is_unrated_and_says_why(terminal: Terminal) -> None:
    terminal.says("add", "vendor", "name=New")
    assert "UNRATED" in terminal.says("show", "new")
    assert terminal.gives("show", "new")["standing"]["outcome"] is None
