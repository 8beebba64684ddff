"""Better answers and records, by chance: no worse in credit and no worse in exposure (DOMAIN 6.11.23)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rules_cases import ON, PACK
from vendor_strategy import Chance, answer, best_value

from riskdesk.rules.casefile import CaseFile, Value
from riskdesk.rules.facts import value_of
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Corroboration, Evidence, EvidenceLink, Negotiation, Search, SignOff

LADDERS: dict[str, tuple[str, ...]] = {
    "P1": ("undisclosed", "partly", "named"),
    "P2": ("no",),
    "P3": ("no",),
    "P6": ("against", "unclear", "permitted", "no"),
    "D7": ("none", "identified", "tested"),
}
"""Options of questions that drive exposure, from worst to best; open stands above the first of P6 and D7."""

RECENT = ON - timedelta(days=1)
Improvement = Callable[[Chance, CaseFile], CaseFile]


def improve(chance: Chance, case: CaseFile) -> CaseFile:
    """The case file with one thing better, or itself where the thing chosen cannot be."""
    chosen: Improvement = chance.pick((_answer, _answer, _answer, *RECORDS))
    return chosen(chance, case)


def _answer(chance: Chance, case: CaseFile) -> CaseFile:
    question = chance.pick([question for question in PACK.questions if question.type != "records"])
    held = case.answers.get(question.id)
    answered = held is not None and held.state == "answered" and held.open
    if held is not None and held.state == "na":
        return case
    value = _better(chance, question, value_of(held.value) if held and answered else None, case)
    if value is None:
        return case
    on = held.answered_on if held and answered and held.answered_on else RECENT
    new = answer(question.id, "answered", value.to_json(), max(on, chance.pick((on, RECENT))))
    return replace(case, answers={**case.answers, question.id: new})


def _better(chance: Chance, question: Question, held: Value | None, case: CaseFile) -> Value | None:
    if question.id == "U1":
        return _better_u1(held, case)
    if question.type == "choice":
        return _better_option(chance, question, held)
    if held is None:
        return best_value(question)
    if question.type == "form":
        return best_value(question)
    return _better_marks(chance, question, held)


def _better_option(chance: Chance, question: Question, held: Value | None) -> Value | None:
    now = held.option if held else ""
    ladder = LADDERS.get(question.id)
    if ladder is None:
        earned = next((option.credit for option in question.options if option.id == now), 0)
        options = [option.id for option in question.options if option.credit >= earned]
    elif question.id in {"P2", "P3"} and held:
        return held if now == "no" else None
    else:
        start = ladder.index(now) if now in ladder else 1 if question.id in {"P6", "D7"} else 0
        options = list(ladder[start:])
    fields = held.fields if held else {}
    return Value(chance.pick(options), {}, fields)


def _better_u1(held: Value | None, case: CaseFile) -> Value | None:
    training = [flow for flow in case.flows if flow.open and flow.purpose not in {"inference", "evaluation"}]
    attested = {"attested_by": "E", "attested_role": "engineer", "attested_on": "2026-11-01"}
    if training:
        return Value("yes") if held is None or held.option != "yes" else None
    return Value("no", {}, attested) if held is None or held.option == "no" else None


def _better_marks(chance: Chance, question: Question, held: Value) -> Value:
    item = chance.pick(question.items)
    now = next((mark for mark in question.marks if mark.id == held.items.get(item.id)), None)
    if now is not None and not now.applies:
        return held
    better = [mark.id for mark in question.marks if mark.applies and mark.credit >= (now.credit if now else 0)]
    return replace(held, items={**held.items, item.id: chance.pick(better)})


def _prove(chance: Chance, case: CaseFile) -> CaseFile:
    question = chance.pick(PACK.questions).id
    strength = chance.pick(("primary", "statement", "assertion"))
    piece = Evidence(ref="EV-N", strength=strength, sha256="ab", reviewed_on=RECENT, independent=chance.seldom())
    link = EvidenceLink(ref="EL-N", evidence="EV-N", vendor="V", question=question)
    return replace(case, evidence={**case.evidence, "EV-N": piece}, links=(*case.links, link))


def _search(chance: Chance, case: CaseFile) -> CaseFile:
    sources = chance.pick((("docket",), ("docket", "press", "tracker")))
    day = ON - timedelta(days=chance.pick((0, 10, 45, 120)))
    search = Search(ref="SR-N", vendor="V", searched_on=day, sources=sources, found="none")
    return replace(case, searches=(*case.searches, search))


def _matter(chance: Chance, case: CaseFile) -> CaseFile:
    if not case.matters:
        return case
    place = chance.pick(range(len(case.matters)))
    matter = case.matters[place]
    dispute = matter.dispute
    changes: tuple[dict[str, Any], ...] = (
        {
            "docket": "1",
            "forum": "f",
            "claim_types": ("patent",),
            "primary_source": "p",
            "primary_on": _later(dispute.primary_on),
        },
        {"stage_on": RECENT, "tracker_source": "t", "tracker_on": _later(dispute.tracker_on)},
        {"relief": ("money",)},
        {"as_of": _later(dispute.as_of)},
        {"order_in_force": "stayed"},
    )
    better = replace(matter, dispute=replace(dispute, **chance.pick(changes)))
    if chance.seldom():
        better = replace(matter, relevance="unrelated", relevance_reason="other model family")
    return replace(case, matters=(*case.matters[:place], better, *case.matters[place + 1 :]))


DETERMINED = ("prohibited", "", "unclear", "permitted")


def _flow(chance: Chance, case: CaseFile) -> CaseFile:
    if not case.flows:
        return case
    flow = chance.pick(case.flows)
    changes: list[dict[str, Any]] = [
        {"distribution": "internal"} if flow.distribution != "internal" else {},
        {"running": "stopped"},
        {"source_model": "m", "host": "h", "volume": "v", "pipeline": "p"},
        {"determined_on": _later(flow.determined_on)},
    ]
    if flow.determination in {"", "unclear"}:
        changes.append(
            {
                "determination": chance.pick(("permitted", "exception", "authorised")),
                "determined_on": _later(flow.determined_on),
            }
        )
        changes.append({"determination": "unclear"})
    if flow.determination == "prohibited" and flow.running != "stopped":
        changes.append({"determination": "unclear"})
    if flow.running == "stopped" and chance.often():
        changes = [{"remedied_on": RECENT, "remedy_evidence": "EV-R"}]
        remedy = Evidence(ref="EV-R", strength="primary", sha256="ab", reviewed_on=RECENT)
        case = replace(case, evidence={**case.evidence, "EV-R": remedy})
    better = replace(flow, **chance.pick(changes))
    return replace(case, flows=tuple(better if item is flow else item for item in case.flows))


def _sign_off(chance: Chance, case: CaseFile) -> CaseFile:
    if not case.flows:
        return case
    flow = chance.pick(case.flows)
    ends = ON + timedelta(days=chance.pick((-10, 0, 90)))
    item = SignOff(ref="SO-N", flow=flow.ref, name="N", signed_on=ON - timedelta(days=20), expires_on=ends)
    return replace(case, sign_offs=(*case.sign_offs, item))


def _contract(chance: Chance, case: CaseFile) -> CaseFile:
    if not case.contracts:
        return case
    contract = chance.pick(case.contracts)
    ask = Negotiation(ref="NG-N", contract=contract.ref, ask="N1", status="raised", raised_on=chance.day())
    return replace(case, negotiations=(*case.negotiations, ask))


def _proceeding(chance: Chance, case: CaseFile) -> CaseFile:
    if not case.proceedings:
        return case
    item = chance.pick(case.proceedings)
    changes: tuple[dict[str, Any], ...] = (
        {"owner": "o"},
        {"owner": "o", "clearance": "legal"},
        {"position_state": "cleared", "position": "p", "ask": "a"},
        {"participation": "filed", "receipt": "1", "filed_on": _later(item.filed_on), "closes_on": None},
        {"release_checked_by": "r", "release_checked_on": _later(item.release_checked_on)},
        {"follow_through": "mapped"},
        {"checked_on": _later(item.checked_on)},
    )
    better = replace(item, **chance.pick(changes))
    return replace(case, proceedings=tuple(better if other is item else other for other in case.proceedings))


def _corroborate(chance: Chance, case: CaseFile) -> CaseFile:
    del chance
    piece = Evidence(ref="EV-C", strength="primary", independent=True)
    item = Corroboration(ref="CO-N", vendor="V", by="b", independent_how="h", evidence="EV-C", on=RECENT)
    return replace(case, evidence={**case.evidence, "EV-C": piece}, corroborations=(*case.corroborations, item))


def _vendor(chance: Chance, case: CaseFile) -> CaseFile:
    name = chance.pick(("criticality", "dependency", "reach", "data_sensitivity", "provenance_anchor"))
    held = getattr(case.vendor, name)
    if not held:
        return case
    level = 4 if held == "unknown" else int(held)
    better = str(chance.pick(range(1, level + 1)))
    reason = "read" if name == "provenance_anchor" else case.vendor.provenance_reason
    changes: dict[str, Any] = {name: better, "provenance_reason": reason}
    return replace(case, vendor=replace(case.vendor, **changes))


def _later(held: date | None) -> date:
    return max(held or RECENT, RECENT)


RECORDS: tuple[Improvement, ...] = (
    _prove,
    _search,
    _matter,
    _flow,
    _flow,
    _sign_off,
    _contract,
    _proceeding,
    _corroborate,
    _vendor,
)
