"""The line of key hints at the foot of a screen: those that fit, at most eight."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

MOST_HINTS = 8
GAP = 2
HELP_ACTION = "keys"

Offer = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Hint:
    """A key as it is shown, what it does, and the cell where the hint begins."""

    key: str
    display: str
    description: str
    start: int

    @property
    def end(self) -> int:
        """The first cell after the hint."""
        return self.start + cell_len(self.display) + 1 + cell_len(self.description)


def _width(offer: Offer) -> int:
    return cell_len(offer[1]) + 1 + cell_len(offer[2])


class KeyBar(Widget):
    """Hints for the shown bindings that are in force now, in the order of the chain; a click presses the key.

    A hint that does not fit is left out whole; the help screen has them all.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-bar--key"}  # noqa: RUF012 (as Textual declares it)
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $foreground-muted;
        & > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, _screen: Screen[Any]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Give the hints that fit."""
        style = self.get_visual_style("key-bar--key")
        parts: list[Content] = []
        for hint in self.hints():
            parts.append(Content.assemble((hint.display, style), " ", hint.description))
        return Content("  ").join(parts)

    def hints(self) -> list[Hint]:
        """The hints that are shown; the help key keeps its place at the end."""
        offers = list(self._offers())
        kept = [offer for offer in offers if offer[3]]
        room = self.size.width - sum(_width(offer) + GAP for offer in kept)
        found: list[Offer] = []
        for offer in offers:
            if not offer[3] and _width(offer) <= room and len(found) < MOST_HINTS - len(kept):
                found.append(offer)
                room -= _width(offer) + GAP
        return self._placed([*found, *kept])

    def _placed(self, offers: list[Offer]) -> list[Hint]:
        starts = accumulate((_width(offer) + GAP for offer in offers), initial=0)
        return [Hint(*offer[:3], start) for offer, start in zip(offers, starts, strict=False)]

    def _offers(self) -> Iterator[Offer]:
        """Key, display, description of each action once, and whether it is the help."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                display = self.app.get_key_display(binding)
                yield binding.key, display, binding.description, binding.action == HELP_ACTION

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        offset = event.get_content_offset(self)
        for hint in self.hints() if offset else ():
            if offset is not None and hint.start <= offset.x < hint.end:
                self.app.simulate_key(hint.key)
