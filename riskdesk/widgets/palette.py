"""The palette: every action of the screen by its name, with its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from riskdesk.widgets.keys import KeyUse, key_uses


class Actions(Provider):
    """Offers what the keys do on the screen under the palette, by name and by explanation."""

    async def discover(self) -> Hits:
        """Offer every action."""
        for use, run in self._offers():
            yield DiscoveryHit(Content(_name(use)) + _keys(use), run, text=_name(use))

    async def search(self, query: str) -> Hits:
        """Offer the actions whose name or explanation matches."""
        matcher = self.matcher(query)
        for use, run in self._offers():
            score = matcher.match(_name(use))
            if score > 0:
                yield Hit(score, matcher.highlight(_name(use)) + _keys(use), run, text=_name(use))

    def _offers(self) -> Iterator[tuple[KeyUse, Callable[[], Awaitable[None]]]]:
        for use in key_uses(self.screen):
            if use.action != "command_palette":
                yield use, self._runner(use)

    def _runner(self, use: KeyUse) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.app.run_action(use.action, use.node)

        return run


def _name(use: KeyUse) -> str:
    return f"{use.name}: {use.tooltip}"


def _keys(use: KeyUse) -> Content:
    return Content(f"   {use.keys}").stylize("dim")
