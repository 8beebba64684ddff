"""What stays with the organisation when a profile hands the register on: how many items of which kind (DOMAIN 7)."""

from collections.abc import Iterator

from riskdesk.data.withheld import total
from riskdesk.exports.book import Block, Grid, Heading, Prose
from riskdesk.exports.material import Material
from riskdesk.exports.words import items_withheld

NOTHING = "The register holds nothing that this reader may not see: no item is withheld."
WHY = (
    "Counsel's fields, privileged evidence and evidence that was set aside stay with the organisation: nothing of them "
    "was read for this workbook but that they are there. A score counts such evidence all the same and is the same in "
    "every profile; where it rests on some, the cell says how many items are withheld, and its factors stand as they "
    "are."
)


def blocks(material: Material) -> Iterator[Block]:
    """The section of the cover; nothing for the organisation itself."""
    if not material.handed.profile.outside:
        return
    found = material.handed.withheld
    yield Heading("Withheld")
    yield Prose(WHY if found else NOTHING, "note")
    if found:
        rows = (*((item.what, item.number) for item in found), ("Together", total(found)))
        yield Grid(("What stays with the organisation", "Items"), rows, ("wrap", "int"), (2, 1))


def in_a_line(material: Material) -> str:
    """The same in one line."""
    number = total(material.handed.withheld)
    what = "counsel's fields, privileged evidence"
    return f"{items_withheld(number)} ({what}); scores count such evidence" if number else NOTHING
