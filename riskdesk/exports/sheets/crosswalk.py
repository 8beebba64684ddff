"""Where frameworks and laws touch the five actions: identifiers, and how far each was verified (DOMAIN 8)."""

from collections.abc import Iterator

from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import PACK, Told

NOTE = (
    "Identifiers only, no licensed text. Verified: read in the primary text or a copy of it. Secondary: read in "
    "another source. Unverified: not yet checked, not to be relied on. No row says that anything is compliant."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    rows = [
        (row.framework, row.ids, ", ".join(map(str, row.actions)) or "none in particular", row.note, row.status)
        for row in material.pack.crosswalk
    ]
    yield Sheet(titles.CROSSWALK, "CrosswalkRows", _COLUMNS, lambda: rows, NOTE)


_COLUMNS = (
    Told("framework", "Framework", 40, "wrap", "The framework or law.", source=PACK),
    Told("ids", "Identifiers", 50, "wrap", "Its identifiers.", source=PACK),
    Told("actions", "Actions", 18, "text", "The actions that they bear on.", values="1 to 5", source=PACK),
    Told("note", "Note", 56, "wrap", "What they are about.", source=PACK),
    Told(
        "status",
        "Verification",
        14,
        "text",
        "How far it was verified.",
        values="verified, secondary, unverified",
        source=PACK,
    ),
)

SHEETS = Other(parts)
