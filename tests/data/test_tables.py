"""Every kind of record goes in and comes out whole, and the tables refuse what no field can take."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_stores import DAY, fresh_store, one_of_each, vendor, writing

from riskdesk.data import reading
from riskdesk.data.shapes import SHAPES
from riskdesk.data.sql_text import quoted
from riskdesk.data.store import Store
from riskdesk.errors import BadValue
from riskdesk.rules.records import KIND_OF, KINDS, FieldSpec, Kind, Maker, Record, Round, Search, Vendor

RECORDS = {KIND_OF[type(record)].name: record for record in one_of_each()}
WRONG = {
    "choice": "no such choice",
    "date": "2026-02-30",
    "moment": "yesterday",
    "int": "many",
    "bool": 2,
    "many": '{"a":1}',
    "json": "{",
    "ref": "",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


@pytest.fixture
def full(store: Store) -> Store:
    with writing(store) as found:
        found.insert_many(RECORDS.values())
    return store


@pytest.mark.parametrize("only_required", [False, True], ids=["filled", "bare"])
def test_every_kind_comes_back_as_it_went_in(store: Store, only_required: bool) -> None:
    records = one_of_each(only_required=only_required)
    with writing(store) as found:
        for record in records:
            found.insert(record)
    with store.read() as connection:
        for record in records:
            assert reading.get(connection, type(record), record.ref) == record
            assert reading.rows(connection, type(record)) == [record]
            assert hash(reading.get(connection, type(record), record.ref)) == hash(record)


def wrong_values() -> Iterator[tuple[Kind, FieldSpec, Any]]:
    for kind in KINDS.values():
        for spec in kind.fields:
            if spec.type in WRONG:
                yield kind, spec, WRONG[spec.type]
            if spec.required:
                yield kind, spec, None if spec.type in {"date", "int", "ref"} else "[]" if spec.type == "many" else ""
            if spec.low is not None:
                yield kind, spec, spec.low - 1
            if spec.type == "int":
                yield kind, spec, (spec.high or 2**53 - 1) + 1


def test_the_tables_refuse_what_a_field_cannot_take(full: Store) -> None:
    refused = 0
    with sqlite3.connect(full.path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for kind, spec, value in wrong_values():
            with pytest.raises(sqlite3.IntegrityError, match=rf"{kind.name}\.{spec.name}"):
                assert not connection.execute(f"UPDATE {quoted(kind.name)} SET {quoted(spec.name)} = ?", (value,)), (
                    spec,
                    value,
                )
            refused += 1
    connection.close()
    assert refused > 250


def test_no_record_can_be_deleted(full: Store) -> None:
    with sqlite3.connect(full.path) as connection:
        for name in KINDS:
            with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
                connection.execute(f"DELETE FROM {quoted(name)}")
    connection.close()


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (vendor(name=7), "name"),
        (vendor(name="a\x00b"), "name"),
        (vendor(name="\ud800"), "name"),
        (vendor(ref="\udfff", name="x"), "ref"),
        (vendor(closed_on="2026-01-01"), "closed_on"),
        (vendor(generative=1), "generative"),
        (Round(ref="RD-1", vendor="acme", ordinal=True, start_on=DAY), "ordinal"),
        (Round(ref="RD-1", vendor="acme", ordinal=2**53, start_on=DAY), "ordinal"),
        (Maker(ref="MK-1", name="m", affiliate_of=7), "affiliate_of"),  # type: ignore[arg-type]
        (Search(ref="SR-1", vendor="acme", sources=["docket"]), "sources"),  # type: ignore[arg-type]
        (Search(ref="SR-1", vendor="acme", sources=("\ud800",)), "sources"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_value_of_the_wrong_type_names_its_field_and_not_itself(store: Store, record: Record, field: str) -> None:
    kind = KIND_OF[type(record)].name
    with pytest.raises(BadValue) as caught, writing(store) as found:
        found.insert(record)
    assert caught.value.where == f"{kind}, field {field}"
    assert store.log_seq() == 0


def test_shapes_have_a_column_for_every_field() -> None:
    for kind in KINDS.values():
        assert SHAPES[kind.name].fields == ("ref", *(spec.name for spec in kind.fields))


HOSTILE = ["Ünïcode", "[/]", "=1+1", "x'); DROP TABLE vendor; --", "\u202ertl", "a\nb\tc", "🦊" * 300]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(store: Store, name: str) -> None:
    with writing(store) as found:
        found.insert(vendor(name=name, notes=name))
        found.insert_many([vendor(ref=name, name=name)])
    with store.read() as connection:
        assert reading.rows(connection, Vendor, "name = ?", (name,), "ref")[0].notes in {name, ""}
        assert reading.get(connection, Vendor, name) == vendor(ref=name, name=name)
