import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.errors import ImportRefused
from riskdesk.imports.sources import read_list
from riskdesk.imports.tables import RawTable

TWO = [{"name": "A", "owner": "B"}, {"name": "C", "owner": "D"}]


def read(data: str | bytes) -> RawTable:
    return read_list(io.BytesIO(data.encode() if isinstance(data, str) else data), format="json", name="list.json")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TWO),
        json.dumps(TWO, indent=3),
        json.dumps({"vendors": TWO}),
        json.dumps({"made": {"by": ["x"]}, "vendors": TWO, "after": [1, {}], "n": None}),
        "\n".join(map(json.dumps, TWO)),
        "\ufeff" + "\r\n\r\n".join(map(json.dumps, TWO)) + "\n",
    ],
)
def test_three_forms(text: str) -> None:
    with read(text) as table:
        assert table.headings == ("name", "owner")
        assert [row.cells for row in table.rows] == [("A", "B"), ("C", "D")]


def test_values_keep_their_spelling() -> None:
    text = '[{"name":"A","id":0012345678901234567890,"x":1}]'.replace("00", "9900")
    with read(text.replace('"x":1', '"x":1.50,"y":true,"z":false,"w":null,"e":1e400')) as table:
        assert next(table.rows).cells == ("A", "990012345678901234567890", "1.50", "true", "false", "", "1e400")


def test_names_of_all_objects_and_lines() -> None:
    with read('[\n {"name": "A"},\n\n {"owner": "x",\n  "name": "B"}, {"name": "C"}\n]') as table:
        assert table.headings == ("name", "owner")
        assert [(row.line, row.cells) for row in table.rows] == [(2, ("A", "")), (4, ("B", "x")), (5, ("C", ""))]


def test_nested_values_and_doubled_names_are_faults() -> None:
    with read(
        '{"vendors":[{"name":"A"},{"name":"B","contact":{"email":"x"},"tags":["y"]},{"name":"C","name":"D"}]}'
    ) as t:
        _, nested, doubled = t.rows
    assert [(fault.column, fault.what) for fault in nested.faults] == [
        (1, "'vendors[1].contact' holds an object."),
        (2, "'vendors[1].tags' holds a list."),
    ]
    assert [(fault.column, fault.what) for fault in doubled.faults] == [(None, "The object uses a name twice.")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[]", 0, "no vendors"),
        ("  ", 0, "no vendors"),
        ('{"vendors": []}', 0, "no vendors"),
        ("[{}]", 1, "no headings"),
        ('[\n{"name": "A"},\n{"name": }\n]', 3, "not JSON"),
        ('[{"name": "A"},]', 1, "comma"),
        ('[{"name": "A"}', 1, "'\x2c' was expected"),
        ('[{"name": "A"}]\n[]', 2, "more after the end"),
        ('{"vendors": [{"name": "A"}]}\nx', 2, "more after the end"),
        ('[\n"A"]', 2, "not an object"),
        ('{"name": "A"}\n7', 2, "not an object"),
        ('[{"name": NaN}]', 1, "NaN"),
        ('{"a": ' + "[" * 100_000, 1, "nested too deeply"),
        ('[{"name": "' + "x" * 1_100_000, 1, "longer than 1,000,000"),
        ('[{"name": "A", "NAME": "B"}]', 1, "Columns 1 and 2"),
        (json.dumps([{f"n{n}": 1 for n in range(501)}]), 1, "500 names"),
        (b'[{"name": "\xff"}]', 1, "not UTF-8"),
    ],
)
def test_refused_as_a_whole(text: str | bytes, line: int, what: str) -> None:
    with pytest.raises(ImportRefused) as caught, read(text) as table:
        list(table.rows)
    assert what in caught.value.what
    assert caught.value.where == (f"list.json, line {line}" if line else "list.json")


def test_long_list_crosses_what_is_read_at_a_time() -> None:
    vendors = [{"id": number, "name": f"Vendor {number}", "notes": "é" * (number % 977)} for number in range(3_000)]
    for text in (json.dumps(vendors), json.dumps({"a": 1, "vendors": vendors}), "\n".join(map(json.dumps, vendors))):
        with read(text) as table:
            assert [(row.cells[0], len(row.cells[2])) for row in table.rows] == [
                (str(n), n % 977) for n in range(3_000)
            ]


@given(st.lists(st.dictionaries(st.sampled_from(["name", "b", "c"]), st.text(max_size=8)), max_size=6))
def test_what_json_writes_reads_back(records: list[dict[str, str]]) -> None:
    with read(json.dumps([{"name": "first"}, *records])) as table:
        found = [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows]
    expected = [record for record in records if any(value.strip() for value in record.values())]
    assert [{k: v for k, v in row.items() if v} for row in found[1:]] == [
        {k: v for k, v in record.items() if v} for record in expected
    ]
