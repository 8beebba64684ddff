"""Assessing vendors and keeping the register's cache of standings true: in each deed, and when a new day begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from riskdesk.data import reading, register
from riskdesk.data.case_files import case_files
from riskdesk.data.standing import StandingRow
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.voiding import Void, judged, void_scores
from riskdesk.errors import NotAllowed
from riskdesk.rules.assessment import stand
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.deadlines import deadlines, next_deadline
from riskdesk.rules.footing import footing
from riskdesk.rules.judgement import Bench
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Organisation
from riskdesk.rules.standing import ActionStanding, Outcome, Standing

Cause = str | Callable[[CaseFile], str]
"""Why a standing is computed again, for the log: the same for all, or told from each case file."""

BATCH = 200
"""How many vendors are assessed before progress is told and a cancel is heard."""
LATE_BONUS, UNRATED_BONUS, HIDDEN = 10_000_000, 20_000_000, -100_000_000
A_YEAR = timedelta(days=365)


def restand(desk: Desk, writing: Writing, vendors: Sequence[str], cause: str) -> dict[str, Standing]:
    """Assess vendors again within a deed's transaction; a standing that moved is logged with its cause.

    A score given that rests on another suggested score than today's is voided with its sign-off (DOMAIN 6.11.15).
    Raises NotAllowed where the register is scored by another pack than the desk's by now.
    """
    check_pack(desk, writing)
    return dict(_restood(desk, writing, vendors, cause))


def restand_many(desk: Desk, writing: Writing, vendors: Sequence[str], cause: Cause) -> None:
    """As `restand`, for thousands: no standing is kept longer than it takes to write its row."""
    check_pack(desk, writing)
    for start in range(0, len(vendors), BATCH):
        for _ in _restood(desk, writing, vendors[start : start + BATCH], cause):
            pass


def _restood(desk: Desk, writing: Writing, vendors: Sequence[str], cause: Cause) -> Iterator[tuple[str, Standing]]:
    rows: list[StandingRow] = []
    voids: list[Void] = []
    causes: dict[str, str] = {}
    grounds: dict[str, str] = {}
    for case in case_files(writing.connection, vendors):
        standing, voided, grounds[case.vendor.ref] = judged(desk, case)
        causes[case.vendor.ref] = cause if isinstance(cause, str) else cause(case)
        voids += voided
        rows.append(standing_row(case, standing, desk.pack))
        yield case.vendor.ref, standing
    for vendor, action, why in voids:
        void_scores(desk, writing, vendor, action, why)
    writing.put_standing(rows, causes, grounds)


def check_pack(desk: Desk, writing: Writing) -> None:
    """Raise NotAllowed where the register is scored by another pack than the desk's by now."""
    organisation = reading.get(writing.connection, Organisation, ORGANISATION)
    if organisation is not None and organisation.pack != desk.pack.id:
        raise NotAllowed(
            f"the register is scored by pack {organisation.pack} by now, not {desk.pack.id}", remedy="open it again"
        )


def refresh(
    desk: Desk,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Assess again whoever's cached standing no longer holds today, or was computed by another pack.

    Only the cache is written: a date that passes is no change of the register and gets no log entry. A score given
    stays until the next deed about its vendor. Gives how many were assessed.
    """
    with desk.store.read() as connection:
        due = register.out_of_date(connection, desk.today(), desk.pack.sha256)
    for start in range(0, len(due), BATCH):
        if cancelled and cancelled():
            return start
        with desk.write("refresh") as writing:
            _refreshed(desk, writing, due[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(due)), len(due))
    return len(due)


def _refreshed(desk: Desk, writing: Writing, vendors: Sequence[str]) -> None:
    rows: list[StandingRow] = []
    grounds: dict[str, str] = {}
    for case in case_files(writing.connection, vendors):
        bench = Bench(case, desk.pack, desk.today())
        rows.append(standing_row(case, stand(bench, case), desk.pack))
        grounds[case.vendor.ref] = footing(bench, case)
    writing.put_standing(rows, grounds=grounds)


def standing_row(case: CaseFile, standing: Standing, pack: Pack) -> StandingRow:
    """The register's row for a vendor: what the standing says, its next deadline and its place in the work order."""
    outcome, vendor = standing.outcome, case.vendor
    due = _due(case)
    following = next_deadline(deadlines(case, pack, standing))
    next_on = following.on if following else None
    values = {term.name: term.value for term in standing.likelihoods}
    return StandingRow(
        vendor=vendor.ref,
        name=vendor.name,
        owner=vendor.owner,
        on=standing.on,
        holds_until=row_holds_until(standing.on, (standing.holds_until, next_on, *due)),
        pack=standing.pack,
        tier=standing.tier,
        residual_tenths=outcome.residual_tenths if outcome else None,
        impact=standing.impact,
        likelihood=outcome.likelihood if outcome else None,
        l_disp=values.get("dispute"),
        l_use=values.get("usage"),
        l_prov=values.get("provenance"),
        driver=standing.driver,
        control_units=outcome.control_units if outcome else None,
        scores=_five(action.score if _has_score(action) else None for action in standing.actions),
        states=_five(_state(action, due[action.action - 1], standing.on) for action in standing.actions),
        signed=_five(bool(action.signed) for action in standing.actions),
        due=_five(due),
        open=sum(action.open for action in standing.actions),
        key_open=sum(action.key_open for action in standing.actions),
        floors=tuple(floor.id for floor in standing.floors),
        next_on=next_on,
        next_what=following.what if following else "",
        start_on=case.round.start_on if case.round else None,
        provisional=standing.provisional,
        urgency=urgency(outcome.residual_tenths if outcome else None, standing.on, next_on, hidden=not vendor.open),
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
    return (str(action.score) if _has_score(action) else "-") + ("!" if late else "")


def _has_score(action: ActionStanding) -> bool:
    return action.started or action.given is not None


def urgency(residual_tenths: int | None, on: date, next_on: date | None, *, hidden: bool) -> int:
    """What moves the most risk soonest: unrated (None) first, then late ones, then residual against the next date.

    A tenth of residual weighs as much as two days. The sum is linear in the date, so that the order among vendors does
    not change from day to day by itself, only when a date is passed.
    """
    if hidden:
        return HIDDEN
    score = 2 * (residual_tenths or 0) - (next_on or on + A_YEAR).toordinal()
    if residual_tenths is None:
        score += UNRATED_BONUS
    return score + (LATE_BONUS if next_on and next_on < on else 0)


def _due(case: CaseFile) -> tuple[date | None, ...]:
    """The days by which the five actions of the vendor's round are due; none once it has ended."""
    held = case.round
    if held is None or held.ended_on is not None:
        return (None,) * 5
    return held.due_1, held.due_2, held.due_3, held.due_4, held.due_5


def row_holds_until(on: date, days: Iterable[date | None]) -> date | None:
    """The last day for which a row is true: until the standing changes, or something due becomes late (`days`)."""
    return min((day for day in days if day is not None and day >= on), default=None)


def _tenths(outcome: Outcome | None) -> int | None:
    return outcome.residual_tenths if outcome else None


def _five(values: Iterable[object]) -> tuple:  # type: ignore[type-arg]
    return tuple(values)
