"""Making, opening, reading and writing a store, and what it says when that cannot be done."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_stores import ACTOR, NOW, fresh_path, fresh_store, vendor, writing

from riskdesk.data import opening, reading
from riskdesk.data.connecting import fault
from riskdesk.data.schema import APPLICATION_ID, SCHEMA_VERSION
from riskdesk.data.store import Store, create, open_store
from riskdesk.errors import (
    NotAStore,
    RiskdeskError,
    StoreBusy,
    StoreExists,
    StoreFull,
    StoreMissing,
    StoreTooNew,
    StoreUnusable,
)
from riskdesk.paths import default_store, vault_of
from riskdesk.rules.records import Vendor


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_fresh_store_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "register.db"
    before = os.umask(0)
    try:
        create(path, now=NOW)
        with open_store(path) as store, writing(store) as found:
            found.insert(vendor())
            names = {item.name: mode(item) for item in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert names == {
        "register.db": 0o600,
        "register.db-wal": 0o600,
        "register.db-shm": 0o600,
        "register.db.vault": 0o700,
    }
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    assert sorted(item.name for item in path.parent.iterdir()) == ["register.db", "register.db.vault"]


def test_every_connection_keeps_the_promises(store: Store) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal", "busy_timeout": 5000, "recursive_triggers": 1}
    wanted |= {"application_id": APPLICATION_ID, "user_version": SCHEMA_VERSION, "temp_store": 2}
    with writing(store) as found:
        assert {name: found.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    with store.read() as connection:
        assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("UPDATE vendor SET name = 'x'")


def test_nothing_is_overwritten(store: Store, tmp_path: Path) -> None:
    for there in (store.path, tmp_path, tmp_path / "file"):
        if not there.is_dir():
            there.touch()
        with pytest.raises(StoreExists) as caught:
            create(there, now=NOW)
        assert (caught.value.exit_code, caught.value.where) == (3, str(there))
    with store.read() as connection:
        assert reading.count(connection, Vendor) == 0


def test_a_store_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.db"
    real = opening.settle

    def late(fresh: Path, target: Path) -> None:
        target.write_text("somebody else's")
        real(fresh, target)

    monkeypatch.setattr(opening, "settle", late)
    with pytest.raises(StoreExists):
        create(path, now=NOW)
    assert path.read_text() == "somebody else's"
    assert sorted(item.name for item in tmp_path.iterdir() if item.name.startswith(".")) == []


@pytest.mark.parametrize("there", [False, True], ids=["free", "taken"])
def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    def no_links(*_: object) -> None:
        if there:
            (tmp_path / "register.db").touch()
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    if there:
        with pytest.raises(StoreExists):
            create(tmp_path / "register.db", now=NOW)
        return
    create(tmp_path / "register.db", now=NOW)
    with open_store(tmp_path / "register.db") as store:
        assert store.log_seq() == 0


def other_database(path: Path) -> None:
    run(path, "CREATE TABLE t (x)")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: None, StoreMissing),
        (lambda path: path.mkdir(), NotAStore),
        (lambda path: path.touch(), NotAStore),
        (lambda path: path.write_text("name,owner\n" * 200), NotAStore),
        (other_database, NotAStore),
        (lambda path: path.symlink_to(path.with_name("gone")), StoreMissing),
        (os.mkfifo, NotAStore),
    ],
    ids=["missing", "folder", "empty", "text", "other database", "broken link", "pipe"],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_store_says_so(tmp_path: Path, make: object, error: type[RiskdeskError], read_only: bool) -> None:
    path = tmp_path / "thing"
    assert callable(make)
    make(path)
    with pytest.raises(error) as caught:
        open_store(path, read_only=read_only)
    assert caught.value.remedy
    assert caught.value.exit_code == 3


def test_a_path_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable):
        create(tmp_path / "file" / "register.db", now=NOW)
    with pytest.raises(StoreUnusable):
        open_store(tmp_path / "file" / "register.db")


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    run(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="newer"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreUnusable, match="damaged"):
        open_store(path)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = fresh_path(tmp_path / "real")
    link = tmp_path / "link.db"
    link.symlink_to(real)
    with open_store(link) as store:
        with writing(store) as found:
            found.insert(vendor())
        assert (store.path, store.vault.folder) == (real, vault_of(real))
    assert mode(real) == 0o600
    with pytest.raises(StoreExists):
        create(link, now=NOW)


@pytest.mark.parametrize("name", ["a b.db", "100%?x=1#y.db", "ä.db", "-rf"])
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    create(tmp_path / name, now=NOW)
    with open_store(tmp_path / name) as store, writing(store) as found:
        found.insert(vendor())
    assert (tmp_path / name).is_file()


def test_a_read_sees_one_moment(store: Store) -> None:
    with store.read() as connection:
        with writing(store) as found:
            found.insert(vendor())
        assert reading.rows(connection, Vendor) == []
    with store.read() as connection:
        assert reading.rows(connection, Vendor) == [vendor()]


def test_asking_for_records_in_several_ways(store: Store) -> None:
    with writing(store) as found:
        found.insert_many([vendor("Straße"), vendor("b", owner="x"), vendor("a", owner="x")])
    with store.read() as connection:
        assert reading.find_vendor(connection, " STRASSE ") == "Straße"
        assert reading.find_vendor(connection, "nobody") is None
        assert reading.vendor_keys(connection) == {"strasse": "Straße", "a": "a", "b": "b"}
        assert [item.ref for item in reading.rows(connection, Vendor, "owner = ?", ("x",))] == ["a", "b"]
        assert [item.ref for item in reading.rows(connection, Vendor, order="ref DESC LIMIT 1")] == ["b"]
        assert set(reading.many(connection, Vendor, ["a", "b", "c"])) == {"a", "b"}
        assert reading.count(connection, Vendor, "owner = ?", ("x",)) == 2
        assert reading.get(connection, Vendor, "A") is None


def test_a_second_writer_waits_and_is_told(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    with open_store(path) as first, open_store(path, wait=0.05) as second:
        with writing(first) as found:
            found.insert(vendor())
            with pytest.raises(StoreBusy) as caught, writing(second):
                pass
        assert caught.value.remedy
        with writing(second) as found:
            found.insert(vendor("b"))
        assert first.log_seq() == second.log_seq() == 2


def test_a_second_writer_waits_for_its_turn(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    with open_store(path) as store:
        holding, release = threading.Event(), threading.Event()

        def hold() -> None:
            with writing(store) as found:
                found.insert(vendor("first"))
                holding.set()
                release.wait(5)

        thread = threading.Thread(target=hold)
        thread.start()
        assert holding.wait(5)
        threading.Timer(0.05, release.set).start()
        with writing(store) as found:
            assert found.seq == 1
        thread.join()


def test_another_process_is_noticed(store: Store) -> None:
    before = store.data_version
    assert store.data_version == before
    code = "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE meta SET value = 1'); c.commit()"
    subprocess.run([sys.executable, "-c", code, str(store.path)], check=True)
    after = store.data_version
    assert after != before
    assert store.data_version == after


def test_a_full_disk_keeps_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(store) as found:
        found.insert(vendor())
        pages = found.connection.execute("PRAGMA page_count").fetchone()[0]

    def fill() -> None:
        with writing(store) as found:
            found.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
            found.insert(vendor("b"))
            found.insert_many(vendor(f"v{number}", notes="x" * 5000) for number in range(100))

    with pytest.raises(StoreFull) as caught:
        fill()
    assert caught.value.where == str(store.path)
    assert store.log_seq() == 1


def test_a_store_opened_for_reading_refuses_writes(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    with open_store(path, read_only=True) as store:
        assert store.read_only
        assert store.log_seq() == 0
        with pytest.raises(StoreUnusable, match="writing"), writing(store):
            pass


@pytest.fixture
def fixed_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that takes no writes: root may write everywhere, so the rights are only said to be missing."""
    real = sqlite3.connect

    def refuse(database: str, **settings: object) -> sqlite3.Connection:
        if "immutable" not in database:
            raise unable()
        return real(database, **settings)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(opening, "_can_write", lambda path: False)
    monkeypatch.setattr("riskdesk.data.connecting.sqlite3.connect", refuse)


def unable() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    return error


def test_a_store_on_a_fixed_disk_is_read(tmp_path: Path, fixed_disk: None) -> None:
    path = fresh_path(tmp_path)
    with open_store(path) as store:
        assert store.read_only
        assert store.log_seq() == 0
        assert store.data_version == store.data_version
    path.with_name("register.db-wal").touch()
    with pytest.raises(StoreUnusable, match="changes beside it"):
        open_store(path)


def test_a_store_without_rights_is_read_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_can_write", lambda path: False)
    with open_store(fresh_path(tmp_path)) as store:
        assert store.read_only
        assert store.log_seq() == 0


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_LOCKED, StoreBusy),
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_READONLY, StoreUnusable),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreUnusable),
        (sqlite3.SQLITE_CANTOPEN, StoreUnusable),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreUnusable),
        (sqlite3.SQLITE_IOERR_WRITE, StoreUnusable),
        (sqlite3.SQLITE_CORRUPT, StoreUnusable),
        (sqlite3.SQLITE_NOTADB, NotAStore),
    ],
)
def test_sqlites_faults_in_words(code: int, error: type[StoreUnusable]) -> None:
    raised = sqlite3.OperationalError("whatever it says")
    raised.sqlite_errorcode = code
    found = fault(raised, Path("/there/register.db"))
    assert isinstance(found, error)
    assert found.where == "/there/register.db"
    assert found.remedy
    assert "whatever" not in str(found)


def test_a_fault_of_the_program_stays_one(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store.read() as connection:
        connection.execute("SELECT * FROM void")
    assert store.log_seq() == 0


def test_opening_and_reading_import_no_orm(tmp_path: Path) -> None:
    path = fresh_path(tmp_path)
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from riskdesk.data import backup, case_files, log, reading, register, replay
from riskdesk.data.store import Actor, open_store
from riskdesk.rules.records import Vendor
heavy = {"sqlmodel", "sqlalchemy", "pydantic", "alembic"}
with open_store(Path(sys.argv[1])) as store:
    with store.read() as connection:
        reading.rows(connection, Vendor), register.ids(connection), log.verify_chain(connection)
    with store.write(Actor("a", "b"), datetime.now(UTC), "import") as found:
        found.insert_many([Vendor(ref="a", name="A")])
        list(case_files.case_files(found.connection, ["a"]))
    assert replay.compare(store) == []
    print(sorted(heavy & set(sys.modules)))
    with store.write(Actor("a", "b"), datetime.now(UTC), "add") as found:
        found.insert(Vendor(ref="b", name="B"))
    print(sorted(heavy & set(sys.modules)))
"""
    paths = os.pathsep.join(filter(None, sys.path))
    env = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, env=env)
    assert done.stdout.splitlines() == ["[]", "['pydantic', 'sqlalchemy', 'sqlmodel']"], done.stderr


def test_threads_share_a_store(store: Store) -> None:
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                with writing(store) as found:
                    found.insert_many([vendor(f"{number}-{turn}")])
                with store.read() as connection:
                    assert reading.get(connection, Vendor, f"{number}-{turn}")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert store.log_seq() == 20


def test_a_store_that_is_dropped_closes_its_connections(tmp_path: Path) -> None:
    store = open_store(fresh_path(tmp_path))
    with writing(store) as found:
        found.insert(vendor())
    assert store.path.with_name("register.db-wal").exists()
    del store, found
    assert not (tmp_path / "register.db-wal").exists()


def test_the_default_store(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKDESK_STORE", "~/elsewhere.db")
    assert default_store() == own_folders / "elsewhere.db"
    monkeypatch.delenv("RISKDESK_STORE")
    found = default_store()
    assert found.name == "register.db"
    assert found.is_relative_to(own_folders)
    assert vault_of(found).name == "register.db.vault"
    assert not found.parent.exists()


def test_preparing_writes_brings_the_orm() -> None:
    from riskdesk.data.store import prepare_writes

    prepare_writes()
    assert "sqlmodel" in sys.modules


def test_who_and_when_are_given(store: Store) -> None:
    with store.write(ACTOR, NOW, "x") as found:
        assert found.seq == 0
