"""The sign-off page: who prepared and reviewed this, when, and what was and was not done (DOMAIN 7)."""

from collections.abc import Iterator

from riskdesk.exports import titles
from riskdesk.exports.book import Block, Facts, Gap, Grid, Heading, Page, Prose, Written
from riskdesk.exports.material import Material, Other
from riskdesk.exports.sheets.cover import status
from riskdesk.exports.survey import IN_SCOPE
from riskdesk.exports.values import Link, Value

_WIDTHS = (34, 22, 22, 22)
_STATEMENT = (
    "Each action score that was signed, with its statement and whether preparer and signer are one person, stands in "
    "the sheets below. The lines to sign are for this workbook as a whole."
)


def parts(material: Material) -> Iterator[Page]:
    """The page."""
    yield Page(titles.SIGN_OFF, lambda written: _blocks(material, written), _WIDTHS)


def _blocks(material: Material, _written: tuple[Written, ...]) -> Iterator[Block]:
    yield Heading(titles.SIGN_OFF, 1)
    yield Prose(status(material), "strong")
    yield Prose(_STATEMENT, "note")
    yield Gap()
    yield Heading("What was and was not done")
    yield Facts(tuple(_done(material)))
    yield Gap()
    yield Heading("Sheets")
    links = (("Scores with signatures", titles.SCORES), ("Every signature", titles.kind_title("signature")))
    yield Facts(tuple((text, Link(title, title)) for text, title in links))
    yield Gap()
    yield Heading("Signatures")
    heads = ("", "Name and role", "Date", "Signature")
    lines = tuple((who, None, None, None) for who in ("Prepared by", "Reviewed by"))
    yield Grid(heads, lines, ("label", "input", "input", "input"))
    yield Grid((), (("Statement", None), ("Self-reviewed: yes or no", None)), ("label", "input"), (1, 3))


def _done(material: Material) -> Iterator[tuple[str, Value]]:
    tally = material.tally
    actions, questions = tally.actions, tally.questions
    signed, every = actions["signed"], actions["all"]
    yield "Prepared by", "; ".join(item.name for item in material.handed.reviewers) or "nobody in office"
    yield "Action scores signed", f"{signed} of {every}"
    yield "Of these self-reviewed", f"{actions['self-reviewed']} (prepared and signed by one person)"
    yield "Action scores still provisional", f"{actions['provisional']} of {every}"
    for state, words in (("unanswered", "Unanswered"), ("unknown", "Unknown"), ("declined", "Declined")):
        yield f"Questions {words.lower()}, in scope", questions[IN_SCOPE, state]


SHEETS = Other(parts)
