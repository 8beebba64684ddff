"""The lines of a reply's comparison: what is open first to the eye, the register's words above the reply's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from riskdesk.rules.questionnaire import OTHER, SIGNATURE
from riskdesk.widgets.lines import Line

if TYPE_CHECKING:
    from riskdesk.desk.comparing_reply import Comparison
    from riskdesk.desk.replies import Outcome
    from riskdesk.rules.replied import Fault

NOTE = "note:"
"""Begins the id of a line on which nothing is decided."""

ACCENT = {
    "conflict": "late",
    "cannot be taken": "late",
    "replaces": "warn",
    "new": "good",
    "confirms": "good",
    "adds a note": "good",
}
"""How a verdict is drawn; dim where nothing happens."""


def summary(outcome: Outcome) -> str:
    """The file, whose reply it is, who signed, and what is still to decide."""
    returned = outcome.returned
    signed = returned.signed
    by = f"signed by {signed.name}, {signed.role or 'no role'}, {signed.on or 'no date'}" if signed.name else "unsigned"
    sent = (
        f"{returned.file_name}: {outcome.vendor}, round {returned.identity.round}, sent {returned.identity.issued_on}"
    )
    left = ", ".join(outcome.unsettled)
    return f"{sent}\n{by}; " + (f"to decide: {left}" if left else "nothing stands in the way")


def outcome_lines(outcome: Outcome) -> list[Line]:
    """Everything the reply says, in the order of the questions, then what belongs to none of them."""
    return [
        *(line for row in outcome.rows for line in _row(row)),
        *(line for part in (SIGNATURE, OTHER) for line in _loose(outcome, part)),
        *(Line(note, id=f"{NOTE}{number}", lead=("note ", "dim")) for number, note in enumerate(outcome.notes)),
    ]


def _row(row: Comparison) -> Iterator[Line]:
    yield Line(((row.verdict, ACCENT.get(row.verdict, "dim")),), id=row.question, lead=(f"{row.question:<5}", "key"))
    if row.old or row.old_told:
        told = f"  {row.old_told}" if row.old_told else ""
        yield Line((row.old or "nothing", (told, "dim")), lead=("     register  ", "dim"))
    if row.old_note:
        yield Line(row.old_note, lead=("         note  ", "dim"))
    if row.new:
        yield Line(row.new, lead=("     reply     ", "dim"))
    if row.new_note:
        yield Line(row.new_note, lead=("         note  ", "dim"))
    for named in row.named:
        about = f"{named.title}  {named.reference if named.reference != named.title else ''}  {named.on or ''}"
        yield Line(about.strip(), lead=("         names ", "dim"))
    yield from map(_fault, row.faults)


def _loose(outcome: Outcome, part: str) -> Iterator[Line]:
    found = [fault for fault in outcome.loose if fault.question == part]
    if found:
        verdict = ("left out", "dim") if part in outcome.skipped else ("cannot be taken", "late")
        yield Line((verdict,), id=part, lead=(f"{part}  ", "key"))
        yield from map(_fault, found)


def _fault(fault: Fault) -> Line:
    value = f" {fault.value[:60]!r}" if fault.value else ""
    words = f"{fault.what}; {fault.remedy}" if fault.remedy else fault.what
    return Line((f"{fault.cell}{value}", (f"  {words}", "dim")), lead=("     cell      ", "late"))
