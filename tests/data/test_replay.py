"""The log alone gives the register at any moment, and shows where the tables were changed past it."""

import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from small_stores import DAY, NOW, fresh_path, fresh_store, one_of_each, vendor, writing

from riskdesk.data import case_files, handoffs, log, reading, register, replay
from riskdesk.data.register import StandingRow
from riskdesk.data.replay import Difference
from riskdesk.data.store import Store, open_store
from riskdesk.errors import BadValue, StoreUnusable
from riskdesk.rules.records import KINDS, Flow, Maker, Product, Record, Search, Vendor

Snapshot = dict[str, list[Record]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


def snapshot(store: Store) -> Snapshot:
    with store.read() as connection:
        return {name: reading.rows(connection, kind.record) for name, kind in KINDS.items()}


def test_every_kind_comes_back_from_the_log(store: Store) -> None:
    with writing(store) as found:
        found.insert_many(one_of_each())
    with replay.replayed(store, store.log_seq()) as past:
        assert snapshot(past) == snapshot(store)
    assert replay.compare(store) == []


def test_the_register_as_it_stood(store: Store) -> None:
    with writing(store, at=0) as found:
        found.insert_many([vendor(), vendor("b")])
        found.put_standing([StandingRow(vendor="b", name="B", on=DAY, pack="p", tier="low")], {"b": "new"})
    with writing(store, at=10) as found:
        found.change(Vendor, "acme", owner="me")
        found.close(Vendor, "b", DAY, "gone")
    expected: dict[Any, list[Record]] = {
        NOW - timedelta(microseconds=1): [],
        NOW: [vendor(), vendor("b")],
        NOW + timedelta(minutes=9): [vendor(), vendor("b")],
        NOW + timedelta(days=9): [vendor(owner="me"), vendor("b", closed_on=DAY, closed_reason="gone")],
        0: [],
        1: [vendor()],
        4: [vendor(owner="me"), vendor("b")],
        99: [vendor(owner="me"), vendor("b", closed_on=DAY, closed_reason="gone")],
        -1: [],
    }
    for at, records in expected.items():
        with replay.replayed(store, at) as past, past.read() as connection:
            assert reading.rows(connection, Vendor) == records, at
            assert log.last_seq(connection) == past.seq
            assert log.verify_chain(connection) is None


def test_a_past_store_is_closed_read_only_and_goes(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor())
        found.hand_off(
            handoffs.HandOff(to_whom="x", profile="p", as_of="d", sha256="0", bytes=1, log_seq=1, file_name="f")
        )
    with replay.replayed(store, 1) as past:
        assert past.path != store.path
        assert past.vault is store.vault
        assert stat.S_IMODE(past.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(past.path.parent.stat().st_mode) == 0o700
        with pytest.raises(StoreUnusable), writing(past):
            pass
        past.put_standing([StandingRow(vendor="acme", name="A", on=DAY, pack="p", tier="high")])
        with past.read() as connection:
            assert register.ids(connection) == ["acme"]
            assert case_files.case_file(connection, "acme").vendor == vendor()
            assert handoffs.handoffs(connection) == []
            assert reading.find_vendor(connection, "ACME") == "acme"
        folder = past.path.parent
    assert not folder.exists()


def test_a_past_store_that_is_dropped_goes_too(store: Store) -> None:
    past = replay.replayed(store, 0)
    folder = past.path.parent
    del past
    assert not folder.exists()


def test_a_replay_that_fails_leaves_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replay, "_values_at", fail)
    with pytest.raises(KeyboardInterrupt):
        replay.replayed(store, 1)
    assert list(tmp_path.glob("riskdesk-*")) == []


def test_what_was_once_allowed_is_still_shown(store: Store) -> None:
    with writing(store) as found:
        found.insert(vendor())
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        for name in ("appends", "keeps_update"):
            connection.execute(f"DROP TRIGGER log_{name}")
        connection.execute("""UPDATE log SET new = '{"name":"Acme","reach":"9","no_such_field":1}'""")
    with replay.replayed(store, 1) as past, past.read() as reader:
        assert reading.rows(reader, Vendor) == [vendor(reach="9")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE vendor SET owner = 'x'", [Difference("vendor", "acme", "is not what the log says", ("owner",))]),
        ("UPDATE vendor SET folded = 'x'", [Difference("vendor", "acme", "is not what the log says", ("folded",))]),
        (
            "INSERT INTO maker (ref, name) VALUES ('MK-1', 'x')",
            [Difference("maker", "MK-1", "is in the register and not in the log")],
        ),
        ("DELETE FROM vendor", [Difference("vendor", "acme", "is in the log and not in the register")]),
        ("UPDATE meta SET value = 'x'", []),
    ],
)
def test_a_change_past_the_log_shows(store: Store, statement: str, found: list[Difference]) -> None:
    with writing(store) as change:
        change.insert(vendor())
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER vendor_stays")
        connection.execute(statement)
    assert replay.compare(store) == found


def test_a_difference_in_words() -> None:
    assert str(Difference("vendor", "acme", "is not what the log says", ("owner", "name"))) == (
        "vendor acme: is not what the log says (owner, name)"
    )
    assert str(Difference("maker", "MK-1", "is in the log and not in the register")).endswith("register")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)

SOURCES = st.sets(st.sampled_from(["docket", "press", "reply"]), min_size=1)


class Register(RuleBasedStateMachine):
    """Random writes, some refused, some given up; each entry of the log must give back what stood then."""

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.store = self.stack.enter_context(open_store(fresh_path(folder)))
        self.taken: dict[int, Snapshot] = {0: snapshot(self.store)}
        self.counter = 0

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def write(self, change: Callable[[Any], object], give_up: bool = False) -> None:
        """One write, and the register as it stands after it; one that is given up must leave no trace."""
        self.counter += 1
        try:
            with writing(self.store, at=self.counter) as found:
                change(found)
                if give_up:
                    raise InterruptedError
        except InterruptedError:
            assert snapshot(self.store) == self.taken[max(self.taken)]
        self.taken[self.store.log_seq()] = snapshot(self.store)

    def refs(self, kind: str) -> list[str]:
        return [record.ref for record in self.taken[max(self.taken)][kind]]

    @rule(name=TEXTS.filter(bool), owner=TEXTS, many=st.booleans(), give_up=st.booleans())
    def add_vendor(self, name: str, owner: str, many: bool, give_up: bool) -> None:
        added = vendor(f"v{self.counter}", name=name, owner=owner)
        self.write(lambda found: found.insert_many([added]) if many else found.insert(added), give_up)

    @rule(data=st.data(), notes=TEXTS, generative=st.none() | st.booleans(), give_up=st.booleans())
    @precondition(lambda self: self.refs("vendor"))
    def edit_vendor(self, data: st.DataObject, notes: str, generative: bool | None, give_up: bool) -> None:
        ref = data.draw(st.sampled_from(self.refs("vendor")))
        self.write(lambda found: found.change(Vendor, ref, notes=notes, generative=generative), give_up)

    @rule(data=st.data(), again=st.booleans())
    @precondition(lambda self: self.refs("vendor"))
    def close_vendor(self, data: st.DataObject, again: bool) -> None:
        ref = data.draw(st.sampled_from(self.refs("vendor")))

        def change(found: Any) -> None:
            found.close(Vendor, ref, DAY, "gone")
            if again:
                found.change(Vendor, ref, closed_on=None, closed_reason="")

        self.write(change)

    @rule(
        data=st.data(),
        name=TEXTS.filter(bool),
        sources=st.sets(st.sampled_from(["docket", "press", "reply"]), min_size=1),
    )
    @precondition(lambda self: self.refs("vendor"))
    def add_what_hangs_from_it(self, data: st.DataObject, name: str, sources: set[str]) -> None:
        ref = data.draw(st.sampled_from(self.refs("vendor")))

        def change(found: Any) -> None:
            found.insert(Product(ref=found.next_ref("product"), vendor=ref, name=name))
            found.insert_many(
                [
                    Flow(ref=found.next_ref("flow"), vendor=ref, title=name),
                    Search(
                        ref=found.next_ref("search"),
                        vendor=ref,
                        searched_on=DAY,
                        searched_by=name,
                        sources=tuple(sorted(sources)),
                        found="none",
                    ),
                ]
            )

        self.write(change)

    @rule(data=st.data())
    def link_makers(self, data: st.DataObject) -> None:
        def change(found: Any) -> None:
            ref = found.next_ref("maker")
            found.insert(Maker(ref=ref, name="m"))
            other = data.draw(st.sampled_from([*self.refs("maker"), ref]))
            found.change(Maker, other, affiliate_of=ref)
            found.change(Maker, ref, affiliate_of="")

        self.write(change)

    @rule()
    def be_refused(self) -> None:
        def change(found: Any) -> None:
            found.insert(vendor(f"u{self.counter}"))
            with pytest.raises(BadValue):
                found.insert(vendor(f"w{self.counter}", reach="9"))
            with pytest.raises(BadValue):
                found.insert_many([vendor(f"x{self.counter}"), vendor(f"y{self.counter}", name="")])

        self.write(change)

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from(sorted(self.taken)))
        with replay.replayed(self.store, seq) as past:
            assert snapshot(past) == self.taken[seq]

    @invariant()
    def log_and_tables_agree(self) -> None:
        if hasattr(self, "store"):
            assert replay.compare(self.store) == []
            with self.store.read() as connection:
                assert log.verify_chain(connection) is None


TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=30, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
