"""Assessing vendors and keeping the register's cache of standings true: in each deed, and when a new day begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from riskdesk.data import register
from riskdesk.data.case_files import case_files
from riskdesk.data.standing import StandingRow
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.deadlines import due_dates, next_deadline
from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import ActionStanding, Outcome, Standing

BATCH = 200
"""How many vendors are assessed before progress is told and a cancel is heard."""
LATE_BONUS, UNRATED_BONUS, HIDDEN = 1_000_000, 2_000_000, -1


def restand(desk: Desk, writing: Writing, vendors: Sequence[str], cause: str) -> dict[str, Standing]:
    """Assess vendors again within a deed's transaction; a standing that moved is logged with its cause."""
    found: dict[str, Standing] = {}
    rows: list[StandingRow] = []
    for case in case_files(writing.connection, vendors):
        standing = assess(case, desk.pack, desk.today())
        found[case.vendor.ref] = standing
        rows.append(standing_row(case, standing, desk.pack))
    writing.put_standing(rows, {row.vendor: cause for row in rows})
    return found


def refresh(
    desk: Desk,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Assess again whoever's cached standing no longer holds today, or was computed by another pack.

    Only the cache is written: a date that passes is no change of the register and gets no log entry. Gives how many.
    """
    with desk.store.read() as connection:
        due = register.out_of_date(connection, desk.today(), desk.pack.sha256)
    for start in range(0, len(due), BATCH):
        if cancelled and cancelled():
            return start
        with desk.write("refresh") as writing:
            cases = case_files(writing.connection, due[start : start + BATCH])
            writing.put_standing(_rows(cases, desk))
        if progress:
            progress(min(start + BATCH, len(due)), len(due))
    return len(due)


def _rows(cases: Iterable[CaseFile], desk: Desk) -> list[StandingRow]:
    return [standing_row(case, assess(case, desk.pack, desk.today()), desk.pack) for case in cases]


def standing_row(case: CaseFile, standing: Standing, pack: Pack) -> StandingRow:
    """The register's row for a vendor: what the standing says, its next deadline and its place in the work order."""
    outcome, vendor = standing.outcome, case.vendor
    due = due_dates(case, pack)
    following = next_deadline(case, standing, pack)
    values = {term.name: term.value for term in standing.likelihoods}
    return StandingRow(
        vendor=vendor.ref,
        name=vendor.name,
        owner=vendor.owner,
        on=standing.on,
        holds_until=standing.holds_until,
        pack=standing.pack,
        tier=standing.tier,
        residual_tenths=outcome.residual_tenths if outcome else None,
        impact=standing.impact,
        likelihood=outcome.likelihood if outcome else None,
        l_disp=values.get("L_disp"),
        l_use=values.get("L_use"),
        l_prov=values.get("L_prov"),
        driver=standing.driver,
        control_units=outcome.control_units if outcome else None,
        scores=_five(action.score if action.started else None for action in standing.actions),
        states=_five(_state(action, due[action.action - 1], standing.on) for action in standing.actions),
        signed=_five(bool(action.signed) for action in standing.actions),
        due=_five(due),
        open=sum(action.open for action in standing.actions),
        key_open=sum(action.key_open for action in standing.actions),
        floors=tuple(floor.id for floor in standing.floors),
        next_on=following.on if following else None,
        next_what=following.what if following else "",
        start_on=case.round.start_on if case.round else None,
        provisional=standing.provisional,
        urgency=_urgency(standing, following.on if following else None, hidden=not vendor.open),
        retired=not vendor.open,
        excluded=vendor.excluded_on is not None,
        at_least=standing.at_least,
        best_tenths=_tenths(standing.best),
        worst_tenths=_tenths(standing.worst),
        coverage=standing.coverage,
    )


def _state(action: ActionStanding, due: date | None, on: date) -> str:
    """What the register shows of an action: its score, "-" while nothing is done, "!" where it is late and unsigned."""
    late = due is not None and on > due and not action.signed
    return (str(action.score) if action.started else "-") + ("!" if late else "")


def _urgency(standing: Standing, next_on: date | None, *, hidden: bool) -> int:
    """What moves the most risk soonest: unrated first, then late ones, then residual against the days that are left."""
    if hidden:
        return HIDDEN
    days = (next_on - standing.on).days if next_on else 365
    residual = standing.outcome.residual_tenths if standing.outcome else 250
    score = residual * max(1, 400 - min(max(days, 0), 365))
    if standing.outcome is None:
        score += UNRATED_BONUS
    return score + (LATE_BONUS if days < 0 else 0)


def _tenths(outcome: Outcome | None) -> int | None:
    return outcome.residual_tenths if outcome else None


def _five(values: Iterable[object]) -> tuple:  # type: ignore[type-arg]
    return tuple(values)
