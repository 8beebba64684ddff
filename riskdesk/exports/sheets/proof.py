"""Proof of completeness: the same things counted in two places (DOMAIN 7, completeness and accuracy)."""

from collections.abc import Iterator
from dataclasses import dataclass

from riskdesk.exports import titles
from riskdesk.exports.material import Material
from riskdesk.exports.survey import EXCLUDED, IN_SCOPE, RETIRED, SCOPES
from riskdesk.rules.tiers import UNRATED

_OPEN = ("unknown", "declined", "unanswered")


@dataclass(frozen=True)
class Check:
    """One line: `counted` in one place, and the parts that make it up in another, in words and as their sum."""

    what: str
    counted: int
    parts: str
    total: int

    @property
    def result(self) -> str:
        """Whether both agree, in words."""
        return "agrees" if self.counted == self.total else f"DOES NOT AGREE: {self.total}"


def checks(material: Material) -> Iterator[Check]:
    """Every line, once all tables are written."""
    yield from _vendors(material)
    yield from _questions(material)
    yield from _evidence(material)
    if "changes" in material.handed.profile.sheets and not material.handed.excerpt.limited:
        yield Check("Entries of the log, by number", material.handed.log_seq, "entries listed", material.tally.entries)


def _vendors(material: Material) -> Iterator[Check]:
    tally, excerpt = material.tally, material.handed.excerpt
    unrated = tally.tiers[UNRATED]
    rated, excluded, retired = tally.vendors[IN_SCOPE] - unrated, tally.vendors[EXCLUDED], tally.vendors[RETIRED]
    words = f"{rated} rated + {unrated} unrated + {excluded} excluded"
    there = excerpt.vendor_count(retired=False)
    yield Check("Vendors in the inventory, without retired ones", there, words, rated + unrated + excluded)
    yield Check("Retired vendors, shown apart", excerpt.vendor_count(retired=True), f"{retired} retired", retired)


def _questions(material: Material) -> Iterator[Check]:
    tally, asked = material.tally, len(material.pack.questions)
    for scope in SCOPES:
        vendors = tally.vendors[scope]
        if vendors or scope == IN_SCOPE:
            states = {state: tally.questions[scope, state] for state in ("answered", "records", *_OPEN, "na")}
            words = (
                f"{states['answered']} answered + {states['records']} answered by records + {states['unknown']} "
                f"unknown + {states['declined']} declined + {states['na']} not applicable "
                f"+ {states['unanswered']} unanswered"
            )
            what = f"Questions, {scope}: {vendors} vendors x {asked} questions"
            yield Check(what, vendors * asked, words, sum(states.values()))
    if titles.OPEN_ITEMS not in material.survey.spools:
        return
    listed = len(material.survey.spools[titles.OPEN_ITEMS])
    still_open = sum(tally.questions[IN_SCOPE, state] for state in _OPEN)
    yield Check("Open items listed", listed, "unknown, declined and unanswered, in scope", still_open)


def _evidence(material: Material) -> Iterator[Check]:
    counts, excerpt = material.tally.evidence, material.handed.excerpt
    if "evidence" not in material.handed.profile.sheets:
        return
    cited, rest = counts["cited"], counts["listed"] - counts["cited"]
    yield Check("Evidence cited by answers and records", excerpt.cited_count(), f"{cited} cited and listed", cited)
    words = f"{cited} cited + {rest} cited by nothing"
    yield Check("Evidence listed", counts["listed"], words, cited + rest)
