"""The log only grows, and shows where somebody went round the tool."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from small_stores import DAY, NOW, fresh_store, vendor, writing

from riskdesk.data import log
from riskdesk.data.canonical import canonical
from riskdesk.data.chain import entry_hash
from riskdesk.data.handoffs import HandOff
from riskdesk.data.store import Actor, Store
from riskdesk.errors import BadValue
from riskdesk.rules.records import KINDS, Flow, Product, Terms, Vendor

COLUMNS = ", ".join(log.LOG.columns)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for found in fresh_store(tmp_path):
        with writing(found) as change:
            change.insert_many(vendor(f"v{number}") for number in range(5))
        yield found


def tampered(store: Store, *statements: str) -> int | None:
    """What verification finds after somebody dropped the triggers and ran the statements."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        for name in ("appends", "keeps_update", "keeps_delete"):
            connection.execute(f"DROP TRIGGER log_{name}")
        for statement in statements:
            connection.execute(statement)
        return log.verify_chain(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET who = 'x' WHERE seq = 2",
        "DELETE FROM log WHERE seq = 5",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 3",
        f"INSERT INTO log SELECT seq + 9, {COLUMNS}, prev, hash FROM log",
        f"INSERT INTO log SELECT 6, {COLUMNS}, prev, hash FROM log LIMIT 1",
        f"INSERT INTO log SELECT NULL, {COLUMNS}, hash, '' FROM log",
        "DELETE FROM handoff",
    ],
)
def test_the_log_takes_nothing_but_the_next_entry(store: Store, statement: str) -> None:
    with writing(store) as found:
        found.hand_off(HandOff(to_whom="x", profile="p", as_of="d", sha256="0", bytes=1, log_seq=5, file_name="f"))
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"never changed|only grows"),
    ):
        connection.execute(statement)
    with store.read() as reader:
        assert log.verify_chain(reader) is None


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE log SET new = replace(new, 'V2', 'W2') WHERE seq = 3", 3),
        ("UPDATE log SET reason = '' WHERE seq = 1", 1),
        ("UPDATE log SET hash = prev WHERE seq = 4", 4),
        ("UPDATE log SET prev = hash WHERE seq = 5", 5),
        ("DELETE FROM log WHERE seq = 2", 2),
        ("DELETE FROM log WHERE seq = 1", 1),
        ("UPDATE log SET seq = 9 WHERE seq = 5", 5),
        ("UPDATE log SET new = x'ff' WHERE seq = 5", 5),
        ("UPDATE log SET ref = 1e300 WHERE seq = 5", 5),
    ],
)
def test_verification_finds_the_first_entry_that_was_touched(store: Store, statement: str, bad: int) -> None:
    assert tampered(store, statement) == bad


def test_an_untouched_log_and_an_empty_one_hold(store: Store, tmp_path: Path) -> None:
    assert tampered(store) is None
    (tmp_path / "empty").mkdir()
    for empty in fresh_store(tmp_path / "empty"):
        with empty.read() as connection:
            assert log.verify_chain(connection) is None
            assert log.last_seq(connection) == 0
            assert log.seq_at(connection, NOW) == 0
            assert list(log.entries(connection)) == log.latest(connection, 5) == []


def test_the_hash_is_that_of_the_canonical_json_of_the_other_columns(store: Store) -> None:
    with store.read() as connection:
        cursor = connection.execute("SELECT * FROM log WHERE seq = 2")
        values = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    written = values.pop("hash")
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == written


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.none() | st.booleans() | WHOLE | TEXTS | st.lists(TEXTS | WHOLE | st.none())
KEYS = st.sampled_from([*log.LOG.all_columns, *(spec.name for kind in KINDS.values() for spec in kind.fields)])


@given(st.dictionaries(KEYS, VALUES))
def test_the_quick_canonical_json_is_that_of_the_standard(values: dict[str, Any]) -> None:
    assert canonical(values).encode() == rfc8785.dumps(values)


def test_every_control_and_odd_sign_is_written_as_the_standard_wants() -> None:
    values = {"a": "".join(map(chr, [*range(0x300), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0x1F98A, 0x10FFFF]))}
    assert canonical(values).encode() == rfc8785.dumps(values)


def test_field_names_are_plain_ascii() -> None:
    # Canonical JSON orders keys by UTF-16, the standard library by code point: the same for ASCII alone.
    assert all(spec.name.isascii() for kind in KINDS.values() for spec in kind.fields)


@given(TEXTS, TEXTS)
def test_no_two_texts_share_a_hash(a: str, b: str) -> None:
    assert (entry_hash({"a": a, "b": "x"}) == entry_hash({"a": b, "b": "x"})) == (a == b)


@pytest.mark.parametrize("text", ["\ud800", "a\x00"])
def test_who_and_why_are_checked_too(store: Store, text: str) -> None:
    for actor, deed, reason in (
        (Actor(text, "a"), "d", "r"),
        (Actor("w", "a"), "d", text),
        (Actor("w", "a"), text, ""),
    ):
        with pytest.raises(BadValue), store.write(actor, NOW, deed, reason):
            pass
    with writing(store) as found:
        with pytest.raises(BadValue):
            found.because(text)
        with pytest.raises(BadValue):
            found.close(Vendor, "v1", DAY, text)
        with pytest.raises(BadValue):
            found.change(Vendor, "v1", text, owner="x")
    assert store.log_seq() == 5


def test_histories_are_newest_first_and_of_the_one_record(store: Store) -> None:
    with writing(store, at=1, deed="edit") as found:
        found.change(Vendor, "v1", owner="a")
        found.change(Vendor, "v2", owner="a")
    with writing(store, at=2, deed="edit") as found:
        found.change(Vendor, "v1", owner="b")
    with store.read() as connection:
        assert [entry.seq for entry in log.history(connection, "vendor", "v1")] == [8, 6, 2]
        assert [entry.seq for entry in log.history(connection, "vendor", "v1", 1)] == [8]
        assert log.history(connection, "vendor", "nobody") == []
        assert [entry.seq for entry in log.latest(connection, 2)] == [8, 7]
        assert [entry.seq for entry in log.entries(connection, 5, 2)] == [6, 7]
        assert log.seq_at(connection, NOW + timedelta(seconds=90)) == 7
        assert log.seq_at(connection, NOW - timedelta(seconds=1)) == 0
        assert log.history(connection, "vendor", "v1")[0].old == {"owner": "a"}


def test_a_vendors_history_holds_what_hangs_from_it(store: Store) -> None:
    with writing(store) as found:
        found.insert_many(
            [
                Product(ref="PD-1", vendor="v1", name="p"),
                Product(ref="PD-2", vendor="v2", name="p"),
                Flow(ref="FL-1", vendor="v1", title="f"),
                Terms(ref="TM-1", flow="FL-1", layer="tier", document="d"),
            ]
        )
        found.close(Product, "PD-1", DAY, "gone")
    with store.read() as connection:
        kinds = [(entry.kind, entry.ref) for entry in log.vendor_history(connection, "v1")]
        assert len(log.vendor_history(connection, "v1", 2)) == 2
    assert kinds == [("product", "PD-1"), ("terms", "TM-1"), ("flow", "FL-1"), ("product", "PD-1"), ("vendor", "v1")]
