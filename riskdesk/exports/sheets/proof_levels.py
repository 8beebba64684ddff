"""Disputes by how far they are proven, the farthest first: what is alleged is no finding (DOMAIN 0.4)."""

from collections.abc import Iterator, Sequence

from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.sheets.kinds import alleged
from riskdesk.exports.told import COMPUTED, REFERENCE, Told
from riskdesk.exports.values import Value
from riskdesk.rules.forms import show_field
from riskdesk.rules.records import KINDS, Dispute
from riskdesk.rules.records.disputes import PROOF

_KIND = KINDS["dispute"]

NOTE = (
    "One row a dispute that is open in the register: first what was admitted or settled, then rulings, pleadings, and "
    "last what is merely reported. Each says who alleges it, when and by which source; what is alleged is no finding."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    yield Sheet(titles.PROOF_LEVELS, "ProofLevels", _COLUMNS, lambda: _rows(material), NOTE)


def _rows(material: Material) -> Iterator[Sequence[Value]]:
    for level in reversed(PROOF):
        for record in material.handed.excerpt.records(_KIND):
            if isinstance(record, Dispute) and record.open and record.proof == level:
                yield _row(material, record)


def _row(material: Material, item: Dispute) -> tuple[Value, ...]:
    party = material.link("vendor", item.vendor) if item.vendor else material.link("maker", item.maker)
    return (
        *(_shown("proof", item), material.link("dispute", item.ref), party, alleged(item)),
        *(_shown("role", item), _shown("stage", item), item.stage_on, item.forum, item.docket),
        *(_shown("relief", item), _shown("order_in_force", item), material.tally.reached[item.ref]),
        *(item.primary_source, item.primary_on, item.next_check),
    )


def _shown(name: str, item: Dispute) -> str:
    spec = _KIND.field(name)
    return show_field(spec, getattr(item, name)) if spec else ""


_COLUMNS = (
    Told("proof", "Proof level", 22, "strong", "How far it is proven.", values=", ".join(PROOF.values())),
    Told("ref", "Reference", 12, "text", "Reference of the matter; leads to it.", values=REFERENCE),
    Told("party", "Party", 16, "text", "The vendor or maker that is party.", values=REFERENCE),
    Told("told", "As reported", 54, "wrap", "Who alleges what, when, by which source and proof level."),
    Told("role", "Role", 18, "text", "The party's role."),
    Told("stage", "Stage", 28, "wrap", "Where the matter stands."),
    Told("stage_on", "Since", 12, "date", "Since when."),
    Told("forum", "Court or body", 22, "wrap", "Before whom."),
    Told("docket", "Docket", 22, "text", "Docket or reference number."),
    Told("relief", "Relief sought", 24, "wrap", "What is asked for."),
    Told("order", "Order in force", 14, "text", "An order that is in force and not stayed."),
    Told("reached", "Vendors reached", 10, "int", "Vendors in scope that it reaches.", source=COMPUTED),
    Told("source", "Primary source", 28, "wrap", "Where it was read."),
    Told("source_on", "Retrieved on", 12, "date", "When it was read there."),
    Told("next_check", "Next check", 12, "date", "When to look again."),
)

SHEETS = Other(parts)
"""The sheet, made once all vendors are surveyed."""
