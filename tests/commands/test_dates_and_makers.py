"""list deadlines with its limits and its calendar file; list makers and show MAKER."""

import json
import stat
from pathlib import Path

import pytest
from shells import Shell


@pytest.fixture
def dated(shell: Shell) -> Shell:
    """The sample list with a contract that is late, one to come, and a maker under one vendor."""
    vendor = json.loads(shell("list", "vendors", "--json").out)[0]["vendor"]
    for words in (
        ("contract", f"vendor={vendor}", "title=Old", "term_end=2020-03-01", "notice_days=30"),
        ("contract", f"vendor={vendor}", "title=New", "term_end=2099-03-01", "notice_days=30"),
        ("maker", "name=Heron Models"),
        ("maker", "name=Heron Holding"),
        ("model", "name=Heron", "version=2", "maker=MK-0001"),
        ("product", f"vendor={vendor}", "name=Assist"),
        ("dispute", "maker=MK-0002", "caption=A v. B", "role=respondent", "proof=pleading", "alleged_by=A", "stage=S3"),
    ):
        done = shell("add", *words)
        assert done.code == 0, done.err
    shell("edit", "maker", "MK-0001", "affiliate_of=MK-0002")
    product = json.loads(shell("list", "products", "--json").out)[-1]["ref"]
    assert shell("add", "use", f"product={product}", "model=MD-0001").code == 0
    return shell


def test_deadlines_with_limits(dated: Shell) -> None:
    everything = json.loads(dated("list", "deadlines", "--json").out)
    assert [row["on"] for row in everything] == sorted(row["on"] for row in everything)
    late = json.loads(dated("list", "deadlines", "--overdue", "--json").out)
    assert late == [row for row in everything if row["days"] < 0]
    assert any(row["what"] == "notice" and row["title"] == "Old" for row in late)
    far = json.loads(dated("list", "deadlines", "--from", "2098-01-01", "--until", "2099-02-01", "--json").out)
    assert [(row["what"], row["on"]) for row in far] == [("start talks", "2098-11-01"), ("notice", "2099-01-30")]
    assert "notice deadline" in dated("list", "deadlines", "--vendor", far[0]["vendor"]).out
    assert dated("list", "deadlines", "--from", "2199-01-01").out == "nothing is due\n"


def test_limits_that_mean_nothing_are_refused(dated: Shell) -> None:
    assert dated("list", "deadlines", "--from", "soon").code == 2
    assert dated("list", "deadlines", "--from", "2027-01-02", "--until", "2027-01-01").code == 2
    assert dated("list", "vendors", "--overdue").code == 2
    assert dated("list", "deadlines", "--vendor", "nobody").code == 1


def test_deadlines_as_a_calendar_file(dated: Shell, tmp_path: Path) -> None:
    target = tmp_path / "dates.ics"
    done = dated("list", "deadlines", "--overdue", "--ics", str(target))
    assert done.code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert b"notice deadline (CT-" in target.read_bytes()
    assert dated("list", "deadlines", "--ics", str(target)).code == 1
    assert dated("list", "deadlines", "--ics", str(target), "--force").code == 0


def test_makers_by_how_many_vendors_stand_on_them(dated: Shell) -> None:
    rows = json.loads(dated("list", "makers", "--json").out)
    assert [(row["ref"], row["vendors"], row["reached"], row["matters"]) for row in rows] == [
        ("MK-0001", 1, 1, 0),
        ("MK-0002", 0, 1, 1),
    ]
    text = dated("list", "makers").out
    assert "Heron Models" in text
    assert "have no maker on record" in text


def test_what_a_maker_touches(dated: Shell) -> None:
    text = dated("show", "mk-0002").out
    assert "touches 1 of" in text
    assert "Assist > Heron 2" in text
    assert "alleged by A" in text
    data = json.loads(dated("show", "MK-0002", "--json").out)["touches"]
    assert data["affiliates"] == ["MK-0001"]
    assert [(row["model"], row["maker"]) for row in data["vendors"]] == [("MD-0001", "MK-0001")]
