"""Whole case files by chance, for the properties: every kind of record that the rules read, in any mixture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from rules_cases import ON, PACK, Draft

from riskdesk.rules.casefile import CaseFile, Listing, Matter, Value
from riskdesk.rules.facts import value_of
from riskdesk.rules.pack import AnswerField, Question
from riskdesk.rules.records import (
    Acceptance,
    Answer,
    Confirmation,
    Contract,
    Corroboration,
    Designation,
    Dispute,
    Evidence,
    EvidenceLink,
    Flow,
    Model,
    Negotiation,
    Override,
    Proceeding,
    ProceedingLink,
    Product,
    Record,
    ScoreOverride,
    Search,
    Signature,
    SignOff,
    Terms,
    Vendor,
)
from riskdesk.rules.records.fields import FieldSpec, specs

AGES = (0, 1, 3, 29, 30, 31, 60, 89, 90, 91, 182, 183, 184, 364, 365, 366, 400, -1, -30, -200)
"""Days before ON that dates fall on: either side of every window, and some to come."""

REFS = ("EV-1", "EV-2", "EV-3", "EV-4")
CHOICES = 2500
"""As many bytes as a case file and what is done to it ever take."""

BEST = {
    "strength": "primary",
    "determination": "permitted",
    "running": "running",
    "purpose": "generative",
    "distribution": "internal",
    "regularity": "systematic",
    "independent": True,
    "expires_on": ON + timedelta(days=60),
    "changed_on": None,
    "started_on": None,
    "amended_on": None,
    "renewed_on": None,
    "term_end": ON + timedelta(days=300),
    "stage": "S1",
    "participation": "filed",
    "follow_through": "mapped",
    "position_state": "cleared",
    "status": "raised",
    "order_in_force": "none",
    "found": "none",
}
"""Values that a record in good order has."""


@dataclass(frozen=True)
class Chance:
    """Choices by chance; `pick` takes one of a sequence, and `good` of four times the best there is."""

    pick: Callable[[Sequence[Any]], Any]
    good: int = 0

    def well(self) -> bool:
        return bool(self.pick(range(4)) < self.good)

    def often(self) -> bool:
        return bool(self.pick((True, True, True, False)))

    def seldom(self) -> bool:
        return bool(self.pick((False, False, False, True)))

    def day(self) -> date:
        return ON - timedelta(days=self.pick(AGES[:3] if self.well() else AGES))

    def several(self, most: int) -> range:
        return range(self.pick(range(most + 1)))

    def fields(self, record: type[Record], **fixed: Any) -> dict[str, Any]:
        """Values for the fields of a record that are not fixed, empty ones among them."""
        values = {spec.name: self.field(spec) for spec in specs(record) if spec.name not in fixed}
        closed = not self.well() and self.pick(range(10)) == 0
        return {**values, "closed_on": ON if closed else None, "closed_reason": "", **fixed}

    def field(self, spec: FieldSpec) -> Any:
        empty = {"date": None, "moment": None, "int": None, "bool": None, "many": ()}.get(spec.type, "")
        if not (spec.required or self.well() or self.often()):
            return empty
        if spec.name in BEST and self.well():
            return BEST[spec.name]
        if spec.choices:
            value = self.pick([choice.value for choice in spec.choices])
            return (value,) if spec.type == "many" else value
        if spec.type == "ref":
            return self.pick(REFS) if spec.kind == "evidence" else ""
        kinds: dict[str, Callable[[], Any]] = {
            "date": self.day,
            "int": lambda: self.pick((0, 1, 5, 30)),
            "bool": lambda: self.pick((True, False)),
        }
        return kinds.get(spec.type, lambda: "x" * 40)()


def whole_case(chance: Chance) -> CaseFile:
    """A case file; three in four of its parts are filled, so that most vendors are rated."""
    flows = [Flow(ref=f"FL-{n}", **chance.fields(Flow, vendor="V")) for n in chance.several(2)]
    contracts = [Contract(ref=f"CT-{n}", **chance.fields(Contract, vendor="V")) for n in chance.several(2)]
    proceedings = [Proceeding(ref=f"PR-{n}", **chance.fields(Proceeding)) for n in chance.several(2)]
    makers = ("MK-1", "MK-2", "")
    return CaseFile(
        vendor=_vendor(chance),
        products=tuple(Product(ref=f"PD-{n}", **chance.fields(Product, vendor="V")) for n in chance.several(1)),
        models=tuple(
            Model(ref=f"MD-{n}", **chance.fields(Model, maker=chance.pick(makers))) for n in chance.several(2)
        ),
        answers=_answers(chance, "yes" if flows and chance.often() else ""),
        evidence={ref: Evidence(ref=ref, **chance.fields(Evidence, sequestered="", supersedes="")) for ref in REFS},
        links=tuple(_link(chance, question) for question in PACK.questions if chance.often()),
        superseded=frozenset(REFS[:1] if chance.seldom() else ()),
        matters=tuple(_matter(chance, n) for n in chance.several(4)),
        listings=tuple(_listing(chance) for _ in range(chance.seldom() and chance.seldom())),
        searches=tuple(
            Search(ref=f"SR-{n}", **chance.fields(Search, vendor="V", sources=_sources(chance)))
            for n in chance.several(2)
        ),
        flows=tuple(flows),
        terms=tuple(_of_flow(chance, Terms, flow, n) for flow in flows for n in chance.several(2)),
        sign_offs=tuple(_of_flow(chance, SignOff, flow, n) for flow in flows for n in chance.several(1)),
        contracts=tuple(contracts),
        negotiations=tuple(
            Negotiation(ref=f"NG-{item.ref}", **chance.fields(Negotiation, contract=item.ref))
            for item in contracts
            if chance.often()
        ),
        proceedings=tuple(proceedings),
        proceeding_links=tuple(
            ProceedingLink(ref=f"PL-{item.ref}", **chance.fields(ProceedingLink, proceeding=item.ref, vendor="V"))
            for item in proceedings
        ),
        no_vehicle=Proceeding(ref="PR-9", **chance.fields(Proceeding, vehicle="none", closed_on=None))
        if chance.seldom()
        else None,
        corroborations=tuple(
            Corroboration(ref="CO-1", **chance.fields(Corroboration, vendor="V")) for _ in chance.several(1)
        ),
        **_decisions(chance),
    )


def _vendor(chance: Chance) -> Vendor:
    entered = [*"12345", *"12345", *"12345", "unknown", ""] if chance.seldom() else [*"12345", "unknown"]
    names = ("criticality", "dependency", "reach", "data_sensitivity", "provenance_anchor")
    values: dict[str, Any] = {name: chance.pick(entered) for name in names}
    fixed = {"own_maker": chance.pick(("", "MK-1")), "closed_on": None, "excluded_on": None, **values}
    return Vendor(ref="V", **chance.fields(Vendor, **fixed))


def _answers(chance: Chance, u1: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for question in PACK.questions:
        best = chance.well()
        state = "answered" if best else chance.pick(("answered",) * 7 + ("unknown", "declined", "na", ""))
        if not state or (question.type == "records" and state == "answered"):
            continue
        held = best_value(question) if best else chance_value(chance, question)
        value = held.to_json() if state == "answered" else ""
        note = chance.pick(("why", "why", ""))
        answers[question.id] = answer(question.id, state, value, chance.day(), note)
    if u1:
        answers["U1"] = answer("U1", "answered", Value(u1).to_json(), chance.day())
    return answers


def answer(question: str, state: str, value: str = "", on: date = ON, note: str = "") -> Answer:
    """An answer of the vendor to a question."""
    return Answer(
        ref=f"V/{question}", vendor="V", question=question, state=state, value=value, answered_on=on, note=note
    )


def chance_value(chance: Chance, question: Question) -> Value:
    """A value that the question takes, or nearly."""
    option = chance.pick([option.id for option in question.options]) if question.options else ""
    marks = [mark.id for mark in question.marks]
    items = {item.id: chance.pick(marks) for item in question.items if chance.pick(range(8))}
    fields = {field.name: _detail(chance, field) for field in question.fields if chance.pick(range(5))}
    return Value(option, items, fields)


def best_value(question: Question) -> Value:
    """The value that earns most, and for a question of fact exposes least."""
    return value_of(_BEST_ANSWERS[question.id].value) if question.id in _BEST_ANSWERS else Value()


_BEST_ANSWERS = Draft().best(1, 2, 3, 4, 5).answers


def _detail(chance: Chance, field: AnswerField) -> str | int | bool:
    if field.type == "int":
        return int(chance.pick((0, 1, 2, 3, 4, 30, 31)))
    if field.type == "bool":
        return bool(chance.pick((True, False)))
    if field.type == "choice":
        return str(chance.pick(list(field.choices)))
    return "2026-01-01" if field.type == "date" else "text"


def _link(chance: Chance, question: Question) -> EvidenceLink:
    ref = chance.pick(REFS)
    return EvidenceLink(ref=f"EL-{question.id}", evidence=ref, vendor="V", question=question.id)


def _matter(chance: Chance, n: int) -> Matter:
    relief = chance.pick((("money",), ("money",), ("money", "injunction"), ("unknown",), (), ("licence",)))
    order = "none" if chance.well() else chance.pick(("", "none", "none", "stayed", "injunction"))
    fixed = {"relief": relief, "order_in_force": order, "consolidation": chance.pick(("", "", "In re A"))}
    dispute = Dispute(ref=f"M-{n}", **chance.fields(Dispute, **fixed))
    relevance = chance.pick(("named", "shared", "unrelated", "unrelated", "unknown", ""))
    role = chance.pick(("respondent", "respondent", "upstream", "claimant", "non-party"))
    return Matter(dispute, role, relevance, chance.pick(("because", "because", "")), ())


def _listing(chance: Chance) -> Listing:
    return Listing(Designation(ref="DS-1", **chance.fields(Designation)), (), chance.seldom())


def _sources(chance: Chance) -> tuple[str, ...]:
    return tuple(
        chance.pick(
            (("docket",), ("docket", "press"), ("docket", "press", "tracker"), ("docket", "press", "tracker", "reply"))
        )
    )


def _of_flow(chance: Chance, kind: type[Any], flow: Flow, n: int) -> Any:
    return kind(ref=f"{flow.ref}-{n}", **chance.fields(kind, flow=flow.ref))


def _decisions(chance: Chance) -> dict[str, Any]:
    scores = range(6)
    numbers = [number for number in "12345" if chance.seldom()]
    return {
        "confirmations": tuple(
            Confirmation(ref=f"CF-{n}", **chance.fields(Confirmation, action=n, score=chance.pick(scores)))
            for n in numbers
        ),
        "score_overrides": tuple(
            ScoreOverride(ref=f"OS-{n}", **chance.fields(ScoreOverride, action=n, score=chance.pick(scores)))
            for n in numbers
            if chance.often()
        ),
        "signatures": tuple(
            Signature(ref=f"SG-{n}", **chance.fields(Signature, action=n, score=chance.pick(scores))) for n in numbers
        ),
        "overrides": tuple(Override(ref=f"OV-{n}", **chance.fields(Override)) for n in chance.several(2)),
        "acceptances": tuple(Acceptance(ref=f"AC-{n}", **chance.fields(Acceptance)) for n in chance.several(2)),
    }


def chances() -> st.SearchStrategy[Chance]:
    """Chance by hypothesis: one draw of bytes, a byte a choice, so that a whole case file is drawn at once."""
    return st.builds(_spent, st.binary(min_size=CHOICES, max_size=CHOICES), st.integers(0, 4))


def case_files() -> st.SearchStrategy[CaseFile]:
    """Case files by hypothesis."""
    return chances().map(whole_case)


def _spent(choices: bytes, good: int) -> Chance:
    left = iter(choices)
    return Chance(lambda options: options[next(left, 0) % len(options)], good)
