"""Overrides and acceptances: what was decided against the arithmetic, by whom, until when, and whether it counts."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import SCOPES, Seen
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.records import Acceptance, Override, ScoreOverride
from riskdesk.rules.tiers import label

_KINDS = {"Tier override": "override", "Score override": "score_override", "Acceptance": "acceptance"}
_WHAT, _REF, _EVIDENCE = 3, 4, 8

NOTE = (
    "Open decisions of each vendor. A tier may be lowered by one at most, for a time; a score past its cap needs an "
    "override; an acceptance has a longest time by tier. Closed ones stand in the sheets of their kinds."
)


def columns(_handed: HandOver) -> tuple[Told, ...]:
    """The columns."""
    return _COLUMNS


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's open decisions."""
    for item in seen.case.score_overrides:
        yield (*seen.head, *_score(seen, item))
    for override in seen.case.overrides:
        yield (*seen.head, *_tier(seen, override))
    for acceptance in seen.case.acceptances:
        yield (*seen.head, *_accepted(seen, acceptance))


def _score(seen: Seen, item: ScoreOverride) -> tuple[object, ...]:
    action = seen.standing.actions[int(item.action) - 1]
    counts = action.override == item.ref
    return (
        *("Score override", item.ref, f"action {item.action}, suggested {action.suggested}", f"score {item.score}"),
        *(item.rationale, seen.cited((item.evidence,)), item.approver, item.approver_role, ""),
        *(item.made_on, item.expires_on, yes_no(item.self_approved), yes_no(counts)),
        f"score given {action.given if action.given is not None else 'none'}, score that counts {action.score}",
    )


def _tier(seen: Seen, item: Override) -> tuple[object, ...]:
    return (
        *("Tier override", item.ref, label(seen.pack, item.computed_tier), label(seen.pack, item.tier)),
        *(item.rationale, seen.cited((item.evidence,)), item.approver, item.approver_role, item.counsel),
        *(item.made_on, item.expires_on, yes_no(item.self_approved), yes_no(seen.standing.override == item.ref)),
        seen.standing.override_note if item.ref in seen.standing.override_note else "",
    )


def _accepted(seen: Seen, item: Acceptance) -> tuple[object, ...]:
    residual = "" if item.residual_tenths is None else f" {item.residual_tenths // 10}.{item.residual_tenths % 10}"
    tier = label(seen.pack, item.tier) if item.tier else "tier not recorded"
    return (
        *("Acceptance", item.ref, f"{tier}{residual}", f"accepted by owner {item.owner}"),
        *(item.rationale, seen.cited((item.evidence,)), item.approver, item.approver_role, ""),
        *(item.accepted_on, item.expires_on, yes_no(item.self_approved), yes_no(seen.standing.acceptance == item.ref)),
        seen.standing.acceptance_note if item.ref in seen.standing.acceptance_note else "",
    )


def _to_record(material: Material, line: Line) -> Value:
    return material.link(_KINDS[line[_WHAT]], line[_REF])


def _to_evidence(material: Material, line: Line) -> Value:
    return material.link("evidence", line[_EVIDENCE])


def _to_register(material: Material, line: Line) -> Value:
    return material.link("vendor", line[0])


_COLUMNS = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the register.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
    Told("what", "What", 15, "text", "The kind of decision.", values=", ".join(_KINDS)),
    Told("ref", "Reference", 12, "text", "Reference of the decision; leads to it.", values=REFERENCE),
    Told("from", "From", 24, "wrap", "What was computed, suggested or stood when it was made."),
    Told("to", "To", 24, "wrap", "What was decided."),
    Told("rationale", "Rationale", 48, "wrap", "Why."),
    Told("evidence", "Evidence", 12, "text", "The evidence it rests on.", values=REFERENCE),
    Told("approver", "Approver", 20, "text", "Who approved it."),
    Told("role", "Approver's role", 20, "wrap", "In which role."),
    Told("counsel", "Counsel named", 20, "text", "Needed to lower past F1, F2 or F6."),
    Told("made_on", "Made on", 12, "date", "When."),
    Told("expires_on", "Expires on", 12, "date", "Last day on which it may count."),
    Told("self_approved", "Self-approved", 13, "center", "Asked for and approved by one person.", values=YES_NO),
    Told("counts", "Counts", 9, "center", "Whether it counts on the as-of date.", values=YES_NO, source=COMPUTED),
    Told("note", "Standing", 40, "wrap", "How it stands on the as-of date.", source=COMPUTED),
)

_FILL = {"vendor": _to_register, "ref": _to_record, "evidence": _to_evidence}

SHEET = ByVendor(titles.DECISIONS, "Decisions", NOTE, columns, lines, _FILL)
