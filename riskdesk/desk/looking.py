"""Looking things up for screens and commands: a vendor with its standing, records, the history of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from riskdesk.data import log, reading
from riskdesk.data.belonging import belonging
from riskdesk.data.case_files import case_file, case_files
from riskdesk.data.log import Entry
from riskdesk.data.standing import StandingRow
from riskdesk.desk.finding import find_vendor, no_such
from riskdesk.desk.opening import Desk
from riskdesk.desk.overview import counts as counts
from riskdesk.desk.overview import ids as ids
from riskdesk.desk.overview import rows as rows
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.records import KINDS, Contract, Kind, Record
from riskdesk.rules.renewal_credits import negotiate_from, notice_deadline
from riskdesk.rules.standing import Standing


@dataclass(frozen=True)
class Look:
    """A vendor's case file and where it stands today."""

    case: CaseFile
    standing: Standing


def look(desk: Desk, vendor: str) -> Look:
    """Everything about a vendor, named in any letter case. Raises UnknownRecord."""
    with desk.store.read() as connection:
        case = case_file(connection, find_vendor(connection, vendor))
    return Look(case, assess(case, desk.pack, desk.today()))


def records(desk: Desk, kind: str, *, vendor: str = "", closed: bool = False) -> list[Record]:
    """The records of a kind in the order of their references; open ones unless `closed`.

    Where a vendor is named, those that are its own or reach it, as a maker's dispute does. The organisation's own
    kinds (reviewers, insurance policies) belong to every vendor.
    """
    what = KINDS[kind]
    with desk.store.read() as connection:
        found = list(reading.rows(connection, what.record, "" if closed else "closed_on is null"))
        if not vendor:
            return found
        kept = belonging(connection, [find_vendor(connection, vendor)]).get(kind)
    if kept is None:
        return found
    theirs = set(kept)
    return [item for item in found if item.ref in theirs]


def record(desk: Desk, kind: str, ref: str) -> Record:
    """One record, closed or not. Raises UnknownRecord."""
    with desk.store.read() as connection:
        found = reading.get(connection, KINDS[kind].record, ref)
    if found is None:
        raise no_such(kind, ref)
    return found


def kind_of_ref(ref: str) -> str | None:
    """The kind whose references look like `ref` (EV-0001), or None."""
    prefix, sign, number = ref.strip().upper().rpartition("-")
    if not prefix or not sign or not number.isdecimal():
        return None
    return next((kind.name for kind in KINDS.values() if kind.prefix == prefix), None)


def history(desk: Desk, kind: str, ref: str, limit: int = 200) -> list[Entry]:
    """The log's entries about one record, newest first."""
    with desk.store.read() as connection:
        return log.history(connection, kind, ref, limit)


def vendor_history(desk: Desk, vendor: str, limit: int = 200) -> list[Entry]:
    """The log's entries about a vendor, its answers, records and standing, newest first."""
    with desk.store.read() as connection:
        return log.vendor_history(connection, find_vendor(connection, vendor), limit)


def actions(desk: Desk, vendor: str = "") -> list[dict[str, Any]]:
    """A line for each action of each vendor: score, state, signed, due."""
    names = [look(desk, vendor).case.vendor.ref] if vendor else ids(desk)
    found = rows(desk, names)
    titles = {action.number: action.title for action in desk.pack.actions}
    return [
        {
            "vendor": name,
            "action": number + 1,
            "title": titles[number + 1],
            "score": found[name].scores[number],
            "state": found[name].states[number],
            "signed": found[name].signed[number],
            "due": found[name].due[number],
        }
        for name in names
        for number in range(5)
    ]


def open_items(desk: Desk, vendor: str = "") -> list[dict[str, Any]]:
    """A line for each open question of each vendor in scope: state, key, since when it is asked."""
    return [
        {
            "vendor": seen.case.vendor.ref,
            "question": credit.question,
            "key": credit.key,
            "state": credit.state,
            "text": desk.pack.by_id[credit.question].text,
        }
        for seen in _looks(desk, vendor)
        for judged in seen.standing.actions
        for credit in judged.credits
        if credit.open and credit.counts
    ]


def related(seen: Look) -> Iterator[str]:
    """The vendor's records in a line each: products and models, matters with their path, flows, contracts, evidence."""
    yield from _facts(seen.case)
    yield from _paper(seen.case)


def _facts(case: CaseFile) -> Iterator[str]:
    """What the vendor runs on, the matters that reach it, flows, searches."""
    makers = {item.ref: item.name for item in case.makers}
    models = {item.ref: item for item in case.models}
    for product in case.products:
        runs_on = [models[use.model] for use in case.uses if use.product == product.ref and use.model in models]
        told = ", ".join(f"{m.name} {m.version}".strip() + f" by {makers.get(m.maker, 'unknown')}" for m in runs_on)
        yield f"{product.ref}  product {product.name}" + (f"  runs on {told}" if told else "  models not recorded")
    for matter in case.matters:
        item = matter.dispute
        path = " > ".join(matter.path) or "own matter"
        why = f": {matter.relevance_reason}" if matter.relevance_reason else ""
        yield (
            f"{item.ref}  {item.caption}, alleged by {item.alleged_by}"
            + (f" on {item.alleged_on}" if item.alleged_on else "")
            + f"; {item.stage}, {matter.role}, relevance {matter.relevance or 'unknown'}{why}  ({path})"
        )
    for flow in case.flows:
        yield f"{flow.ref}  flow {flow.title}: {flow.determination or 'no determination'}, {flow.running or 'running'}"
    for search in case.searches:
        found = "none found" if search.found == "none" else "matters found"
        where = ", ".join(search.sources)
        yield f"{search.ref}  searched {search.searched_on} by {search.searched_by}: {where}; {found}"


def _paper(case: CaseFile) -> Iterator[str]:
    """Contracts with their dates, proceedings, treatments, evidence."""
    for contract in case.contracts:
        yield f"{contract.ref}  contract {contract.title}: {_renewal(contract)}"
    for proceeding in case.proceedings or tuple(filter(None, [case.no_vehicle])):
        closes = f", closes {proceeding.closes_on} {proceeding.closes_at} {proceeding.closes_zone}".rstrip()
        yield f"{proceeding.ref}  proceeding {proceeding.title}{closes if proceeding.closes_on else ''}"
    for treatment in case.treatments:
        due = f", due {treatment.due_on}" if treatment.due_on else ""
        yield f"{treatment.ref}  treatment {treatment.response}, {treatment.owner}{due}"
    for piece in case.evidence.values():
        state = "superseded" if piece.ref in case.superseded else f"obtained {piece.obtained_on}"
        yield f"{piece.ref}  {piece.title}  ({piece.strength}, {piece.classification}, {state})"


def _renewal(contract: Contract) -> str:
    """Term end, and where they can be told the notice deadline and the last day to start negotiating."""
    told = f"term end {contract.term_end or 'not recorded'}"
    deadline, span = notice_deadline(contract), negotiate_from(contract)
    told += f", notice by {deadline}" if deadline else ", notice deadline not known"
    return told + (f", start talks by {span[1]}" if span else "")


def kind_fields(kind: Kind, item: Record) -> dict[str, Any]:
    """A record as plain data, its reference first."""
    return {"ref": item.ref, **{spec.name: getattr(item, spec.name) for spec in kind.fields}}


def as_data(row: StandingRow) -> dict[str, Any]:
    """A register row as plain data, its residual written out."""
    residual = None if row.residual_tenths is None else f"{row.residual_tenths // 10}.{row.residual_tenths % 10}"
    return {**vars(row), "residual": residual}


def _looks(desk: Desk, vendor: str) -> Iterator[Look]:
    """Every vendor in scope (not retired, not excluded), or the one named, gathered in chunks."""
    names = [look(desk, vendor).case.vendor.ref] if vendor else ids(desk, order="vendor")
    with desk.store.read() as connection:
        for case in case_files(connection, names):
            yield Look(case, assess(case, desk.pack, desk.today()))
