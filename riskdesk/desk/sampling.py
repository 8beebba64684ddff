"""Drawing a sample from the register for an auditor's tests; nothing is written, as the seed draws it again."""

from __future__ import annotations

from dataclasses import dataclass

from riskdesk.data import reading
from riskdesk.data.populations import references
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Vendor
from riskdesk.rules.sampling import Draw, Pick, SampleAsked, draw


@dataclass(frozen=True)
class Named:
    """A pick with its vendor's reference and name, and the question where it is an answer."""

    pick: Pick
    vendor: str
    name: str
    question: str


def sample(desk: Desk, asked: SampleAsked) -> tuple[Draw, tuple[Named, ...]]:
    """The sample of the whole register as `desk` shows it, and its picks with their names."""
    with desk.store.read() as connection:
        drawn = draw(asked, references(connection, asked.of))
        parts = [(pick, *split(pick.ref, asked)) for pick in drawn.picks]
        names = reading.many(connection, Vendor, sorted({vendor for _, vendor, _ in parts}))
    return drawn, tuple(Named(pick, vendor, names[vendor].name, question) for pick, vendor, question in parts)


def split(ref: str, asked: SampleAsked) -> tuple[str, str]:
    """Vendor and question of a pick's reference; "" for the question of a vendor."""
    if asked.of == "vendors":
        return ref, ""
    vendor, _, question = ref.rpartition("/")
    return vendor, question
