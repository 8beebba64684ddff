"""What hangs on a usage flow: the terms captured of each layer, legal sign-offs, and the remedy of one prohibited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from riskdesk.data import reading
from riskdesk.data.reach import Connection
from riskdesk.desk.looking import look
from riskdesk.desk.opening import Desk
from riskdesk.rules.clock import Clock
from riskdesk.rules.facts import Facts, read
from riskdesk.rules.output_use import remedied, stopped
from riskdesk.rules.parts import Part, Told
from riskdesk.rules.records import KINDS, Evidence, Flow, SignOff, Terms
from riskdesk.rules.usage_credits import terms_complete, terms_gaps

_LAYERS = {"platform": "platform", "maker": "model maker", "tier": "account tier"}


def parts(desk: Desk, connection: Connection, flow: Flow) -> Iterator[Part]:
    """Terms, sign-offs, remedy; what of it counts is read off the vendor's case file."""
    seen = look(desk, flow.vendor)
    facts = read(seen.case, desk.pack, Clock(desk.today()))
    usage = next((item for item in seen.standing.likelihoods if item.name == "usage"), None)
    if usage and flow.ref in usage.records:
        yield Part("Counts", (Told(usage.because, lead=f"L_use {usage.value}  "),))
    yield Part("Terms captured", tuple(_terms(facts, connection, flow)))
    yield Part("Legal sign-off", tuple(_signed(connection, flow, desk.today())))
    yield Part("Remedy", tuple(_remedy(facts, connection, flow)))


def _terms(facts: Facts, connection: Connection, flow: Flow) -> Iterator[Told]:
    held = reading.rows(connection, Terms, "closed_on IS NULL AND flow = ?", (flow.ref,))
    for item in held:
        gaps = terms_gaps(facts, item)
        words = f"{item.document}, {item.version or 'version not recorded'}, {item.clause or 'clause not recorded'}"
        when = f"captured {item.captured_on}" if item.captured_on else "not captured"
        lacks = f"; lacks {', '.join(gaps)}" if gaps else ""
        lead = f"{_LAYERS[item.layer]}  "
        yield Told(f"{words}, {when} {item.evidence}{lacks}".strip(), item.ref, lead, "warn" if gaps else "")
    needed = () if facts.case.vendor.own_maker and held else ("platform", "maker")
    for layer in needed:
        if layer not in {item.layer for item in held}:
            preset = {"flow": flow.ref, "layer": layer}
            yield Told("not captured", lead=f"{_LAYERS[layer]}  ", mark="warn", adds="terms", preset=preset)
    if held and terms_complete(facts, flow):
        yield Told("every layer that is needed is captured", mark="good")


def _signed(connection: Connection, flow: Flow, today: date) -> Iterator[Told]:
    held = reading.rows(connection, SignOff, "closed_on IS NULL AND flow = ?", (flow.ref,))
    for item in held:
        expired = item.expires_on is not None and item.expires_on < today
        state = "expired" if expired else "in date until"
        who = f"{item.name}, {item.role}" if item.role else item.name
        words = f"{who}, {item.signed_on}, {state} {item.expires_on}: {item.scope}"
        terms = f"; on condition: {item.conditions}" if item.conditions else ""
        yield Told(words + terms, item.ref, mark="late" if expired else "")
    if not held:
        yield Told("none", mark="warn", adds="signoff", preset={"flow": flow.ref})


def _remedy(facts: Facts, connection: Connection, flow: Flow) -> Iterator[Told]:
    """The remedy steps until the flow is closed with evidence; nothing for a flow that may run."""
    if flow.determination != "prohibited" and not stopped(flow) and not flow.remedies:
        yield Told("none needed: not determined as prohibited, and running" if flow.determination else
                   "not determined yet", mark="dim")  # fmt: skip
        return
    spec = KINDS["flow"].field("remedies")
    for step in spec.choices if spec else ():
        done = step.value in flow.remedies
        yield Told(step.label, flow.ref, "done  " if done else "open  ", "good" if done else "dim")
    if remedied(facts, flow):
        title = next(iter(reading.many(connection, Evidence, [flow.remedy_evidence]).values())).title
        yield Told(f"{flow.remedied_on}, {flow.remedy_evidence} {title}", flow.remedy_evidence, "remedied  ", "good")
        return
    lacking = [
        *(["that the flow is stopped"] if not stopped(flow) else []),
        *(["the day it was remedied"] if flow.remedied_on is None else []),
        *(["evidence of it that counts"] if not facts.counts(flow.remedy_evidence) else []),
    ]
    yield Told(f"lacks {', '.join(lacking)}", flow.ref, "not remedied  ", "late")
