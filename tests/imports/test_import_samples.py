import datetime as dt
from pathlib import Path

import pytest

from riskdesk.imports.mapping import MappedRow, RowProblem, map_rows
from riskdesk.imports.sources import read_list

DATA = Path(__file__).resolve().parents[2] / "data"


def read(name: str) -> tuple[list[MappedRow], list[RowProblem], tuple[str, ...]]:
    with read_list(DATA / name) as table:
        mapped = map_rows(table)
        rows = list(mapped.rows)
    good = [row for row in rows if isinstance(row, MappedRow)]
    return good, [row for row in rows if isinstance(row, RowProblem)], mapped.left_out


@pytest.mark.parametrize(
    ("name", "count", "left_out"),
    [
        ("vendors.csv", 25, ()),
        ("vendors.xlsx", 25, ()),
        ("vendors.json", 12, ()),
        ("vendors-utf16.tsv", 13, ("Currency",)),
    ],
)
def test_tidy_samples_read_without_a_problem(name: str, count: int, left_out: tuple[str, ...]) -> None:
    good, bad, unused = read(name)
    assert (len(good), bad, unused) == (count, [], left_out)


def test_three_formats_give_the_same_values() -> None:
    plain, book, objects = (read(name)[0] for name in ("vendors.csv", "vendors.xlsx", "vendors.json"))
    assert [row.values for row in plain] == [row.values for row in book]
    for left, right in zip(plain, objects, strict=False):
        assert left.values == {**dict.fromkeys(left.values), **right.values}


def test_tidy_sample_spans_what_lists_hold() -> None:
    rows = [row.values for row in read("vendors.csv")[0]]
    assert {row["criticality"] for row in rows} >= {None, 1, 2, 3, 4, 5}
    assert "unknown" in {row["dependency"] for row in rows}
    assert len({row["country"] for row in rows}) >= 15
    ends = sorted(row["contract_end"] for row in rows if isinstance(row["contract_end"], dt.date))
    assert (ends[-1] - ends[0]).days > 365


def test_awkward_sample() -> None:
    good, bad, left_out = read("vendors-awkward.csv")
    assert left_out == ("Alte Risikoklasse",)
    assert [row.line for row in good] == [2, 6, 7, 8, 10, 11, 12, 18, 23]
    assert [(row.line, row.column) for row in bad] == [
        (9, "Renewal"),
        (13, "Vendor #"),
        (14, "Renewal"),
        (15, "SUPPLIER   Name"),
        (16, "Renewal"),
        (17, "i1 criticality"),
        (17, "Dependence"),
        (17, "Where output goes"),
        (17, "Renewal"),
        (17, "Notice period (days)"),
        (17, "Auto renew?"),
        (19, "Renewal"),
        (20, ""),
        (21, "Vendor #"),
    ]
    assert [row.values["name"] for row in good][2:4] == ["=cmd|' /C calc'!A0", "[/] [@click=app.quit]x"]
    assert good[0].values["description"] == 'Drafts answers,\n"politely";\nnever sends them itself'


@pytest.mark.parametrize("name", [path.name for path in sorted(DATA.glob("vendors*"))])
def test_nothing_that_is_read_can_drive_a_terminal(name: str) -> None:
    good, bad, _ = read(name)
    texts = [value for row in good for value in row.values.values() if isinstance(value, str)]
    texts += [part for row in bad for part in (row.column, row.value, row.what, row.remedy)]
    assert texts
    assert all(text.replace("\n", "").replace("\t", "").isprintable() for text in texts)
