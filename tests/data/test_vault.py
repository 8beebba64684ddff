"""The vault: content under its hash, once, whole or not at all."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest

from riskdesk.data.vault import CHUNK, Stored, Vault
from riskdesk.errors import FileTooLarge, FileUnreadable, StoreFull, StoreUnusable


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "register.db.vault")


def files(vault: Vault) -> list[Path]:
    return sorted(item for item in vault.folder.rglob("*") if item.is_file())


@pytest.mark.parametrize(
    "content", [b"", b"x", b"ab" * CHUNK, os.urandom(CHUNK + 1)], ids=["empty", "one", "two", "more"]
)
def test_what_is_put_can_be_read_again(vault: Vault, content: bytes) -> None:
    stored = vault.put(io.BytesIO(content))
    assert stored == Stored(hashlib.sha256(content).hexdigest(), len(content))
    with vault.open(stored.sha256) as found:
        assert found.read() == content
    assert vault.verify(stored.sha256)
    assert files(vault) == [vault.folder / stored.sha256[:2] / stored.sha256]


def test_files_and_folders_are_closed_to_others(vault: Vault) -> None:
    before = os.umask(0)
    try:
        vault.put(io.BytesIO(b"x"))
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(item.stat().st_mode) for item in vault.folder.rglob("*") if item.is_dir()}
    assert modes | {stat.S_IMODE(vault.folder.stat().st_mode)} == {0o700}
    assert [stat.S_IMODE(item.stat().st_mode) for item in files(vault)] == [0o600]


def test_the_same_content_is_stored_once_and_heals(vault: Vault) -> None:
    stored = vault.put(io.BytesIO(b"content"))
    assert vault.put(io.BytesIO(b"content")) == stored
    assert len(files(vault)) == 1
    files(vault)[0].write_bytes(b"CONTENT")
    assert vault.state(stored.sha256) == "changed"
    assert not vault.verify(stored.sha256)
    vault.put(io.BytesIO(b"content"))
    assert vault.verify(stored.sha256)


@pytest.mark.parametrize("name", ["", "../register.db", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n", "٣" * 64])
def test_only_a_hash_is_a_name(vault: Vault, name: str) -> None:
    assert vault.state(name) == "missing"
    with pytest.raises(FileUnreadable, match="no SHA-256"):
        vault.open(name)


def test_a_missing_file_says_so(vault: Vault) -> None:
    assert vault.state("a" * 64) == "missing"
    assert not vault.verify("a" * 64)
    with pytest.raises(FileUnreadable, match="not in the vault"):
        vault.open("a" * 64)


def test_a_limit_holds_to_the_byte(vault: Vault) -> None:
    assert vault.put(io.BytesIO(b"x" * CHUNK), limit=CHUNK).bytes == CHUNK
    with pytest.raises(FileTooLarge) as caught:
        vault.put(io.BytesIO(b"y" * (CHUNK + 1)), limit=CHUNK)
    assert "1 MiB" in caught.value.remedy
    assert len(files(vault)) == 1


class Failing(io.BytesIO):
    """A stream whose second chunk fails."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "cannot read")
        return super().read(size)


def test_a_stream_that_fails_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(FileUnreadable):
        vault.put(Failing(b"x" * CHUNK * 2))
    assert files(vault) == []


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EROFS, StoreUnusable)]
)
def test_a_full_disk_leaves_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, number: int, error: type[StoreUnusable]
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, "said the disk")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error) as caught:
        vault.put(io.BytesIO(b"x"))
    assert "said the disk" not in str(caught.value)
    assert files(vault) == []


def test_a_vault_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable):
        Vault(tmp_path / "file" / "vault").put(io.BytesIO(b"x"))
