"""Where a vendor stands, with every term named: what assessment gives and every screen and sheet shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Credit:
    """What one question earns: answer credit (hundredths) x evidence (tenths) x freshness (tenths) = points (0..10000).

    `state` is unanswered, unknown, declined, na, answered, or records where records answer it. `counts` is False
    where the weight leaves the denominator. `because` says in one line how the credit came about; `evidence` and
    `records` are the references that it rests on.
    """

    question: str
    weight: int
    key: bool
    state: str
    credit: int
    evidence_tenths: int
    fresh_tenths: int
    points: int
    counts: bool
    because: str
    evidence: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Unanswered, unknown or declined (DOMAIN 6.11.1)."""
        return self.state in {"unanswered", "unknown", "declined"}


@dataclass(frozen=True)
class AppliedCap:
    """A cap whose condition holds; `binding` where it lowers the score."""

    id: str
    at_most: int
    text: str
    binding: bool


@dataclass(frozen=True)
class ActionStanding:
    """An action's score: earned = sum of weight x points, possible = sum of weight x 10000, and what follows.

    `uncapped` is round-half-up of 5 x earned / possible; `suggested` after caps; `score` is what control
    effectiveness reads: the reviewer's within its limits, else the suggested one, then `provisional`.
    """

    action: int
    credits: tuple[Credit, ...]
    earned: int
    possible: int
    uncapped: int
    caps: tuple[AppliedCap, ...]
    suggested: int
    given: int | None
    given_reason: str
    override: str
    """Reference of the score override that the given score rests on, or ""."""
    score: int
    provisional: bool
    signed: str
    """Reference of the standing sign-off, or ""."""
    open: int
    key_open: int
    started: bool


@dataclass(frozen=True)
class Likelihood:
    """One of the three likelihoods 1 to 5, None while untouched, with the record or answer behind it."""

    name: str
    value: int | None
    because: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImpactFactor:
    """An impact factor as it counts: 1 to 5, unknown counted as the policy says, None while untouched."""

    id: str
    label: str
    value: int | None
    weight: int
    because: str


@dataclass(frozen=True)
class FiredFloor:
    """A floor whose condition holds, the tier it sets at least, and the reason with its records."""

    id: str
    tier: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The sum alone: inherent (1..25), control units (0..500, sum of weight percent x score), residual tenths, tiers.

    `by_sum` is the tier of the rounded residual, `tier` that after floors.
    """

    impact: int
    likelihood: int
    inherent: int
    control_units: int
    residual_tenths: int
    by_sum: str
    tier: str


@dataclass(frozen=True)
class Standing:
    """Where a vendor stands on a date by a pack. `outcome` is None and `untouched` says why while it is unrated.

    `tier` is what is shown: "unrated", or the outcome's tier after floors and a valid override. `at_least` is the floor
    that prints beside Unrated, or "". `holds_until` is the last date for which this standing stays true with no change
    to the register, None for ever. `coverage` is (answered weight, applicable weight).
    """

    vendor: str
    on: date
    pack: str
    actions: tuple[ActionStanding, ...]
    factors: tuple[ImpactFactor, ...]
    impact: int | None
    likelihoods: tuple[Likelihood, ...]
    driver: str
    outcome: Outcome | None
    untouched: tuple[str, ...]
    floors: tuple[FiredFloor, ...]
    at_least: str
    tier: str
    override: str
    override_note: str
    acceptance: str
    acceptance_note: str
    coverage: tuple[int, int]
    best: Outcome | None
    worst: Outcome | None
    provisional: bool
    holds_until: date | None
