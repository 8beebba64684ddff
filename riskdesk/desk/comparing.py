"""Two rounds of a vendor side by side: what was known at the end of each, read from the register as it stood then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date

from riskdesk.data import reading, replay
from riskdesk.data.case_files import case_file
from riskdesk.data.reach import Connection
from riskdesk.desk.finding import find_vendor
from riskdesk.desk.looking import Look
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.rounds import rounds_of
from riskdesk.desk.scoring import pack_of
from riskdesk.errors import NotAllowed, UnknownRecord
from riskdesk.rules.answers import in_words
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile, Listing, Matter, Value
from riskdesk.rules.forms import show_field
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KIND_OF, Organisation, Record, Round
from riskdesk.rules.standing import ActionStanding, Outcome, Standing

NOTHING = "-"
"""What is shown where one of two rounds has no value."""


@dataclass(frozen=True)
class Side:
    """A round as it was known: on the day it ended and after that log entry, or now while it runs."""

    round: Round
    on: date
    log_seq: int
    pack: Pack
    seen: Look


@dataclass(frozen=True)
class Difference:
    """Something that is not the same in both rounds: `what` is standing, score, answer or a record kind."""

    what: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """Two rounds of a vendor, the earlier first, and everything in which they differ."""

    vendor: str
    before: Side
    after: Side
    differences: tuple[Difference, ...]


def compare_rounds(desk: Desk, vendor: str, first: int | None = None, second: int | None = None) -> Compared:
    """Compare two rounds by their numbers; left out, the last two. Raises UnknownRecord and NotAllowed."""
    with desk.store.read() as connection:
        ref = find_vendor(connection, vendor)
        held = rounds_of(connection, ref)
    if len(held) < 2:
        raise NotAllowed("the vendor has fewer than two rounds", where=ref, remedy="riskdesk round open")
    later = _numbered(held, second if second is not None else held[-1].ordinal)
    # Where only one number is given it is compared with the round before the other.
    earlier = _numbered(held, first if first is not None else later.ordinal - 1)
    if earlier.ordinal > later.ordinal:
        earlier, later = later, earlier
    before, after = _side(desk, ref, earlier), _side(desk, ref, later)
    return Compared(ref, before, after, tuple(_differences(before, after)))


def _numbered(held: list[Round], ordinal: int) -> Round:
    for item in held:
        if item.ordinal == ordinal:
            return item
    known = ", ".join(str(item.ordinal) for item in held)
    raise UnknownRecord(f"there is no round {ordinal}", where=held[0].vendor, remedy=f"rounds: {known}")


def _side(desk: Desk, vendor: str, held: Round) -> Side:
    on, seq = held.ended_on, held.ended_at_log
    with _register(desk, seq) as connection:
        organisation = reading.get(connection, Organisation, ORGANISATION)
        case = case_file(connection, vendor)
    named = organisation.pack if organisation else desk.pack.id
    pack = desk.pack if named in ("", desk.pack.id) else pack_of(desk.store.path, named)
    day = on if on is not None and seq is not None else desk.today()
    seen = Look(case, assess(case, pack, day))
    return Side(held, day, desk.store.log_seq() if seq is None else seq, pack, seen)


@contextmanager
def _register(desk: Desk, seq: int | None) -> Iterator[Connection]:
    """The register of now, or as it stood after log entry `seq`."""
    if seq is None:
        with desk.store.read() as connection:
            yield connection
        return
    with replay.replayed(desk.store, seq) as past, past.read() as connection:
        yield connection


def _differences(before: Side, after: Side) -> Iterator[Difference]:
    yield from _unlike("standing", _stood(before.seen.standing, before.pack), _stood(after.seen.standing, after.pack))
    yield from _unlike("score", _scored(before.seen.standing), _scored(after.seen.standing))
    yield from _unlike("answer", _answered(before), _answered(after))
    yield from _records(before.seen.case, after.seen.case)


def _unlike(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, NOTHING), after.get(name, NOTHING)
        if was != now:
            yield Difference(what, name, was, now)


def _stood(standing: Standing, pack: Pack) -> dict[str, str]:
    outcome = standing.outcome
    return {
        "pack": pack.version,
        "tier": standing.tier,
        "residual": _tenths(outcome),
        "inherent": str(outcome.inherent) if outcome else NOTHING,
        "impact": str(standing.impact or NOTHING),
        **{f"{term.name} likelihood": str(term.value or NOTHING) for term in standing.likelihoods},
        "floors": " ".join(floor.id for floor in standing.floors) or NOTHING,
    }


def _tenths(outcome: Outcome | None) -> str:
    return f"{outcome.residual_tenths // 10}.{outcome.residual_tenths % 10}" if outcome else NOTHING


def _scored(standing: Standing) -> dict[str, str]:
    return {f"A{item.action}": _score(item) for item in standing.actions}


def _score(item: ActionStanding) -> str:
    return f"{item.score}{' provisional' if item.provisional else ''}{', signed' if item.signed else ''}"


def _answered(side: Side) -> dict[str, str]:
    """Every question with its answer in words and the day it is of, in the pack's order; vanished ones last."""
    held, by_id = side.seen.case.answers, side.pack.by_id
    order = [*(id for id in by_id if id in held), *sorted(set(held) - set(by_id))]
    found = {}
    for id in order:
        given, asked = held[id], by_id.get(id)
        words = in_words(asked, given.state, Value.from_json(given.value)) if asked else given.state
        found[id] = f"{words} ({given.answered_on})"
    return found


def _records(before: CaseFile, after: CaseFile) -> Iterator[Difference]:
    was, now = _held(before), _held(after)
    for kind, ref in sorted({*was, *now}):
        old, new = was.get((kind, ref)), now.get((kind, ref))
        if old is None or new is None:
            yield Difference(kind, ref, _title(old), _title(new))
        else:
            yield from _fields(kind, old, new)


def _fields(kind: str, old: Record, new: Record) -> Iterator[Difference]:
    for spec in KIND_OF[type(new)].fields:
        was, now = getattr(old, spec.name), getattr(new, spec.name)
        if was != now:
            shown = (show_field(spec, value) or NOTHING for value in (was, now))
            yield Difference(kind, f"{new.ref} {spec.name}", *shown)


def _held(case: CaseFile) -> dict[tuple[str, str], Record]:
    """The records of a case file by kind and reference; answers and the round itself are compared apart."""
    found: dict[tuple[str, str], Record] = {}
    for part in fields(case):
        if part.name in {"answers", "round"}:
            continue
        for record in _of_part(getattr(case, part.name)):
            found[KIND_OF[type(record)].name, record.ref] = record
    return found


def _of_part(part: object) -> Iterator[Record]:
    items = part.values() if isinstance(part, Mapping) else part if isinstance(part, tuple) else (part,)
    for item in items:
        if isinstance(item, Matter):
            yield item.dispute
        elif isinstance(item, Listing):
            yield item.designation
        elif isinstance(item, Record):
            yield item


def _title(record: Record | None) -> str:
    """What a record is called in a line: its first filled required field, which is how its form begins."""
    if record is None:
        return NOTHING
    specs = [spec for spec in KIND_OF[type(record)].fields if spec.type != "ref"]
    shown = (show_field(spec, getattr(record, spec.name)) for spec in specs)
    return next((text for text in shown if text), record.ref)
