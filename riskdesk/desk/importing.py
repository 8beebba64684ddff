"""Taking a vendor list in, in one transaction: matched by reference, updated, never doubled, never removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from riskdesk.data.folding import fold_key
from riskdesk.desk.listed_rows import FROM_LIST, Incoming, Outcome, Pass, Row, started, take
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.standing import restand_many
from riskdesk.errors import AlreadyThere, RiskdeskError
from riskdesk.rules.records import KIND_OF, Organisation
from riskdesk.rules.text import clean_line

__all__ = ["FROM_LIST", "ImportReport", "Incoming", "Outcome", "Problem", "Row", "apply"]


@dataclass(frozen=True)
class Problem:
    """A row that was refused: line, column, the value as it stood, what is wrong and the remedy."""

    line: int
    column: str
    value: str
    what: str
    remedy: str


@dataclass(frozen=True)
class ImportReport:
    """What a list did, or would do (`dry_run`): rows in their order, refused rows, vendors it no longer names."""

    source: str
    dry_run: bool
    rows: tuple[Row, ...]
    refused: tuple[Problem, ...]
    not_named: tuple[str, ...]
    notes: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows had that outcome."""
        return sum(row.outcome == outcome for row in self.rows)


class _RolledBack(Exception):
    """Leaves the transaction of a dry run, or of a strict import that refuses a row, without keeping anything."""


def apply(
    desk: Desk,
    rows: Iterable[Incoming | Problem],
    *,
    source: str,
    dry_run: bool = False,
    strict: bool = False,
    clear_empty: bool = False,
    list_on: date | None = None,
    notes: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Bring a list in; rows that cannot go in are refused by line while the others go in.

    An empty cell keeps what is there unless `clear_empty`. With `strict` one refused row keeps everything out. With
    `dry_run` the same is worked out and nothing is kept.
    """
    done: list[Row] = []
    refused: list[Problem] = []
    report: ImportReport | None = None
    try:
        with desk.write("import", f"list {clean_line(source)}") as writing:
            run = started(desk, writing, clear_empty)
            seen = _take_all(run, rows, done, refused, progress)
            absent = tuple(ref for ref in _not_named(run, seen))
            report = ImportReport(source, dry_run, tuple(done), tuple(refused), absent, tuple(notes))
            if dry_run or (strict and refused):
                raise _RolledBack
            _finish(run, source, list_on)
    except _RolledBack:
        pass
    assert report is not None
    return report


def _take_all(
    run: Pass,
    rows: Iterable[Incoming | Problem],
    done: list[Row],
    refused: list[Problem],
    progress: Callable[[int], None] | None,
) -> set[str]:
    seen: set[str] = set()
    for count, row in enumerate(rows, 1):
        if isinstance(row, Problem):
            refused.append(row)
            continue
        try:
            if fold_key(row.key) in seen:
                raise AlreadyThere("an earlier row has this key", where="key", remedy="delete one of the rows")
            seen.add(fold_key(row.key))
            done.append(take(run, row))
        except RiskdeskError as error:
            refused.append(Problem(row.line, error.where, "", error.what, error.remedy))
        if progress and count % 200 == 0:
            progress(count)
    return seen


def _not_named(run: Pass, seen: set[str]) -> Iterator[str]:
    for folded, vendor in sorted(run.vendors.items()):
        if folded not in seen and vendor.open:
            yield vendor.ref


def _finish(run: Pass, source: str, list_on: date | None) -> None:
    """Write the new records in one go, note the list on the organisation, and assess whoever was touched."""
    # Records of a kind one after the other go in by batches; a vendor comes before what refers to it.
    places = {record: place for place, record in enumerate(KIND_OF)}
    run.writing.insert_many(sorted(run.new, key=lambda record: places[type(record)]))
    run.writing.change_many(run.changes)
    if run.touched:
        fields = {"list_source": clean_line(source), "list_on": list_on or run.desk.today()}
        run.writing.change(Organisation, ORGANISATION, **fields)
        restand_many(run.desk, run.writing, list(dict.fromkeys(run.touched)), f"import of {clean_line(source)}")
