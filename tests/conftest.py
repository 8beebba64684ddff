"""What every test gets: no network, folders of its own, one kind of terminal."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest_plugins = ["sample_books"]
"""Fixtures that several modules share."""

if TYPE_CHECKING:
    from pictures import Picture


def _fix_the_terminal() -> None:
    """Makes pictures and printed text the same on every machine, in this process and those it starts."""
    loud = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "ESCDELAY", "TMUX")
    for name in list(os.environ):
        if name in loud or name.startswith(("TEXTUAL", "RISKDESK_", "TTY_")):
            del os.environ[name]
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")


# Textual reads its variables once, on import: a fixture would come too late.
_fix_the_terminal()


class NetworkUsedError(AssertionError):
    """A test, or what it tests, reached for the network."""


def _is_local(family: int) -> bool:
    return family not in (socket.AF_INET, socket.AF_INET6)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Forbids IPv4, IPv6 and name look-ups in this process; gives the list of attempts.

    An attempt raises NetworkUsedError and also fails the test at its end, for code that swallows every error.
    Unix sockets and socket pairs stay (asyncio wakes itself with one; on Windows a pair is made over loopback).
    """
    attempts: list[str] = []
    pairing: list[bool] = []

    def refuse(call: str, target: object) -> None:
        attempts.append(f"{call} {target!r}")
        raise NetworkUsedError(attempts[-1])

    def guard_method(name: str) -> Callable[..., Any]:
        real = getattr(socket.socket, name)

        def guarded(sock: socket.socket, *words: Any) -> Any:
            if not pairing and not _is_local(sock.family):
                refuse(name, words[-1])
            return real(sock, *words)

        return guarded

    def guard_lookup(name: str) -> Callable[..., Any]:
        def guarded(*words: Any, **named: Any) -> None:
            refuse(name, words or named)

        return guarded

    real_pair = socket.socketpair

    def guarded_pair(*words: Any, **named: Any) -> Any:
        pairing.append(True)
        try:
            return real_pair(*words, **named)
        finally:
            pairing.pop()

    monkeypatch.setattr(socket, "socketpair", guarded_pair)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guard_method(name))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
        monkeypatch.setattr(socket, name, guard_lookup(name))
    yield attempts
    assert not attempts, f"the network was touched: {attempts}"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sends the home folder, the platform's folders and the store into tmp_path; gives the home folder (0700).

    RISKDESK_STORE names a store that is not there yet.
    """
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / ".run",
        "RISKDESK_STORE": tmp_path / "store",
    }
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(folder))
    return home


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --approve, which makes what a test draws or writes the approved one; look at it before committing."""
    parser.addoption("--approve", action="store_true", help="approve the pictures and files that tests compare with")


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    """Whether what is drawn or written is to be approved."""
    return bool(request.config.getoption("--approve"))


@pytest.fixture
def picture(approve: bool, monkeypatch: pytest.MonkeyPatch) -> "Picture":
    """Compares a screen with its approved pictures, the text cursor never blinking: see tests/screens/pictures.py."""
    from pictures import Picture
    from textual.widgets import Input, TextArea

    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _self: None)
    return Picture(approve)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what needs LibreOffice where it is missing, and says so."""
    if shutil.which("soffice"):
        return
    missing = pytest.mark.skip(reason="needs LibreOffice: soffice is not on the PATH")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(missing)
