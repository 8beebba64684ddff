"""Listing and showing: every list as JSON and as a table, hostile names, folded to the terminal."""

import json
from datetime import date, timedelta

import pytest
from shells import Shell

from riskdesk.desk import opening
from riskdesk.rules.records import KINDS

LISTS = ["vendors", "actions", "open", "deadlines", *KINDS]
HOSTILE = "Evil\x9b31m \u202e[/] =cmd|' ドメイン"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_table_and_json_full_and_empty(started: Shell, name: str) -> None:
    for filled in (False, True):
        if filled:
            started("add", "vendor", "name=Acme")
        done = started("list", name, "--json")
        assert (done.code, done.err) == (0, "")
        assert isinstance(done.data, list)
        table = started("list", name)
        assert table.code == 0
        assert table.out
        assert all(line.isprintable() for line in table.out.splitlines())
    if KINDS.get(name) and KINDS[name].field("vendor"):
        assert started("list", name, "--vendor", "ACME", "--json").code == 0


def test_vendors_are_filtered_and_retired_ones_asked_for(shell: Shell) -> None:
    assert [row["vendor"] for row in shell("list", "vendors", "--filter", "kestrel", "--json").data] == ["V-002"]
    assert [row["vendor"] for row in shell("list", "vendors", "--vendor", "v-003", "--json").data] == ["V-003"]
    shell("close", "vendor", "V-001", "--reason", "gone")
    names = [row["vendor"] for row in shell("list", "vendor", "--json").data]
    assert "V-001" not in names
    assert len(names) == 24
    assert len(shell("list", "vendors", "--closed", "--json").data) == 25
    assert shell("list", "open", "--vendor", "nobody").code == 1


def test_columns_stand_under_each_other_with_wide_signs(started: Shell) -> None:
    started("add", "vendor", "name=蒼鷺言語研究所", "--ref", "A")
    started("add", "vendor", "name=Plain", "--ref", "B")
    lines = started("list", "vendors").out.splitlines()
    plain, wide = sorted(lines[1:], key=lambda line: not line.isascii())
    assert lines[0].index("Tier") == plain.index("Unrated") == wide.index("Unrated") + 7


def test_hostile_names_never_reach_the_terminal(started: Shell) -> None:
    started("add", "vendor", f"name={HOSTILE}", "--ref", "X\x9b")
    for words in (("list", "vendors"), ("show", "X\ufffd"), ("list", "vendors", "--json"), ("show", "x\x9b")):
        done = started(*words)
        assert all(line.isprintable() for line in (done.out + done.err).splitlines())
    done = started("show", HOSTILE + "x")
    assert "\x9b" not in done.err
    assert "\u202e" not in done.err


def test_json_spells_what_a_terminal_should_not_see(started: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from riskdesk.commands import context

    printed: list[str] = []
    monkeypatch.setattr("builtins.print", printed.append)
    context.say_json({"a": "\x9b\u202e\U000e0041é", "on": date(2026, 11, 23)})
    assert printed == ['{\n  "a": "\\u009b\\u202e\\udb40\\udc41é",\n  "on": "2026-11-23"\n}']
    assert json.loads(printed[0])["a"] == "\x9b\u202e\U000e0041é"
    with pytest.raises(TypeError):
        context.say_json({"a": object()})


def test_a_new_day_brings_the_list_up_to_date(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell("list", "actions", "--vendor", "V-001", "--json").data
    monkeypatch.setattr(opening.open_desk, "__kwdefaults__",
                        {**(opening.open_desk.__kwdefaults__ or {}),
                         "today": lambda: opening.local_today() + timedelta(days=400)})  # fmt: skip
    after = shell("list", "actions", "--vendor", "V-001", "--json").data
    assert [row["due"] for row in before] == [row["due"] for row in after]
    assert all(row["state"].endswith("!") for row in after)


def test_a_vendor_is_explained_within_the_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "UNRATED; untouched: " in shell("show", "V-001").out
    for question in ("D1", "U1"):
        shell("answer", "V-001", question, "unknown")
    shell("edit", "vendor", "V-001", "provenance_anchor=3", "provenance_reason=summary only")
    shell("add", "contact", "vendor=V-001", "name=B")
    done = shell("show", "V-001", "--answers", "--history")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("HIGH 12.0 (provisional)   pack 2026.1")
    for begin in ("inherent   12 = impact 3 x likelihood 4", "residual   12.0 = 12 x (1 - 60 % x 0/500)   High by sum",
                  "  dispute    4 drives: ", "floor      F1-HIGH at least High: ", "coverage   ", "  A4 Indemnity ",
                  "     cap at most 1 A4-UNREAD: ", "  C5  K 0.00 x 3  unanswered"):  # fmt: skip
        assert any(line.startswith(begin) for line in lines), begin
    monkeypatch.setenv("COLUMNS", "120")
    wide = shell("show", "V-001").out.splitlines()
    assert 80 < max(map(len, wide)) <= 120
    shown = shell("show", "V-001", "--json").data
    assert (shown["vendor"]["ref"], shown["standing"]["tier"]) == ("V-001", "high")


def test_a_decision_is_told_with_its_note(shell: Shell) -> None:
    for question in ("D1", "U1"):
        shell("answer", "V-001", question, "unknown")
    shell("edit", "vendor", "V-001", "provenance_anchor=3", "provenance_reason=summary only")
    shell("evidence", "add", "V-001", "minutes", "--note")
    why = "the board wants this vendor watched more closely"
    shell("add", "override", "vendor=V-001", "tier=critical", f"rationale={why}", "evidence=EV-0001", "approver=B",
          "approver_role=CFO")  # fmt: skip
    on = (date.today() + timedelta(days=20)).isoformat()
    done = shell("add", "acceptance", "vendor=V-001", "owner=A", "approver=B", "approver_role=CFO", "rationale=r",
                 f"expires_on={on}")  # fmt: skip
    assert done.code == 0, done.err
    out = shell("show", "V-001").out
    assert "override   raised by OV-0001" in out
    assert "acceptance " in out
    shell("score", "V-001", "1", "1", "--reason", "better than it looks")
    assert "given 1 (better than it looks)" in shell("show", "V-001").out.replace("\n" + " " * 20, " ")


def test_questions_are_printed_with_and_without_a_register(nowhere: Shell) -> None:
    lines = nowhere("questions").out.splitlines()
    assert lines[1].startswith("P1   K    3   Which base model")
    assert len(lines) > 40
    done = nowhere("questions", "c5")
    assert done.out.startswith("C5 KEY  weight 3\n")
    assert "  supercap       0.60  a lower super-cap" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert "riskdesk add search" in nowhere("questions", "D1").out
    assert nowhere("questions", "C5", "--json").data["id"] == "C5"
    assert len(nowhere("questions", "--json").data) > 40


def test_where_names_every_place(nowhere: Shell) -> None:
    found = nowhere("where", "--json").data
    assert set(found) == {"register", "evidence", "packs", "settings", "reports"}
    assert found["register"] == str(nowhere.store)
    assert f"register   {nowhere.store}" in nowhere("where").out
    assert not nowhere.store.exists()
