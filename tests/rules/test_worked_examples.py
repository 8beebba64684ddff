"""The table of DOMAIN 6.10, from scores alone and from answers and records, and the trace of Brightfield's action 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from rules_cases import ON, PACK, Draft, ago
from standing_reads import action, credit, fired

from riskdesk.rules.outcome import control_units, outcome

Scores = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class Row:
    """A line of the table: impact, likelihood and what drove it, scores, units of CE, residual, tiers, floors."""

    name: str
    impact: int
    likelihood: int
    driver: str
    scores: Scores
    units: int
    tenths: int
    by_sum: str
    tier: str
    floors: tuple[str, ...] = ()


TABLE = {
    row.name: row
    for row in (
        Row("northlight", 4, 4, "dispute", (4, 4, 5, 4, 2), 410, 81, "moderate", "moderate"),
        Row("northlight, weak contract", 4, 4, "dispute", (4, 4, 5, 1, 2), 320, 99, "moderate", "high", ("F3",)),
        Row("brightfield", 3, 4, "provenance", (1, 3, 5, 1, 0), 215, 89, "moderate", "high", ("F4",)),
        Row("kestrel", 4, 5, "usage", (3, 3, 0, 3, 1), 230, 145, "high", "critical", ("F1",)),
        Row("kestrel after review", 4, 2, "usage", (3, 3, 4, 3, 1), 310, 50, "moderate", "moderate"),
        Row("jade", 3, 3, "provenance", (2, 4, 5, 2, 2), 300, 58, "moderate", "moderate"),
        Row("all unknown", 4, 4, "dispute", (0, 0, 0, 0, 0), 0, 160, "critical", "critical", ("F1-HIGH", "F4", "F5")),
        Row("perfect paper, worst facts", 5, 5, "dispute", (5, 5, 5, 5, 5), 500, 100, "high", "high"),
        Row("low stakes", 1, 4, "dispute", (2, 3, 5, 2, 2), 280, 27, "low", "low"),
    )
}
LEAST_TIER = {"F1": "critical", "F1-HIGH": "high", "F3": "high", "F4": "high", "F5": "high"}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_the_table_follows_from_the_scores_alone(row: Row) -> None:
    found = outcome(PACK, row.impact, row.likelihood, row.scores, (LEAST_TIER[id] for id in row.floors))
    assert found.inherent == row.impact * row.likelihood
    assert (found.control_units, control_units(PACK, row.scores)) == (row.units, row.units)
    assert (found.residual_tenths, found.by_sum, found.tier) == (row.tenths, row.by_sum, row.tier)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_the_table_follows_from_answers_and_records(row: Row) -> None:
    found = BUILT[row.name]().stand()
    assert tuple(item.score for item in found.actions) == row.scores
    assert found.outcome is not None
    assert (found.outcome.impact, found.outcome.likelihood, found.driver) == (row.impact, row.likelihood, row.driver)
    assert (found.outcome.control_units, found.outcome.residual_tenths) == (row.units, row.tenths)
    assert (found.outcome.by_sum, found.outcome.tier, found.tier) == (row.by_sum, row.tier, row.tier)
    assert set(fired(found)) == set(row.floors)


def test_the_trace_of_brightfields_first_action() -> None:
    found = brightfield().stand()
    earned = {item.question: item.weight * item.points for item in action(found, 1).credits if item.points}
    assert earned == {"P2": 24000, "P4": 3000, "P10": 5600, "P12": 3200}
    assert (action(found, 1).earned, action(found, 1).possible) == (35800, 270000)
    assert (action(found, 1).uncapped, action(found, 1).suggested) == (1, 1)
    assert {cap.id: cap.binding for cap in action(found, 1).caps}["A1-OPEN"] is False
    assert credit(found, "P4").because.startswith("a web page or marketing only; bare assertion")


def lowered(draft: Draft, number: int, target: int, questions: Sequence[str]) -> Draft:
    """The draft with questions of the action taken back one by one until its score is the target."""
    for question in questions:
        if action(draft.stand(), number).score == target:
            return draft
        draft.answers.pop(question)
    assert action(draft.stand(), number).score == target
    return draft


def a1(draft: Draft, target: int) -> Draft:
    return lowered(draft.best(1), 1, target, ("P11", "P5", "P7", "P8", "P9", "P12", "P10", "P3"))


def a2(draft: Draft, target: int) -> Draft:
    draft.best(2).search().prove("D1")
    return lowered(draft, 2, target, ("D6", "D7", "D8", "D9"))


def a4(draft: Draft, target: int) -> Draft:
    return lowered(draft.best(4).contract(), 4, target, ("C8", "C6", "C7", "C4", "C9", "C11", "C5", "C3", "C2"))


def a5(draft: Draft, target: int) -> Draft:
    undone: dict[str, Any] = {
        "position_state": "",
        "position": "",
        "participation": "",
        "release_checked_by": "",
        "follow_through": "",
    }
    if target == 1:
        undone["owner"] = ""
    return draft.proceeding(**({} if target == 5 else undone)) if target else draft


def papered(draft: Draft, first: int, second: int, fourth: int, fifth: int) -> Draft:
    """The draft with the scores of actions 1, 2, 4 and 5, and an attested no in action 3."""
    return a5(a4(a2(a1(draft, first), second), fourth), fifth).best(3)


def northlight() -> Draft:
    draft = Draft(factors=("4", "4", "3", "4"), anchor="2")
    for _ in range(6):
        draft.matter("S4", consolidation="In re Northlight", primary_evidence=draft.piece())
    return papered(draft, 4, 4, 4, 2)


def northlight_weak_contract() -> Draft:
    return northlight().say("C2", "none", proof="primary")


def brightfield() -> Draft:
    draft = Draft(factors=("3", "3", "3", "2"), anchor="3")
    draft.say("P2", "no", proof="statement").say("P4", "webpage").say("P10", "optout", proof="statement")
    draft.say("P12", name="A. Seller", role="sales", proof="statement").leave("P1", "declined").leave("P6", "declined")
    a2(draft, 3).best(3)
    return draft.say("C1", "paid", proof="primary").say("C2", "none", proof="primary").contract(asked=False)


def kestrel() -> Draft:
    draft = papered(Draft(factors=("4", "4", "4", "4")), 3, 3, 3, 1)
    for question in ("U2", "U7", "U8", "U9"):
        draft.answers.pop(question)
    draft.links = [link for link in draft.links if link.question != "U1"]
    return draft.say("U1", "yes")


def kestrel_reviewed() -> Draft:
    draft = kestrel().flow().say("U1", "yes", proof="primary")
    return draft.say("U2", asked=3, total=4, attested_by="E").say("U8", "policy").say("U9", "partly", proof="statement")


def jade() -> Draft:
    draft = Draft(factors=("3", "3", "3", "3"), anchor="3").matter("S1", proof="allegation", relief=("money",))
    return papered(draft, 2, 4, 2, 2)


def all_unknown() -> Draft:
    draft = Draft(factors=("unknown",) * 4, anchor="unknown")
    for question in PACK.questions:
        draft.leave(question.id, "unknown")
    return draft


def perfect_paper() -> Draft:
    draft = Draft(factors=("5", "5", "5", "5"))
    draft.matter("S6", primary_evidence=draft.piece())
    return papered(draft.corroborated(), 5, 5, 5, 5)


def low_stakes() -> Draft:
    draft = Draft(factors=("1", "1", "1", "2"))
    for _ in range(2):
        draft.matter("S4", stage_on=ON - timedelta(days=400), as_of=ago(8))
    return papered(draft, 2, 3, 2, 2)


BUILT: dict[str, Callable[[], Draft]] = {
    "northlight": northlight,
    "northlight, weak contract": northlight_weak_contract,
    "brightfield": brightfield,
    "kestrel": kestrel,
    "kestrel after review": kestrel_reviewed,
    "jade": jade,
    "all unknown": all_unknown,
    "perfect paper, worst facts": perfect_paper,
    "low stakes": low_stakes,
}
