"""What every command shares: which register, who works, and how results are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskdesk.paths import default_store
from riskdesk.rules.text import clean_block, clean_line

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


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


def say(text: str = "") -> None:
    """Print text for a person: control and escape signs in it never reach the terminal."""
    print(clean_block(text))


def say_json(value: Any) -> None:
    """Print a value as JSON, readable, dates in ISO form."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False, default=_plain)
    print()


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell; the last column is not padded."""
    cells = [[clean_line(cell) for cell in row] for row in rows]
    widths = [max([len(heading), *(len(row[place]) for row in cells)]) for place, heading in enumerate(headings)]
    for row in [list(headings), *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def pairs(given: Sequence[str]) -> Mapping[str, str]:
    """FIELD=VALUE words as a mapping. Raises BadParameter for a word without "="."""
    split = [word.partition("=") for word in given]
    for name, sign, _ in split:
        if not sign:
            raise typer.BadParameter(f"{name!r} is not FIELD=VALUE")
    return {name.strip().replace("-", "_"): value for name, _, value in split}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
