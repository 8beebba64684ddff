"""The published schema of a whole register: valid itself, true of every record kind, and no looser than the store."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from small_stores import NOW, fresh_store, one_of_each, vendor, writing

from riskdesk.data import whole
from riskdesk.data.handoffs import HANDOFF, HandOff
from riskdesk.data.intake import Intake
from riskdesk.data.log import LOG
from riskdesk.data.store import Store, create, open_store
from riskdesk.errors import Refused
from riskdesk.rules.records import KINDS
from riskdesk.rules.register_schema import MEMBERS, NAME, VERSION, schema

VALID = jsonschema.Draft7Validator(schema())


def text_of(store: Store) -> str:
    with store.read() as connection:
        return "".join(text for _, text in whole.texts(connection, "2026.1", "0" * 64))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a record of every kind, every field filled, one that was changed and emptied, and a hand-off."""
    for made in fresh_store(tmp_path):
        with writing(made) as found:
            found.insert_many(one_of_each())
            found.insert(vendor("bare"))
            found.change(type(vendor()), "bare", owner="x", excluded_on=date(2026, 1, 2), generative=False)
            found.change(type(vendor()), "bare", owner="", excluded_on=None)
            found.hand_off(HandOff(to_whom="x", profile="p", as_of="d", sha256="0", bytes=1, log_seq=5, file_name="f"))
        yield made


def test_it_is_a_schema_and_says_its_version() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert schema()["$id"] == NAME == f"riskdesk:register:{VERSION}"
    assert tuple(sorted(schema()["properties"])) == MEMBERS


def test_it_holds_every_kind_and_field_with_its_meaning_and_every_column_of_the_chains() -> None:
    members = schema()["properties"]
    for name, kind in KINDS.items():
        told = members["records"]["properties"][name]["items"]["properties"]
        assert set(told) == {"ref", *(spec.name for spec in kind.fields)}
        assert all(field["description"] for field in told.values())
    for member, chain in (("log", LOG), ("handoffs", HANDOFF)):
        assert tuple(members[member]["items"]["properties"]) == chain.all_columns


def test_a_register_with_everything_in_it_is_valid_and_comes_back(store: Store, tmp_path: Path) -> None:
    text = text_of(store)
    found = json.loads(text)
    VALID.validate(found)
    assert all(found["records"][name] for name in KINDS)
    path = tmp_path / "again" / "register.db"
    create(path, now=NOW)
    with open_store(path) as again:
        with writing(again) as back:
            intake = Intake(back.connection)
            intake.created(found["meta"])
            for entry in found["handoffs"]:
                intake.handoff(entry)
            for entry in found["log"]:
                intake.entry(entry)
            for kind, records in found["records"].items():
                for record in records:
                    intake.record(kind, record)
            intake.finish()
        assert text_of(again) == text


def test_an_empty_store_is_valid(tmp_path: Path) -> None:
    for made in fresh_store(tmp_path):
        VALID.validate(json.loads(text_of(made)))


WRONG: list[tuple[tuple[str | int, ...], Any]] = [
    (("records", "vendor", 0, "zebra"), "x"),
    (("records", "vendor", 0, "criticality"), "6"),
    (("records", "vendor", 0, "generative"), "yes"),
    (("records", "vendor", 0, "excluded_on"), "tomorrow"),
    (("records", "vendor", 0, "ref"), ""),
    (("records", "vendor", 0, "name"), ""),
    (("records", "vendor", 0, "name"), "a\x00b"),
    (("records", "product", 0, "switch_days"), -1),
    (("records", "product", 0, "switch_days"), 1.5),
    (("records", "product", 0, "offered_in"), []),
    (("records", "vendor"), {}),
]


@pytest.mark.parametrize(("path", "value"), WRONG, ids=range(len(WRONG)))
def test_neither_schema_nor_store_takes_a_wrong_value(
    store: Store, tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    found: Any = json.loads(text_of(store))
    place = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALID.is_valid(found)
    if len(path) > 2:
        fresh = tmp_path / "again" / "register.db"
        create(fresh, now=NOW)
        with open_store(fresh) as again, pytest.raises(Refused), writing(again) as back:
            Intake(back.connection).record(str(path[1]), place)


@pytest.mark.parametrize("member", MEMBERS)
def test_no_member_may_be_missing(store: Store, member: str) -> None:
    found = json.loads(text_of(store))
    del found[member]
    assert not VALID.is_valid(found)
