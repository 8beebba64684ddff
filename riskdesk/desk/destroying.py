"""Destroying an evidence file on counsel's order: the file goes, its hash and the order stay for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from riskdesk.data import log, reading
from riskdesk.data.reach import Connection, vendors_reached
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import found
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.errors import BadValue, MissingValue, NotAllowed, ReasonNeeded
from riskdesk.rules.records import Dispute, Evidence, EvidenceLink, Vendor
from riskdesk.rules.text import clean_line

DEED = "destroy evidence"
"""The deed's name in the log, by which a file that is gone is known to be gone on order."""


@dataclass(frozen=True)
class Order:
    """Counsel's order: who gave it, in which matter, on which day, and why."""

    counsel: str
    matter: str
    ordered_on: date
    reason: str

    def __str__(self) -> str:
        return f"destroyed on the order of {self.counsel} of {self.ordered_on}, matter {self.matter}: {self.reason}"


def destroy(desk: Desk, evidence: Sequence[str], order: Order) -> tuple[Evidence, ...]:
    """Remove the files of some pieces from the vault; hash, size and the order stay in the index and the log.

    Every piece that holds the same file must be named. Ordered again, what is left of a file goes.
    Raises MissingValue, ReasonNeeded or BadValue for an order that lacks a part, UnknownRecord, and NotAllowed for a
    piece without a file or one that bears on a vendor or a matter under legal hold; then nothing was destroyed.
    """
    told = _checked(desk, order)
    with desk.write(DEED, str(told)) as writing:
        pieces = [found(writing, Evidence, ref) for ref in dict.fromkeys(evidence)]
        gone = destroyed(writing.connection)
        for piece in pieces:
            _check(writing, piece, {item.ref for item in pieces} | gone)
        new = tuple(_marked(desk, writing, piece, str(told)) for piece in pieces if piece.ref not in gone)
        reached = set().union(*(vendors_reached(writing.connection, piece) for piece in pieces))
        restand(desk, writing, sorted(reached), f"evidence {', '.join(piece.ref for piece in new)} destroyed on order")
    for sha256 in {piece.sha256 for piece in pieces}:
        desk.store.vault.destroy(sha256)
    return new


def destroyed(connection: Connection) -> set[str]:
    """The references of the pieces whose file was destroyed on order, as the log says."""
    where = "kind = 'evidence' AND deed = :deed"
    return {entry.ref for entry in log.matching(connection, where, {"deed": DEED}, limit=-1)}


def _checked(desk: Desk, order: Order) -> Order:
    counsel, matter, reason = (clean_line(text).strip() for text in (order.counsel, order.matter, order.reason))
    for name, text in (("counsel", counsel), ("matter", matter)):
        if not text:
            raise MissingValue(
                "an order of destruction names counsel and matter", where=name, remedy=f"name the {name}"
            )
    if not reason:
        raise ReasonNeeded("destruction needs a reason", where="order", remedy="say why")
    if order.ordered_on > desk.today():
        raise BadValue("a day that has not come yet", where="order, ordered on", remedy="today, or before")
    return Order(counsel, matter, order.ordered_on, reason)


def _check(writing: Writing, piece: Evidence, named: set[str]) -> None:
    if not piece.sha256:
        remedy = "its words stand in the log for good: sequester it instead"
        raise NotAllowed("this piece has no file", where=piece.ref, remedy=remedy)
    same = reading.rows(writing.connection, Evidence, "sha256 = ?", (piece.sha256,))
    if others := [item.ref for item in same if item.ref not in named]:
        told = f"the same file is also {', '.join(others)}"
        raise NotAllowed(told, where=piece.ref, remedy="name every piece that holds it")
    if hold := _held(writing, piece):
        told = f"{', '.join(hold)} is under legal hold"
        raise NotAllowed(told, where=piece.ref, remedy="nothing of it is destroyed until counsel lifts the hold")


def _held(writing: Writing, piece: Evidence) -> list[str]:
    """The vendors under legal hold that the piece bears on, and the matters under hold that reach one of them."""
    vendors = _bears_on(writing, piece)
    refs = {vendor.ref for vendor in vendors}
    disputes = reading.rows(writing.connection, Dispute, "closed_on IS NULL AND legal_hold <> ''")
    held = [item.ref for item in disputes if vendors_reached(writing.connection, item) & refs or _names(item, piece)]
    return [*(vendor.ref for vendor in vendors if vendor.legal_hold.strip()), *held]


def _names(dispute: Dispute, piece: Evidence) -> bool:
    return piece.ref in (dispute.primary_evidence, dispute.tracker_evidence)


def _bears_on(writing: Writing, piece: Evidence) -> list[Vendor]:
    """The vendors of the piece, by any record that names it and any link that it ever had."""
    links = reading.rows(writing.connection, EvidenceLink, "evidence = ?", (piece.ref,))
    refs = vendors_reached(writing.connection, piece) | {item.vendor for item in links}
    return list(reading.many(writing.connection, Vendor, sorted(refs)).values())


def _marked(desk: Desk, writing: Writing, piece: Evidence, told: str) -> Evidence:
    return writing.change(Evidence, piece.ref, closed_on=desk.today(), closed_reason=told)
