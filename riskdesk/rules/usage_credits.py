"""Credits of action 3 that are read off flows, terms and sign-offs (DOMAIN 3, 6.11.12, 6.11.17)."""

from __future__ import annotations

from riskdesk.rules.credits import FULL
from riskdesk.rules.facts import Facts, latest
from riskdesk.rules.output_use import REVIEWED, remedied, signed, stopped
from riskdesk.rules.pack import Question
from riskdesk.rules.recorded import Recorded, share
from riskdesk.rules.records import Flow, Terms

_FLOW_PARTS = (
    "source_model",
    "source_version",
    "account_tier",
    "target_model",
    "target_owner",
    "host",
    "purpose",
    "pipeline",
    "volume",
    "structured",
    "automated",
    "human_edited",
    "distribution",
)


def flow_fields(facts: Facts, question: Question) -> Recorded | None:
    """U3: the share of the flow record's parts that are known, over all flows into training."""
    del question
    if not facts.training:
        return None
    known = [getattr(flow, name) not in {"", "unknown"} for flow in facts.training for name in _FLOW_PARTS]
    days = [day for flow in facts.training for day in (flow.started_on, flow.stopped_on, flow.determined_on)]
    return Recorded(
        share(sum(known), len(known)),
        f"{sum(known)} of {len(known)} parts of the flow record known",
        _refs(facts),
        since=latest(days),
    )


def flow_terms(facts: Facts, question: Question) -> Recorded | None:
    """U4: whether every layer of terms is captured for every flow, some are, or none."""
    found = [terms for flow in facts.training for terms in facts.terms.get(flow.ref, ())]
    if not found:
        return None
    complete = [flow for flow in facts.training if terms_complete(facts, flow)]
    return Recorded(
        FULL if len(complete) == len(facts.training) else question.levels["part"],
        f"terms of every layer captured for {len(complete)} of {len(facts.training)} flows",
        tuple(item.ref for item in found),
        facts.evidence(item.evidence for item in found),
        latest(item.captured_on for item in found),
    )


def terms_complete(facts: Facts, flow: Flow) -> bool:
    """Whether platform and model-maker terms are both captured; one layer is enough where the vendor is the maker."""
    terms = facts.terms.get(flow.ref, ())
    layers = {item.layer for item in terms if not terms_gaps(facts, item)}
    needed = {item.layer for item in terms} | (set() if facts.case.vendor.own_maker else {"platform", "maker"})
    return bool(layers) and needed <= layers


def terms_gaps(facts: Facts, item: Terms) -> list[str]:
    """What the captured terms lack, in words: version, clause, day, a file that counts, a capture after the change."""
    parts = {"version": item.version, "clause": item.clause, "day of capture": item.captured_on}
    gaps = [name for name, held in parts.items() if not held]
    file = facts.counting.get(item.evidence)
    if file is None or not file.sha256:
        gaps.append("file")
    changed, captured = item.changed_on, item.captured_on
    if changed and captured and changed > captured and facts.clock.reached(changed):
        gaps.append(f"a capture since they changed on {changed}")
    return gaps


def flow_determinations(facts: Facts, question: Question) -> Recorded | None:
    """U5: the weakest determination over all flows into training."""
    flows = facts.training
    if not any(flow.determination for flow in flows):
        return None
    credit, weakest = min((_determined(question, flow), flow.ref) for flow in flows)
    words = {FULL: "every flow is determined", 0: f"{weakest} is undetermined, or prohibited and running"}
    terms = [item.evidence for flow in flows for item in facts.terms.get(flow.ref, ())]
    return Recorded(
        credit,
        words.get(credit, f"{weakest} is unclear"),
        _refs(facts),
        facts.evidence([*(flow.authorisation for flow in flows), *terms]),
        latest(flow.determined_on for flow in flows),
    )


def _determined(question: Question, flow: Flow) -> int:
    if flow.determination in REVIEWED or (flow.determination == "prohibited" and stopped(flow)):
        return FULL
    return question.levels["unclear"] if flow.determination == "unclear" else 0


def flow_signoffs(facts: Facts, question: Question) -> Recorded | None:
    """U6: the weakest sign-off over all flows: in date, expired, none; a stopped flow that was remedied needs none."""
    flows = facts.training
    found = [item for flow in flows for item in facts.sign_offs.get(flow.ref, ())]
    if not found and not any(signing_settled(facts, flow) for flow in flows):
        return None
    credit, weakest = min((_signed(facts, question, flow), flow.ref) for flow in flows)
    words = {FULL: "every flow is signed off in date", 0: f"{weakest} has no sign-off"}
    return Recorded(
        credit,
        words.get(credit, f"the sign-off of {weakest} is not in date"),
        tuple(item.ref for item in found) or _refs(facts),
        facts.evidence([*(item.evidence for item in found), *(flow.remedy_evidence for flow in flows)]),
        fresh=True,
        attested=bool(found),
    )


def signing_settled(facts: Facts, flow: Flow) -> bool:
    """Whether the flow has what a sign-off is for: one in date, or it was stopped and remedied."""
    return signed(facts, flow) or (stopped(flow) and remedied(facts, flow))


def _signed(facts: Facts, question: Question, flow: Flow) -> int:
    if signing_settled(facts, flow):
        return FULL
    return question.levels["expired"] if facts.sign_offs.get(flow.ref) else 0


def _refs(facts: Facts) -> tuple[str, ...]:
    return tuple(flow.ref for flow in facts.training)
