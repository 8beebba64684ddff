"""Which disputes reach which vendor, in which role and by which path of products, models and makers (DOMAIN 0.7, 2)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.sheets.kinds import alleged
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import SCOPES, Seen
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.casefile import Matter
from riskdesk.rules.facts import PARTY
from riskdesk.rules.forms import show_field
from riskdesk.rules.records import KINDS

_DISPUTE = 3

NOTE = (
    "One row a vendor and a matter that reaches it. Only a vendor or maker that is the respondent raises the score; an "
    "accuser or bystander does not. What is alleged is reported as alleged and is no finding."
)


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """The columns."""
    return _COLUMNS


def lines(seen: Seen) -> Iterator[Line]:
    """The matters that reach the vendor."""
    for matter in seen.case.matters:
        item = matter.dispute
        yield (
            *(*seen.head, item.ref, alleged(item)),
            *(_label(matter, "proof"), _label(matter, "stage"), item.stage_on),
            *(_role(matter), yes_no(matter.role in PARTY), _labels("relevance", matter.relevance)),
            *(matter.relevance_reason, " > ".join(matter.path) or "the vendor's own matter"),
            *(_label(matter, "order_in_force"), item.as_of, item.next_check),
        )


def _role(matter: Matter) -> str:
    return _labels("role", matter.role)


def _label(matter: Matter, name: str) -> str:
    return _labels(name, getattr(matter.dispute, name))


def _labels(name: str, value: str) -> str:
    spec = KINDS["dispute"].field(name)
    return show_field(spec, value) if spec else value


def _to_dispute(material: Material, line: Line) -> Value:
    return material.link("dispute", line[_DISPUTE])


def _to_register(material: Material, line: Line) -> Value:
    return material.link("vendor", line[0])


_COLUMNS = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the register.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
    Told("dispute", "Dispute", 12, "text", "Reference of the matter; leads to it.", values=REFERENCE),
    Told("told", "As reported", 54, "wrap", "Who alleges what, when, by which source and proof level."),
    Told("proof", "Proof level", 20, "text", "How far it is proven."),
    Told("stage", "Stage", 28, "wrap", "Where the matter stands."),
    Told("stage_on", "Since", 12, "date", "Since when."),
    Told("role", "Role here", 18, "text", "The party's role as it reaches this vendor.", source=COMPUTED),
    Told("scored", "Scored", 9, "center", "Whether that role raises the likelihood.", values=YES_NO, source=COMPUTED),
    Told("relevance", "Relevance", 18, "wrap", "Whether what we use is concerned."),
    Told("reason", "Why", 32, "wrap", "Why that relevance."),
    Told("path", "Path", 44, "wrap", "From vendor by product and model to the maker that is party.", source=COMPUTED),
    Told("order", "Order in force", 14, "text", "An order that is in force and not stayed."),
    Told("as_of", "As of", 12, "date", "When the record was true."),
    Told("next_check", "Next check", 12, "date", "When to look again."),
)

_FILL = {"vendor": _to_register, "dispute": _to_dispute}

SHEET = ByVendor(titles.REACH, "DisputesByVendor", NOTE, columns, lines, _FILL)
