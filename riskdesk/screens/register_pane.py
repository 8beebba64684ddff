"""The pane beside the register's list: it follows the cursor and tells what drives the vendor there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from riskdesk.errors import RiskdeskError
from riskdesk.widgets.drivers import Drivers

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.rules.pack import Pack
    from riskdesk.rules.records import Vendor
    from riskdesk.rules.standing import Standing

REST = 0.08
"""Seconds that the cursor rests before the pane follows it: a key that is held down moves the cursor alone."""
BREATH = 0.01
"""Seconds between looking at a vendor and drawing the pane: a key that comes then is served first."""


class Unread(Message):
    """The register cannot be read."""

    def __init__(self, error: RiskdeskError) -> None:
        super().__init__()
        self.error = error


class RegisterPane(Drivers):
    """Shows the vendor that it was last told to follow. It reads the register and never writes it."""

    def __init__(self, desk: Desk) -> None:
        """An empty pane until it is `ready` and told whom to follow."""
        super().__init__()
        self._desk = desk
        self._vendor: str | None = None
        self._ready = False
        self._resting: Timer | None = None

    @property
    def resting(self) -> bool:
        """Whether the pane is still to follow the cursor."""
        return not self._ready or self._resting is not None

    def ready(self) -> None:
        """The rules and the pack are read: from now on the pane can tell what drives a vendor."""
        if not self._ready:
            self._ready = True
            self._look()

    def follow(self, vendor: str | None) -> None:
        """Show that vendor, or nobody, once no other is named for a moment."""
        self._vendor = vendor
        self._stop()
        self._resting = self.set_timer(REST, self._look)

    def on_resize(self) -> None:
        """Fill a pane for which there is room only now."""
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Look at the vendor, where there is room to show it."""
        self._stop()
        if self._vendor is None or not self.display or not self._ready:
            self.show(None)
            return
        from riskdesk.desk import looking

        try:
            seen = looking.look(self._desk, self._vendor)
            pack = self._desk.pack
        except RiskdeskError as error:
            self.post_message(Unread(error))
            return
        self._resting = self.set_timer(BREATH, partial(self._draw, (seen.case.vendor, seen.standing, pack)))

    def _draw(self, shown: tuple[Vendor, Standing, Pack]) -> None:
        self._stop()
        self.show(shown)

    def _stop(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
