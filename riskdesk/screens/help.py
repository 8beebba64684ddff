"""The keys of the screen below, each with what it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from riskdesk.widgets.cells import fit
from riskdesk.widgets.keys import KeyUse

LONGEST_KEYS = 20


class HelpScreen(ModalScreen[None]):
    """Lists `uses`, which `riskdesk.widgets.keys.key_uses` gives for a screen, under the name of that screen."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Back", tooltip="Back to the screen"),
        Binding("j", "scroll(1)", "Down", show=False, tooltip="A line on"),
        Binding("k", "scroll(-1)", "Up", show=False, tooltip="A line back"),
    ]

    def __init__(self, place: str, uses: Sequence[KeyUse]) -> None:
        """Help for the screen called `place`."""
        super().__init__()
        self._place = place
        self._uses = uses

    def compose(self) -> ComposeResult:
        """Compose the list and the line that says how to leave."""
        with VerticalScroll() as box:
            box.border_title = Content(f"Keys: {self._place}")
            box.border_subtitle = Content("j k scroll   Esc back")
            yield Static(self._lines())

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _lines(self) -> Content:
        width = max((len(use.keys) for use in self._uses), default=0)
        width = min(width, LONGEST_KEYS)
        parts = [Content.assemble((fit(use.keys, width), "bold $primary"), "  ", use.tooltip) for use in self._uses]
        return Content("\n").join(parts)
