"""What a hand-over would hold and what would stay, told before anything is written: sheets and counts, by kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from riskdesk.data.withheld import Withheld
from riskdesk.desk import handing_over
from riskdesk.desk.handing_over import HandOver
from riskdesk.desk.opening import Desk
from riskdesk.exports.titles import OF_SHEET, PLAIN_KINDS, kind_title
from riskdesk.rules.profiles import INTERNAL


@dataclass(frozen=True)
class Leaving:
    """A sheet that would leave, and how many records it would hold; None for a page, or what is found on the way."""

    title: str
    records: int | None


@dataclass(frozen=True)
class Foretold:
    """The sheets that would leave, those that this reader does not get, and what is withheld, by kind."""

    sheets: tuple[Leaving, ...]
    left_out: tuple[str, ...]
    withheld: tuple[Withheld, ...]


def foretold(desk: Desk, profile: str) -> Foretold:
    """What an export of the register as it is now would hold for that profile.

    Raises UnknownProfile, and StoreUnusable where the register is open for reading only.
    """
    with handing_over.opened(desk, profile=profile) as handed:
        sheets = tuple(_sheets(handed))
        return Foretold(sheets, tuple(_left_out({one.title for one in sheets})), handed.withheld)


def _sheets(handed: HandOver) -> Iterator[Leaving]:
    for name in handed.profile.sheets:
        if name == "kinds":
            yield from _kinds(handed)
        else:
            number = _COUNTS[name](handed) if name in _COUNTS else None
            yield Leaving(OF_SHEET[name], number)


def _kinds(handed: HandOver) -> Iterator[Leaving]:
    for kind in PLAIN_KINDS:
        if kind.name in handed.profile.kinds:
            yield Leaving(kind_title(kind.name), handed.excerpt.count(kind.name))


def _left_out(there: set[str]) -> Iterator[str]:
    """The sheets of the whole register that this profile does not have."""
    for name in INTERNAL.sheets:
        titles = (kind_title(kind.name) for kind in PLAIN_KINDS) if name == "kinds" else (OF_SHEET[name],)
        yield from (title for title in titles if title not in there)


def _decisions(handed: HandOver) -> int:
    kinds = ("override", "score_override", "acceptance")
    return sum(handed.excerpt.count(kind, "closed_on IS NULL") for kind in kinds)


_COUNTS: Mapping[str, Callable[[HandOver], int]] = {
    "register": lambda handed: len(handed.excerpt.vendors),
    "scores": lambda handed: len(handed.excerpt.vendors) * len(handed.pack.actions),
    "answers": lambda handed: len(handed.excerpt.vendors) * len(handed.pack.questions),
    "evidence": lambda handed: handed.excerpt.count("evidence"),
    "changes": lambda handed: handed.log_seq,
    "decisions": _decisions,
    "proof_levels": lambda handed: handed.excerpt.count("dispute", "closed_on IS NULL"),
    "exclusions": lambda handed: handed.excerpt.count("insurance", "closed_on IS NULL"),
    "crosswalk": lambda handed: len(handed.pack.crosswalk),
}
"""The sheets whose records can be counted without assessing a vendor; of the change log, its entries."""
