"""An upgraded store is a fresh one with rows in it: tables, CHECKs, indexes and triggers alike."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from small_stores import fresh_path, one_of_each, vendor, writing
from write_baseline import TARGET, frozen

from riskdesk.data import log, opening, reading, replay, schema, upgrading
from riskdesk.data.schema import SCHEMA_VERSION
from riskdesk.data.store import open_store
from riskdesk.errors import BadValue, StoreBusy, StoreUnusable
from riskdesk.rules.records import Vendor

ANEW = "Before the first release: python tests/data/write_baseline.py. After it: riskdesk/data/migrations/README.md."


def in_words(path: Path) -> dict[str, str]:
    """The schema by name, without the differences that mean nothing: blanks, and quotes that a rename leaves."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name").fetchall()
    return {name: "".join(sql.replace('"', "").split()) for name, sql in found}


def run_all(path: Path, target: str = "head") -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        upgrading.run_revisions(connection, target)
        connection.execute("COMMIT")


def test_an_upgraded_store_looks_like_a_fresh_one(tmp_path: Path) -> None:
    upgraded = tmp_path / "upgraded.db"
    run_all(upgraded)
    assert in_words(upgraded) == in_words(fresh_path(tmp_path)), ANEW


def test_a_fresh_store_is_stamped_with_the_newest_revision(tmp_path: Path) -> None:
    upgraded, fresh = tmp_path / "upgraded.db", fresh_path(tmp_path)
    run_all(upgraded)
    stamps = []
    for path in (upgraded, fresh):
        with closing(sqlite3.connect(path)) as connection:
            stamps.append(connection.execute("SELECT version_num FROM alembic_version").fetchall())
    assert stamps[0] == stamps[1] == [(f"{SCHEMA_VERSION:04d}",)]


@pytest.mark.skipif(SCHEMA_VERSION > 1, reason="the baseline is history")
def test_the_baseline_is_written_down() -> None:
    assert TARGET.read_text("utf-8") == frozen(), ANEW


REVISION = '''
import re
from alembic import op
from riskdesk.data.rebuilding import rebuild

revision = "0002"
down_revision = "0001"

VENDOR = """{vendor}"""


def upgrade() -> None:
    rebuild(op.get_bind(), "vendor", VENDOR, {{"colour": "'blue'"}})
    {more}
'''


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of version 1 with a record of every kind."""
    path = fresh_path(tmp_path)
    with open_store(path) as store, writing(store) as found:
        found.insert_many(one_of_each())
        found.insert_many([vendor("other", notes="kept")])
    return path


def second_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> str:
    """Make version 2 of the schema: a vendor has a colour, with a CHECK. Gives the new CREATE TABLE."""
    with closing(sqlite3.connect(tmp_path / "register.db")) as connection:
        text: str = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'vendor'").fetchone()[0]
    colour = "colour TEXT DEFAULT '' NOT NULL CONSTRAINT \"vendor.colour\" CHECK (colour IN ('', 'blue', 'red')), "
    vendor_table = text.replace("owner TEXT", colour + "\n\towner TEXT", 1)
    folder = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r0002_colour.py").write_text(REVISION.format(vendor=vendor_table, more=more))
    monkeypatch.setattr(upgrading, "MIGRATIONS", folder)
    for module in (upgrading, opening, schema):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 2)
    return vendor_table


def test_a_revision_keeps_rows_checks_indexes_and_triggers(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor_table = second_revision(tmp_path, monkeypatch)
    before, seen = in_words(old), old.read_bytes()
    with open_store(old) as store, store.read() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert connection.execute("SELECT DISTINCT colour FROM vendor").fetchall() == [("blue",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert [item for item in one_of_each() if reading.get(connection, type(item), item.ref) != item] == []
        assert log.verify_chain(connection) is None
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    after = in_words(old)
    assert after.pop("vendor") == "".join(vendor_table.replace('"', "").split())
    before.pop("vendor")
    assert after == before
    copy = tmp_path / "register.db.version-1.bak"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.read_bytes()[100:] == seen[100:]
    refused(old)


def refused(path: Path) -> None:
    """The new CHECK, the old CHECKs, the triggers and the references hold after the upgrade."""
    statements = {
        "UPDATE vendor SET colour = 'green'": "vendor.colour",
        "UPDATE vendor SET reach = '9'": "vendor.reach",
        "DELETE FROM vendor": "never deleted",
        "UPDATE log SET who = ''": "never changed",
        "UPDATE vendor SET folded = 'x'": "vendor.folded",
        "UPDATE product SET vendor = 'nobody'": "FOREIGN KEY",
    }
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for statement, word in statements.items():
            with pytest.raises(sqlite3.IntegrityError, match=word):
                connection.execute(statement)


def test_writes_and_replay_go_on_after_an_upgrade(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second_revision(tmp_path, monkeypatch)
    with open_store(old) as store:
        with writing(store) as found:
            found.change(Vendor, "other", owner="me")
            with pytest.raises(BadValue):
                found.change(Vendor, "other", reach="9")
        assert [item.kind for item in replay.compare(store)] == []


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise RuntimeError('in the middle')", RuntimeError),
        ("op.get_bind().exec_driver_sql('UPDATE product SET vendor = 17')", StoreUnusable),
        ("op.get_bind().exec_driver_sql('SELECT * FROM gone')", sqlite3.OperationalError),
    ],
    ids=["error", "loose reference", "SQL"],
)
def test_an_upgrade_that_fails_changes_nothing(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch, more: str, error: type[Exception]
) -> None:
    second_revision(tmp_path, monkeypatch, more)
    before = in_words(old)
    for _ in range(2):
        with pytest.raises(error):
            open_store(old)
    assert in_words(old) == before
    names = ["register.db.version-1-1.bak", "register.db.version-1.bak"]
    assert sorted(item.name for item in tmp_path.glob("*.bak")) == names
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_an_upgrade_waits_for_a_writer_and_runs_once(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(old) as store:
        second_revision(tmp_path, monkeypatch)
        with writing(store), pytest.raises(StoreBusy):
            open_store(old, wait=0.05)
    assert list(tmp_path.glob("*.bak")) == []
    assert upgrading.upgrade(old, 1) == tmp_path / "register.db.version-1.bak"
    assert upgrading.upgrade(old, 1) is None


def test_an_older_store_is_not_upgraded_for_a_look(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second_revision(tmp_path, monkeypatch)
    with pytest.raises(StoreUnusable, match="older version"):
        open_store(old, read_only=True)
    assert list(tmp_path.glob("*.bak")) == []


def test_a_table_is_rebuilt_by_its_own_statement_alone(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_revision(tmp_path, monkeypatch, 'rebuild(op.get_bind(), "maker", VENDOR)')
    with pytest.raises(ValueError, match="not the CREATE TABLE of maker"):
        open_store(old)
