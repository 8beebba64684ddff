"""The keys in force on a screen, one entry for each action, from which help and palette are made."""

from dataclasses import dataclass
from typing import Any

from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen


@dataclass(frozen=True)
class KeyUse:
    """An action that keys run: the keys as they are shown, its short name, what it does, and whose action it is."""

    keys: str
    name: str
    tooltip: str
    action: str
    node: DOMNode


def key_uses(screen: Screen[Any]) -> list[KeyUse]:
    """What the keys do on `screen` now: the screen's own first, then the focused widget's, then the app's.

    Bindings without a tooltip are left out: they belong to text fields and scrolling.
    """
    found: dict[tuple[int, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.tooltip and active.enabled and not active.binding.system:
            found.setdefault((id(active.node), active.binding.action), []).append(active)
    uses = [_use(screen, same) for same in found.values()]
    return sorted(uses, key=lambda use: 2 if use.node is screen.app else use.node is not screen)


def _use(screen: Screen[Any], same: list[ActiveBinding]) -> KeyUse:
    first = same[0]
    displays = dict.fromkeys(_display(screen, active) for active in same)
    keys = " ".join(sorted(displays, key=lambda display: not display.isalpha() or len(display) > 1))
    name = first.binding.description
    return KeyUse(keys, name, first.tooltip, first.binding.action, first.node)


def _display(screen: Screen[Any], active: ActiveBinding) -> str:
    """The key alone: what a hint shows may stand for several ("1-5")."""
    key = active.binding.key
    return key if len(key) == 1 else screen.app.get_key_display(active.binding)
