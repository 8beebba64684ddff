"""The screens of the workbench: one module and one .tcss each, and the list of them.

A new screen is its module and its line here. Screens are imported when they are first opened, so that a start imports
one of them; `opened` is how one screen reaches another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

SCREENS = {
    "register": "RegisterScreen",
    "first_run": "FirstRunScreen",
    "help": "HelpScreen",
    "asking": "AskingScreen",
    "picking": "PickingScreen",
    "export": "ExportScreen",
    "importing": "ImportingScreen",
    "replies": "RepliesScreen",
    "vendor": "VendorScreen",
    "walk": "WalkScreen",
    "explain": "ExplainScreen",
    "evidence": "EvidenceScreen",
    "record": "RecordScreen",
    "records": "RecordsScreen",
    "around": "AroundScreen",
    "lists": "ListsScreen",
    "rounds": "RoundsScreen",
    "attaching": "AttachingScreen",
    "history": "HistoryScreen",
    "calendar": "CalendarScreen",
    "supply": "SupplyScreen",
    "maker": "MakerScreen",
    "makers": "MakersScreen",
}
"""Module to class. Pictures of a screen are named after its module."""


def opened(module: str, *words: Any, **named: Any) -> Screen[Any]:
    """A new screen of that module, imported now if it was not yet."""
    made = getattr(import_module(f"riskdesk.screens.{module}"), SCREENS[module])
    screen: Screen[Any] = made(*words, **named)
    return screen
