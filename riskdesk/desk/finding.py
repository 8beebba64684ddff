"""Finding what a deed names, with an error that says what is there instead."""

from __future__ import annotations

from typing import TypeVar

from riskdesk.data import reading
from riskdesk.data.reach import Connection, vendors_named
from riskdesk.data.writing import Writing
from riskdesk.errors import NotAllowed, UnknownKind, UnknownRecord, WrongUsage
from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.records import KIND_OF, KINDS, Kind, Record, Vendor
from riskdesk.rules.text import clean_line

Found = TypeVar("Found", bound=Record)


class UnknownQuestion(WrongUsage):
    """The pack has no question of that id."""


def found(writing: Writing, record: type[Found], ref: str) -> Found:
    """The record of that reference in any letter case, closed ones too. Raises UnknownRecord."""
    bare = find_vendor(writing.connection, ref) if record is Vendor else ref.strip()
    item = writing.get(record, bare) or writing.get(record, bare.upper())
    if item is None:
        raise no_such(KIND_OF[record].name, ref)
    return item


def found_open(writing: Writing, record: type[Found], ref: str) -> Found:
    """As `found`, an open one only: a closed record counts no longer. Raises NotAllowed too."""
    item = found(writing, record, ref)
    if not item.open:
        state = "retired" if record is Vendor else "closed"
        where = f"{KIND_OF[record].name} {item.ref}"
        raise NotAllowed(f"this {KIND_OF[record].name} is {state}", where=where, remedy="use or add another one")
    return item


def find_vendor(connection: Connection, typed: str) -> str:
    """The vendor whose reference, or whole and only name, was typed in any letter case. Raises UnknownRecord."""
    wanted = reading.find_vendor(connection, typed)
    if wanted is not None:
        return wanted
    named = vendors_named(connection, typed)
    if len(named) > 1:
        raise UnknownRecord("more than one vendor has this name", remedy=f"say which: {', '.join(named)}")
    if not named:
        raise no_such("vendor", typed)
    return named[0]


def namesakes(connection: Connection, vendor: Vendor) -> list[str]:
    """The other vendors in use that have the same name, case and accents aside: perhaps the same one, kept twice."""
    return [ref for ref in vendors_named(connection, vendor.name) if ref != vendor.ref]


def no_such(kind: str, ref: str) -> UnknownRecord:
    """The error for a reference that no record of the kind has."""
    return UnknownRecord(f"no {kind} has the reference {clean_line(ref)[:60]!r}", remedy=f"see riskdesk list {kind}")


def question_of(pack: Pack, id: str) -> Question:
    """The question of that id in the pack. Raises UnknownQuestion with the ids there are."""
    question = pack.question(id.strip())
    if question is None:
        ids = " ".join(item.id for item in pack.questions)
        raise UnknownQuestion(f"no question {clean_line(id)[:20]!r} in pack {pack.id}", remedy=f"questions: {ids}")
    return question


def kind_of(name: str) -> Kind:
    """The record kind of that name, singular or plural, with hyphens or underscores. Raises UnknownKind."""
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    for kind in KINDS.values():
        if wanted in {kind.name, kind.name + "s", kind.plural.casefold().replace(" ", "_").replace("-", "_")}:
            return kind
    if wanted in {"policy", "policies"}:
        remedy = "proceeding for the policy log, insurance for an insurance policy"
        raise UnknownKind("policy may mean either of two kinds", remedy=remedy)
    raise UnknownKind(f"no record kind {clean_line(name)[:40]!r}", remedy="kinds: " + ", ".join(KINDS))
