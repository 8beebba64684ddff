"""A register that is open for handing over, put together as a book; whichever form it takes is written from that."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

import riskdesk
from riskdesk.desk.handing_over import HandOver
from riskdesk.exports.book import Book
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.redaction import redacted
from riskdesk.exports.sheets import cover, register, sample, sheets_of
from riskdesk.exports.survey import Survey
from riskdesk.rules.objections import TITLES


@contextmanager
def composed(
    handed: HandOver,
    folder: Path,
    progress: Callable[[str, int], object],
    cancelled: Callable[[], bool],
    heed: Callable[[Mapping[str, int]], object] = lambda _objections: None,
) -> Iterator[Book]:
    """The book of the register: every vendor is assessed once, its lines lie in unnamed files in `folder` meanwhile.

    `heed` hears what an auditor would object to, how many points of each kind, before anything is written. Rows are
    read as they are asked for, inside the block. Raises Cancelled, or what reading raises.
    """
    makers = {sheet.title: sheet.lines for sheet in sheets_of(handed.profile) if isinstance(sheet, ByVendor)}
    with Survey(folder, makers) as survey:
        survey.run(handed, progress, cancelled)
        heed({kind: number for kind in TITLES if (number := survey.tally.objections[kind])})
        yield _book(Material(handed, survey, register.rank))


def _book(material: Material) -> Book:
    """The workbook; its moment is the as-of day, not that of writing: the same content gives the same bytes."""
    handed = material.handed
    sheets = (*sheets_of(handed.profile), sample.SHEETS)
    parts = (part for sheet in sheets for part in sheet.parts(material))
    material.parts = tuple(redacted(part, handed.excerpt.sight.withheld) for part in parts)
    return Book(
        title=f"{cover.title(material)}, as of {material.handed.on}",
        marking=cover.marking(material),
        creator=f"riskdesk {riskdesk.__version__}",
        moment=datetime.combine(material.handed.on, time(), UTC),
        parts=material.parts,
        subject="AI-vendor IP risk: register, answers, evidence and change log",
        state=f"log entry {handed.log_seq}, hash {handed.log_hash}",
        keywords=f"question set {material.pack.version}; log entry {material.handed.log_seq}",
    )
