"""Finding what a deed names, with an error that says what is there instead."""

from __future__ import annotations

from typing import TypeVar

from riskdesk.data import reading
from riskdesk.data.reach import Connection, vendor_named
from riskdesk.data.writing import Writing
from riskdesk.errors import UnknownKind, UnknownRecord, WrongUsage
from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.records import KIND_OF, KINDS, Kind, Record, Vendor
from riskdesk.rules.text import clean_line

Found = TypeVar("Found", bound=Record)


class UnknownQuestion(WrongUsage):
    """The pack has no question of that id."""


def found(writing: Writing, record: type[Found], ref: str) -> Found:
    """The record of that reference; a vendor's is matched in any letter case. Raises UnknownRecord."""
    if record is Vendor:
        ref = find_vendor(writing.connection, ref)
    item = writing.get(record, ref) or writing.get(record, ref.upper())
    if item is None:
        raise no_such(KIND_OF[record].name, ref)
    return item


def find_vendor(connection: Connection, typed: str) -> str:
    """The vendor whose reference, or whole and only name, was typed in any letter case. Raises UnknownRecord."""
    wanted = reading.find_vendor(connection, typed) or vendor_named(connection, typed)
    if wanted is None:
        raise no_such("vendor", typed)
    return wanted


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
    raise UnknownKind(f"no record kind {clean_line(name)[:40]!r}", remedy="kinds: " + ", ".join(KINDS))
