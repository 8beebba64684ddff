"""Setting evidence aside: it stays in the index with the reason, and counts for nothing until it is released."""

from __future__ import annotations

from riskdesk.data.reach import vendors_reached
from riskdesk.desk.finding import found_open
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import NotAllowed, ReasonNeeded
from riskdesk.rules.records import Evidence
from riskdesk.rules.text import clean_line


def sequester(desk: Desk, evidence: str, reason: str) -> Evidence:
    """Set a piece aside: it supports no answer any longer. Raises ReasonNeeded, UnknownRecord or NotAllowed."""
    return _set(desk, evidence, reason, aside=True)


def release(desk: Desk, evidence: str, reason: str) -> Evidence:
    """Let a piece that was set aside count again. Raises as `sequester`."""
    return _set(desk, evidence, reason, aside=False)


def _set(desk: Desk, evidence: str, reason: str, *, aside: bool) -> Evidence:
    why, done = clean_line(reason).strip(), "sequestered" if aside else "released"
    if not why:
        raise ReasonNeeded(f"being {done} needs a reason", where=clean_line(evidence), remedy="say why")
    with desk.write("sequester evidence" if aside else "release evidence", why) as writing:
        piece = found_open(writing, Evidence, evidence)
        if bool(piece.sequestered) == aside:
            raise NotAllowed("it is sequestered already" if aside else "it is not sequestered", where=piece.ref)
        new = writing.change(Evidence, piece.ref, sequestered=why if aside else "")
        restand(desk, writing, sorted(vendors_reached(writing.connection, new)), f"evidence {piece.ref} {done}")
    return new
