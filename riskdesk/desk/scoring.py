"""The pack that scores a register: found when the register is opened, read when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.data.pack_folders import find_pack

if TYPE_CHECKING:
    from riskdesk.rules.pack import Pack


class Scoring:
    """A pack, or the way to it."""

    def __init__(self, read: Callable[[], Pack], round_days: int | None = None) -> None:
        """What `read` gives at its first use; `round_days` where they are known before that."""
        self._read = read
        self._round_days = round_days

    @cached_property
    def pack(self) -> Pack:
        """The pack. Raises PackBroken at the first use of one that cannot be read."""
        return self._read()

    def check(self) -> None:
        """Raise PackBroken where the pack cannot be read."""
        _ = self.pack

    @property
    def round_days(self) -> int:
        """The days that a round takes by the pack."""
        return self.pack.policy.round_days if self._round_days is None else self._round_days


def scoring_by(pack: Pack) -> Scoring:
    """Scoring by a pack that is at hand."""
    return Scoring(lambda: pack)


def scoring_at(path: Path, id: str) -> Scoring:
    """Scoring by the pack of that id for the store at `path`. Raises PackBroken where there is none."""
    found = find_pack(id, pack_folders(path))
    return Scoring(lambda: pack_of(path, id), found.round_days)


def pack_of(path: Path, id: str) -> Pack:
    """The pack of that id: a shipped one, or one that lies in `packs/` beside the store."""
    from riskdesk.data.pack_files import pack_named

    return pack_named(id, pack_folders(path))


def pack_folders(path: Path) -> list[Path]:
    """Where packs of the store at `path` may lie beside the shipped ones."""
    beside = path.parent / "packs"
    return [beside] if beside.is_dir() else []
