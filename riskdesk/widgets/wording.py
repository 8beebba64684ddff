"""Numbers and states of a standing in the few words that every screen uses for them."""

from collections.abc import Sequence

from riskdesk.rules.pack import Tier

STATE_SIGNS = {"unanswered": "-", "unknown": "?", "declined": "x", "na": "/", "answered": "+", "records": "+"}
"""One sign for each state of a question, beside its word."""

STATE_WORDS = {
    "unanswered": "unanswered",
    "unknown": "unknown",
    "declined": "declined",
    "na": "not applicable",
    "answered": "answered",
    "records": "by records",
}


def credit_words(hundredths: int) -> str:
    """A credit of so many hundredths: "1", "0.6", "0.05"."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else str(whole)


def tenths_words(tenths: int) -> str:
    """So many tenths with one decimal: 119 is "11.9"."""
    return f"{tenths // 10}.{tenths % 10}"


def points_words(points: int) -> str:
    """Weighted points (1 is 10000 of them) with up to two decimals, rounded half up."""
    return credit_words((points + 50) // 100)


def share_words(earned: int, possible: int) -> str:
    """Five times earned by possible with two decimals, rounded half up: what the action's score is rounded from."""
    if not possible:
        return "0.00"
    hundredths = (1000 * earned + possible) // (2 * possible)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def tier_label(tiers: Sequence[Tier], id: str) -> str:
    """The name of a tier, "Unrated" where there is none yet."""
    return next((tier.label for tier in tiers if tier.id == id), "Unrated")


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 record", "3 records"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
