"""The names by which formulas call the policy's numbers, which stand on "Scope and method" (DOMAIN 6).

A name goes by the place of its number in the question set, never by a word of it: a question set may be anybody's.
"""

from collections.abc import Iterable

from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import AppliedCap, FiredFloor

BEST_SCORE = "Best_score"
CEILING = "Control_ceiling"
NA_CAP = "NA_cap"
NA_LIMIT = "NA_limit"
UNKNOWN = "Unknown_factor"
APPETITE = "Appetite_tenths"
FACTORS = ("Factor_primary", "Factor_statement", "Factor_assertion", "Factor_fresh", "Factor_expired")
"""In tenths: a primary document, a signed statement, a bare assertion; in its window, expired."""


def action_weight(number: int) -> str:
    """The weight of action `number` in percent."""
    return f"Weight_A{number}"


def factor_weight(number: int) -> str:
    """The weight of the impact factor at that place from 1, in percent."""
    return f"Weight_I{number}"


def tier_name(number: int) -> str:
    """The word of the tier at that place from 1, the lowest first."""
    return f"Tier_{number}"


def tier_from(number: int) -> str:
    """The residual in tenths from which that tier begins."""
    return f"Tier_{number}_from"


def tier_word(pack: Pack, rank: str) -> str:
    """A formula for the word of the tier whose rank, from 0, another formula gives."""
    return f"CHOOSE(1+{rank},{','.join(tier_name(number) for number in range(1, len(pack.tiers) + 1))})"


def tier_rank(pack: Pack, tenths: str) -> str:
    """A formula for the rank, from 0, of the tier that a residual in tenths falls into."""
    return "+".join(f"({tenths}>={tier_from(number)})" for number in range(2, len(pack.tiers) + 1))


def cap_name(number: int) -> str:
    """The most that the cap at that place from 1 leaves of a score."""
    return f"Cap_{number}"


def lowest_cap(pack: Pack, caps: Iterable[AppliedCap]) -> str:
    """A formula for the highest score that those caps leave."""
    places = {cap.id: cap_name(number) for number, cap in enumerate(pack.caps, 1)}
    return f"MIN({','.join((BEST_SCORE, *(places.get(cap.id, NA_CAP) for cap in caps)))})"


def floor_name(number: int) -> str:
    """The rank, from 0, of the tier that the floor at that place from 1 sets at least."""
    return f"Floor_{number}"


def highest_floor(pack: Pack, floors: Iterable[FiredFloor]) -> str:
    """A formula for the rank of the highest tier that those floors set; -1 where there is none."""
    places = {floor.id: floor_name(number) for number, floor in enumerate(pack.floors, 1)}
    return f"MAX({','.join(('-1', *(places[floor.id] for floor in floors)))})"
