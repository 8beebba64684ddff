"""Likelihood: the highest of disputes, our own usage and provenance; facts alone drive it (DOMAIN 6.4, 6.11.16)."""

from __future__ import annotations

from riskdesk.rules.dispute_exposure import dispute_likelihood
from riskdesk.rules.gauge import Gauge
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import Likelihood
from riskdesk.rules.usage_exposure import usage_likelihood

NAME = "provenance"
_PERMISSION = {"no": 1, "permitted": 2, "unclear": 4, "against": 5}
"""The least L_prov that an answer to P6 sets."""


def likelihoods(sheet: Sheet, gauge: Gauge) -> tuple[Likelihood, ...]:
    """L_disp, L_use and L_prov, in that order."""
    return dispute_likelihood(sheet, gauge), usage_likelihood(sheet, gauge), provenance_likelihood(sheet, gauge)


def provenance_likelihood(sheet: Sheet, gauge: Gauge) -> Likelihood:
    """L_prov: the higher of the judged anchor and the least that P1 and P6 set; untouched ones count as unknown."""
    anchor = sheet.facts.case.vendor.provenance_anchor
    states = (sheet.state("P1"), sheet.state("P6"))
    if gauge.untouched is None and not anchor and states == ("unanswered", "unanswered"):
        return Likelihood(NAME, None, "no anchor is judged and P1 and P6 are unanswered")
    reasons = (_disclosed(sheet, gauge), _permitted(sheet, gauge), _anchored(sheet, gauge))
    value, because = max(reasons, key=lambda reason: reason[0])
    return Likelihood(NAME, value, because)


def _disclosed(sheet: Sheet, gauge: Gauge) -> tuple[int, str]:
    if sheet.is_open("P1"):
        return gauge.unknown, f"P1 is {sheet.state('P1')}: the upstream model is not known"
    if sheet.option("P1") == "undisclosed":
        return 4, "P1: the upstream model is undisclosed"
    return 1, "P1: the upstream model is disclosed"


def _permitted(sheet: Sheet, gauge: Gauge) -> tuple[int, str]:
    if sheet.is_open("P6"):
        return gauge.unknown, f"P6 is {sheet.state('P6')}: use of another model's outputs is not known"
    question = sheet.facts.pack.by_id["P6"]
    chosen = question.option(sheet.option("P6"))
    words = f"P6, use of another model's outputs: {chosen.label if chosen else 'answered'}"
    return _PERMISSION.get(sheet.option("P6"), gauge.unknown), words


def _anchored(sheet: Sheet, gauge: Gauge) -> tuple[int, str]:
    vendor, anchors = sheet.facts.case.vendor, sheet.facts.pack.provenance_anchors
    if not vendor.provenance_anchor.isdecimal():
        how = "recorded as unknown" if vendor.provenance_anchor else "not judged yet"
        return gauge.unknown, f"the provenance anchor is {how}"
    level = int(vendor.provenance_anchor)
    if not vendor.provenance_reason.strip():
        return max(level, gauge.unknown), f"the provenance anchor {level} carries no reason"
    return level, f"anchor {level} as judged: {anchors[level - 1]}"
