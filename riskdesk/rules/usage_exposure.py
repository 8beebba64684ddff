"""The likelihood that our own use of outputs brings (DOMAIN 3, 6.11.12, 6.11.17)."""

from __future__ import annotations

from collections.abc import Iterator

from riskdesk.rules.facts import NOT_TRAINING
from riskdesk.rules.gauge import Gauge
from riskdesk.rules.output_use import REVIEWED, excepted, given_away, remedied, signed, stopped
from riskdesk.rules.records import Flow
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import Likelihood

NAME = "usage"

Reason = tuple[int, str, tuple[str, ...]]


def usage_likelihood(sheet: Sheet, gauge: Gauge) -> Likelihood:
    """L_use: the highest over the flows, and what U1 leaves open."""
    if sheet.position == "unanswered" and not sheet.facts.flows:
        return Likelihood(NAME, gauge.untouched, "nobody has asked whether outputs train another model (U1)")
    value, because, records = max(_reasons(sheet, gauge), key=lambda reason: reason[0])
    return Likelihood(NAME, value, because, records)


def _reasons(sheet: Sheet, gauge: Gauge) -> Iterator[Reason]:
    for flow in sheet.facts.flows:
        level, words = flow_level(sheet, flow, gauge)
        yield level, f"{flow.ref}: {words}", (flow.ref,)
    yield _by_answer(sheet, gauge)


def _by_answer(sheet: Sheet, gauge: Gauge) -> Reason:
    stands = sheet.position
    if stands == "no":
        return 1, "no output trains another model, attested (U1)", ()
    if stands == "yes":
        if sheet.facts.training:
            return 1, "outputs train another model (U1)", ()
        if {"U5", "U6"} <= sheet.supposed:
            return 2, "outputs train another model (U1), supposed reviewed and signed off", ()
        return 5, "outputs train another model (U1) and no flow is on record: nobody reviewed it", ()
    words = {
        "unattested": "nobody named attests the no to U1",
        "refused": "U1 says no while a flow into training is open",
    }
    return gauge.unknown, words.get(stands, f"U1 is {stands}"), ()


def flow_level(sheet: Sheet, flow: Flow, gauge: Gauge) -> tuple[int, str]:
    """One flow's likelihood, 1 to 5, and why; a stopped flow counts 4 at most until remedied, then 2."""
    facts = sheet.facts
    if given_away(facts, flow):
        return 5, "goes to third parties without written authorisation"
    level, words = _running_level(sheet, flow, gauge)
    if not stopped(flow):
        return level, words
    if remedied(facts, flow):
        return min(level, 2), "stopped and remedied"
    return min(level, 4), f"stopped, not remedied with evidence; {words}"


def _running_level(sheet: Sheet, flow: Flow, gauge: Gauge) -> tuple[int, str]:
    if flow.determination == "prohibited":
        return 5, "prohibited by the terms as determined"
    if flow.purpose in NOT_TRAINING:
        return _not_training(flow)
    known = flow.distribution in {"internal", "third"} or bool({"U3", "U5"} & sheet.supposed)
    level, words = _training_level(sheet, flow)
    if not known and gauge.unknown > level:
        return gauge.unknown, "who receives the output set or the model is not known"
    return level, words


def _not_training(flow: Flow) -> tuple[int, str]:
    if flow.determination == "unclear":
        return 4, "whether the terms permit it is unclear"
    return 1, "prompts, retrieval or evaluation only"


def _training_level(sheet: Sheet, flow: Flow) -> tuple[int, str]:
    if flow.determination == "unclear":
        return 4, "whether the terms permit it is unclear"
    if excepted(flow):
        return 2, "occasional, manual, internal classifier under a cited exception"
    reviewed = determined(sheet, flow)
    if flow.own_tool:
        return (2, "the provider's own tool on its own model") if reviewed else (4, "own tool, not determined")
    if not reviewed:
        return 5, "systematic, and nobody reviewed it"
    if has_sign_off(sheet, flow):
        return 2, "reviewed and signed off"
    return 4, "reviewed, without a sign-off in date"


def determined(sheet: Sheet, flow: Flow) -> bool:
    """Whether the flow was determined to be permitted, or is supposed so where nobody has determined it."""
    return flow.determination in REVIEWED or (not flow.determination and "U5" in sheet.supposed)


def has_sign_off(sheet: Sheet, flow: Flow) -> bool:
    """Whether the flow has a sign-off in date, or is supposed to."""
    return signed(sheet.facts, flow) or "U6" in sheet.supposed


def unreviewed(sheet: Sheet, flow: Flow) -> bool:
    """F1, Critical: systematic use in training that nobody reviewed, prohibited and running, or given away."""
    if given_away(sheet.facts, flow):
        return True
    if flow.determination == "prohibited":
        return not stopped(flow)
    settled = flow.purpose in NOT_TRAINING or flow.determination or determined(sheet, flow) or flow.own_tool
    return not settled and not (stopped(flow) and remedied(sheet.facts, flow))


def unsigned(sheet: Sheet, flow: Flow) -> bool:
    """F1, High: systematic use in training that was reviewed and is running without a sign-off in date."""
    out = flow.purpose in NOT_TRAINING or flow.own_tool or stopped(flow) or excepted(flow)
    reviewed = determined(sheet, flow) or flow.determination == "unclear"
    return not out and reviewed and not has_sign_off(sheet, flow)
