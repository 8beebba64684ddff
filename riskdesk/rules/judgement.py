"""A vendor judged: five scores, impact, likelihood, floors and outcome, on record or in thought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from riskdesk.rules.actions import score_action
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.clock import Clock
from riskdesk.rules.exposure import likelihoods
from riskdesk.rules.facts import read
from riskdesk.rules.floors import floors
from riskdesk.rules.gauge import Gauge
from riskdesk.rules.impact import impact, impact_factors
from riskdesk.rules.outcome import outcome
from riskdesk.rules.pack import Pack
from riskdesk.rules.sheet import Sheet, make_sheet, suppose, with_action_again
from riskdesk.rules.standing import ActionStanding, FiredFloor, ImpactFactor, Likelihood, Outcome

Actions = tuple[ActionStanding, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Judgement:
    """What a sheet comes to; `outcome` is None and `untouched` says why where a factor was never entered."""

    actions: Actions
    factors: tuple[ImpactFactor, ...]
    likelihoods: tuple[Likelihood, ...]
    impact: int | None
    floors: tuple[FiredFloor, ...]
    outcome: Outcome | None
    untouched: tuple[str, ...]


class Bench:
    """One case file on one date, with its sheet and scores worked out once for all that is asked of it."""

    def __init__(self, case: CaseFile, pack: Pack, on: date) -> None:
        self.pack = pack
        self.clock = Clock(on)
        self.facts = read(case, pack, self.clock)

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet by the ordinary windows."""
        return make_sheet(self.facts)

    @cached_property
    def critical_sheet(self) -> Sheet:
        """The sheet by Critical's shorter windows."""
        facts = replace(self.facts, critical=True)
        sheet = self.sheet
        for action in self._shortened:
            sheet = with_action_again(sheet, facts, action)
        return sheet

    @cached_property
    def actions(self) -> Actions:
        """The five actions by the ordinary windows."""
        return self.rescored(self.sheet, (), range(1, len(self.pack.actions) + 1))

    @cached_property
    def critical_actions(self) -> Actions:
        """The five actions by Critical's shorter windows."""
        return self.rescored(self.critical_sheet, self.actions, self._shortened)

    @cached_property
    def _shortened(self) -> tuple[int, ...]:
        return tuple(action.number for action in self.pack.actions if action.critical_window_days != action.window_days)

    def rescored(self, sheet: Sheet, actions: Actions, numbers: Iterable[int]) -> Actions:
        """`actions` with those of the numbers scored anew from the sheet."""
        anew = frozenset(numbers)
        return tuple(
            score_action(sheet, item.number) if item.number in anew else actions[item.number - 1]
            for item in self.pack.actions
        )

    def judge(self, gauge: Gauge, supposed: Sequence[str] = ()) -> Judgement:
        """The judgement, if those questions were answered well; Critical is judged by its shorter windows (6.11.4)."""
        found = self._judge(self.sheet, self.actions, gauge, supposed)
        if found.outcome is None or found.outcome.tier != self.pack.tiers[-1].id or not self._shortened:
            return found
        return self._judge(self.critical_sheet, self.critical_actions, gauge, supposed)

    def _judge(self, sheet: Sheet, actions: Actions, gauge: Gauge, supposed: Sequence[str]) -> Judgement:
        if supposed:
            sheet = suppose(sheet, supposed)
            actions = self.rescored(sheet, actions, {self.pack.by_id[id].action for id in supposed})
        return judge_sheet(sheet, actions, gauge)


def judge_sheet(sheet: Sheet, actions: Actions, gauge: Gauge) -> Judgement:
    """What the sheet and its scores come to, unknown and untouched factors standing as the gauge says."""
    factors = impact_factors(sheet, gauge)
    likely = likelihoods(sheet, gauge)
    untouched = (
        *(f"{factor.label}: {factor.because}" for factor in factors if factor.value is None),
        *(f"{item.name} likelihood: {item.because}" for item in likely if item.value is None),
    )
    scores = [action.score for action in actions]
    rated = None if untouched else impact(factors)
    fired = floors(sheet, scores, rated)
    if rated is None:
        return Judgement(actions, factors, likely, impact(factors), fired, None, untouched)
    level = max(item.value or 0 for item in likely)
    result = outcome(sheet.facts.pack, rated, level, scores, (floor.tier for floor in fired))
    return Judgement(actions, factors, likely, rated, fired, result, ())


def driver(items: Sequence[Likelihood]) -> str:
    """The name of the likelihood that is highest, the first of equals, "" while all are untouched."""
    top = max(items, key=lambda item: item.value or 0)
    return top.name if top.value is not None else ""
