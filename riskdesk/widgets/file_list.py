"""A folder to choose a file from, and the completion of a path; names are drawn as they stand."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester

from riskdesk.widgets.lines import Line, Lines

MOST_NAMES = 2_000
"""Names of a folder that are looked at."""
UP = ".."


class FileList(Lines):
    """One folder: Enter goes into a folder or chooses a file, h goes up. Posts `Chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left,backspace", "up", "Up", show=False, id="files.up", tooltip="The folder above"),
        Binding("l,right", "open", "Open", show=False, id="files.into", tooltip="Into the folder, or take the file"),
    ]

    class Chosen(Message):
        """The file at `path` is to be taken."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, folder: Path, *, id: str | None = None) -> None:
        """The files of `folder`, hidden ones left out."""
        super().__init__(id=id)
        self.folder = folder

    def on_mount(self) -> None:
        """List the folder."""
        self._list()

    def action_open(self) -> None:
        """Go into the folder under the cursor, or choose the file."""
        name = self.cursor_id.removesuffix("/")
        if name == UP:
            self.action_up()
        elif name and self.cursor_id.endswith("/"):
            self.folder = self.folder / name
            self._list()
        elif name:
            self.post_message(self.Chosen(self.folder / name))

    def action_up(self) -> None:
        """Go to the folder above, with the cursor on the one left."""
        left = self.folder.name
        self.folder = self.folder.parent
        self._list(at=f"{left}/")

    def _list(self, at: str = "") -> None:
        try:
            names, error = listed(self.folder), ""
        except OSError as refused:
            names, error = [], f"cannot be read ({type(refused).__name__})"
        head = Line(((shown_path(self.folder), "head"), (f"  {error}", "late")))
        lines = [Line((name,), name, "  " if name.endswith("/") else "    ") for name in [f"{UP}/", *names]]
        if len(names) == MOST_NAMES:
            lines.append(Line(((f"only {MOST_NAMES} names are listed: type the path", "dim"),)))
        self.show([head, *lines], at=at)


class PathSuggester(Suggester):
    """Completes a path from the names in its folder; the right arrow takes the suggestion."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path with the first name in order that it can go on with."""
        return completed(value)


def listed(folder: Path) -> list[str]:
    """Names in a folder, hidden ones left out, folders first and ended by a slash. Raises OSError."""
    with os.scandir(folder) as entries:
        found = [(not entry.is_dir(), entry.name) for entry in islice(entries, MOST_NAMES) if entry.name[:1] != "."]
    return [name if is_file else f"{name}/" for is_file, name in sorted(found)]


def completed(value: str) -> str | None:
    """The path typed so far with the rest of the first name that fits, None where none does."""
    folder, slash, begun = value.rpartition("/")
    if not begun or "://" in value:
        return None
    try:
        names = listed(Path(folder + slash or ".").expanduser())
    except (OSError, ValueError, RuntimeError):
        return None
    found = next((name for name in sorted(names) if name.startswith(begun) and name.isprintable()), None)
    return f"{folder}{slash}{found}" if found else None


def shown_path(path: Path) -> str:
    """A path, with ~ for the home folder."""
    try:
        inside = path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(path)
    return "~" if str(inside) == "." else f"~/{inside}"
