"""A backup holds the register and its evidence whole, and comes back as the same, or not at all."""

import hashlib
import io
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_stores import DAY, fresh_store, vendor, writing

from riskdesk.data import log, reading, replay
from riskdesk.data.backup import BackedUp, backup, restore
from riskdesk.data.schema import SCHEMA_VERSION
from riskdesk.data.store import Store, open_store
from riskdesk.errors import FileUnreadable, FileUnwritable, RiskdeskError, StoreExists, StoreTooNew, StoreUnusable
from riskdesk.rules.records import Evidence, Vendor

CONTENT = (b"first document", b"second " * 300_000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "live").mkdir()
    for store in fresh_store(tmp_path / "live"):
        pieces = [store.vault.put(io.BytesIO(content)) for content in (*CONTENT, CONTENT[0])]
        store.vault.put(io.BytesIO(b"an orphan that no row names"))
        with writing(store) as found:
            found.insert(vendor())
            found.insert_many(
                Evidence(
                    ref=f"EV-{number}",
                    title="t",
                    form="file",
                    strength="primary",
                    obtained_on=DAY,
                    obtained_by="me",
                    classification="ordinary",
                    sha256=piece.sha256,
                    bytes=piece.bytes,
                    file_name="../../etc/passwd",
                )
                for number, piece in enumerate(pieces)
            )
        yield store


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(item.stat().st_mode) for item in folder.rglob("*") if item.is_file()}


def test_there_and_back(store: Store, tmp_path: Path) -> None:
    target, place = tmp_path / "backup.zip", tmp_path / "new" / "register.db"
    before = os.umask(0)
    try:
        assert backup(store, target) == BackedUp(log_seq=4, files=2, missing=())
        restore(target, place)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert modes(place.parent) == {0o600}
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    with open_store(place) as found:
        with store.read() as connection, found.read() as again:
            for kind in (Vendor, Evidence):
                assert reading.rows(connection, kind) == reading.rows(again, kind)
            assert list(log.entries(connection)) == list(log.entries(again))
            assert again.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            hashes = {item.sha256 for item in reading.rows(again, Evidence)}
        assert all(found.vault.verify(sha256) for sha256 in hashes)
        assert replay.compare(found) == []
        with writing(found) as change:
            change.change(Vendor, "acme", owner="me")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["backup.zip", "home", "live", "new"]


def test_the_same_register_gives_the_same_backup(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "a.zip")
    backup(store, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_backup_while_others_write(store: Store, tmp_path: Path) -> None:
    with writing(store) as found:
        found.insert(vendor("b"))
        assert backup(store, tmp_path / "backup.zip").log_seq == 4
    with writing(store) as found:
        assert found.seq == 5


def test_evidence_that_is_gone_or_changed_is_told(store: Store, tmp_path: Path) -> None:
    with store.read() as connection:
        first, second = sorted({item.sha256 for item in reading.rows(connection, Evidence)})
    store.vault.place(first).unlink()
    store.vault.place(second).write_bytes(b"something else")
    done = backup(store, tmp_path / "backup.zip")
    assert (done.files, done.missing) == (0, (first, second))
    restore(tmp_path / "backup.zip", tmp_path / "new.db")
    with open_store(tmp_path / "new.db") as found:
        assert found.vault.state(first) == "missing"


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    for target in (store.path, tmp_path / "live", tmp_path / "no" / "folder.zip"):
        with pytest.raises(FileUnwritable) as caught:
            backup(store, target)
        assert caught.value.where == str(target)
    assert store.log_seq() == 4
    assert not (tmp_path / "no").exists()


def test_a_backup_that_fails_leaves_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileUnwritable):
        backup(store, tmp_path / "backup.zip")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["home", "live"]


def test_a_full_disk_is_told_of_the_backup_and_not_of_the_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = sqlite3.connect

    def small(path: Path | str, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connected(path, **named)
        if not named:
            connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr("riskdesk.data.backup.sqlite3.connect", small)
    with pytest.raises(FileUnwritable, match="the disk is full") as caught:
        backup(store, tmp_path / "backup.zip")
    assert caught.value.where == str(tmp_path / "backup.zip")


def test_a_backup_overtaken_by_another_is_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, link = tmp_path / "backup.zip", os.link

    def late(source: Path, there: Path) -> None:
        target.write_text("somebody else's")
        link(source, there)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileUnwritable):
        backup(store, target)
    assert target.read_text() == "somebody else's"


def test_nothing_is_restored_over_anything(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup.zip")
    with pytest.raises(StoreExists):
        restore(tmp_path / "backup.zip", store.path)
    (tmp_path / "x.db.vault").mkdir()
    restore(tmp_path / "backup.zip", tmp_path / "x.db")
    (tmp_path / "y.db.vault" / "ab").mkdir(parents=True)
    with pytest.raises(StoreExists):
        restore(tmp_path / "backup.zip", tmp_path / "y.db")


def change_zip(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(parts, manifest)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def first_file(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("vault/"))


def flip(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["register.db"] = parts["register.db"][:-1] + b"\x7f"


def swap(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts[first_file(parts)] = b"x"


def bomb(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts[first_file(parts)] = bytes(50_000_000)


def drop(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del parts[first_file(parts)]


def more(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["extra"] = b"x"


def climb(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["../../out"] = parts.pop(first_file(parts))
    manifest["files"]["../../out"] = manifest["files"].pop(next(n for n in manifest["files"] if n.startswith("vault")))


def rename(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    name = first_file(parts)
    manifest["files"][name]["sha256"] = "0" * 64


def foreign(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["format"] = "another"


def no_store(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del parts["register.db"], manifest["files"]["register.db"]


def odd(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["register.db"] = ["not", "told"]


def text_size(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["register.db"]["bytes"] = "many"


@pytest.mark.parametrize(
    "change", [flip, swap, bomb, drop, more, climb, rename, foreign, no_store, odd, text_size], ids=lambda f: f.__name__
)
def test_what_is_no_whole_backup_is_refused(
    store: Store, tmp_path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]
) -> None:
    source = tmp_path / "backup.zip"
    backup(store, source)
    change_zip(source, change)
    refused(source, tmp_path)


def refused(source: Path, folder: Path, error: type[RiskdeskError] = FileUnreadable) -> None:
    (folder / "target").mkdir()
    with pytest.raises(error) as caught:
        restore(source, folder / "target" / "register.db")
    assert caught.value.remedy
    assert list((folder / "target").iterdir()) == []
    assert not (folder / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"just text", b"PK\x03\x04" * 50])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup.zip").write_bytes(content)
    refused(tmp_path / "backup.zip", tmp_path)


def test_a_backup_cut_short_is_refused(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup.zip")
    whole = (tmp_path / "backup.zip").read_bytes()
    (tmp_path / "backup.zip").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path / "backup.zip", tmp_path)


def test_no_backup_there(tmp_path: Path) -> None:
    refused(tmp_path / "gone.zip", tmp_path)
    with pytest.raises(FileUnreadable):
        restore(tmp_path, tmp_path / "new.db")


def test_a_manifest_that_is_there_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("manifest.json", "{}")
    refused(tmp_path / "twice.zip", tmp_path)


def rewritten(source: Path, *statements: str) -> None:
    """Change the store inside a backup and write the manifest for it, as a forger would."""

    def change(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
        path = source.with_suffix(".db")
        path.write_bytes(parts["register.db"])
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        parts["register.db"] = path.read_bytes()
        sha256 = hashlib.sha256(parts["register.db"]).hexdigest()
        manifest["files"]["register.db"] = {"sha256": sha256, "bytes": len(parts["register.db"])}
        path.unlink()

    change_zip(source, change)


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        (["DROP TRIGGER log_keeps_update", "UPDATE log SET who = 'x' WHERE seq = 2"], FileUnreadable),
        (["PRAGMA application_id = 1"], FileUnreadable),
        ([f"PRAGMA user_version = {SCHEMA_VERSION + 1}"], StoreTooNew),
    ],
    ids=["log", "other program", "newer"],
)
def test_a_store_inside_that_is_none_of_ours(
    store: Store, tmp_path: Path, statements: list[str], error: type[RiskdeskError]
) -> None:
    backup(store, tmp_path / "backup.zip")
    rewritten(tmp_path / "backup.zip", *statements)
    refused(tmp_path / "backup.zip", tmp_path, error)


def test_a_store_inside_that_is_no_database(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup.zip")

    def change(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:

        parts["register.db"] = b"text"
        manifest["files"]["register.db"] = {"sha256": hashlib.sha256(b"text").hexdigest(), "bytes": 4}

    change_zip(tmp_path / "backup.zip", change)
    refused(tmp_path / "backup.zip", tmp_path)


def test_a_place_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup.zip")
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable):
        restore(tmp_path / "backup.zip", tmp_path / "file" / "register.db")


def test_a_store_that_appears_while_restoring_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(store, tmp_path / "backup.zip")
    place, link = tmp_path / "new.db", os.link

    def late(source: Path, target: Path) -> None:
        place.write_text("somebody else's")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(StoreExists):
        restore(tmp_path / "backup.zip", place)
    assert place.read_text() == "somebody else's"
    assert not (tmp_path / "new.db.vault").exists()
