"""Numbers and states of a standing as the sheets say them."""

from collections.abc import Iterable

from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import Outcome
from riskdesk.rules.tiers import label


def yes_no(value: bool | None) -> str:
    """yes, no, or nothing where nobody has said."""
    return "" if value is None else "yes" if value else "no"


def tenths(value: int | None) -> float | None:
    """A number kept in tenths."""
    return None if value is None else value / 10


def case(pack: Pack, outcome: Outcome | None) -> str:
    """An outcome in short, such as "High 10.4"."""
    if outcome is None:
        return ""
    return f"{label(pack, outcome.tier)} {outcome.residual_tenths // 10}.{outcome.residual_tenths % 10}"


def listed(texts: Iterable[str], between: str = ", ") -> str:
    """The texts that are not empty, each once, in their order."""
    return between.join(dict.fromkeys(text for text in texts if text))
