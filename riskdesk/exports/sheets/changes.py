"""The change log: who changed what, when, from what to what and why, a row a field (DOMAIN 7)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from riskdesk.data.log import Entry
from riskdesk.data.shapes import from_json
from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import LOG, REFERENCE, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import WITHHELD, withheld
from riskdesk.rules.forms import show_field
from riskdesk.rules.profiles import Profile
from riskdesk.rules.records import KINDS, Evidence, FieldSpec

NOTE = (
    "One row a field that changed; the rows of one entry share its number. The log only grows: each entry's hash "
    "covers its content and the hash before it, so that a gap or a change shows. Standing "
    "rows follow from other changes."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    yield Sheet(titles.CHANGES, "ChangeLog", _COLUMNS, lambda: _rows(material), NOTE, 2)


def _rows(material: Material) -> Iterator[Sequence[Value]]:
    profile, excerpt = material.handed.profile, material.handed.excerpt
    aside = excerpt.sequestered()
    for entry in excerpt.entries():
        material.tally.entries += 1
        yield from _entry(entry, profile, aside)


def _entry(entry: Entry, profile: Profile, aside: Mapping[str, Evidence]) -> Iterator[Sequence[Value]]:
    head = (entry.seq, entry.at, entry.who, entry.account, entry.deed, entry.kind, entry.ref)
    tail = (entry.reason, entry.hash)
    shown = False
    for name, new in entry.new.items():
        spec = _spec(entry.kind, name)
        if spec is not None and not profile.sees_field(entry.kind, spec):
            continue
        old = entry.old.get(name) if entry.old is not None else None
        shown = True
        told = _told(spec, old), _told(spec, new)
        if entry.kind == "evidence" and entry.ref in aside and withheld(aside[entry.ref], name):
            told = WITHHELD if told[0] else "", WITHHELD if told[1] else ""
        yield (*head, spec.label if spec else name, *told, *tail)
    if stays := set(entry.fields) - set(entry.new):
        shown = True
        yield (*head, f"{len(stays)} withheld", "", "", *tail)
    if not shown:
        # An entry without a field to show still has its number in the chain.
        yield (*head, "", "", "", *tail)


@lru_cache(maxsize=1024)
def _spec(kind: str, name: str) -> FieldSpec | None:
    return KINDS[kind].field(name) if kind in KINDS else None


def _told(spec: FieldSpec | None, value: Any) -> str:
    """The value in words: whole, as it was and as it is."""
    if value is None or value == "" or value == []:
        return ""
    if spec is None:
        return (
            ", ".join("-" if part is None else str(part) for part in value) if isinstance(value, list) else str(value)
        )
    return show_field(spec, from_json(spec, value))


_COLUMNS = (
    Told("seq", "Entry", 9, "int", "Number of the entry, from 1 without a gap.", source=LOG),
    Told("at", "When (UTC)", 17, "datetime", "When it was written.", source=LOG),
    Told("who", "Who", 16, "wrap", "The reviewer.", source=LOG),
    Told("account", "Account", 12, "text", "The account on the machine.", source=LOG),
    Told("deed", "Deed", 16, "wrap", "What was done.", source=LOG),
    Told("kind", "Object", 14, "text", "Kind of the record, or standing.", source=LOG),
    Told("ref", "Reference", 18, "text", "The record.", values=REFERENCE, source=LOG),
    Told("field", "Field", 20, "wrap", "The field that changed.", source=LOG),
    Told("old", "Old", 30, "wrap", "Its value before; empty for a new record.", source=LOG),
    Told("new", "New", 30, "wrap", "Its value after.", source=LOG),
    Told("reason", "Reason", 24, "wrap", "Why.", source=LOG),
    Told("hash", "Hash of the entry", 66, "mono", "SHA-256 over the entry and the hash before it.", source=LOG),
)

SHEETS = Other(parts)
