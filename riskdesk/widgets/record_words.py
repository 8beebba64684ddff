"""A record in one line of words. A matter is always told as alleged, by whom and how far proved (DOMAIN 0.4)."""

from collections.abc import Iterable
from datetime import date

from riskdesk.rules.forms import show_field
from riskdesk.rules.records import KIND_OF, Dispute, FieldSpec, Record
from riskdesk.widgets.lines import Line

_PLAIN: dict[str, tuple[str, ...]] = {
    "vendor": ("name", "owner", "excluded_on", "excluded_reason"),
    "reviewer": ("name", "role", "since", "until"),
    "incident": ("title", "vendor", "happened_on"),
    "search": ("searched_on", "sources", "scope", "found"),
    "flow": ("title", "purpose", "determination", "running"),
    "terms": ("document", "layer", "version", "captured_on"),
    "signoff": ("name", "signed_on", "expires_on", "flow"),
    "contract": ("title", "document_on", "tier", "term_end"),
    "negotiation": ("ask", "status", "raised_on"),
    "proceeding": ("title", "vehicle", "closes_on", "participation"),
    "proceeding_link": ("proceeding", "checked_on"),
    "evidence": ("title", "strength", "classification"),
    "use": ("product", "model", "certainty"),
    "relevance": ("dispute", "designation", "relevance"),
    "designation": ("list_name", "issuer", "listed_on"),
    "ask": ("asked_on", "asked_of", "means", "replied_on"),
    "corroboration": ("by", "on", "evidence"),
    "contact": ("name", "role", "title"),
    "override": ("tier", "approver", "self_approved", "made_on", "expires_on"),
    "score_override": ("action", "score", "approver", "self_approved", "expires_on"),
    "acceptance": ("tier", "approver", "self_approved", "accepted_on", "expires_on"),
    "treatment": ("response", "owner", "due_on", "done_on"),
    "signature": ("action", "score", "signed_by", "signed_on"),
    "confirmation": ("action", "score", "given_by", "given_on"),
    "round": ("ordinal", "start_on", "ended_on"),
    "stage": ("stage", "stage_on", "source"),
    "insurance": ("insurer", "cover", "ends_on"),
    "model": ("name", "version", "maker"),
    "subvendor": ("name", "service"),
}
_LABELLED = frozenset(
    (
        "term_end",
        "expires_on",
        "ends_on",
        "closes_on",
        "due_on",
        "done_on",
        "checked_on",
        "captured_on",
        "ended_on",
        "since",
        "until",
        "excluded_on",
    )
)


def record_line(record: Record) -> str:
    """What the record says, in one line: its own words first, then what it turns on."""
    if isinstance(record, Dispute):
        return dispute_line(record)
    kind = KIND_OF[type(record)]
    names = _PLAIN.get(kind.name) or _first(record)
    return " · ".join(_told(record, names)) or kind.title


def dispute_line(dispute: Dispute) -> str:
    """A matter: caption, who alleges it and since when, proof level, the party's role, and the stage."""
    said = f"alleged by {dispute.alleged_by}"
    if isinstance(dispute.alleged_on, date):
        said += f", {dispute.alleged_on}"
    return " · ".join([dispute.caption, said, *_told(dispute, ("proof", "role", "stage"))])


def record_title(record: Record) -> str:
    """The record's name: the first words of its line."""
    return record.ref if isinstance(record, Dispute) else record_line(record).split(" · ")[0]


def _first(record: Record) -> tuple[str, ...]:
    kind = KIND_OF[type(record)]
    return tuple(spec.name for spec in kind.fields if spec.required and spec.type != "ref")[:2]


def _told(record: Record, names: Iterable[str]) -> list[str]:
    return [text for text in (_field(record, name) for name in names) if text]


def _field(record: Record, name: str) -> str:
    spec = KIND_OF[type(record)].field(name)
    value = getattr(record, name)
    if spec and spec.type == "bool":
        return spec.label.lower() if value else ""
    text = show_field(spec, value) if spec else ""
    return f"{spec.label.lower()} {text}" if spec and text and name in _LABELLED else text


def field_lines(record: Record) -> list[Line]:
    """A line for each field that holds something, in the order of the form; counsel's fields say so."""
    kind = KIND_OF[type(record)]
    told = [(spec, show_field(spec, getattr(record, spec.name))) for spec in kind.fields]
    heading = Line(((f"{kind.title} {record.ref}", "head"),))
    return [heading, *(_field_line(spec, text) for spec, text in told if text)]


def _field_line(spec: FieldSpec, text: str) -> Line:
    label = f"{spec.label} (counsel's)" if spec.counsel else spec.label
    return Line(((f"{label}: ", "dim"), text))
