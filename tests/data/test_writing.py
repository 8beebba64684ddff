"""One write: whole or not at all, logged value by value, refused in words."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_stores import ACTOR, DAY, NOW, fresh_store, one_of_each, vendor, writing

from riskdesk.data import handoffs, log, reading
from riskdesk.data.canonical import canonical
from riskdesk.data.handoffs import HandOff
from riskdesk.data.log import Entry
from riskdesk.data.shapes import shape_of
from riskdesk.data.standing import StandingRow
from riskdesk.data.store import Store
from riskdesk.errors import AlreadyThere, BadValue, MissingValue, RiskdeskError, UnknownField, UnknownRecord
from riskdesk.rules.records import Answer, Evidence, Maker, Product, Record, Relevance, Vendor


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


def entries(store: Store) -> list[Entry]:
    with store.read() as connection:
        return list(log.entries(connection))


def count(store: Store, kind: type[Record] = Vendor) -> int:
    with store.read() as connection:
        return reading.count(connection, kind)


def test_an_insert_logs_every_filled_field(store: Store) -> None:
    with writing(store, deed="add", reason="a new one") as found:
        found.insert(vendor(owner="Olga", generative=False, excluded_on=DAY))
        assert found.seq == 1
    [entry] = entries(store)
    assert (entry.seq, entry.at, entry.who, entry.account) == (1, NOW, ACTOR.who, ACTOR.account)
    assert (entry.deed, entry.kind, entry.ref, entry.reason) == ("add", "vendor", "acme", "a new one")
    assert entry.old is None
    assert entry.new == {"name": "Acme", "owner": "Olga", "generative": False, "excluded_on": "2026-11-23"}
    assert entry.fields == ("name", "owner", "generative", "excluded_on")


def test_a_change_logs_old_and_new_of_what_differs(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor(owner="Olga", reach="3"))
        changed = found.change(Vendor, "acme", "she left", owner="", reach="3", generative=True)
        assert found.get(Vendor, "acme") == changed == vendor(reach="3", generative=True)
    entry = entries(store)[-1]
    assert entry.old == {"owner": "Olga", "generative": None}
    assert entry.new == {"owner": "", "generative": True}
    assert entry.reason == "she left"


def test_a_change_that_changes_nothing_logs_nothing(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor(owner="Olga"))
        assert found.change(Vendor, "acme", owner="Olga") == vendor(owner="Olga")
    assert store.log_seq() == 1


def test_closing_and_opening_again(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor())
        assert not found.close(Vendor, "acme", DAY, "no longer used").open
        assert found.change(Vendor, "acme", closed_on=None, closed_reason="").open
    assert [entry.reason for entry in entries(store)] == ["because", "no longer used", "because"]
    assert count(store) == 1


def test_a_field_named_reason_is_a_field(store: Store) -> None:
    judged = Relevance(ref="RL-0001", vendor="acme", relevance="unrelated", reason="first")
    with writing(store) as found:
        found.insert(vendor())
        found.insert(judged)
        found.because("looked again")
        assert found.change(Relevance, "RL-0001", reason="second").reason == "second"
    assert (entries(store)[-1].new, entries(store)[-1].reason) == ({"reason": "second"}, "looked again")


@pytest.mark.parametrize(
    ("record", "error", "where"),
    [
        (vendor(name=""), BadValue, "vendor, field name"),
        (vendor(criticality="9"), BadValue, "vendor, field criticality"),
        (vendor("other", own_maker="MK-9"), UnknownRecord, "vendor, field own_maker"),
        (vendor("ACME", name="another"), AlreadyThere, "vendor"),
        (vendor("there"), AlreadyThere, "vendor"),
        (Product(ref="PD-1", vendor="", name="p"), MissingValue, "product, field vendor"),
        (Product(ref="PD-1", vendor="nobody", name="p"), UnknownRecord, "product, field vendor"),
        (Product(ref="", vendor="there", name="p"), BadValue, "product, field ref"),
        (
            Answer(ref="x", vendor="there", question="P1", state="na", answered_on=DAY),
            BadValue,
            "answer, field question",
        ),
        (Maker(ref="MK-1", name="m", affiliate_of="MK-2"), UnknownRecord, "maker, field affiliate_of"),
    ],
)
@pytest.mark.parametrize("way", ["insert", "insert_many"])
def test_a_refusal_names_kind_and_field_and_leaves_nothing(
    store: Store, record: Record, error: type[RiskdeskError], where: str, way: str
) -> None:
    with writing(store) as found:
        found.insert(vendor("there"))
        found.insert(vendor("Acme", name="the first"))
        with pytest.raises(error) as caught:
            found.insert(record) if way == "insert" else found.insert_many([vendor("good"), record])
        found.insert(vendor("after"))
    assert caught.value.where == where
    assert "nobody" not in str(caught.value)
    assert [entry.ref for entry in entries(store)] == ["there", "Acme", "after"]
    assert count(store) == 3


def test_a_refused_change_leaves_the_record_as_it_was(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor())
        with pytest.raises(BadValue):
            found.change(Vendor, "acme", reach="9")
        with pytest.raises(UnknownRecord):
            found.change(Vendor, "acme", own_maker="MK-1")
        with pytest.raises(UnknownField, match="no field 'colour'"):
            found.change(Vendor, "acme", colour="red")
        with pytest.raises(UnknownRecord):
            found.change(Vendor, "nobody", owner="x")
        assert found.change(Vendor, "acme", owner="Olga") == vendor(owner="Olga")
    assert len(entries(store)) == 2


def test_any_error_drops_the_whole_write(store: Store) -> None:
    def interrupted() -> None:
        with writing(store) as found:
            found.insert(vendor())
            found.insert_many([vendor("b"), vendor("c")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (count(store), store.log_seq()) == (0, 0)
    with writing(store) as found:
        found.insert(vendor())
    assert store.log_seq() == 1


def test_many_are_logged_one_by_one_in_their_order(store: Store) -> None:
    records: list[Record] = [vendor(f"v{number}") for number in range(2_500)]
    records += [Product(ref=f"PD-{number:04d}", vendor=f"v{number}", name="p") for number in range(3)]
    with writing(store) as found:
        assert found.insert_many(iter(records)) == 2_503
        assert found.seq == 2_503
    assert [(entry.seq, entry.ref) for entry in entries(store)] == [(n, r.ref) for n, r in enumerate(records, 1)]


def test_nothing_to_insert(store: Store) -> None:
    with writing(store) as found:
        assert found.insert_many([]) == 0
    assert store.log_seq() == 0


def evidence(ref: str, **fields: Any) -> Evidence:
    plain = {"title": "t", "form": "note", "strength": "primary", "classification": "ordinary"}
    return Evidence(ref=ref, obtained_on=DAY, obtained_by="me", **{**plain, **fields})


def test_references_are_counted_and_never_given_twice(store: Store) -> None:
    with writing(store) as found:
        assert [found.next_ref("evidence"), found.next_ref("evidence")] == ["EV-0001", "EV-0002"]
        found.insert(evidence("EV-0002"))
        found.insert(evidence("EV-0041"))
        found.insert_many([evidence("EV-99"), evidence("EV-x7"), evidence("EV-" + "9" * 30), evidence("M-0500")])
        assert found.next_ref("evidence") == "EV-0100"
        assert found.next_ref("dispute") == "M-0001"
    with writing(store) as found:
        found.close(Evidence, "EV-99", DAY, "wrong file")
        assert found.next_ref("evidence") == "EV-0100"
        with pytest.raises(ValueError, match="not counted"):
            found.next_ref("vendor")


def standing_row(**fields: Any) -> StandingRow:
    return StandingRow(**{"vendor": "acme", "name": "Acme", "on": DAY, "pack": "p1", "tier": "high", **fields})


def test_a_standing_that_moved_is_logged_with_its_cause(store: Store) -> None:
    row = standing_row(residual_tenths=89, scores=(1, 2, None, 4, 5), floors=("F3",))
    with writing(store) as found:
        found.insert(vendor())
        found.put_standing([row], {"acme": "answer C5"})
        found.put_standing([standing_row(**{**vars(row), "urgency": 7, "next_what": "notice"})], {"acme": "nothing"})
        found.put_standing([standing_row(tier="unrated", pack="p2")], {"acme": "pack"})
        found.put_standing([standing_row(tier="low")])
    first, second = entries(store)[1:]
    assert (first.kind, first.ref, first.old) == ("standing", "acme", None)
    assert first.new == {
        "tier": "high",
        "residual_tenths": 89,
        "scores": [1, 2, None, 4, 5],
        "floors": ["F3"],
        "pack": "p1",
        "cause": "answer C5",
    }
    assert second.old == {key: value for key, value in first.new.items() if key != "cause"}
    assert (second.new["tier"], second.new["cause"]) == ("unrated", "pack")


def test_a_standing_for_nobody_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), writing(store) as found:
        found.put_standing([standing_row()])


def test_hand_offs_are_a_list_of_their_own(store: Store) -> None:
    given = HandOff(
        to_whom="Auditor",
        profile="auditor",
        as_of="2026-11-23",
        sha256="a" * 64,
        bytes=9,
        log_seq=0,
        file_name="a.xlsx",
    )
    with writing(store) as found:
        assert [found.hand_off(given), found.hand_off(given)] == [1, 2]
    with store.read() as connection:
        first, second = handoffs.handoffs(connection)
        assert (first.seq, first.at, first.who, first.to_whom, first.bytes) == (1, NOW, ACTOR.who, "Auditor", 9)
        assert second.seq == 2
        assert handoffs.verify_handoffs(connection) is None
    assert store.log_seq() == 0


def test_a_moment_needs_a_zone(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"), store.write(ACTOR, NOW.replace(tzinfo=None), "x"):
        pass


def test_many_changes_are_logged_like_single_ones(store: Store) -> None:
    with writing(store) as found:
        found.insert_many([vendor("a"), vendor("b", owner="me")])
        found.change_many([(Vendor, "a", {"owner": "me"}), (Vendor, "b", {"owner": "me"})])
        with pytest.raises(BadValue):
            found.change_many([(Vendor, "a", {"owner": "you"}), (Vendor, "b", {"reach": "9"})])
        with pytest.raises(UnknownRecord):
            found.change_many([(Vendor, "a", {"owner": "you"}), (Vendor, "nobody", {})])
    assert [(entry.ref, entry.old, entry.new) for entry in entries(store)[2:]] == [
        ("a", {"owner": ""}, {"owner": "me"})
    ]
    with store.read() as connection:
        assert {item.owner for item in reading.rows(connection, Vendor)} == {"me"}


@pytest.mark.parametrize("record", one_of_each(), ids=lambda record: type(record).__name__)
def test_logged_values_come_back_typed(record: Record) -> None:
    shape = shape_of(type(record))
    told = json.loads(canonical(shape.to_log(record)))
    assert dataclasses.replace(type(record)(ref=record.ref), **reading.typed(type(record), told)) == record
    assert reading.typed(type(record), dict.fromkeys(told)).keys() == told.keys()


def test_the_entries_about_some_records(store: Store) -> None:
    with writing(store) as found:
        found.insert_many([vendor("a"), vendor("b"), vendor("c")])
        found.change(Vendor, "a", owner="me")
    with store.read() as connection:
        about = [("vendor", "a"), ("vendor", "c"), ("maker", "b")]
        assert [entry.seq for entry in log.about(connection, about)] == [1, 3, 4]
