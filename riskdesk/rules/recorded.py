"""What a question that records answer earns: the shape every such rule gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records import Evidence


@dataclass(frozen=True, slots=True)
class Recorded:
    """A credit in hundredths read off records, in words, with the records and what proves them.

    `since` is the date that freshness counts from; `fresh` says it instead where the rule has its own window.
    `attested` where a record is itself a named attestation.
    """

    credit: int
    words: str
    records: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    since: date | None = None
    fresh: bool | None = None
    attested: bool = False


def share(done: int, total: int) -> int:
    """Hundredths of `total` that are done, half up, and 100 only where nothing is missing."""
    return 100 if done == total else min(99, (200 * done + total) // (2 * total))
