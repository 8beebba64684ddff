"""The shape of the project: its top level, its dependencies and their lock, its wheel, its checks' own guards."""

import os
import re
import shutil
import socket
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from textual import constants

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci" / "requirements-dev.lock"
TOP_LEVEL = {
    *("riskdesk", "screens", "data", "exports", "tests", "pyproject.toml", "README.md"),
    *(".gitignore", ".ci", "CHANGELOG.md", "ARCHITECTURE.md"),
}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def requirements() -> list[Requirement]:
    table = project()
    lines = table["build-system"]["requires"] + table["project"]["dependencies"]
    lines += table["project"]["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def locked() -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of each package in the lock, by its canonical name."""
    entries: dict[str, tuple[str, int]] = {}
    for entry in LOCK.read_text("utf-8").replace("\\\n", " ").splitlines():
        if entry and not entry.startswith("#"):
            found = re.fullmatch(r"([\w.-]+)==([\w.]+)(?: ; [^#-]+?)?((?: +--hash=sha256:[0-9a-f]{64})*)", entry)
            assert found, f"not a pinned entry: {entry[:80]}"
            entries[canonicalize_name(found[1])] = (found[2], found[3].count("--hash"))
    return entries


def tracked() -> list[str]:
    if not shutil.which("git"):
        pytest.skip("needs git")
    words = ("git", "-C", str(ROOT), "ls-files", "--full-name", "-z")
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    if answer.returncode or not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout")
    return answer.stdout.rstrip("\0").split("\0")


def test_top_level_holds_nothing_else() -> None:
    assert {name.split("/")[0] for name in tracked()} - TOP_LEVEL == set()


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_every_dependency_is_bounded_on_both_sides(requirement: Requirement) -> None:
    assert {part.operator for part in requirement.specifier} == {">=", "<"}
    assert requirement.url is None


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_lock_holds_every_dependency_within_its_bounds(requirement: Requirement) -> None:
    version, _ = locked()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_every_locked_package_has_hashes() -> None:
    entries = locked()
    assert len(entries) >= len({requirement.name for requirement in requirements()})
    assert [name for name, (_, hashes) in entries.items() if not hashes] == []


def test_lock_names_no_place_to_get_packages_from() -> None:
    text = LOCK.read_text("utf-8")
    assert re.findall(r"://|index|find-links|trusted-host|file:|^-| @ ", text, re.MULTILINE) == []


@pytest.mark.parametrize("mark", ["run-command", "test-command"])
def test_readme_marks_one_line_to_copy(mark: str) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", text, re.MULTILINE)
    assert len(blocks) == 1
    assert blocks[0].startswith("python3 -m venv .venv && ")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_wheel_holds_the_package_alone(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not re.fullmatch(r"riskdesk-[\d.]+\.dist-info", top)} == {"riskdesk"}
    assert [name for name in wheel.namelist() if "__pycache__" in name or name.endswith(".pyc")] == []


def test_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    files = {name for name in tracked() if name.startswith("riskdesk/") and (ROOT / name).exists()}
    assert files - set(wheel.namelist()) == set()
    assert "riskdesk/py.typed" in wheel.namelist()


def test_wheel_defines_the_command(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("/entry_points.txt"))
    points = ConfigParser()
    points.read_string(wheel.read(name).decode())
    assert dict(points["console_scripts"]) == {"riskdesk": "riskdesk.__main__:main"}


def test_ci_script_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=["ipv4", "ipv6"])
@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_connections_are_refused(family: socket.AddressFamily, call: str, no_network: list[str]) -> None:
    with socket.socket(family) as sock, pytest.raises(AssertionError, match=call):
        getattr(sock, call)(("localhost", 9))
    assert len(no_network) == 1
    no_network.clear()


def test_lookups_are_refused(no_network: list[str]) -> None:
    with pytest.raises(AssertionError, match="getaddrinfo"):
        socket.create_connection(("localhost", 9))
    assert len(no_network) == 1
    no_network.clear()


def test_socket_pairs_are_left_alone() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"


def test_folders_are_the_tests_own(own_folders: Path, tmp_path: Path) -> None:
    assert Path.home() == own_folders
    assert own_folders.is_relative_to(tmp_path)
    assert Path(os.environ["RISKDESK_STORE"]).is_relative_to(tmp_path)


def test_one_kind_of_terminal() -> None:
    assert "NO_COLOR" not in os.environ
    assert (os.environ["TERM"], os.environ["COLORTERM"]) == ("xterm-256color", "truecolor")
    assert constants.TEXTUAL_ANIMATIONS == "none"
