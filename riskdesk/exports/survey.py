"""One pass over the vendors: every line of every sheet that goes by vendor, and the counts that the cover proves."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from riskdesk.desk.checking import Told
from riskdesk.desk.handing_over import HandOver
from riskdesk.desk.looking import Look
from riskdesk.errors import Cancelled
from riskdesk.exports.spool import Line, Spool
from riskdesk.exports.words import cited
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.deadlines import Deadline, deadlines
from riskdesk.rules.lifecycle import Progress, progress
from riskdesk.rules.objections import Objection, objections, of_organisation
from riskdesk.rules.pack import Pack
from riskdesk.rules.profiles import Profile
from riskdesk.rules.records import Signature, Vendor
from riskdesk.rules.standing import ActionStanding, Standing

IN_SCOPE, EXCLUDED, RETIRED = "in scope", "excluded", "retired"
SCOPES = (IN_SCOPE, EXCLUDED, RETIRED)

#: Vendors between two looks at progress and cancelling.
_STRIDE = 50


@dataclass(frozen=True)
class Seen:
    """One vendor as the sheets see it: case file, standing, pack, who reads, and whether it is in scope.

    Of the evidence `withheld`, which the standing counts, no reference may be told.
    """

    case: CaseFile
    standing: Standing
    pack: Pack
    profile: Profile
    scope: str
    withheld: frozenset[str] = frozenset()

    @property
    def head(self) -> tuple[str, str, str]:
        """What the rows about a vendor begin with: reference, name, scope."""
        return self.case.vendor.ref, self.case.vendor.name, self.scope

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """All that is due or late for the vendor."""
        return deadlines(self.case, self.pack, self.standing)

    def progress(self, action: ActionStanding) -> Progress:
        """How far the action has come."""
        return progress(action, self.case.signatures, self.due(action), self.standing.on, self.pack)

    def due(self, action: ActionStanding) -> date | None:
        """When the round wants the action done, None without a round."""
        return getattr(self.case.round, f"due_{action.action}") if self.case.round else None

    def cited(self, refs: Iterable[str]) -> str:
        """References of evidence with commas between, each once, and how many more are withheld."""
        return cited(refs, self.withheld)

    def signature(self, ref: str) -> Signature | None:
        """The sign-off of that reference, or None."""
        return next((item for item in self.case.signatures if item.ref == ref), None)


@dataclass
class Tally:
    """What was counted on the way: vendors by scope and, in scope, by tier; questions by (scope, state); actions.

    `actions` counts in scope, by word: all, signed, self-reviewed, provisional; `progress` by (action, how far);
    `heat` vendors in scope by (impact, likelihood); `contracts` dates of contracts in scope by (what, day);
    `reached` the vendors in scope that a dispute reaches; `objections` what an auditor would object to, by kind.
    """

    vendors: Counter[str] = field(default_factory=Counter)
    tiers: Counter[str] = field(default_factory=Counter)
    questions: Counter[tuple[str, str]] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    progress: Counter[tuple[int, str]] = field(default_factory=Counter)
    heat: Counter[tuple[int, int]] = field(default_factory=Counter)
    contracts: Counter[tuple[str, date]] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    objections: Counter[str] = field(default_factory=Counter)
    _told: Told = field(default_factory=Told)

    def add(self, seen: Seen) -> None:
        """Count one vendor."""
        self.vendors[seen.scope] += 1
        for action in seen.standing.actions:
            for credit in action.credits:
                self.questions[seen.scope, credit.state] += 1
        if seen.scope == IN_SCOPE:
            self.tiers[seen.standing.tier] += 1
            self._add_actions(seen)
            self._add_figures(seen)
            self.reached.update(matter.dispute.ref for matter in seen.case.matters)
        self.object(objections(seen.case, seen.pack, seen.standing, seen.deadlines if seen.scope == IN_SCOPE else ()))

    def object(self, found: Iterable[Objection]) -> None:
        """Count objections, one that many vendors share once."""
        self.objections.update(item.kind for item in self._told.fresh(found))

    def _add_figures(self, seen: Seen) -> None:
        if outcome := seen.standing.outcome:
            self.heat[outcome.impact, outcome.likelihood] += 1
        self.contracts.update((item.what, item.on) for item in seen.deadlines if item.what in ("notice", "term end"))

    def _add_actions(self, seen: Seen) -> None:
        for action in seen.standing.actions:
            signature = seen.signature(action.signed)
            self.actions["all"] += 1
            self.actions["signed"] += signature is not None
            self.actions["self-reviewed"] += bool(signature and signature.self_reviewed)
            self.actions["provisional"] += action.provisional
            self.progress[action.action, seen.progress(action)] += 1


class Survey:
    """The lines of the sheets that go by vendor, by title, on disk until the survey is left; and the tally."""

    def __init__(self, folder: Path, makers: Mapping[str, Callable[[Seen], Iterable[Line]]]) -> None:
        self.tally = Tally()
        self._makers = makers
        self._stack = ExitStack()
        self.spools: dict[str, Spool] = {}
        with self._stack as unfinished:
            for title in makers:
                self.spools[title] = Spool(folder)
                unfinished.callback(self.spools[title].close)
            self._stack = unfinished.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, handed: HandOver, progress: Callable[[str, int], object], cancelled: Callable[[], bool]) -> None:
        """Go over the vendors once. Raises Cancelled where `cancelled` says so."""
        self.tally.object(of_organisation(handed.organisation, handed.reviewers, handed.on))
        for number, look in enumerate(handed.looks(), 1):
            self._add(seen(look, handed))
            if not number % _STRIDE:
                if cancelled():
                    raise Cancelled("stopped", where="vendors", remedy="Nothing was written.")
                progress("Vendors assessed", number)

    def _add(self, one: Seen) -> None:
        self.tally.add(one)
        for title, make in self._makers.items():
            self.spools[title].add(list(make(one)))


def seen(look: Look, handed: HandOver) -> Seen:
    """The vendor as the sheets see it."""
    withheld = handed.excerpt.sight.withheld
    return Seen(look.case, look.standing, handed.pack, handed.profile, scope(look.case.vendor), withheld)


def scope(vendor: Vendor) -> str:
    """Whether the vendor is in scope; a retired one that was excluded too counts as retired."""
    if not vendor.open:
        return RETIRED
    return EXCLUDED if vendor.excluded_on else IN_SCOPE


def ranked(spool: Spool, rank: Callable[[Line], Sequence[object]]) -> list[int]:
    """The numbers of the vendors by the rank of their one line each."""
    ranks = [rank(line) for line in spool.lines()]
    return sorted(range(len(ranks)), key=lambda number: tuple(ranks[number]))
