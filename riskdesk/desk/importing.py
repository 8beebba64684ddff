"""Taking a vendor list in, in one transaction: matched by reference, updated, never doubled, never removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.standing import restand
from riskdesk.desk.vendors import first_round, programme_start
from riskdesk.errors import BadValue, RiskdeskError
from riskdesk.rules.records import Contact, Contract, Organisation, Product, Record, Round, Vendor
from riskdesk.rules.text import clean_line

FROM_LIST = "From the vendor list"
VENDOR_FIELDS = (
    "name", "owner", "business_unit", "description", "website", "country", "criticality", "dependency", "reach",
    "data_sensitivity", "spend", "notes",
)  # fmt: skip
Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True)
class Incoming:
    """A row of a list, read and typed: its line, the vendor's reference, and the fields the list names.

    A value None means that the cell was empty.
    """

    line: int
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """A row that was refused: line, column, the value as it stood, what is wrong and the remedy."""

    line: int
    column: str
    value: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Row:
    """What a row of the list did to the register; `changes` maps "field" to (old, new) in words."""

    line: int
    vendor: str
    name: str
    outcome: Outcome
    changes: Mapping[str, tuple[str, str]]


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


@dataclass
class _Pass:
    """One pass over a list: what is known, what changed, and whose standing is due."""

    desk: Desk
    writing: Writing
    clear_empty: bool
    vendors: dict[str, Vendor]
    products: dict[tuple[str, str], Product]
    contacts: dict[tuple[str, str], Contact]
    contracts: dict[str, list[Contract]]
    rounds: dict[str, Round]
    start_on: date | None
    new: list[Record] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)


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
        with desk.write("import", f"list {source}") as writing:
            run = _started(desk, writing, clear_empty)
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


def _started(desk: Desk, writing: Writing, clear_empty: bool) -> _Pass:
    """What the register holds, read once in a fixed number of queries."""
    connection = writing.connection
    contracts: dict[str, list[Contract]] = {}
    for contract in reading.rows(connection, Contract, "closed_on is null"):
        contracts.setdefault(contract.vendor, []).append(contract)
    return _Pass(
        desk,
        writing,
        clear_empty,
        {item.ref.casefold(): item for item in reading.rows(connection, Vendor)},
        {(item.vendor, item.name.casefold()): item for item in reading.rows(connection, Product, "closed_on is null")},
        {(item.vendor, item.name.casefold()): item for item in reading.rows(connection, Contact, "closed_on is null")},
        contracts,
        {item.vendor: item for item in reading.rows(connection, Round, "closed_on is null and ended_on is null")},
        programme_start(writing),
    )


def _take_all(
    run: _Pass,
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
        seen.add(row.key.casefold())
        try:
            done.append(_take(run, row))
        except RiskdeskError as error:
            refused.append(Problem(row.line, error.where, "", error.what, error.remedy))
        if progress and count % 200 == 0:
            progress(count)
    return seen


def _take(run: _Pass, row: Incoming) -> Row:
    known = run.vendors.get(row.key.casefold())
    if known is not None and not known.open:
        remedy = "take it off the list, or add it under a new reference"
        raise BadValue("this vendor is retired", where=f"vendor {known.ref}", remedy=remedy)
    given = {name: row.values[name] for name in VENDOR_FIELDS if name in row.values}
    if known is None:
        return _take_new(run, row, given)
    changes = _changed(run, known, given)
    told = {name: (_word(getattr(known, name)), _word(value)) for name, value in changes.items()}
    if changes:
        run.vendors[row.key.casefold()] = run.writing.change(Vendor, known.ref, **changes)
    told |= _take_parts(run, known.ref, row)
    if told:
        run.touched.append(known.ref)
    return Row(row.line, known.ref, known.name, "updated" if told else "unchanged", told)


def _take_new(run: _Pass, row: Incoming, given: Mapping[str, Any]) -> Row:
    vendor = Vendor(ref=row.key, **{name: value for name, value in given.items() if value is not None})
    run.vendors[row.key.casefold()] = vendor
    start_on = row.values.get("review_start") or run.start_on
    made = first_round(run.desk, run.writing, vendor.ref, start_on)
    run.rounds[vendor.ref] = made
    run.new += [vendor, made]
    _take_parts(run, vendor.ref, row)
    run.touched.append(vendor.ref)
    return Row(row.line, vendor.ref, vendor.name, "added", {})


def _take_parts(run: _Pass, vendor: str, row: Incoming) -> dict[str, tuple[str, str]]:
    """The product, contract, contact and round that the row names; gives what changed in words."""
    return {
        **_take_round(run, vendor, row.values),
        **_take_product(run, vendor, row.values),
        **_take_contract(run, vendor, row.values),
        **_take_contact(run, vendor, row.values),
    }


def _take_round(run: _Pass, vendor: str, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    start_on, current = values.get("review_start"), run.rounds.get(vendor)
    if start_on is None or current is None or current.start_on == start_on:
        return {}
    moved = replace(first_round(run.desk, run.writing, vendor, start_on), ref=current.ref, ordinal=current.ordinal)
    due = {f"due_{number}": getattr(moved, f"due_{number}") for number in range(1, 6)}
    run.rounds[vendor] = run.writing.change(Round, current.ref, start_on=start_on, **due)
    return {"review_start": (_word(current.start_on), _word(start_on))}


def _take_product(run: _Pass, vendor: str, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    name = values.get("product")
    if not name or (vendor, name.casefold()) in run.products:
        return {}
    product = Product(ref=run.writing.next_ref("product"), vendor=vendor, name=name)
    run.products[vendor, name.casefold()] = product
    run.new.append(product)
    return {"product": ("", name)}


def _take_contract(run: _Pass, vendor: str, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    names = {"contract_end": "term_end", "notice_days": "notice_days", "auto_renewal": "auto_renewal"}
    given = {names[name]: values[name] for name in names if values.get(name) is not None}
    if not given:
        return {}
    known = run.contracts.get(vendor, [])
    if not known:
        made = Contract(ref=run.writing.next_ref("contract"), vendor=vendor, title=FROM_LIST, **given)
        run.contracts[vendor] = [made]
        run.new.append(made)
        return {name: ("", _word(value)) for name, value in given.items()}
    contract = next((item for item in known if item.title == FROM_LIST), known[0])
    changes = {name: value for name, value in given.items() if getattr(contract, name) != value}
    if changes and len(known) > 1 and contract.title != FROM_LIST:
        raise BadValue("the vendor has several contracts", where="contract_end", remedy="edit the right one by hand")
    if changes:
        known[known.index(contract)] = run.writing.change(Contract, contract.ref, **changes)
    return {name: (_word(getattr(contract, name)), _word(value)) for name, value in changes.items()}


def _take_contact(run: _Pass, vendor: str, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    name, email = values.get("contact_name"), values.get("contact_email")
    if not name and not email:
        return {}
    known = run.contacts.get((vendor, str(name or email).casefold()))
    if known is None:
        made = Contact(ref=run.writing.next_ref("contact"), vendor=vendor, name=str(name or email), email=email or "")
        run.contacts[vendor, made.name.casefold()] = made
        run.new.append(made)
        return {"contact": ("", made.name)}
    if not email or known.email == email:
        return {}
    run.contacts[vendor, known.name.casefold()] = run.writing.change(Contact, known.ref, email=email)
    return {"contact_email": (known.email, email)}


def _changed(run: _Pass, known: Vendor, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the row changes: an empty cell keeps what is there, or empties it with `clear_empty`."""
    kept = {name: value for name, value in given.items() if value is not None or run.clear_empty}
    wanted = {name: "" if value is None else value for name, value in kept.items()}
    if not wanted.get("name", known.name):
        wanted.pop("name")
    return {name: value for name, value in wanted.items() if getattr(known, name) != value}


def _not_named(run: _Pass, seen: set[str]) -> Iterator[str]:
    new = {item.ref for item in run.new if isinstance(item, Vendor)}
    for folded, vendor in sorted(run.vendors.items()):
        if folded not in seen and vendor.open and vendor.ref not in new:
            yield vendor.ref


def _finish(run: _Pass, source: str, list_on: date | None) -> None:
    """Write the new records in one go, note the list on the organisation, and assess whoever was touched."""
    run.writing.insert_many(run.new)
    if run.touched:
        fields = {"list_source": clean_line(source), "list_on": list_on or run.desk.today()}
        run.writing.change(Organisation, ORGANISATION, **fields)
        restand(run.desk, run.writing, list(dict.fromkeys(run.touched)), f"import of {clean_line(source)}")


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
