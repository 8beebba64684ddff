"""Which evidence files go along with a workbook: those that it cites, and of those none that must stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from riskdesk.data import reading
from riskdesk.data.excerpt import Cited
from riskdesk.desk.handing_over import HandOver
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Evidence

CHUNK = 500

NO_FILE, PRIVILEGED, ASIDE, CLOSED, NOT_CITED = (
    "addresses and notes, which have no file",
    "privileged",
    "set aside",
    "closed or destroyed on order",
    "cited by no answer and no record",
)
"""Why a piece of evidence does not go along."""


@dataclass
class Picked:
    """The pieces whose files go along, in the order of the evidence index, and how many do not, by reason."""

    pieces: list[Evidence] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def picked(desk: Desk, handed: HandOver) -> Picked:
    """The pieces of a hand-over whose files go along, as they stood and as they stand today.

    What a profile may not be told of is not even counted here. A profile without an evidence index gets no files.
    """
    found = Picked()
    if "evidence" not in handed.profile.sheets:
        return found
    cited = handed.excerpt.evidence()
    while chunk := list(islice(cited, CHUNK)):
        for piece, reason in _judged(desk, chunk):
            if reason:
                found.left_out[reason] += 1
            else:
                found.pieces.append(piece)
    return found


def _judged(desk: Desk, chunk: list[Cited]) -> Iterator[tuple[Evidence, str]]:
    """Each piece with the reason why it stays, "" for none."""
    with desk.store.read() as connection:
        today = reading.many(connection, Evidence, [cited.evidence.ref for cited in chunk])
    for cited in chunk:
        piece = cited.evidence
        reason = _reason(piece) or _reason(today.get(piece.ref, piece))
        yield piece, reason or ("" if cited.answers or cited.records else NOT_CITED)


def _reason(piece: Evidence) -> str:
    if not piece.sha256:
        return NO_FILE
    if piece.classification == "privileged":
        return PRIVILEGED
    if piece.sequestered:
        return ASIDE
    return "" if piece.open else CLOSED
