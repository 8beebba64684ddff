"""The sample for audit testing: population, seed and picks, so that anybody can draw it again; only where asked for."""

from collections.abc import Iterator, Sequence
from itertools import chain

from riskdesk.data import reading
from riskdesk.desk.sampling import split
from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import COMPUTED, PACK, REFERENCE, Told
from riskdesk.exports.values import Value
from riskdesk.rules.records import Vendor
from riskdesk.rules.sampling import METHOD, Draw


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet, where a sample was asked for."""
    drawn = material.handed.sample
    if drawn is not None:
        yield Sheet(titles.SAMPLE, "Sample", _COLUMNS, lambda: _rows(material, drawn), note(drawn), 2)


def note(drawn: Draw) -> str:
    """Population, seed and method, in words."""
    return (
        f"{drawn}. {METHOD} SHA-256 of the population (its references in the order of their code points, a line feed "
        f"after each): {drawn.population_sha256}."
    )


def _rows(material: Material, drawn: Draw) -> Iterator[Sequence[Value]]:
    excerpt = material.handed.excerpt
    picked = {pick.ref: split(pick.ref, drawn.asked) for pick in drawn.picks}
    vendors = sorted({vendor for vendor, _ in picked.values()})
    names = reading.many(excerpt.connection, Vendor, vendors, excerpt.sight)
    asked = chain.from_iterable(material.pack.of_action(action.number) for action in material.pack.actions)
    places = {question.id: place for place, question in enumerate(asked)}
    for pick in drawn.picks:
        vendor, question = picked[pick.ref]
        known = material.pack.question(question)
        link = material.at(vendor, titles.ANSWERS, question, places[question]) if question in places else question
        yield (
            *(pick.number, pick.ref, material.link("vendor", vendor), names[vendor].name),
            *(link, known.text if known else "", pick.rank),
            *(drawn.population, drawn.asked.seed),
        )


_COLUMNS = (
    Told("number", "Pick", 8, "int", "In the order in which they were drawn.", source=COMPUTED),
    Told("ref", "Reference", 22, "strong", "What was picked.", values=REFERENCE),
    Told("vendor", "Vendor", 16, "text", "The vendor; leads to the register.", values=REFERENCE),
    Told("name", "Name", 24, "wrap", "Name of the vendor."),
    Told("question", "Question", 10, "text", "Id of the question, of an answer; leads to it.", source=PACK),
    Told("text", "Asked", 50, "wrap", "The question's words.", source=PACK),
    Told("rank", "Rank", 66, "mono", "SHA-256 of seed, line feed and reference.", source=COMPUTED),
    Told("population", "Population", 12, "int", "How many it was drawn from.", source=COMPUTED),
    Told("seed", "Seed", 20, "text", "What the order was made from.", source="given with the export"),
)

SHEETS = Other(parts)
