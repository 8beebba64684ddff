"""A vendor judged: five scores, impact, likelihood, floors and outcome, on record or in thought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from riskdesk.rules.actions import score_action
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.clock import Clock
from riskdesk.rules.dispute_exposure import beside_matters
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
    beside: tuple[int, bool]
    """What L_disp is without the matters on record: see `dispute_exposure.beside_matters`."""


@dataclass(frozen=True, eq=False, slots=True)
class Judged:
    """A judgement by the ordinary windows, by Critical's where it came to those, and what was supposed for it."""

    ordinary: Judgement
    shorter: Judgement | None
    supposed: tuple[str, ...]


class Bench:
    """One case file on one date, with its sheet and scores worked out once for all that is asked of it."""

    def __init__(self, case: CaseFile, pack: Pack, on: date) -> None:
        self.pack = pack
        self.clock = Clock(on)
        self.critical_clock = Clock(on)
        self.facts = read(case, pack, self.clock)
        self.judged: list[Judged] = []
        """What `judge` gave so far."""

    @property
    def holds_until(self) -> date | None:
        """The last day for which all that was asked of this bench stays true, None for ever."""
        days = (self.clock.holds_until, self.critical_clock.holds_until)
        return min((day for day in days if day is not None), default=None)

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet by the ordinary windows."""
        return make_sheet(self.facts)

    @cached_property
    def critical_sheet(self) -> Sheet:
        """The sheet by Critical's shorter windows."""
        facts = replace(self.facts, critical=True, clock=self.critical_clock)
        sheet = self.sheet
        for action in self.shortened:
            sheet = with_action_again(sheet, facts, action)
        return sheet

    @cached_property
    def actions(self) -> Actions:
        """The five actions by the ordinary windows."""
        return self.rescored(self.sheet, (), range(1, len(self.pack.actions) + 1))

    @cached_property
    def critical_actions(self) -> Actions:
        """The five actions by Critical's shorter windows."""
        return self.rescored(self.critical_sheet, self.actions, self.shortened)

    @cached_property
    def shortened(self) -> tuple[int, ...]:
        """The actions whose window is shorter for Critical."""
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
        found, shorter = self._judge(self.sheet, self.actions, gauge, supposed), None
        if found.outcome is not None and found.outcome.tier == self.pack.tiers[-1].id and self.shortened:
            shorter = self._judge(self.critical_sheet, self.critical_actions, gauge, supposed)
        self.judged.append(Judged(found, shorter, tuple(supposed)))
        return shorter or found

    def by_shorter_windows(self, judged: Judged) -> Actions:
        """The actions of a judgement that was given, by Critical's windows, whether it came to those or not."""
        if judged.shorter is not None:
            return judged.shorter.actions
        if self.critical_actions == self.actions:
            return judged.ordinary.actions
        return self._supposed(self.critical_sheet, self.critical_actions, judged.supposed)[1]

    def _judge(self, sheet: Sheet, actions: Actions, gauge: Gauge, supposed: Sequence[str]) -> Judgement:
        return judge_sheet(*self._supposed(sheet, actions, supposed), gauge)

    def _supposed(self, sheet: Sheet, actions: Actions, supposed: Sequence[str]) -> tuple[Sheet, Actions]:
        if not supposed:
            return sheet, actions
        sheet = suppose(sheet, supposed)
        return sheet, self.rescored(sheet, actions, {self.pack.by_id[id].action for id in supposed})


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
    beside = beside_matters(sheet, gauge)
    if rated is None:
        return Judgement(actions, factors, likely, impact(factors), fired, None, untouched, beside)
    level = max(item.value or 0 for item in likely)
    result = outcome(sheet.facts.pack, rated, level, scores, (floor.tier for floor in fired))
    return Judgement(actions, factors, likely, rated, fired, result, (), beside)


def driver(items: Sequence[Likelihood]) -> str:
    """The name of the likelihood that is highest, the first of equals, "" while all are untouched."""
    top = max(items, key=lambda item: item.value or 0)
    return top.name if top.value is not None else ""
