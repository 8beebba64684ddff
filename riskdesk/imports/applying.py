"""Bringing a vendor list into the register: read, mapped, applied in one transaction, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from riskdesk.desk.importing import ImportReport, Incoming, Problem, apply
from riskdesk.desk.opening import Desk
from riskdesk.imports.mapping import Mapped, RowProblem, map_rows
from riskdesk.imports.sources import read_list


@dataclass(frozen=True)
class Settings:
    """How a list is to be read and applied; empty texts mean: see from the file."""

    format: str = ""
    maps: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    dates: str = ""
    list_on: date | None = None
    dry_run: bool = False
    strict: bool = False
    clear_empty: bool = False


def import_file(
    desk: Desk,
    source: Path | BinaryIO,
    settings: Settings | None = None,
    *,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import a list from a file or a binary stream. Raises FileUnreadable, ImportRefused or WrongUsage's kinds."""
    how = settings or Settings()
    name = source.name if isinstance(source, Path) else "standard input"
    notes: list[str] = []
    with read_list(source, format=how.format or None, name=name, sheet=how.sheet or None) as table:
        mapped = map_rows(table, how.maps, dates=cast(Literal["dmy", "mdy"] | None, how.dates or None))
        report = apply(
            desk,
            _rows(mapped, notes),
            source=table.name,
            dry_run=how.dry_run,
            strict=how.strict,
            clear_empty=how.clear_empty,
            list_on=how.list_on,
            progress=progress,
        )
    left_out = [f"column left out: {name}" for name in mapped.left_out]
    return _with_notes(report, (*mapped.notes, *left_out, *notes))


def _rows(mapped: Mapped, notes: list[str]) -> Iterator[Incoming | Problem]:
    for row in mapped.rows:
        if isinstance(row, RowProblem):
            yield Problem(row.line, row.column or "", row.value, row.what, row.remedy)
            continue
        notes += [f"line {row.line}: {note}" for note in row.notes]
        values = {name: _stored(name, value) for name, value in row.values.items() if name != "key"}
        yield Incoming(row.line, str(row.values["key"]), values)


def _stored(name: str, value: Any) -> Any:
    """Impact factors are stored as the words 1 to 5 or unknown."""
    return str(value) if name in {"criticality", "dependency", "reach", "data_sensitivity"} and value else value


def _with_notes(report: ImportReport, notes: tuple[str, ...]) -> ImportReport:
    return replace(report, notes=(*report.notes, *notes))
