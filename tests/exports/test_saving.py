"""A target is replaced whole or left alone, whatever happens while it is written."""

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from riskdesk.errors import Cancelled, FileUnwritable
from riskdesk.exports.book import Book, Column, Sheet
from riskdesk.exports.saving import replacing
from riskdesk.exports.writing import save_book

OLD, NEW = b"old content", b"new content"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "out" / "register.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def left_alone(target: Path) -> bool:
    return target.read_bytes() == OLD and [path.name for path in target.parent.iterdir()] == [target.name]


def write_then_fail(target: Path, failure: BaseException) -> None:
    with replacing(target) as out:
        out.write(NEW)
        raise failure


def test_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    target.chmod(0o644)
    with replacing(target) as out:
        out.write(NEW)
        assert target.read_bytes() == OLD
    assert target.read_bytes() == NEW
    assert target.stat().st_mode & 0o777 == 0o600
    assert len(list(target.parent.iterdir())) == 1


def test_a_new_file_is_private_from_the_start(tmp_path: Path) -> None:
    with replacing(tmp_path / "new.xlsx") as out:
        assert os.fstat(out.fileno()).st_mode & 0o777 == 0o600
        assert not (tmp_path / "new.xlsx").exists()
    assert (tmp_path / "new.xlsx").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("failure", [Cancelled("stopped"), KeyboardInterrupt(), ValueError("row"), GeneratorExit()])
def test_what_stood_there_stays_when_the_writing_stops(target: Path, failure: BaseException) -> None:
    with pytest.raises(type(failure)):
        write_then_fail(target, failure)
    assert left_alone(target)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES])
def test_a_failure_of_the_disk_is_told_with_a_remedy(target: Path, number: int) -> None:
    with pytest.raises(FileUnwritable) as refusal:
        write_then_fail(target, OSError(number, os.strerror(number)))
    assert refusal.value.where == str(target)
    assert os.strerror(number) in refusal.value.what
    assert "untouched" in refusal.value.remedy
    assert left_alone(target)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow past `size` bytes, as if the disk were full there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 100, 5_000, 60_000])
def test_a_workbook_that_finds_no_room_leaves_the_old_one(target: Path, size: int) -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    rows = [(number, os.urandom(8).hex()) for number in range(9_000)]
    book = Book("T", "M", "C", datetime(2026, 3, 1), (Sheet("Many", "Many", columns, lambda: rows),))
    with largest_file(size), pytest.raises(FileUnwritable):
        save_book(book, target)
    assert left_alone(target)
    save_book(book, target)
    assert target.read_bytes()[:2] == b"PK"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable) as refusal, replacing(tmp_path / "gone" / "a.xlsx"):
        pass
    assert "does not exist" in refusal.value.remedy


def test_a_name_that_is_too_long_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(FileUnwritable) as refusal, replacing(tmp_path / "out" / ("x" * 300)) as out:
        out.write(NEW)
    assert "shorter" in refusal.value.remedy
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_something_else_than_a_file_is_never_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    with pytest.raises(FileUnwritable), replacing(path):
        pass
    assert path.exists()
    assert not path.is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(target: Path) -> None:
    target.parent.chmod(0o500)
    with pytest.raises(FileUnwritable), replacing(target):
        pass
    target.parent.chmod(0o700)
    assert left_alone(target)


def test_a_killed_process_leaves_the_old_file(target: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from riskdesk.exports.saving import replacing\n"
        "with replacing(Path(sys.argv[1])) as out:\n"
        "    out.write(b'new'); out.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(target)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == OLD


def test_only_an_export_loads_openpyxl() -> None:
    program = "import sys, riskdesk, riskdesk.exports; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
