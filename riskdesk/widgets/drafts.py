"""Text that was typed and not saved, kept while the workbench runs: going back never loses it."""

from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App

Drafts = dict[str, dict[str, str]]
"""By form, the texts by field."""

_KEPT: WeakKeyDictionary[App[Any], Drafts] = WeakKeyDictionary()


def drafts_of(app: App[Any]) -> Drafts:
    """The drafts of this run of the workbench."""
    return _KEPT.setdefault(app, {})
