"""What an auditor would object to, as the cover says it: how many points of which kind, and that the reviewer knew."""

from collections.abc import Iterator

from riskdesk.exports.book import Block, Grid, Heading, Prose
from riskdesk.exports.material import Material
from riskdesk.rules.objections import TITLES

NONE = "The check before this workbook was written found nothing that an auditor would object to."


def blocks(material: Material) -> Iterator[Block]:
    """The section of the cover."""
    yield Heading("Checked before it left")
    yield Prose(in_a_line(material), "note")
    found = material.tally.objections
    rows = tuple((TITLES[kind], found[kind]) for kind in TITLES if found[kind])
    if rows:
        yield Grid(("An auditor would object to", "Points"), rows, ("wrap", "int"), (2, 1))


def in_a_line(material: Material) -> str:
    """The same in one line."""
    number = material.tally.objections.total()
    if not number:
        return NONE
    return (
        f"{number:,} points that an auditor would object to were counted and told to the reviewer before this workbook "
        "was written. The check warns; the reviewer decided to hand it over."
    )
