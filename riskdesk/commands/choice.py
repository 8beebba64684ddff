"""Which register is meant, and who works at it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.paths import default_store

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

COMPLETING = "_RISKDESK_COMPLETE"
"""Set by a shell that asks how a word could go on."""


@dataclass(frozen=True)
class Choice:
    """The register and reviewer named on the command line; the default store where none is."""

    store: Path | None
    reviewer: str

    @property
    def path(self) -> Path:
        """The register's file."""
        return self.store or default_store()

    def desk(self, *, read_only: bool = False) -> Desk:
        """The register, opened. Raises StoreMissing and its kin."""
        from riskdesk.desk.opening import open_desk

        return open_desk(self.path, reviewer=self.reviewer, read_only=read_only)

    @contextmanager
    def looking(self, as_of: str = "") -> Iterator[Desk]:
        """The register to look at, not to change, as it is now or as it stood then. Raises as `desk`, and BadDate."""
        if not as_of.strip():
            yield self.desk()
            return
        desk = self.desk(read_only=True)
        from riskdesk.desk.as_of import desk_as_of

        with desk_as_of(desk, as_of) as then:
            yield then


def plain_start(words: Sequence[str]) -> Choice | None:
    """What is chosen where the words are the two global options alone; None where the whole grammar is needed.

    The grammar's library takes a fifth of the time until the first screen.
    """
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, sign, value = word.partition("=")
        value = value if sign else next(rest, "")
        if name not in {"--store", "--reviewer"} or name in found or not value or value.startswith("-"):
            return None
        found[name] = value
    if COMPLETING in os.environ:
        return None
    store = found.get("--store")
    return Choice(Path(store) if store else None, found.get("--reviewer", ""))
