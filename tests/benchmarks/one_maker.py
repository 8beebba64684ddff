"""Registers in which every vendor runs on one maker's model and has matters of its own; the maker has one at S3.

Disputes alone drive most vendors, so that the maker's matter moves nearly all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from large_registers import NOW, TODAY, key, make

from riskdesk.desk.opening import Desk, open_desk
from riskdesk.desk.standing import restand_many
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import Answer, Dispute, Maker, Model, Record, Use, Vendor

MOVES = "M-000001"
"""The maker's matter."""

CALM = {
    "P1": Value("named", {}, {"detail": "Large 1 of Big Maker"}),
    "P2": Value("no"),
    "P3": Value("no"),
    "P6": Value("no"),
    "U1": Value("no", {}, {"attested_by": "E", "attested_role": "engineering", "attested_on": "2026-11-01"}),
}
"""Answers by which neither usage nor provenance is likelier than disputes."""


def make_on_one_maker(path: Path, vendors: int, apart: int = 0, stirred: int = 0) -> Desk:
    """A register of so many vendors, the last `apart` of them on no model; gives the desk.

    Every `stirred`th vendor keeps the answers by chance of `large_registers`; with 0 none does.
    """
    make(path, vendors)
    desk = open_desk(path, now=lambda: NOW, today=lambda: TODAY)
    calm = [number for number in range(vendors) if not stirred or number % stirred]
    with desk.write("import") as writing:
        writing.insert_many(_supply(vendors - apart))
        writing.insert_many(_matters(vendors))
        writing.change_many((Vendor, key(number), {"provenance_anchor": "1"}) for number in calm)
        answers = [_answer(key(number), question, value) for number in calm for question, value in CALM.items()]
        held = {row[0] for row in writing.connection.execute("SELECT ref FROM answer")}
        changes = ((Answer, item.ref, _given(item)) for item in answers if item.ref in held)
        writing.change_many(changes)
        writing.insert_many(item for item in answers if item.ref not in held)
        restand_many(desk, writing, [key(number) for number in range(vendors)], "set up")
    return desk


def _answer(vendor: str, question: str, value: Value) -> Answer:
    ref = f"{vendor}/{question}"
    return Answer(ref=ref, vendor=vendor, question=question, state="answered", value=value.to_json(), answered_on=TODAY)


def _given(item: Answer) -> dict[str, Any]:
    return {"state": item.state, "value": item.value, "answered_on": item.answered_on}


def _supply(reached: int) -> Iterator[Record]:
    yield Maker(ref="MK-0001", name="Big Maker")
    yield Model(ref="MD-0001", name="Large", version="1", maker="MK-0001")
    for number in range(reached):
        ref = f"{number + 1:06}"
        yield Use(ref=f"US-{ref}", product=f"PD-{ref}", model="MD-0001", certainty="documented")


def _matters(vendors: int) -> Iterator[Record]:
    """The maker's matter, and one or two of each vendor that are no worse."""
    yield _matter(MOVES, maker="MK-0001", stage="S3", relevance="named")
    for number in range(vendors):
        for place in range(1 + number % 2):
            ref = f"M-{10 + number * 3 + place:06}"
            stage = ("S1", "S2", "S8", "S1", "S3")[(number + place) % 5]
            relevance = ("named", "unknown", "shared", "unrelated")[number % 4]
            yield _matter(ref, vendor=key(number), stage=stage, relevance=relevance)


def _matter(ref: str, **fields: Any) -> Dispute:
    return Dispute(
        ref=ref, caption="Authors v. Another", role="respondent", proof="pleading", alleged_by="Authors",
        stage_on=TODAY, relief=("money",), relevance_reason="read", forum="S.D.N.Y.", docket="1:26-cv-1",
        claim_types=("copyright-training",), primary_source="docket", primary_on=TODAY, **fields,
    )  # fmt: skip
