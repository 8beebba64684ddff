"""Packs on disk: found by their id, and hashed by what they say."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from riskdesk.data.pack_files import load_pack, pack_named, shipped_pack, shipped_packs
from riskdesk.data.pack_folders import SHIPPED, find_packs
from riskdesk.errors import PackBroken
from riskdesk.rules.pack import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED / "2026.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack that a test may spoil."""
    return Path(shutil.copytree(SHIPPED / "2026.1", tmp_path / "pack"))


def reversed_keys(table: Any) -> str:
    """TOML of a plain pack file with each table's keys in the opposite order, comments gone."""

    def shown(value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f'"{key}" = {shown(value[key])}' for key in reversed(value)) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(shown, value)) + "]"
        if isinstance(value, str):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return str(value).lower()

    return "".join(f'"{key}" = {shown(table[key])}\r\n' for key in reversed(table))


def test_the_hash_is_of_what_is_said_not_how_it_is_written(folder: Path, pack: Pack) -> None:
    assert re.fullmatch("[0-9a-f]{64}", pack.sha256)
    assert load_pack(folder).sha256 == pack.sha256
    for file in folder.iterdir():
        file.write_bytes(
            b"\xef\xbb\xbf# a comment\r\n" + reversed_keys(tomllib.loads(file.read_text("utf-8"))).encode()
        )
    (folder / "NOTES.md").write_text("not part of the pack", "utf-8")
    rewritten = load_pack(folder)
    assert rewritten.sha256 == pack.sha256
    assert rewritten == pack


def replace(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text, f"{file} has no {old!r}: the test is out of date"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8", newline="")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("action-1.toml", "credit = 70 }", "credit = 71 }"),
        ("action-2.toml", "many = 100", "many = 99"),
        ("pack.toml", "appetite_tenths = 100", "appetite_tenths = 99"),
        ("crosswalk.toml", 'ids = "A.7.5"', 'ids = "A.7.4"'),
        ("prompts.toml", "2026-08-30", "2026-08-31"),
        ("stages.toml", 'label = "Settled"', 'label = "Settled."'),
    ],
)
def test_the_hash_changes_with_any_word_or_number(folder: Path, pack: Pack, file: str, old: str, new: str) -> None:
    replace(folder, file, old, new)
    assert load_pack(folder).sha256 != pack.sha256


def test_the_shipped_pack_is_found_and_read_once() -> None:
    assert shipped_packs() == ["2026.1"]
    assert shipped_pack() is shipped_pack()
    assert pack_named("2026.1") == shipped_pack("2026.1")
    with pytest.raises(PackBroken, match=r"no pack '1999\.9'[^$]*2026\.1"):
        shipped_pack("1999.9")


def test_a_pack_put_beside_is_found_by_its_id(folder: Path, tmp_path: Path) -> None:
    replace(folder, "pack.toml", 'id = "2026.1"', 'id = "2027.1"')
    by_itself, held = find_packs([folder]), find_packs([tmp_path, tmp_path / "nowhere"])
    assert list(by_itself) == list(held) == ["2026.1", "2027.1"]
    assert pack_named("2027.1", [tmp_path]).id == "2027.1"
    assert find_packs([folder, folder]) == by_itself


def test_two_packs_of_one_id_are_refused(folder: Path) -> None:
    with pytest.raises(PackBroken, match=r"two packs have the id '2026\.1'"):
        find_packs([folder])


def test_a_pack_beside_without_a_readable_id_is_refused(folder: Path) -> None:
    replace(folder, "pack.toml", 'id = "2026.1"', "id = 7")
    with pytest.raises(PackBroken, match="id is missing or not a line of text"):
        find_packs([folder])


def test_reading_a_pack_imports_no_store_and_no_screen() -> None:
    code = (
        "import sys; from riskdesk.data.pack_files import shipped_pack; shipped_pack();"
        "print([n for n in ('sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'difflib') if n in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "[]"
