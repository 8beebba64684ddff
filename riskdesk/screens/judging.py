"""Judging how one vendor stands to a maker's matter or listing, from the screens of the supply chain."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from riskdesk.desk import supply
from riskdesk.desk.opening import Desk
from riskdesk.screens import opened


def judge(screen: Screen[Any], desk: Desk, vendor: str, kind: str, ref: str) -> None:
    """Open the form of the vendor's judgement of a dispute or designation (`kind`): "unrelated" until told otherwise.

    A judgement that stands is opened again, so that there is one of each.
    """
    held = supply.judgement(desk, vendor, kind, ref)
    if held is not None:
        screen.app.push_screen(opened("record", desk, "relevance", held.ref))
        return
    preset = {"vendor": vendor, kind: ref, "relevance": "unrelated", "judged_on": desk.today().isoformat()}
    screen.app.push_screen(opened("record", desk, "relevance", None, preset))
