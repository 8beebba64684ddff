"""A row of a vendor list against what the register holds: what it would add and change, worked out as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from riskdesk.data import reading
from riskdesk.data.folding import fold_key
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.desk.vendors import check_new_ref, first_round, programme_start
from riskdesk.errors import BadValue
from riskdesk.rules.deadlines import due_dates
from riskdesk.rules.records import Contact, Contract, Product, Record, Round, Vendor

FROM_LIST = "From the vendor list"
VENDOR_FIELDS = (
    "name", "owner", "business_unit", "description", "website", "country", "criticality", "dependency", "reach",
    "data_sensitivity", "spend", "notes",
)  # fmt: skip
Outcome = Literal["added", "updated", "unchanged"]
Change = tuple[type[Record], str, Mapping[str, Any]]


@dataclass(frozen=True)
class Incoming:
    """A row of a list, read and typed: its line, the vendor's reference, and the fields the list names.

    A value None means that the cell was empty.
    """

    line: int
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """What a row of the list did to the register; `changes` maps "field" to (old, new) in words."""

    line: int
    vendor: str
    name: str
    outcome: Outcome
    changes: Mapping[str, tuple[str, str]]


@dataclass
class Pass:
    """One pass over a list: what the register holds, and what the rows taken so far would add and change."""

    desk: Desk
    writing: Writing
    clear_empty: bool
    vendors: dict[str, Vendor]
    products: dict[tuple[str, str], Product]
    contacts: dict[str, list[Contact]]
    contracts: dict[str, list[Contract]]
    rounds: dict[str, Round]
    start_on: date | None
    new: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)


@dataclass
class _Taken:
    """What one row adds and changes, worked out as a whole before any of it counts; `told` in words for the report."""

    new: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    told: dict[str, tuple[str, str]] = field(default_factory=dict)

    def change(self, record: Record, **fields: Any) -> None:
        """Note the fields of the record that would change."""
        self.changes.append((type(record), record.ref, fields))


def started(desk: Desk, writing: Writing, clear_empty: bool) -> Pass:
    """What the register holds, read once in a fixed number of queries."""
    connection = writing.connection
    contracts: dict[str, list[Contract]] = {}
    for contract in reading.rows(connection, Contract, "closed_on is null"):
        contracts.setdefault(contract.vendor, []).append(contract)
    contacts: dict[str, list[Contact]] = {}
    for contact in reading.rows(connection, Contact, "closed_on is null"):
        contacts.setdefault(contact.vendor, []).append(contact)
    return Pass(
        desk,
        writing,
        clear_empty,
        {fold_key(item.ref): item for item in reading.rows(connection, Vendor)},
        {(item.vendor, item.name.casefold()): item for item in reading.rows(connection, Product, "closed_on is null")},
        contacts,
        contracts,
        {item.vendor: item for item in reading.rows(connection, Round, "closed_on is null and ended_on is null")},
        programme_start(writing),
    )


def take(run: Pass, row: Incoming) -> Row:
    """Work a row out; only once all of it can be taken is any of it kept."""
    known = run.vendors.get(fold_key(row.key))
    if known is not None and not known.open:
        remedy = "take it off the list, or add it under a new reference"
        raise BadValue("this vendor is retired", where=f"vendor {known.ref}", remedy=remedy)
    taken = _Taken()
    vendor = known or _new_vendor(run, row, taken)
    if known is not None:
        _take_fields(run, known, row, taken)
    for part in (_take_round, _take_product, _take_contract, _take_contact):
        part(run, vendor.ref, row.values, taken)
    run.new += taken.new
    run.changes += taken.changes
    if taken.new or taken.changes:
        run.touched.append(vendor.ref)
    outcome: Outcome = "added" if known is None else "updated" if taken.told else "unchanged"
    return Row(row.line, vendor.ref, vendor.name, outcome, {} if known is None else taken.told)


def _new_vendor(run: Pass, row: Incoming, taken: _Taken) -> Vendor:
    """A new vendor of the list, and its first round from the list's day, else from the programme's start."""
    check_new_ref(row.key)
    given = {name: row.values[name] for name in VENDOR_FIELDS if row.values.get(name) is not None}
    vendor = Vendor(ref=row.key, **given)
    start_on = row.values.get("review_start") or run.start_on
    taken.new += [vendor, first_round(run.desk, run.writing, vendor.ref, start_on)]
    return vendor


def _take_fields(run: Pass, known: Vendor, row: Incoming, taken: _Taken) -> None:
    given = {name: row.values[name] for name in VENDOR_FIELDS if name in row.values}
    changes = _changed(run, known, given)
    if changes:
        taken.change(known, **changes)
    taken.told |= {name: (_word(getattr(known, name)), _word(value)) for name, value in changes.items()}


def _take_round(run: Pass, vendor: str, values: Mapping[str, Any], taken: _Taken) -> None:
    """Move the first round to the day of the list; later rounds start when they are opened."""
    start_on, current = values.get("review_start"), run.rounds.get(vendor)
    if start_on is None or current is None or current.ordinal > 1 or current.start_on == start_on:
        return
    due = due_dates(start_on, run.desk.pack)
    taken.change(current, start_on=start_on, **{f"due_{number}": day for number, day in enumerate(due, 1)})
    taken.told["review_start"] = (_word(current.start_on), _word(start_on))


def _take_product(run: Pass, vendor: str, values: Mapping[str, Any], taken: _Taken) -> None:
    name = values.get("product")
    if name and (vendor, name.casefold()) not in run.products:
        taken.new.append(Product(ref=run.writing.next_ref("product"), vendor=vendor, name=name))
        taken.told["product"] = ("", name)


def _take_contract(run: Pass, vendor: str, values: Mapping[str, Any], taken: _Taken) -> None:
    names = {"contract_end": "term_end", "notice_days": "notice_days", "auto_renewal": "auto_renewal"}
    given = {names[name]: values[name] for name in names if values.get(name) is not None}
    known = run.contracts.get(vendor, [])
    if given and not known:
        ref = run.writing.next_ref("contract")
        taken.new.append(Contract(ref=ref, vendor=vendor, title=FROM_LIST, **given))
        taken.told |= {name: ("", _word(value)) for name, value in given.items()}
    if not given or not known:
        return
    contract = next((item for item in known if item.title == FROM_LIST), known[0])
    changes = {name: value for name, value in given.items() if getattr(contract, name) != value}
    if changes and len(known) > 1 and contract.title != FROM_LIST:
        raise BadValue("the vendor has several contracts", where="contract_end", remedy="edit the right one by hand")
    if changes:
        taken.change(contract, **changes)
    taken.told |= {name: (_word(getattr(contract, name)), _word(value)) for name, value in changes.items()}


def _take_contact(run: Pass, vendor: str, values: Mapping[str, Any], taken: _Taken) -> None:
    """A contact is known by its name, else by its address; one that was listed by address alone gets its name."""
    name, email = str(values.get("contact_name") or ""), str(values.get("contact_email") or "")
    if not name and not email:
        return
    held = run.contacts.get(vendor, [])
    known = next((item for item in held if item.name.casefold() == name.casefold()), None)
    known = known or next((item for item in held if email and item.email.casefold() == email.casefold()), None)
    if known is None:
        ref = run.writing.next_ref("contact")
        taken.new.append(Contact(ref=ref, vendor=vendor, name=name or email, email=email))
        taken.told["contact"] = ("", name or email)
        return
    changes = {"email": email} if email and known.email != email else {}
    if name and known.name == known.email:
        changes["name"] = name
    if changes:
        taken.change(known, **changes)
    taken.told |= {f"contact_{field}": (getattr(known, field), value) for field, value in changes.items()}


def _changed(run: Pass, known: Vendor, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the row changes: an empty cell keeps what is there, or empties it with `clear_empty`."""
    kept = {name: value for name, value in given.items() if value is not None or run.clear_empty}
    wanted = {name: "" if value is None else value for name, value in kept.items()}
    if not wanted.get("name", known.name):
        wanted.pop("name")
    return {name: value for name, value in wanted.items() if getattr(known, name) != value}


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
