"""What an answer earns before evidence and freshness: one function a rule, in whole hundredths (DOMAIN 1 to 5).

A rule takes the question and the value answered, and gives the credit with a few words on how it came about. Rules
that read records instead are in record_credits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Mark, Question

FULL = 100
"""Full credit."""

Earned = tuple[int, str]
"""A credit in hundredths and the words for it."""


def option(question: Question, value: Value) -> Earned:
    """The chosen option's own credit; 0 where a field that it needs is empty."""
    chosen = question.option(value.option)
    if chosen is None:
        return 0, "no such option in this pack"
    missing = [name for name in chosen.needs if not filled_in(value, name)]
    if missing:
        return 0, f"{chosen.label}, without {', '.join(_label(question, name) for name in missing)}"
    return chosen.credit, chosen.label


def all_that_apply(question: Question, value: Value) -> Earned:
    """All of the lines that apply, at least one, or none; with no line that applies a reason earns full credit."""
    marks = [_mark(question, value, item.id) for item in question.items]
    applying = [mark for mark in marks if mark is None or mark.applies]
    done = sum(mark is not None and mark.credit == FULL for mark in applying)
    if not applying:
        return (FULL, "nothing applies, with a reason") if filled_in(value, "reason") else (0, "nothing applies, why?")
    words = f"{done} of {len(applying)} that apply"
    if done == len(applying):
        return FULL, words
    return question.levels["some" if done else "none"], words


def worst_mark(question: Question, value: Value) -> Earned:
    """The lowest mark over all lines that apply; a line nobody marked earns 0 (DOMAIN 6.11.6)."""
    credit, words = FULL, "every line is clear"
    for item in question.items:
        mark = _mark(question, value, item.id)
        earned = mark.credit if mark else 0
        if earned < credit and (mark is None or mark.applies):
            credit, words = earned, f"{item.label}: {mark.label if mark else 'not marked'}"
    return credit, words


def count(question: Question, value: Value) -> Earned:
    """The level of how many lines carry full credit."""
    marks = [_mark(question, value, item.id) for item in question.items]
    full = sum(mark is not None and mark.credit == FULL for mark in marks)
    level = min(full, max(int(name) for name in question.levels))
    return question.levels[str(level)], f"{full} of {len(marks)}"


def duties(question: Question, value: Value) -> Earned:
    """The worse of two duties to tell us, of claims and of model changes (DOMAIN 6.11.7)."""
    claims, model = _duty(question, value, "claims"), _duty(question, value, "model")
    credit, name = min((claims, "new claims"), (model, "a change of model"))
    return credit, "neither duty is missing or slow" if credit == FULL else f"the weaker duty is that of {name}"


def polled(question: Question, value: Value) -> Earned:
    """How many of the teams were asked: all, over half, at least one (DOMAIN 6.11.7)."""
    asked, total = whole(value, "asked"), whole(value, "total")
    words = f"{asked} of {total} teams asked"
    if asked >= total > 0:
        return question.levels["all"], words
    if 2 * asked > total > 0:
        return question.levels["most"], words
    return (question.levels["one"] if asked > 0 else 0), words


def person(question: Question, value: Value) -> Earned:
    """Who answered: an officer who is named, somebody else who is named, nobody (DOMAIN 6.11.7)."""
    if not filled_in(value, "name"):
        return 0, "nobody is named"
    if value.fields.get("role") == "officer" and value.fields.get("may_bind") is not False:
        return question.levels["officer"], "an authorised officer answered"
    return question.levels["other"], "a named person who is no authorised officer answered"


def filled(question: Question, value: Value) -> Earned:
    """Whether all, some or none of the required fields are filled in."""
    required = [field for field in question.fields if field.required]
    done = sum(filled_in(value, field.name) for field in required)
    words = f"{done} of {len(required)} parts filled in"
    if done == len(required):
        return question.levels["all"], words
    return (question.levels["some"] if done else 0), words


CREDIT_RULES: Mapping[str, Callable[[Question, Value], Earned]] = {
    "option": option,
    "all_that_apply": all_that_apply,
    "worst_mark": worst_mark,
    "count": count,
    "duties": duties,
    "polled": polled,
    "person": person,
    "filled": filled,
}
"""The rules by the name that a pack's question carries."""


def filled_in(value: Value, name: str) -> bool:
    """Whether the field holds something: a text that is not blank, a tick, a number (0 is one)."""
    held = value.fields.get(name)
    return bool(held.strip()) if isinstance(held, str) else held is not None and held is not False


def whole(value: Value, name: str) -> int:
    """The number in the field, 0 where there is none."""
    held = value.fields.get(name)
    return held if isinstance(held, int) else 0


def _mark(question: Question, value: Value, item: str) -> Mark | None:
    chosen = value.items.get(item)
    for mark in question.marks:
        if mark.id == chosen:
            return mark
    return None


def _label(question: Question, name: str) -> str:
    return next((field.label for field in question.fields if field.name == name), name).lower()


def _duty(question: Question, value: Value, name: str) -> int:
    form, days = value.fields.get(f"{name}_form"), value.fields.get(f"{name}_days")
    if form == "contract":
        quick = isinstance(days, int) and days <= question.levels["limit_days"]
        return question.levels["quick" if quick else "slow"]
    return question.levels["informal" if form == "informal" else "none"]
