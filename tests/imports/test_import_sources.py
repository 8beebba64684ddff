import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from riskdesk.errors import FileUnreadable, ImportRefused, WrongUsage
from riskdesk.imports import sources
from riskdesk.imports.sources import read_list, sniffed

CSV = b"Name,Owner\nA,B\n"


@pytest.mark.parametrize(
    ("head", "suffix", "format"),
    [
        (b"PK\x03\x04...", ".csv", "xlsx"),
        (b'[{"name": 1}]', "", "json"),
        (b'\xef\xbb\xbf \n {"name": 1}', "", "json"),
        ('\ufeff[{"name": 1}]'.encode("utf-16-le"), "", "json"),
        (b"[Vendor],Owner\n", ".csv", "csv"),
        (b"Name,Owner\n", "", "csv"),
        (b"Name,Owner\n", ".xlsx", "csv"),
        (b'{"name": 1}', ".jsonl", "json"),
        (b"Name\tOwner", ".tsv", "csv"),
    ],
)
def test_format_from_content_and_ending(head: bytes, suffix: str, format: str) -> None:
    assert sniffed(head, suffix) == format


def test_path_as_text_or_path(tmp_path: Path) -> None:
    path = tmp_path / "Vendors 2026.CSV"
    path.write_bytes(CSV)
    for given in (path, str(path)):
        with read_list(given) as table:
            assert (table.name, table.format, next(table.rows).cells) == ("Vendors 2026.CSV", "csv", ("A", "B"))


def test_name_of_a_hostile_path_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.csv"
    path.write_bytes(CSV)
    with read_list(path) as table:
        assert table.name == "a\ufffd[31m.csv"


def test_handed_in_stream_stays_open() -> None:
    stream = io.BytesIO(CSV)
    with read_list(stream, name="x") as table:
        assert next(table.rows).cells == ("A", "B")
    assert not stream.closed


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'[{"name": "A"}]')))
    with read_list("-") as table:
        assert (table.name, table.format, next(table.rows).cells) == ("standard input", "json", ("A",))
    assert not sys.stdin.closed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(CSV,))
    writer.start()
    with read_list(path) as table:
        assert next(table.rows).cells == ("A", "B")
    writer.join()


@pytest.mark.parametrize("name", ["missing.csv", "", "bad\0name.csv"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        read_list(f"{tmp_path}/{name}")
    assert caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "format", "what"),
    [
        (b"", None, "empty"),
        (b"", "json", "empty"),
        (b"PK\x03\x04", "csv", "packed"),
        (b"PK\x03\x04", "json", "packed"),
        (CSV, "xlsx", "no .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), None, "old .xls"),
    ],
)
def test_foreign_content(data: bytes, format: str | None, what: str) -> None:
    with pytest.raises(ImportRefused, match=what):
        read_list(io.BytesIO(data), format=format, name="x")


def test_wrong_words() -> None:
    with pytest.raises(WrongUsage, match="'xls' is no format"):
        read_list(io.BytesIO(CSV), format="xls", name="x")
    with pytest.raises(WrongUsage, match="Only a workbook has sheets"):
        read_list(io.BytesIO(CSV), sheet="Vendors", name="x")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    path = tmp_path / "v.csv"
    path.write_bytes(CSV)
    for given in (path, io.BytesIO(CSV)):
        with pytest.raises(ImportRefused, match="The file is larger"):
            read_list(given)


def test_text_lists_do_not_load_the_workbook_reader() -> None:
    code = (
        "import io, sys; from riskdesk.imports.sources import read_list;"
        f"t = read_list(io.BytesIO({CSV!r}), name='x'); next(t.rows); t.close(); print('openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
