"""A small register to look at and to press keys on: one vendor half reviewed, one untouched, one with hostile words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from riskdesk.app import Workbench
from riskdesk.data.store import open_store
from riskdesk.desk import answering, attaching, recording, rescoring, signing
from riskdesk.desk.opening import Desk, open_desk, start
from riskdesk.rules.answers import read_answer
from riskdesk.screens import opened

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KESTREL = "kestrel-labs"
HOSTILE = "Evil [b]Corp[/] \u202e=1+1"

ANSWERS = {
    "P1": "named;models=Heron 2 by Heron Models Ltd",
    "P2": "no",
    "P4": "questionnaire",
    "P6": "unknown",
    "P7": "declined",
    "P10": "optout",
    "P12": "name=A. Reyes;role=officer;on=2026-10-02",
    "C1": "enterprise;title=Master services agreement",
    "C2": "output",
    "C4": "modified=clear;combination=treated;fine_tuned=material",
    "C5": "supercap",
    "C8": "silent",
    "D2": "both",
    "U1": "yes",
}


def workbench(desk: Desk) -> Workbench:
    """The workbench of a desk, at its register."""
    return Workbench(desk, path=desk.store.path)


async def show(pilot: Pilot[Any], screen: str, *words: Any) -> Screen[Any]:
    """Open a screen above the one that is shown, and wait until it is drawn."""
    made = opened(screen, *words)
    pilot.app.push_screen(made)
    await pilot.pause()
    return made


def notes(pilot: Pilot[Any]) -> str:
    """What the workbench has said in passing."""
    return "\n".join(f"{note.title} {note.message}" for note in pilot.app._notifications)


def shown(pilot: Pilot[Any]) -> str:
    """What the terminal shows."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


_MADE: dict[str, bytes] = {}


def small_desk(folder: Path) -> Desk:
    """A register of three vendors at a fixed day; Kestrel Labs is half reviewed. Made once, then copied."""
    path = folder / "register.db"
    if not _MADE:
        desk = _filled(path)
        desk.store.close()
        _MADE["register"] = path.read_bytes()
    else:
        path.touch(mode=0o600)
        path.write_bytes(_MADE["register"])
    desk = open_desk(path, now=lambda: NOW, today=lambda: TODAY)
    return replace(desk, store=open_store(path, durable=False), account="tester")


def _filled(path: Path) -> Desk:
    desk = start(
        path,
        "Northgate Insurance",
        "R. Okafor",
        role="third-party risk",
        start_on=date(2026, 10, 17),
        now=lambda: NOW,
        today=lambda: TODAY,
    )
    desk = replace(desk, account="tester")
    factors = {"criticality": "4", "dependency": "4", "reach": "3", "data_sensitivity": "4"}
    anchor = {"provenance_anchor": "3", "provenance_reason": "summary only, gaps in licences"}
    recording.add(desk, "vendor", {"name": "Kestrel Labs", "owner": "Claims", **factors, **anchor})
    recording.add(desk, "vendor", {"name": "Lumen Draft"})
    recording.add(desk, "vendor", {"name": HOSTILE, "owner": "[@click=app.quit]x[/]"})
    _supply(desk)
    _review(desk)
    return desk


def _supply(desk: Desk) -> None:
    maker = recording.add(desk, "maker", {"name": "Heron Models Ltd"}).record.ref
    model = recording.add(desk, "model", {"name": "Heron", "version": "2", "maker": maker}).record.ref
    product = recording.add(desk, "product", {"vendor": KESTREL, "name": "Kestrel Assist"}).record.ref
    recording.add(desk, "use", {"product": product, "model": model, "certainty": "stated"})
    recording.add(
        desk,
        "dispute",
        {
            "maker": maker,
            "caption": "Authors v. Heron Models",
            "role": "respondent",
            "proof": "pleading",
            "alleged_by": "a class of authors",
            "alleged_on": "2026-05-04",
            "stage": "S4",
            "stage_on": "2026-09-01",
            "forum_type": "court",
            "forum": "N.D. Cal.",
            "docket": "3:26-cv-01234",
            "claim_types": "copyright-training",
            "theory": "training",
            "relief": "money, injunction",
            "relevance": "named",
            "primary_source": "docket sheet",
        },
    )
    recording.add(
        desk,
        "search",
        {
            "vendor": KESTREL,
            "searched_on": "2026-11-02",
            "searched_by": "R. Okafor",
            "sources": "docket, tracker, press",
            "scope": "both",
            "found": "matters",
        },
    )
    recording.add(desk, "flow", {"vendor": KESTREL, "title": "Triage labels", "purpose": "classifier"})
    recording.add(
        desk,
        "contract",
        {"vendor": KESTREL, "title": "MSA 2026", "tier": "enterprise", "term_end": "2027-02-01", "notice_days": "60"},
    )


def _review(desk: Desk) -> None:
    for id, typed in ANSWERS.items():
        state, value = read_answer(desk.pack.by_id[id], typed)
        answering.answer(desk, KESTREL, id, value, state=state)
    answering.answer(
        desk, KESTREL, "C5", read_answer(desk.pack.by_id["C5"], "supercap")[1],
        note="Super-cap 2x fees (11.3); breach cap 5x fees (11.2).",
    )  # fmt: skip
    piece = attaching.attach_note(desk, "Call with counsel on caps", vendor=KESTREL, questions=["C5"])
    attaching.review(desk, piece.ref)
    rescoring.give_score(desk, KESTREL, 2, 2)
    signing.sign(desk, KESTREL, 2, "Search read; relief not judged.")
