"""Approved pictures of screens: drawn at 80x24 and 140x40, compared with screens/*.svg, rewritten with --approve.

    async def test_register(picture: Picture) -> None:
        await picture("register", lambda: Workbench(...), "j", "j")

draws screens/register.svg and screens/register-wide.svg. A screen's pictures are named after its module; more of them
add a word: `register-empty`. Where keys alone do not lead to the picture, hand in `prepare`, or drive a pilot of your
own and call `picture.check(name, app)`.
"""

import html
import re
from collections.abc import Awaitable, Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from riskdesk.screens.register_pane import REST, RegisterPane

FOLDER = Path(__file__).resolve().parents[2] / "screens"
SIZES = {"": (80, 24), "-wide": (140, 40)}

Prepare = Callable[[Pilot[Any]], Awaitable[None]]


class Picture:
    """Draws a screen and compares it with the approved picture, or approves what it draws."""

    def __init__(self, approve: bool) -> None:
        self.approve = approve

    async def __call__(
        self, name: str, make: Callable[[], App[Any]], *keys: str, prepare: Prepare | None = None
    ) -> None:
        """Draw the app that `make` gives in both sizes, after `prepare` and then `keys`; a new app for each size."""
        for suffix, size in SIZES.items():
            app = make()
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                if prepare is not None:
                    await prepare(pilot)
                for key in keys:
                    await pilot.press(key)
                await settle(pilot)
                self.check(name + suffix, app)

    def check(self, name: str, app: App[Any]) -> None:
        """Compare what `app` shows now with screens/<name>.svg; the failure shows the lines that differ."""
        path = FOLDER / f"{name}.svg"
        drawn = normalised(app.export_screenshot(title="riskdesk"))
        approved = path.read_text("utf-8") if path.exists() else ""
        if drawn == approved:
            return
        if self.approve:
            path.write_text(drawn, "utf-8", newline="\n")
            return
        changes = "\n".join(unified_diff(lines(approved), lines(drawn), "approved", "drawn", lineterm="", n=1))
        remedy = "look at it, then run the test with --approve"
        raise AssertionError(f"screens/{name}.svg is not what is drawn: {remedy}\n{changes or 'colours differ'}")


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what the app has begun is done and drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    for pane in pilot.app.screen.query(RegisterPane):
        while pane.resting:
            await pilot.pause(REST / 4)


def normalised(svg: str) -> str:
    """Give the picture with the ids that change from one drawing to the next replaced."""
    return re.sub(r"terminal-\d+", "terminal", svg)


def lines(svg: str) -> list[str]:
    """Give the lines of text in a picture, each at its height."""
    parts: dict[float, str] = {}
    for y, text in re.findall(r'<text class="[^"]*" x="[^"]*" y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        parts[float(y)] = parts.get(float(y), "") + html.unescape(text).replace("\xa0", " ")
    return [parts[y].rstrip() for y in sorted(parts)]
