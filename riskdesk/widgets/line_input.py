"""One line of text as a person types it; hostile signs never get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from riskdesk.rules.text import LONGEST_LINE
from riskdesk.widgets.cells import clean

if TYPE_CHECKING:
    from textual.suggester import Suggester


class LineInput(Input):
    """One line of text, cleaned as it is typed or pasted."""

    DEFAULT_CSS = """
    LineInput { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    LineInput:focus { border: none; background: $panel; }
    """

    def __init__(
        self, typed: str = "", *, hint: str = "", suggester: Suggester | None = None, id: str | None = None
    ) -> None:
        """An input that holds `typed`; `hint` stands in it while it is empty."""
        super().__init__(
            clean(typed), hint, max_length=LONGEST_LINE, suggester=suggester, select_on_focus=False, id=id, compact=True
        )

    @property
    def typed(self) -> str:
        """The text as it stands."""
        return self.value

    def fill(self, typed: str) -> None:
        """Put another text in place."""
        self.value = typed
        self.cursor_position = len(self.value)

    def validate_value(self, value: str) -> str:
        """Keep out every sign that must not reach a terminal."""
        return clean(value)
