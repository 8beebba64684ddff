"""The properties as checks of one case file by chance, for short runs in the tests and long searches by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from math import floor
from typing import Any

from improvements import improve
from rules_cases import ON, PACK
from vendor_strategy import Chance, answer, whole_case

from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.facts import value_of
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Evidence, EvidenceLink
from riskdesk.rules.standing import Outcome, Standing
from riskdesk.rules.tiers import rank
from riskdesk.rules.whatif import movers

EXPOSING = {"P2": "yes", "P3": "yes", "P6": "against", "U1": "yes"}
"""Answers that admit a fact: worst in exposure, whatever they earn."""


def no_worse(better: Outcome, worse: Outcome) -> bool:
    """Whether residual and tier are no higher."""
    return better.residual_tenths <= worse.residual_tenths and rank(PACK, better.tier) <= rank(PACK, worse.tier)


def better_never_raises(chance: Chance) -> None:
    """A better answer or record never raises residual or tier."""
    case = whole_case(chance)
    better = improve(chance, case)
    before, after = assess(case, PACK, ON), assess(better, PACK, ON)
    if before.outcome is None:
        return
    assert after.outcome is not None
    assert no_worse(after.outcome, before.outcome), _told(case, better, before, after)


def unknown_is_never_safer(chance: Chance) -> None:
    """Not knowing is never safer than any real answer but the worst."""
    case = whole_case(chance)
    question = chance.pick([question for question in PACK.questions if question.type != "records"])
    if _is_worst(question, case):
        return
    answered = assess(case, PACK, ON)
    for state in ("unknown", "declined"):
        open_ = replace(case, answers={**case.answers, question.id: answer(question.id, state)})
        left = assess(open_, PACK, ON)
        if answered.outcome and left.outcome:
            assert no_worse(answered.outcome, left.outcome), (question.id, _told(case, open_, answered, left))


def _is_worst(question: Question, case: CaseFile) -> bool:
    held = case.answers.get(question.id)
    if held is None or not held.open or held.state != "answered":
        return True
    chosen = value_of(held.value).option
    if question.type != "choice":
        return False
    lowest = min(option.credit for option in question.options)
    earned = next(option.credit for option in question.options if option.id == chosen)
    return EXPOSING.get(question.id) == chosen or (question.id not in EXPOSING and earned == lowest)


def unknown_factor_is_never_safer(chance: Chance) -> None:
    """An impact factor or anchor recorded as unknown is never safer than any value but the worst."""
    case = whole_case(chance)
    name = chance.pick(("criticality", "dependency", "reach", "data_sensitivity", "provenance_anchor"))
    value = chance.pick("1234")
    known, unknown = (_entered(case, {name: level, "provenance_reason": "read"}) for level in (value, "unknown"))
    a, b = assess(known, PACK, ON), assess(unknown, PACK, ON)
    if a.outcome and b.outcome:
        assert no_worse(a.outcome, b.outcome)


def _entered(case: CaseFile, fields: dict[str, Any]) -> CaseFile:
    return replace(case, vendor=replace(case.vendor, **fields))


def country_is_never_read(chance: Chance) -> None:
    """Two vendors that differ in country alone stand the same, to the byte."""
    case = whole_case(chance)
    there = replace(
        case,
        vendor=replace(case.vendor, country="Elsewhere"),
        makers=tuple(replace(maker, country="Elsewhere") for maker in case.makers),
    )
    assert repr(assess(case, PACK, ON)) == repr(assess(there, PACK, ON))


def standing_holds_as_long_as_it_says(chance: Chance) -> None:
    """On every day up to `holds_until` the standing is the same in all but its date."""
    case = whole_case(chance)
    now = assess(case, PACK, ON)
    last = now.holds_until or ON + timedelta(days=4000)
    assert last >= ON
    span = (last - ON).days
    for days in {0, 1, span // 2, span - 1, span, chance.pick(range(400))}:
        if 0 <= days <= span:
            then = assess(case, PACK, ON + timedelta(days=days))
            assert replace(then, on=ON) == now, days


def bounds_hold(chance: Chance) -> None:
    """The worst case is no better and the best case no worse than what is on record."""
    standing = assess(whole_case(chance), PACK, ON)
    assert standing.best is not None
    assert standing.worst is not None
    assert no_worse(standing.best, standing.worst)
    if standing.outcome:
        assert no_worse(standing.best, standing.outcome)
        assert no_worse(standing.outcome, standing.worst)


def credits_add_up(chance: Chance) -> None:
    """Every score and residual is what exact fractions say, and every cap and floor is kept."""
    standing = assess(whole_case(chance), PACK, ON)
    for action in standing.actions:
        counted = [credit for credit in action.credits if credit.counts]
        earned = sum(
            Fraction(credit.weight * credit.credit, 100) * Fraction(credit.evidence_tenths * credit.fresh_tenths, 100)
            for credit in counted
        )
        whole = sum(credit.weight for credit in counted)
        assert action.uncapped == floor(5 * earned / whole + Fraction(1, 2))
        assert action.suggested == min([action.uncapped, *(cap.at_most for cap in action.caps)])
        assert action.override or action.score <= min([5, *(cap.at_most for cap in action.caps)])
    if standing.outcome:
        _check_sum(standing, standing.outcome)


def _check_sum(standing: Standing, found: Outcome) -> None:
    weights = (Fraction(25, 100), Fraction(20, 100), Fraction(20, 100), Fraction(30, 100), Fraction(5, 100))
    control = sum(weight * action.score for weight, action in zip(weights, standing.actions, strict=True)) / 5
    values = [factor.value or 0 for factor in standing.factors]
    mean = Fraction(35 * values[0] + 25 * values[1] + 25 * values[2] + 15 * values[3], 100)
    assert found.impact == max(floor(mean + Fraction(1, 2)), max(values) - 1)
    assert found.likelihood == max(item.value or 0 for item in standing.likelihoods)
    residual = found.impact * found.likelihood * (1 - Fraction(6, 10) * control)
    assert found.residual_tenths == floor(10 * residual + Fraction(1, 2))
    edges = [
        tier
        for tier, start in (("low", 0), ("moderate", 50), ("high", 100), ("critical", 160))
        if found.residual_tenths >= start
    ]
    assert found.by_sum == edges[-1]
    assert rank(PACK, found.tier) == max(
        rank(PACK, tier) for tier in (found.by_sum, *(f.tier for f in standing.floors))
    )


def movers_tell_the_truth(chance: Chance) -> None:
    """What a mover promises is what comes when the answer is given with a primary document today."""
    case = whole_case(chance)
    effects = [item for item in movers(case, PACK, ON) if item.option and item.question != "U1"]
    if not effects:
        return
    effect = chance.pick(effects)
    piece = Evidence(ref="EV-N", strength="primary", sha256="ab", reviewed_on=ON)
    link = EvidenceLink(ref="EL-N", evidence="EV-N", vendor="V", question=effect.question)
    answers = {**case.answers, effect.question: answer(effect.question, "answered", f'{{"option":"{effect.option}"}}')}
    given = replace(case, answers=answers, evidence={**case.evidence, "EV-N": piece}, links=(*case.links, link))
    after = assess(given, PACK, ON)
    action = after.actions[effect.action - 1]
    assert (action.suggested, action.score) == (effect.suggested, effect.score), effect
    assert (after.outcome.residual_tenths if after.outcome else None) == effect.residual_tenths
    assert (after.outcome.tier if after.outcome else "unrated") == effect.tier


def _told(before: CaseFile, after: CaseFile, was: Standing, now: Standing) -> str:
    changed = [
        f"{name}: {getattr(before, name)} -> {getattr(after, name)}"
        for name in before.__dataclass_fields__
        if getattr(before, name) != getattr(after, name) and name not in {"answers", "evidence"}
    ]
    changed += [
        f"{id}: {before.answers.get(id)} -> {held}"
        for id, held in after.answers.items()
        if before.answers.get(id) != held
    ]
    scores = [[action.score for action in standing.actions] for standing in (was, now)]
    likely = [[(item.value, item.because) for item in standing.likelihoods] for standing in (was, now)]
    return "\n".join([*changed, str(scores), *map(str, likely), str(was.outcome), str(now.outcome), str(now.floors)])
