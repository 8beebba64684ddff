"""A pack: the question set, rubrics, scoring policy and crosswalk as data, and the classes they are read into.

All credits are whole hundredths (100 = full credit), all factors of evidence and freshness whole tenths, all weights
whole numbers, so that a spreadsheet can reproduce every digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

QuestionType = Literal["choice", "checklist", "form", "records"]
"""choice: one of `options`; checklist: a mark for each of `items`; form: `fields` only; records: read off records."""


@dataclass(frozen=True)
class Option:
    """An allowed answer of a choice question. `needs` names fields that must be filled with it."""

    id: str
    label: str
    credit: int
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A line of a checklist."""

    id: str
    label: str


@dataclass(frozen=True)
class Mark:
    """What a line of a checklist may be marked; `applies` is False for a mark that takes the line out."""

    id: str
    label: str
    credit: int
    applies: bool = True


@dataclass(frozen=True)
class AnswerField:
    """A detail asked for beside the answer; `choices` maps stored value to label for type choice."""

    name: str
    label: str
    type: Literal["text", "lines", "date", "int", "bool", "choice"]
    choices: Mapping[str, str]
    required: bool = False


@dataclass(frozen=True)
class Question:
    """One question of DOMAIN 1 to 5, complete: what is asked, why, what a good answer holds, what it earns.

    `credit` names the rule in rules/credits that turns a value into hundredths ("option" reads the option's own).
    `levels` are that rule's numbers by name, for rules other than "option". `kind` names the record kind that a
    records question is answered by. `timeless` questions price time themselves (DOMAIN 6.11.3).
    """

    id: str
    action: int
    weight: int
    key: bool
    text: str
    why: str
    good: str
    raises: str
    asked_of: Literal["vendor", "us"]
    type: QuestionType
    credit: str
    options: tuple[Option, ...]
    items: tuple[Item, ...]
    marks: tuple[Mark, ...]
    fields: tuple[AnswerField, ...]
    levels: Mapping[str, int]
    kind: str
    evidence: tuple[str, ...]
    may_be_na: bool
    timeless: bool

    def option(self, id: str) -> Option | None:
        """The option of that id, or None."""
        return next((item for item in self.options if item.id == id), None)


@dataclass(frozen=True)
class Action:
    """One of the five actions: its weight in control effectiveness (percent), clock, freshness and rubric 0 to 5."""

    number: int
    title: str
    short: str
    purpose: str
    weight: int
    due_days: int
    window_days: int
    critical_window_days: int
    rubric: tuple[str, ...]


@dataclass(frozen=True)
class Cap:
    """A bound on an action's score: `rule` names the condition in rules/caps, the rest are its terms."""

    id: str
    action: int
    at_most: int
    rule: str
    text: str
    questions: tuple[str, ...]
    below: int
    """For the rule "credit_below": an answer credit under this many hundredths."""


@dataclass(frozen=True)
class StageLevel:
    """A dispute stage: its code, words, likelihood, and whether it is still open and live (DOMAIN 2)."""

    code: str
    label: str
    likelihood: int
    open: bool
    live: bool


@dataclass(frozen=True)
class Factor:
    """An impact factor: field of the vendor, weight in percent, and its anchors 1 to 5."""

    id: str
    field: str
    label: str
    weight: int
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Tier:
    """A tier: its id, name, the residual (tenths) it starts from, and the longest acceptance in days."""

    id: str
    label: str
    from_tenths: int
    acceptance_days: int


@dataclass(frozen=True)
class Floor:
    """A floor: the least tier where the condition F1 to F6 in rules/floors holds."""

    id: str
    tier: str
    text: str


@dataclass(frozen=True)
class Policy:
    """The numbers of DOMAIN 6 that are choices. Evidence and freshness factors are tenths, the rest as named."""

    primary: int
    statement: int
    assertion: int
    fresh: int
    expired: int
    na_limit_percent: int
    na_cap: int
    unknown_factor: int
    control_ceiling_percent: int
    appetite_tenths: int
    override_days_lowering: int
    override_rationale: int
    amber_days: int
    red_days: int
    round_days: int
    ask_due_days: int


@dataclass(frozen=True)
class CrosswalkRow:
    """A framework's ids, the actions they bear on, and how they were verified (ids only, no licensed text)."""

    framework: str
    ids: str
    actions: tuple[int, ...]
    note: str
    status: Literal["verified", "secondary", "unverified"]


@dataclass(frozen=True)
class Pack:
    """A whole pack. `sha256` is over its files' canonical content; it is stored with every score and printed."""

    id: str
    version: str
    title: str
    published: str
    sha256: str
    actions: tuple[Action, ...]
    questions: tuple[Question, ...]
    caps: tuple[Cap, ...]
    stages: tuple[StageLevel, ...]
    factors: tuple[Factor, ...]
    provenance_anchors: tuple[str, ...]
    tiers: tuple[Tier, ...]
    floors: tuple[Floor, ...]
    policy: Policy
    crosswalk: tuple[CrosswalkRow, ...]
    prompts: tuple[str, ...]
    """Dated prompts ("check whether ..."), never facts (DOMAIN 0.5)."""
    method_notes: tuple[str, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    def question(self, id: str) -> Question | None:
        """The question of that id, in any letter case, or None."""
        return self.by_id.get(id.upper())

    def of_action(self, number: int) -> tuple[Question, ...]:
        """The questions of an action in their order."""
        return tuple(question for question in self.questions if question.action == number)

    def action(self, number: int) -> Action:
        """The action of that number, 1 to 5."""
        return self.actions[number - 1]

    def stage(self, code: str) -> StageLevel:
        """The stage of that code."""
        return next(level for level in self.stages if level.code == code)
