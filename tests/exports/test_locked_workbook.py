"""A workbook locked with a password: it opens with that one, and nothing of it is ever readable without."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msoffcrypto
import olefile
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from riskdesk.desk.handing_over import handed_over
from riskdesk.desk.opening import Desk, start
from riskdesk.desk.recording import add
from riskdesk.errors import BadValue, FileUnreadable, FileUnwritable, MissingValue, Refused
from riskdesk.exports.password_files import read_password
from riskdesk.exports.workbook import Written, write

PASSWORD = "grün 水 correct horse"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clocks: dict[str, Any] = {"now": lambda: moment, "today": lambda: date(2026, 11, 23)}
    made = start(tmp_path_factory.mktemp("desk") / "register.db", "Northgate", "A. Reyes", **clocks)
    add(made, "vendor", {"name": "Uniqueword Ltd"})
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def locked(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(desk, tmp_path_factory.mktemp("out") / "locked.xlsx", password=PASSWORD)


def opened(path: Path, password: str) -> bytes:
    with path.open("rb") as stream:
        found = msoffcrypto.OfficeFile(stream)
        found.load_key(password=password, verify_password=True)
        plain = io.BytesIO()
        found.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


def test_with_the_password_it_is_the_plain_workbook(desk: Desk, locked: Written, tmp_path: Path) -> None:
    plain = write(desk, tmp_path / "plain.xlsx")
    assert opened(locked.path, PASSWORD) == plain.path.read_bytes()
    assert (locked.workbook_sha256, plain.workbook_sha256) == (plain.sha256, "")


@pytest.mark.parametrize("password", [PASSWORD + " ", PASSWORD.upper(), "x"])
def test_with_another_one_it_stays_shut(locked: Written, password: str) -> None:
    with pytest.raises(InvalidKeyError):
        opened(locked.path, password)


def test_it_is_locked_as_excel_locks(locked: Written) -> None:
    with olefile.OleFileIO(str(locked.path)) as found:
        said = found.openstream("EncryptionInfo").read()
    assert b'cipherAlgorithm="AES"' in said
    assert b'keyBits="256"' in said
    assert b'spinCount="100000"' in said
    content = locked.path.read_bytes()
    assert not any(word in content for word in (b"Uniqueword", b"workbook.xml", PASSWORD.encode(), b"PK\x03\x04"))
    assert locked.path.stat().st_mode & 0o777 == 0o600


def test_both_hashes_are_recorded_and_the_password_is_nowhere(desk: Desk, locked: Written) -> None:
    given = next(item for item in handed_over(desk) if item.file_name == "locked.xlsx")
    assert given.sha256 == locked.sha256 == hashlib.sha256(locked.path.read_bytes()).hexdigest()
    assert given.workbook_sha256 == hashlib.sha256(opened(locked.path, PASSWORD)).hexdigest()
    assert given.bytes == locked.path.stat().st_size
    files = [path for path in desk.store.path.parent.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if PASSWORD.encode() in path.read_bytes()]


def test_locked_twice_its_bytes_differ_and_its_workbook_does_not(desk: Desk, locked: Written, tmp_path: Path) -> None:
    again = write(desk, tmp_path / "again.xlsx", password=PASSWORD)
    assert again.sha256 != locked.sha256
    assert again.workbook_sha256 == locked.workbook_sha256


@pytest.mark.parametrize("failure", [OSError(28, "no space"), KeyboardInterrupt(), MemoryError()])
def test_no_plain_copy_lies_about(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    seen: list[tuple[str, int, int]] = []

    def fail(_self: object, _password: str, _out: object) -> None:
        stats = ((path.name, path.stat()) for path in tmp_path.iterdir() if path.is_file())
        seen.extend((name, found.st_size, found.st_mode & 0o777) for name, found in stats)
        raise failure

    monkeypatch.setattr(OOXMLFile, "encrypt", fail)
    before = len(handed_over(desk))
    with pytest.raises(FileUnwritable if isinstance(failure, OSError) else type(failure)):
        write(desk, tmp_path / "out.xlsx", password=PASSWORD)
    # While it is being locked only the file to come is there, still empty.
    assert [(size, mode) for _, size, mode in seen] == [(0, 0o600)]
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
    assert len(handed_over(desk)) == before


TAKEN: dict[bytes, str] = {
    b"a good long password\n": "a good long password",
    b"a good long password\r\n": "a good long password",
    b"a good long password": "a good long password",
    b"\xef\xbb\xbfa good long password\n": "a good long password",
    b" spaces are part of it \n": " spaces are part of it ",
    ("x" * 255).encode(): "x" * 255,
}


@pytest.mark.parametrize("content", TAKEN, ids=range(len(TAKEN)))
def test_the_password_is_the_one_line_of_its_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password"
    file.write_bytes(content)
    file.chmod(0o600)
    found = read_password(file)
    assert (found.text, found.notes) == (TAKEN[content], ())
    assert TAKEN[content] not in repr(found)


REFUSED: dict[bytes, type[Refused]] = {
    b"": MissingValue,
    b"\n": MissingValue,
    b"\r\n": MissingValue,
    b"two\nlines\n": BadValue,
    b"two ends\n\n": BadValue,
    b"a\x00b": BadValue,
    b"\xff\xfe": BadValue,
    ("x" * 256).encode(): BadValue,
    ("\U0001d538" * 128).encode(): BadValue,
}


@pytest.mark.parametrize("content", REFUSED, ids=range(len(REFUSED)))
def test_a_password_that_cannot_be_typed_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "password").write_bytes(content)
    with pytest.raises(REFUSED[content]) as refusal:
        read_password(tmp_path / "password")
    assert refusal.value.where == "--password-file"


def test_a_short_one_and_an_open_file_are_told(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("elevenchars\n")
    file.chmod(0o644)
    notes = read_password(file).notes
    assert ["chmod 600" in note for note in notes] == [True, False]
    assert "short" in notes[1]


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable):
        read_password(tmp_path / name)
