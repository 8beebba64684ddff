"""The order of tiers, and the tier of a residual (DOMAIN 6.5)."""

from __future__ import annotations

from collections.abc import Iterable

from riskdesk.rules.pack import Pack

UNRATED = "unrated"
"""What is shown for a vendor that a factor was never entered for; it is no tier of the pack."""


def rank(pack: Pack, tier: str) -> int:
    """The place of a tier among the pack's, from 0; -1 for a word that is none."""
    for place, item in enumerate(pack.tiers):
        if item.id == tier:
            return place
    return -1


def highest(pack: Pack, tiers: Iterable[str]) -> str:
    """The highest of the tiers, "" of none."""
    return max(tiers, key=lambda tier: rank(pack, tier), default="")


def tier_of(pack: Pack, tenths: int) -> str:
    """The tier that a rounded residual in tenths falls into."""
    return next(item.id for item in reversed(pack.tiers) if tenths >= item.from_tenths)


def label(pack: Pack, tier: str) -> str:
    """The tier's name as people read it."""
    return next((item.label for item in pack.tiers if item.id == tier), "Unrated")
