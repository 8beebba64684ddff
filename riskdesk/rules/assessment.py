"""Where a vendor stands: everything the rules say of a case file on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from riskdesk.rules.acceptances import standing_acceptance
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.gauge import BEST, WORST, on_record
from riskdesk.rules.judgement import Bench, Judgement, driver
from riskdesk.rules.overrides import Shown, shown_tier
from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import ActionStanding, Standing
from riskdesk.rules.tiers import UNRATED, highest


def assess(case: CaseFile, pack: Pack, on: date) -> Standing:
    """The standing of a case file's vendor on a date by a pack, with what-ifs and the day until which it holds."""
    return stand(Bench(case, pack, on), case)


def stand(bench: Bench, case: CaseFile) -> Standing:
    """The standing from a bench that is already laid out."""
    pack, clock = bench.pack, bench.clock
    found = bench.judge(on_record(pack.policy))
    best, worst = bench.judge(BEST, open_questions(bench)), bench.judge(WORST)
    shown, at_least = _shown(bench, case, found)
    computed = found.outcome.tier if found.outcome else UNRATED
    acceptance, acceptance_note = standing_acceptance(case.acceptances, pack, clock, computed, shown.tier)
    return Standing(
        vendor=case.vendor.ref,
        on=clock.on,
        pack=pack.sha256,
        actions=found.actions,
        factors=found.factors,
        impact=found.impact,
        likelihoods=found.likelihoods,
        driver=driver(found.likelihoods),
        outcome=found.outcome,
        untouched=found.untouched,
        floors=found.floors,
        at_least=at_least,
        tier=shown.tier,
        override=shown.override,
        override_note=shown.note,
        acceptance=acceptance,
        acceptance_note=acceptance_note,
        coverage=coverage(found.actions),
        best=best.outcome,
        worst=worst.outcome,
        provisional=any(action.provisional for action in found.actions),
        holds_until=bench.holds_until,
    )


def open_questions(bench: Bench) -> tuple[str, ...]:
    """The questions that are unanswered, unknown or declined."""
    return tuple(id for id, credit in bench.sheet.credits.items() if credit.open)


def coverage(actions: Sequence[ActionStanding]) -> tuple[int, int]:
    """Weight answered with a value, and weight that is applicable (DOMAIN 6.7, 6.11.21)."""
    credits = [credit for action in actions for credit in action.credits if credit.state != "na"]
    answered = sum(credit.weight for credit in credits if not credit.open)
    return answered, sum(credit.weight for credit in credits)


def _shown(bench: Bench, case: CaseFile, found: Judgement) -> tuple[Shown, str]:
    if found.outcome is not None:
        return shown_tier(bench.facts, found.outcome.tier, found.floors, case.overrides), ""
    at_least = highest(bench.pack, (floor.tier for floor in found.floors))
    note = "an unrated vendor cannot be overridden" if any(item.open for item in case.overrides) else ""
    return Shown(UNRATED, "", note), at_least
