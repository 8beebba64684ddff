"""A sheet for each kind of record, made from the declarations of its fields; a new kind needs no word here."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.titles import PLAIN_KINDS, kind_title
from riskdesk.exports.told import REFERENCE, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import items_withheld, listed
from riskdesk.rules.forms import show_field, takes
from riskdesk.rules.records import KINDS, Dispute, FieldSpec, Kind, Record

_WIDTHS = {
    "ref": 16.0,
    "lines": 40.0,
    "json": 40.0,
    "date": 12.0,
    "moment": 17.0,
    "int": 10.0,
    "bool": 9.0,
    "many": 26.0,
}
_LOOKS = {"date": "date", "moment": "datetime", "int": "int", "ref": "text", "bool": "text"}
_PLAIN = frozenset({"date", "moment", "int"})
_DIGEST = 66.0

Extra = tuple[Told, Callable[[Any], Value]]


def alleged(dispute: Dispute) -> str:
    """A matter as it may be told: who alleges it, when, where that is read, and how far it is proven (DOMAIN 0.4)."""
    on = f", {dispute.alleged_on.isoformat()}" if dispute.alleged_on else ", undated"
    source = listed((dispute.primary_source or dispute.tracker_source,)) or "no source recorded"
    level = show_field(_PROOF, dispute.proof)
    return f"alleged by {dispute.alleged_by}{on}, {source} ({level}): {dispute.caption}"


_PROOF = next(spec for spec in KINDS["dispute"].fields if spec.name == "proof")
_EXTRA: dict[str, Extra] = {
    "dispute": (
        Told("told", "As reported", 50, "wrap", "Who alleges what, when, by which source and proof level."),
        alleged,
    )
}
"""Kinds whose rows begin with something worked out from the record."""


def parts(material: Material) -> Iterator[Sheet]:
    """The sheets, kinds without a record too."""
    for kind in PLAIN_KINDS:
        if kind.name not in material.handed.profile.kinds:
            continue
        fields = material.handed.profile.fields(kind)
        columns = (
            Told("ref", "Reference", 14, "strong", f"Reference of the {kind.title.lower()}.", values=REFERENCE),
            *(extra[0] for extra in (_EXTRA.get(kind.name),) if extra),
            *(_column(kind, spec) for spec in fields),
        )
        rows = partial(_rows, material, kind, fields)
        yield Sheet(kind_title(kind.name), f"Kind_{kind.name}", columns, rows, _note(kind))


def _note(kind: Kind) -> str:
    words = " ".join((kind.record.__doc__ or "").partition("\n\n")[0].split())
    return f"{words} Closed records stay, with the day and the reason. An empty sheet says that none is recorded."


def _rows(material: Material, kind: Kind, fields: Sequence[FieldSpec]) -> Iterator[Sequence[Value]]:
    extra = _EXTRA.get(kind.name)
    for record in material.handed.excerpt.records(kind):
        own = (extra[1](record),) if extra else ()
        yield (_own_ref(material, kind, record), *own, *(_value(material, spec, record) for spec in fields))


def _own_ref(material: Material, kind: Kind, record: Record) -> Value:
    return material.link("vendor", record.ref) if kind.name == "vendor" else record.ref


def _value(material: Material, spec: FieldSpec, record: Record) -> Value:
    value: Any = getattr(record, spec.name)
    if spec.type == "ref":
        stays = spec.kind == "evidence" and value in material.handed.excerpt.sight.withheld
        return items_withheld(1) if stays else material.link(spec.kind, value) if value else None
    return value if spec.type in _PLAIN else show_field(spec, value)


def _column(kind: Kind, spec: FieldSpec) -> Told:
    width, look = _WIDTHS.get(spec.type, 22.0), _LOOKS.get(spec.type, "wrap")
    if spec.label.endswith("SHA-256"):
        width, look = _DIGEST, "mono"
    needed = "; must be filled" if spec.required else ""
    words = spec.help or f"{spec.label} of the {kind.title.lower()}."
    feeds = f" Feeds {spec.feeds}." if spec.feeds else ""
    labels = ", ".join(item.label for item in spec.choices)
    return Told(
        spec.name,
        spec.label,
        width,
        look,
        f"{words}{feeds}",
        values=f"{labels or takes(spec)}{needed}",
    )


SHEETS = Other(parts)
