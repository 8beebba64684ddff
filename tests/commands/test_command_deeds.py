"""Everything that the workbench does, done by command: what it says, what it ends with."""

import json
from pathlib import Path

import pytest
from shells import ROOT, Shell

DISPUTE = (
    "caption=Authors v. Heron", "role=respondent", "proof=pleading", "alleged_by=authors", "stage=S4",
    "stage_on=2026-09-01", "relevance=named",
)  # fmt: skip


def test_a_register_is_started_once(nowhere: Shell) -> None:
    words = ("init", "--organisation", "Northgate", "--reviewer", "A", "--role", "CISO", "--start", "2026-10-17")
    done = nowhere(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"started: {nowhere.store}",
        "next: riskdesk import vendors.csv, or riskdesk add vendor name=...",
    ]
    again = nowhere(*words)
    assert (again.code, again.out) == (3, "")
    assert str(nowhere.store) in again.err
    assert nowhere("list", "organisation", "--json").data[0]["start_on"] == "2026-10-17"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("init", "--organisation", "N", "--reviewer", "A", "--start", "17.10.2026"), "--start takes a date"),
        (("init", "--organisation", "N"), "--reviewer"),
        (("list",), "'kind'"),
        (("nonsense",), "nonsense"),
        (("list", "vendors", "--nonsense"), "--nonsense"),
        (("score", "V-001", "6", "1"), "'action'"),
        (("add", "vendor", "name"), "FIELD=VALUE"),
        (("add", "nonsense", "name=x"), "kinds: "),
        (("add", "vendor", "nothing=x"), "fields: name"),
        (("add", "vendor", "name=x", "--from", "-"), "not both"),
        (("answer", "V-001", "Z9", "yes"), "questions: P1"),
        (("answer", "V-001", "C5", "general", "--on", "today"), "--on takes a date"),
        (("import", "-", "--dates", "ymd"), "dmy or mdy"),
        (("import", "-", "--map", "x"), "COLUMN=FIELD"),
        (("import", "-", "--list-date", "x"), "--list-date takes a date"),
        (("list", "nonsense"), "kinds: "),
    ],
)
def test_wrong_usage_ends_with_2_and_says_where(shell: Shell, words: tuple[str, ...], told: str) -> None:
    done = shell(*words, stdin=b"")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err
    assert done.err.startswith("riskdesk: ")


@pytest.mark.parametrize(
    "words",
    [("list", "vendors"), ("show", "V-001"), ("answer", "x", "C5", "unknown"), ("import", "-"), ("verify",), ("undo",)],
)
def test_without_a_register_it_ends_with_3_and_says_how_to_start(nowhere: Shell, words: tuple[str, ...]) -> None:
    done = nowhere(*words, stdin=b"")
    assert (done.code, done.out) == (3, "")
    assert "riskdesk init" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "nobody"), "riskdesk list vendor"),
        (("answer", "V-001", "C5", "nothing"), "one of: uncapped"),
        (("answer", "V-001", "C5", "na", "--note", "x"), "answer it, or unknown"),
        (("answer", "V-001", "C5", "general", "--evidence", "EV-9"), "riskdesk list evidence"),
        (("score", "V-001", "4", "5", "--reason", "x"), "riskdesk add score_override vendor=V-001"),
        (("sign", "V-001", "4"), "riskdesk score V-001 4"),
        (("evidence", "add", "V-001", "missing.pdf"), "check the path"),
        (("edit", "vendor", "V-001", "criticality=9"), "one of: 1, 2"),
        (("close", "vendor", "V-001", "--reason", " "), "say why"),
        (("close", "reviewer", "RV-0001", "--reason", "left"), "add another first"),
        (("redo",), "history"),
        (("import", "missing.csv"), "missing.csv"),
        (("--reviewer", "Nobody", "undo"), "one of: A. Reyes"),
    ],
)
def test_a_refusal_ends_with_1_and_says_what_to_do(shell: Shell, words: tuple[str, ...], told: str) -> None:
    done = shell(*words)
    assert (done.code, done.out) == (1, "")
    assert told in done.err


def test_a_review_by_command(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "msa.pdf"
    file.write_bytes(b"caps")
    done = shell("evidence", "add", "v-001", str(file), "type=contract", "--question", "C5", "--reviewed")
    assert done.out.startswith("EV-0001  msa.pdf  SHA-256 ")
    done = shell("answer", "V-001", "c5", "uncapped", "--note", "2x", "--evidence", "ev-0001", "--on", "2026-01-02")
    assert done.out.splitlines()[0].startswith("C5 saved: ")
    assert "V-001  A4 suggests " in done.out
    shown = shell("show", "V-001", "--json").data
    assert shown["answers"]["C5"]["note"] == "2x"
    suggested = shown["standing"]["actions"][3]["suggested"]
    done = shell("score", "V-001", "4", str(suggested), "--json")
    assert (done.data["score"], done.data["provisional"], done.data["signed"]) == (suggested, False, "")
    done = shell("sign", "V-001", "4", "--statement", "read in full", "--by", "B. Boss", "--role", "CFO")
    assert "(confirmed, signed)" in done.out
    assert shell("undo").out == "undone: sign (signature SG-0001)\n"
    assert shell("redo").out == "done again: sign (signature SG-0001)\n"
    assert shell("answer", "V-001", "C5", "wrong vendor", "--clear").code == 0
    assert (
        "C5" not in shell("show", "V-001", "--json").data["answers"]
        or (shell("show", "V-001", "--json").data["answers"]["C5"]["closed_on"])
    )


def test_evidence_by_command(shell: Shell) -> None:
    assert shell("evidence", "add", "V-001", "https://x.example/terms", "--json").data["form"] == "url"
    assert shell("evidence", "add", "V-001", "called them", "--note", "title=Call").out == "EV-0002  Call\n"
    assert shell("evidence", "link", "ev-0001", "V-001", "c1", "--place", "p. 2").out == "EV-0001 supports C1\n"
    assert shell("evidence", "review", "EV-0001", "--check", "read").out == "EV-0001 reviewed by A. Reyes\n"
    assert shell("evidence", "supersede", "EV-0001", "EV-0002", "--reason", "newer").out == (
        "EV-0002 supersedes EV-0001\n"
    )
    assert shell("evidence", "supersede", "EV-0002", "EV-0001", "--reason", "round").code == 1
    assert shell("verify").code == 0


def test_records_by_command(shell: Shell) -> None:
    assert shell("add", "vendor", "name=Kestrel", "--ref", "K-1").out == "added K-1  (assessed again: K-1)\n"
    assert shell("add", "maker", "name=Heron").out == "added MK-0001\n"
    done = shell("add", "dispute", "vendor=K-1", *DISPUTE, "--json")
    assert done.data == [{"ref": "M-0001", "vendors": ["K-1"]}]
    done = shell(
        "edit", "dispute", "m-0001", "stage=S5", "stage_on=2026-11-02", "relevance-reason=read", "--reason", "x"
    )
    assert done.out == "changed M-0001  (assessed again: K-1)\n"
    shown = shell("show", "m-0001", "--history")
    assert "Stage: S5 class" in shown.out
    assert "edit dispute, dispute M-0001: " in shown.out
    assert shell("show", "M-0001", "--json").data["kind"] == "dispute"
    assert shell("close", "dispute", "M-0001", "--reason", "withdrawn").out.startswith("closed M-0001")
    assert shell("list", "disputes").out.splitlines()[1:] == []
    assert len(shell("list", "disputes", "--closed", "--json").data) == 1


def test_many_records_come_as_json(started: Shell, tmp_path: Path) -> None:
    rows = [{"name": "One", "generative": True, "notes": None}, {"name": "Two", "ref": "T-2", "criticality": 3}]
    done = started("add", "vendor", "--from", "-", stdin=json.dumps(rows).encode())
    assert done.out.splitlines() == ["added one  (assessed again: one)", "added T-2  (assessed again: T-2)"]
    file = tmp_path / "search.json"
    file.write_text(json.dumps({"vendor": "one", "searched_on": "2026-11-20", "searched_by": "A",
                                "sources": ["docket", "press"], "found": "none"}), "utf-8-sig")  # fmt: skip
    assert started("add", "search", "--from", str(file)).out.startswith("added SR-0001")
    assert started("list", "searches", "--json").data[0]["sources"] == ["docket", "press"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"nonsense", "line 1: not JSON"),
        (b"\n\n{", "line 3: not JSON"),
        (b"3", "not an object"),
        (b"[[]]", "not an object"),
        (b"\xff", "UnicodeDecodeError"),
        (b"[" * 100_000, "beyond all measure"),
        (b'[{"name": ' + b"9" * 5000 + b"}]", "beyond all measure"),
        (b'[{"name": "A"}, {"name": {"a": 1}}]', "record 2, field name"),
        (b"[]", "nothing to add"),
        (b'[{"name": "A"}, {"name": ""}]', "vendor, field name"),
    ],
)
def test_json_that_is_none_is_refused_and_nothing_of_it_kept(started: Shell, text: bytes, told: str) -> None:
    done = started("add", "vendor", "--from", "-", stdin=text)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert started("list", "vendors", "--json").data == []


def test_a_kind_describes_its_fields(nowhere: Shell) -> None:
    done = nowhere("add", "search", "--fields")
    assert "  sources (needed): Source classes; any of, with commas between: docket" in done.out


class TestImport:
    """Lists from files and standard input."""

    def test_a_report_for_people(self, started: Shell) -> None:
        done = started("import", str(ROOT / "data" / "vendors-awkward.csv"))
        assert done.code == 1
        assert done.out.splitlines()[0] == "vendors-awkward.csv: 9 added, 0 updated, 0 unchanged, 14 refused"
        assert done.out.splitlines()[-1] == "kept"
        assert "  refused, line 9, Renewal: '2027年': " in done.out

    def test_a_report_for_programs(self, started: Shell) -> None:
        list_ = b"Vendor ID,Vendor,Owner\nV-1,Acme,Claims\nV-2,,x\n"
        done = started("import", "-", "--format", "csv", "--strict", "--json", stdin=list_)
        assert done.code == 1
        assert (done.data["kept"], done.data["added"], len(done.data["refused"])) == (False, 1, 1)
        assert done.data["refused"][0]["line"] == 3
        done = started("import", "-", "--json", "--dry-run", stdin=list_[:36])
        assert (done.code, done.data["kept"]) == (0, False)
        assert started("list", "vendors", "--json").data == []
        assert started("import", "-", "--strict", stdin=list_).out.endswith("nothing was kept (--strict)\n")

    def test_what_changes_is_told(self, shell: Shell) -> None:
        list_ = b"Nummer,Wer,Owner\nV-001,Brightfield AI,Legal\n"
        done = shell("import", "-", "--map", "Nummer=key", "--map", "Wer=name", "--dry-run", stdin=list_)
        lines = done.out.splitlines()
        assert lines[0] == "standard input: 0 added, 1 updated, 0 unchanged, 0 refused"
        assert lines[1].startswith("  line 2 V-001: owner Support desk")
        assert lines[2].startswith("  in the register, not on this list (24): V-002")
        assert lines[3:] == ["  ... and 4 more (--json gives all)", "dry run, nothing was kept"]


def test_a_backup_is_restored_elsewhere(shell: Shell, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    assert shell("backup", str(copy)).out == f"backed up to {copy}\n"
    assert shell("restore", str(copy)).code == 3
    before = shell("list", "vendors", "--json").data
    shell.store = tmp_path / "new" / "register.db"
    assert shell("restore", str(copy)).out == f"restored to {shell.store}\n"
    assert shell("list", "vendors", "--json").data == before


def test_a_register_that_is_not_whole_ends_with_1(shell: Shell) -> None:
    assert shell("verify", "--json").data["whole"] is True
    text = shell("verify").out.splitlines()
    assert text[-1].startswith("whole: ")
    import sqlite3

    connection = sqlite3.connect(shell.store)
    connection.execute("update vendor set owner = 'Mallory' where ref = 'V-001'")
    connection.commit()
    connection.close()
    done = shell("verify")
    assert (done.code, done.out.splitlines()[-1]) == (1, "NOT whole")
    assert "  wrong: " in done.out
    assert shell("verify", "--json").code == 1
