"""Samples for audit testing: drawn by an order that anybody can work out again, on any version of anything.

Each reference gets a rank: the SHA-256, in hex, of the seed, a line feed and the reference, as UTF-8. The N lowest are
picked, in that order. `printf '%s\\n%s' SEED REF | sha256sum` gives the same.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskdesk.errors import BadValue, MissingValue
from riskdesk.rules.text import clean_line

VENDORS, ANSWERS = "vendors", "answers"

POPULATIONS = {
    VENDORS: "vendors in scope",
    ANSWERS: "answers on record of vendors in scope",
}
"""What samples are drawn of, and what that is in words."""

METHOD = (
    "Each reference is ranked by the SHA-256 of the seed, a line feed and the reference, as UTF-8: the lowest are "
    "picked."
)


@dataclass(frozen=True)
class SampleAsked:
    """What sample is wanted: how many, by which seed, of vendors or answers."""

    size: int
    seed: str
    of: str = VENDORS


@dataclass(frozen=True)
class Pick:
    """One that was picked: its number from 1, its reference, and its rank."""

    number: int
    ref: str
    rank: str


@dataclass(frozen=True)
class Draw:
    """A sample: what was asked, how many it was drawn from, the hash of those, and the picks in their order.

    The hash is the SHA-256 of the population's references in the order of their code points, a line feed after each.
    """

    asked: SampleAsked
    population: int
    population_sha256: str
    picks: tuple[Pick, ...]

    def __str__(self) -> str:
        words = POPULATIONS[self.asked.of]
        return f"{len(self.picks)} of {self.population} {words}, seed {self.asked.seed}"


def checked(size: int, seed: str, of: str) -> SampleAsked:
    """What is asked, if it can be drawn. Raises BadValue or MissingValue."""
    said = clean_line(seed).strip()
    if size < 1:
        raise BadValue("a sample has one or more picks", where="sample size", remedy="a whole number from 1 on")
    if not said:
        raise MissingValue(
            "a sample needs a seed", where="--seed", remedy="any text; the same one draws the same sample"
        )
    if of not in POPULATIONS:
        raise BadValue("no samples are drawn of that", where="sample of", remedy=" or ".join(POPULATIONS))
    return SampleAsked(size, said, of)


def rank(seed: str, ref: str) -> str:
    """The rank of a reference by a seed."""
    return hashlib.sha256(f"{seed}\n{ref}".encode()).hexdigest()


def draw(asked: SampleAsked, refs: Iterable[str]) -> Draw:
    """Draw from references in the order of their code points, each once; no more than the picks are held.

    A population that is smaller than the sample is picked whole.
    """
    count, digest = 0, hashlib.sha256()

    def ranked() -> Iterator[tuple[str, str]]:
        nonlocal count
        for ref in refs:
            count += 1
            digest.update(f"{ref}\n".encode())
            yield rank(asked.seed, ref), ref

    lowest = heapq.nsmallest(asked.size, ranked())
    picks = tuple(Pick(number, ref, place) for number, (place, ref) in enumerate(lowest, 1))
    return Draw(asked, count, digest.hexdigest(), picks)
