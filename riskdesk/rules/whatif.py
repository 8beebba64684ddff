"""What an answer would do: each option's effect, and the answers that would move the tier most (DOMAIN 6.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from riskdesk.rules.casefile import CaseFile, Value
from riskdesk.rules.facts import value_of
from riskdesk.rules.gauge import on_record
from riskdesk.rules.judgement import Bench, Judgement
from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.proof import FULL_POINTS
from riskdesk.rules.records import Answer
from riskdesk.rules.sheet import best_option
from riskdesk.rules.standing import Credit
from riskdesk.rules.tiers import UNRATED, rank

FACTS = frozenset({"P2", "P3", "P6", "U1"})
"""Questions about what happened: once answered, no better answer to them is there to be had."""

_BEYOND = 1000


@dataclass(frozen=True, slots=True)
class Effect:
    """What answering `question` by `option` comes to; `residual_tenths` is None and `tier` "unrated" where untouched.

    `label` is the option in words; `suggested` and `score` are those of the question's action, `binding` its binding
    caps, `moves` says whether the computed tier differs from that on record.
    """

    question: str
    option: str
    label: str
    action: int
    suggested: int
    score: int
    binding: tuple[str, ...]
    residual_tenths: int | None
    tier: str
    moves: bool


def movers(case: CaseFile, pack: Pack, on: date) -> tuple[Effect, ...]:
    """For each open or weak question the effect of its best answer alone, with a primary document, today.

    The one that helps most comes first: lowest tier, then lowest residual, then highest score, then heaviest question.
    """
    bench = Bench(case, pack, on)
    now = bench.judge(on_record(pack.policy))
    found = [_supposed(bench, now, question) for question in _improvable(bench, now)]
    return tuple(sorted(found, key=lambda effect: _merit(pack, effect)))


def option_effects(case: CaseFile, pack: Pack, on: date, question: Question) -> tuple[Effect, ...]:
    """The effect of each option of a choice question, answered today with the evidence that is linked."""
    now = Bench(case, pack, on).judge(on_record(pack.policy))
    found = []
    for option in question.options:
        answered = with_answer(case, _answer(case, question, option.id, on))
        then = Bench(answered, pack, on).judge(on_record(pack.policy))
        found.append(_effect(now, then, question, option.id))
    return tuple(found)


def with_answer(case: CaseFile, answer: Answer) -> CaseFile:
    """The case file as if that answer stood."""
    return replace(case, answers={**case.answers, answer.question: answer})


def _improvable(bench: Bench, now: Judgement) -> Iterator[Question]:
    for action in now.actions:
        for credit in action.credits:
            if _weak(credit):
                yield bench.pack.by_id[credit.question]


def _weak(credit: Credit) -> bool:
    if credit.open:
        return True
    return credit.state != "na" and credit.points < FULL_POINTS and credit.question not in FACTS


def _supposed(bench: Bench, now: Judgement, question: Question) -> Effect:
    then = bench.judge(on_record(bench.pack.policy), (question.id,))
    return _effect(now, then, question, best_option(bench.facts, question))


def _effect(now: Judgement, then: Judgement, question: Question, option: str) -> Effect:
    action = then.actions[question.action - 1]
    chosen = question.option(option)
    return Effect(
        question=question.id,
        option=option,
        label=chosen.label if chosen else "answered in full",
        action=question.action,
        suggested=action.suggested,
        score=action.score,
        binding=tuple(cap.id for cap in action.caps if cap.binding),
        residual_tenths=then.outcome.residual_tenths if then.outcome else None,
        tier=_tier(then),
        moves=_tier(now) != _tier(then),
    )


def _tier(judged: Judgement) -> str:
    return judged.outcome.tier if judged.outcome else UNRATED


def _merit(pack: Pack, effect: Effect) -> tuple[int, int, int, int]:
    tier = rank(pack, effect.tier) if effect.tier != UNRATED else len(pack.tiers)
    residual = effect.residual_tenths if effect.residual_tenths is not None else _BEYOND
    return tier, residual, -effect.score, -pack.by_id[effect.question].weight


def _answer(case: CaseFile, question: Question, option: str, on: date) -> Answer:
    held = case.answers.get(question.id)
    kept = value_of(held.value).fields if held and held.state == "answered" else {}
    chosen = question.option(option)
    needed = {name: "as asked" for name in (chosen.needs if chosen else ()) if not kept.get(name)}
    value = Value(option, {}, {**kept, **needed})
    ref = f"{case.vendor.ref}/{question.id}"
    return Answer(
        ref=ref,
        vendor=case.vendor.ref,
        question=question.id,
        state="answered",
        value=value.to_json(),
        answered_on=on,
    )
