"""The cover: what this workbook is, of when and for whom, proof that it is complete, and what it holds (DOMAIN 7)."""

from collections.abc import Iterator

import riskdesk
from riskdesk.exports import titles
from riskdesk.exports.book import Block, Facts, Gap, Grid, Heading, Page, Prose, Sheet, Written
from riskdesk.exports.material import Material, Other
from riskdesk.exports.row_digests import TITLE as ROW_DIGESTS
from riskdesk.exports.sheets import objected, staying
from riskdesk.exports.sheets.proof import checks
from riskdesk.exports.values import Link, Styled, Value
from riskdesk.rules.profiles import COUNSEL_MARKING
from riskdesk.rules.tiers import UNRATED, label

DISCLAIMER = (
    "Not legal advice. This register reports what was asked, answered, read and alleged; allegations are reported, not "
    "findings, and each names who alleges it, when, by which source and how far it is proven. A marking alone creates "
    "no privilege. No score reads where a vendor is based."
)
_WIDTHS = (32, 15, 17, 17, 30)
_UNSIGNED = "Draft: {left} of {all} action scores in scope are not signed"


def parts(material: Material) -> Iterator[Page]:
    """The page."""
    yield Page(titles.COVER, lambda written: _blocks(material, written), _WIDTHS)


def title(material: Material) -> str:
    """The workbook's title."""
    return f"AI-vendor IP risk register of {material.handed.organisation.name}"


def status(material: Material) -> str:
    """Final once every action score in scope is signed, draft until then."""
    actions = material.tally.actions
    left = actions["all"] - actions["signed"]
    if not actions["all"]:
        return "Draft: no vendor is in scope"
    return _UNSIGNED.format(left=left, all=actions["all"]) if left else f"Final: all {actions['all']} scores are signed"


def marking(material: Material) -> str:
    """The confidentiality line."""
    return material.handed.profile.marking(material.handed.organisation.counsel_banner)


def _blocks(material: Material, written: tuple[Written, ...]) -> Iterator[Block]:
    yield Heading(title(material), 1)
    yield Prose(marking(material), "marking")
    if marking(material) == COUNSEL_MARKING:
        yield Prose(f"At the direction of: {material.handed.organisation.counsel_banner}", "note")
    yield Prose(DISCLAIMER, "note")
    yield Gap()
    yield Facts(tuple(_control(material)))
    yield Gap()
    yield from _staying(material)
    yield from objected.blocks(material)
    yield Gap()
    yield Heading("Vendors in scope by tier")
    yield from tiers(material)
    yield Gap()
    yield Heading("Completeness")
    yield Prose("Each line counts the same thing twice, in two places; both must agree.", "note")
    yield Grid(
        ("Check", "Counted", "Made up of", "Result"),
        tuple((one.what, one.counted, one.parts, one.result) for one in checks(material)),
        ("wrap", "int", "wrap", "strong"),
        (1, 1, 2, 1),
    )
    yield Gap()
    yield Heading("Contents and manifest")
    yield Prose(_MANIFEST, "note")
    yield Grid(("Sheet", "Records", "SHA-256 of its cells"), tuple(_contents(material, written)), _LOOKS, (1, 1, 3))


_LOOKS = ("text", "int", "mono")
_MANIFEST = (
    "The digest of a sheet is taken over what its cells say, in order: U+001F after a cell, U+001E after a row, UTF-8; "
    "dates as 2026-11-23. `riskdesk verify FILE.xlsx` checks all of it and names what was changed, and the sheet "
    f"{ROW_DIGESTS} says how to check a part of the file with unzip and sha256sum. A digest inside a file is a "
    "checksum, no proof of origin: whoever changes the file can work it out anew. The file's own SHA-256 stands in the "
    "register's list of hand-offs; ask for it."
)


def _staying(material: Material) -> Iterator[Block]:
    found = tuple(staying.blocks(material))
    yield from found
    if found:
        yield Gap()


def _control(material: Material) -> Iterator[tuple[str, Value]]:
    handed, organisation, pack = material.handed, material.handed.organisation, material.pack
    begun = organisation.start_on or handed.excerpt.first_start()
    yield "Entity", organisation.name
    yield "As of", handed.on
    yield "Period", f"{begun or 'no start recorded'} to {handed.on}"
    yield "Reviewer", _people(material)
    yield "Status", status(material)
    yield "Vendors", _extent(material)
    yield "Vendor list", organisation.list_source or "no source recorded"
    yield "Vendor list extracted on", organisation.list_on or "not recorded"
    yield "Profile", f"{handed.profile.title}: {handed.profile.holds}"
    yield "Distribution", organisation.distribution or "not recorded"
    yield "Handed to", handed.to_whom or "not named"
    yield "Tool", f"riskdesk {riskdesk.__version__}"
    yield "Question set", f"{pack.version}, {pack.title}, published {pack.published}"
    yield "SHA-256 of the question set", pack.sha256
    yield (
        "SHA-256 of the scoring policy",
        f"{pack.sha256} (weights, caps, floors and limits are part of the question set)",
    )
    yield "Log", f"entry {handed.log_seq}, hash {handed.log_hash}"


def _people(material: Material) -> str:
    names = (f"{item.name}, {item.role}" if item.role else item.name for item in material.handed.reviewers)
    return "; ".join(names) or "none in office"


def _extent(material: Material) -> str:
    excerpt = material.handed.excerpt
    if not excerpt.limited:
        return f"All {excerpt.inventory} vendors of the register"
    named = ", ".join(excerpt.vendors)
    return f"Limited to {len(excerpt.vendors)} of {excerpt.inventory} vendors of the register, in every sheet: {named}"


def tiers(material: Material) -> Iterator[Block]:
    """How many vendors in scope each tier has, Unrated last."""
    tiers = [*(tier.id for tier in reversed(material.pack.tiers)), UNRATED]
    words = tuple(label(material.pack, tier) for tier in tiers)
    counts = tuple(material.tally.tiers[tier] for tier in tiers)
    yield Grid((), (tuple(Styled(word, f"tier {word.lower()}") for word in words),), ("center",) * len(tiers))
    yield Grid((), (counts,), ("figure",) * len(tiers))


def _contents(material: Material, written: tuple[Written, ...]) -> Iterator[tuple[Value, ...]]:
    """Every sheet in order, continuation sheets after their first, and what was added for long texts at the end."""
    left = list(written)
    for part in material.parts:
        if not isinstance(part, Sheet):
            yield Link(part.title, part.title), None, "a page; counted and hashed with the file"
            continue
        first = next(one for one in left if one.title == part.title)
        more = [one for one in left if one.title.startswith(f"{part.title} (")]
        for one in (first, *more):
            left.remove(one)
            yield Link(one.title, one.title), one.rows, one.sha256
    for one in left:
        yield Link(one.title, one.title), one.rows, one.sha256
    yield Link(ROW_DIGESTS, ROW_DIGESTS), None, "checksums of every row and column, to name what was changed"


SHEETS = Other(parts)
