"""Numbers and states of a standing as the sheets say them."""

from collections.abc import Collection, Iterable

from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Evidence
from riskdesk.rules.standing import Outcome
from riskdesk.rules.tiers import label

WITHHELD = "withheld: sequestered"


def withheld(item: Evidence, name: str) -> bool:
    """Whether a field of the piece stays here: the words of a sequestered note, and a title taken from them."""
    from_words = name == "wording" or (name == "title" and item.title in item.wording)
    return bool(item.sequestered and item.wording and from_words)


def yes_no(value: bool | None) -> str:
    """yes, no, or nothing where nobody has said."""
    return "" if value is None else "yes" if value else "no"


def tenths(value: int | None) -> float | None:
    """A number kept in tenths."""
    return None if value is None else value / 10


def share(part: int, whole: int, steps: int) -> float | None:
    """`part` of `whole` in so many steps of 1, rounded half up: 2 of 3 in 100 steps is 0.67. None of nothing.

    No spreadsheet program keeps more than 15 digits when it saves, and they disagree on the last.
    """
    return (2 * steps * part + whole) // (2 * whole) / steps if whole else None


def case(pack: Pack, outcome: Outcome | None) -> str:
    """An outcome in short, such as "High 10.4"."""
    if outcome is None:
        return ""
    return f"{label(pack, outcome.tier)} {outcome.residual_tenths // 10}.{outcome.residual_tenths % 10}"


def cited(refs: Iterable[str], withheld: Collection[str]) -> str:
    """References of evidence with commas between, each once, and how many more are withheld."""
    found = dict.fromkeys(ref for ref in refs if ref)
    stays = sum(ref in withheld for ref in found) if withheld else 0
    told = (ref for ref in found if ref not in withheld)
    return ", ".join((*told, items_withheld(stays))) if stays else ", ".join(found)


def items_withheld(number: int) -> str:
    """So many items withheld, in words."""
    return f"{number} item{'' if number == 1 else 's'} withheld"


def listed(texts: Iterable[str], between: str = ", ") -> str:
    """The texts that are not empty, each once, in their order."""
    return between.join(dict.fromkeys(text for text in texts if text))
