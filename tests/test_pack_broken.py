"""Broken packs: refused when they are loaded, by file, entry and reason."""

import copy
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdesk.data.pack_files import load_pack
from riskdesk.data.pack_folders import LARGEST_FILE, SHIPPED
from riskdesk.errors import PackBroken
from riskdesk.rules.pack_reading import FILES, read_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack that a test may spoil."""
    return Path(shutil.copytree(SHIPPED / "2026.1", tmp_path / "pack"))


def replace(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text, f"{file} has no {old!r}: the test is out of date"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8", newline="")


P1_WEIGHT = 'id = "P1"\nweight = 3'
BROKEN: list[tuple[str, str, str, str, str]] = [
    # file, what stands there, what a hand makes of it, the place told, the reason told
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nwieght = 3', "action-1.toml, question P1", "did you mean 'weight'?"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"', "action-1.toml, question P1", "weight is missing"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nweight = 0', "question P1", "weight is 0; it must be from 1 to 100"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nweight = -3', "question P1", "weight is -3"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nweight = true', "question P1", "weight must be a whole number"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nweight = 3.0', "question P1", "weight must be a whole number"),
    ("action-1.toml", P1_WEIGHT, 'id = "P1"\nweight = "3"', "question P1", "weight must be a whole number"),
    ("action-1.toml", P1_WEIGHT, 'id = "p1"\nweight = 3', "question p1", "must be a capital letter and a number"),
    ("action-1.toml", 'id = "P7"', 'id = "P6"', "action-1.toml", "question 'P6' is there 2 times"),
    ("action-1.toml", 'id = "P4"\nw', 'id = "P40"\nw', "action-1.toml", "question P4 is missing; the rules read it"),
    ("action-1.toml", "key = true\n", "key = true\nmay_be_na = true\n", "question P1", "cannot be not applicable"),
    ("action-1.toml", "key = true\n", "key = 1\n", "question P1", "key must be true or false"),
    (
        "action-1.toml",
        "credit = 70 }",
        "credit = 101 }",
        "question P4, option 2",
        "credit is 101; it must be from 0 to 100",
    ),
    ("action-1.toml", "credit = 70 }", "credit = -1 }", "question P4, option 2", "credit is -1"),
    ("action-1.toml", 'id = "letter"', 'id = "warranty"', "question P4", "option 'warranty' is there 2 times"),
    ("action-1.toml", 'id = "letter"', 'id = "Letter!"', "question P4, option 2", "lower-case letters"),
    ("action-1.toml", 'id = "webpage"', 'id = "website"', "question P4", "option 'webpage' is missing"),
    ("action-1.toml", 'id = "refused"', 'id = "declined"', "question P5, option 3", "is a state's word"),
    ("action-1.toml", 'needs = ["details"]', 'needs = ["detail"]', "question P2", "needs names 'detail'"),
    ("action-1.toml", 'name = "details"', 'name = "notes"', "question P2", "field 'details' is missing"),
    ("action-1.toml", 'credit = "duties"', 'credit = "dutys"', "question P11", "credit is 'dutys'; it must be one of"),
    ("action-1.toml", 'credit = "duties"', 'credit = "option"', "question P11", "is for type choice"),
    ("action-1.toml", "slow = 60, ", "", "question P11", "level slow is missing"),
    ("action-1.toml", "slow = 60, ", "slow = 60, slower = 1, ", "question P11", "unknown level 'slower'"),
    ("action-1.toml", "limit_days = 30", "limit_days = 0", "question P11, levels", "limit_days is 0"),
    ("action-1.toml", 'informal = "informal", ', "", "question P11", "must have the choices"),
    ("action-1.toml", 'type = "lines" }]', 'type = "line" }]', "question P1, field 1", "type is 'line'"),
    ("action-1.toml", 'why = "', 'whi = "', "question P1", "why is missing"),
    ("action-1.toml", 'why = "', 'why = "" # ', "question P1", "why is empty"),
    ("action-1.toml", 'why = "', 'why = "\\u001b[2J', "question P1", "why holds a control or invisible character"),
    ("action-1.toml", 'why = "', 'why = "\\u202e', "question P1", "why holds a control or invisible character"),
    ("action-1.toml", 'why = "', f'why = "{"x" * 1001}', "question P1", "why is longer than 1000 characters"),
    ("action-1.toml", '  "Not asked.",\n', "", "action-1.toml", "rubric must have 6 texts and has 5"),
    ("action-1.toml", '  "Not asked.",\n', "  6,\n", "action-1.toml", "rubric must hold text in every place"),
    ("action-1.toml", "weight = 25", "weight = 26", "action", "action weights must add up to 100; they add up to 101"),
    ("action-1.toml", "number = 1", "number = 2", "action-1.toml", "number must be 1"),
    ("action-1.toml", 'rule = "open"', 'rule = "opened"', "cap A1-OPEN", "rule is 'opened'"),
    ("action-1.toml", '["P1", "P2", "P3", "P4"]', '["P1", "P99"]', "cap A1-OPEN", "names question 'P99', and none"),
    ("action-1.toml", '["P1", "P2", "P3", "P4"]', '["C1"]', "cap A1-OPEN", "'C1', which is of action 4"),
    ("action-1.toml", '["P1", "P2", "P3", "P4"]', "[]", "cap A1-OPEN", "questions are missing"),
    ("action-1.toml", "below = 50\n", "", "cap A1-PAPER", "below is for rule credit_below"),
    ("action-1.toml", 'id = "A1-FILE"', 'id = "A1-OPEN"', "action", "cap 'A1-OPEN' is there 2 times"),
    ("action-1.toml", "at_most = 2", "at_most = 6", "cap A1-OPEN", "at_most is 6"),
    ("action-1.toml", "number = 1\n", "number = 1\n[[question]\n", "action-1.toml", "not valid TOML: "),
    ("action-1.toml", "number = 1\n", "number = 1\nnumber = 1\n", "action-1.toml", "line 4"),
    ("action-1.toml", "number = 1\n", f"number = {'9' * 5000}\n", "action-1.toml", "not valid TOML"),
    ("action-2.toml", 'kind = "search"', 'kind = "serch"', "question D1", "no record kind has that name"),
    (
        "action-2.toml",
        'kind = "search"',
        'kind = "search"\nitems = [{ id = "a", label = "b" }]',
        "D1",
        "items do not belong",
    ),
    ("action-2.toml", 'kind = "search"\n', "", "question D1", "kind is missing"),
    ("action-2.toml", 'credit = "searches"', 'credit = "flow_fields"', "question D1", "credit must be searches"),
    ("action-3.toml", 'id = "clean"', 'id = "flag"', "question U7", "mark 'flag' is there 2 times"),
    (
        "action-4.toml",
        'type = "choice"\ncredit = "option"',
        'type = "form"\ncredit = "filled"',
        "C1",
        "credit must be option",
    ),
    ("action-3.toml", 'name = "attested_on"', 'name = "on"', "question U1", "field 'attested_on' is missing"),
    (
        "action-4.toml",
        'marks = [\n  { id = "clear"',
        'skram = [\n  { id = "clear"',
        "question C4",
        "unknown key 'skram'",
    ),
    (
        "action-4.toml",
        'name = "treatment"',
        'name = "modified"',
        "question C4",
        "item or field 'modified' is there 2 times",
    ),
    ("action-4.toml", "credit = 60 }", "credit = 160 }", "action-4.toml, question C5, option 2", "credit is 160"),
    ("action-4.toml", ", 3 = 100 }", ", 3 = 100, 4 = 100 }", "question C9", "unknown level '4'"),
    ("pack.toml", "from_tenths = 160", "from_tenths = 90", "pack.toml", "tiers must start from 0 and ascend"),
    ("pack.toml", "from_tenths = 0", "from_tenths = 1", "pack.toml", "tiers must start from 0 and ascend"),
    ("pack.toml", "acceptance_days = 365", "acceptance_days = 366", "tier low", "acceptance_days is 366"),
    ("pack.toml", 'id = "low"', 'id = "lowest"', "pack.toml", "tiers must be low, moderate, high, critical"),
    ("pack.toml", "weight = 35", "weight = 34", "pack.toml", "factor weights must add up to 100; they add up to 99"),
    ("pack.toml", 'field = "criticality"', 'field = "kriticality"', "pack.toml", "a vendor has no field"),
    ("pack.toml", 'id = "F6"', 'id = "F7"', "pack.toml", "floors must be F1"),
    ("pack.toml", 'tier = "critical"', 'tier = "worst"', "pack.toml", "floor F1: tier is 'worst'"),
    ("pack.toml", "statement = 8", "statement = 11", "pack.toml, policy", "statement is 11"),
    ("pack.toml", "statement = 8", "statement = 4", "pack.toml", "must not earn more the weaker it is"),
    ("pack.toml", "expired = 5", "expired = 10\nexpiry = 2", "pack.toml, policy", "unknown key 'expiry'"),
    ("pack.toml", "[policy]", "[politics]", "pack.toml", "policy is missing"),
    ("pack.toml", '"2026-11-23"', '"23 Nov 2026"', "pack.toml", "it must be a date"),
    ("pack.toml", '"2026-11-23"', "2026-11-23", "pack.toml", "published must be text"),
    ("stages.toml", 'code = "S9"', 'code = "S10"', "stages.toml", "stages must be S0, S1"),
    ("stages.toml", "likelihood = 1", "likelihood = 0", "stages.toml, stage S0", "likelihood is 0"),
    ("crosswalk.toml", '"verified"', '"certain"', "crosswalk.toml, row 1", "status is 'certain'"),
    ("crosswalk.toml", "actions = [1, 2]", "actions = [6]", "crosswalk.toml, row 1", "actions is 6"),
    ("prompts.toml", 'about = ["P8"]', 'about = ["Z8"]', "prompts.toml, prompt 1", "no question has that id"),
    ("prompts.toml", "Check whether the", "The", "prompts.toml, prompt 1", "must begin with 'Check whether'"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "why"), BROKEN)
def test_a_broken_pack_is_refused_by_file_entry_and_reason(
    folder: Path, file: str, old: str, new: str, where: str, why: str
) -> None:
    replace(folder, file, old, new)
    with pytest.raises(PackBroken) as refused:
        load_pack(folder)
    assert any(where in line and why in line for line in str(refused.value).split("\n")), str(refused.value)
    assert refused.value.remedy
    assert all(line.isprintable() for line in str(refused.value).split("\n"))


def test_all_faults_are_told_in_one_go_and_the_tail_counted(folder: Path) -> None:
    for number in range(1, 6):
        name = f"action-{number}.toml"
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace("\nwhy = ", "\nwy = "), "utf-8")
    with pytest.raises(PackBroken) as refused:
        load_pack(folder)
    told = str(refused.value)
    assert "question P1: why is missing" in told
    assert "question P2: unknown key 'wy'; did you mean 'why'?" in told
    assert "and 74 more" in told
    assert told.count("\n") == 21


def spoil_bytes(folder: Path) -> None:
    (folder / "stages.toml").write_bytes(b"# one\n# caf\xe9\n")


def spoil_size(folder: Path) -> None:
    (folder / "stages.toml").write_bytes(b"#" * (LARGEST_FILE + 1))


def spoil_file(folder: Path) -> None:
    (folder / "stages.toml").unlink()
    (folder / "stages.toml").mkdir()


def spoil_depth(folder: Path) -> None:
    (folder / "stages.toml").write_text("stage = " + "[" * 5000 + "]" * 5000, "utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (spoil_bytes, "stages.toml: line 2 is not UTF-8"),
        (spoil_size, "stages.toml: the file is larger than 1000000 bytes"),
        (spoil_file, "stages.toml: the file cannot be read: it is not a file"),
        (spoil_depth, "stages.toml: "),
        (lambda folder: (folder / "stages.toml").unlink(), "stages.toml: the file is missing"),
        (lambda folder: (folder / "action-6.toml").write_text(""), "'action-6.toml': no file of a pack has this name"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(folder: Path, spoil: Callable[[Path], object], why: str) -> None:
    spoil(folder)
    with pytest.raises(PackBroken) as refused:
        load_pack(folder)
    assert why in str(refused.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackBroken, match="cannot be read"):
        load_pack(tmp_path / "nowhere")


PARSED = {name: tomllib.loads((SHIPPED / "2026.1" / name).read_text("utf-8")) for name in FILES}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.one_of(st.integers(), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container within with each of its keys or positions."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from places(inner)


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_whatever_stands_in_a_place_the_pack_is_read_or_refused(data: st.DataObject) -> None:
    files = copy.deepcopy(PARSED)
    within, key = data.draw(st.sampled_from(list(places(files))).map(lambda pair: pair), label="place")
    within[key] = data.draw(JUNK, label="junk")
    try:
        told = read_pack(files, "0" * 64).id
    except PackBroken as refused:
        told = str(refused)
    assert told
    assert all(line.isprintable() for line in told.split("\n"))
