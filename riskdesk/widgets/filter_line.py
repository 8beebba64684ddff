"""The line above a list in which one types what to look for."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from riskdesk.widgets.line_input import LineInput


class FilterLine(Horizontal):
    """A text field behind a slash, and on the right how many of all rows are listed.

    Posts `Changed` with each letter and `Left` when the field is left; Escape in the field clears it first.
    """

    DEFAULT_CSS = """
    FilterLine {
        height: 1;
        padding: 0 1;
        & > .slash { width: 2; color: $text-muted; }
        & > Input { width: 1fr; padding: 0; background: $background; }
        & > Input:focus { background: $background; }
        & > .count { width: auto; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "leave", "To the list", tooltip="Keep the filter and go to the list (Enter too)"),
        Binding("escape", "clear", "Clear", tooltip="Clear the filter"),
    ]

    class Changed(Message):
        """The text to look for changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The field was left: Enter, Escape or down."""

    def __init__(self, *, hint: str = "", id: str | None = None) -> None:
        """An empty filter; `hint` stands in it meanwhile."""
        super().__init__(id=id)
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Compose the slash, the field and the count."""
        yield Static("/", classes="slash")
        yield LineInput("", hint=self._hint)
        yield Static("", classes="count")

    @property
    def text(self) -> str:
        """What is looked for, "" for everything."""
        return self._input.value.strip()

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def enter(self) -> None:
        """Let the person type."""
        self._input.focus()

    def clear(self) -> None:
        """Look for everything again."""
        self._input.value = ""

    def count(self, words: str) -> None:
        """Say on the right how many rows are listed."""
        self.query_one(".count", Static).update(Content(words))

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value.strip()))

    @on(Input.Submitted)
    def _keep(self, event: Any) -> None:
        event.stop()
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear the field and leave it."""
        self.clear()
        self.post_message(self.Left())

    def action_leave(self) -> None:
        """Keep the filter and leave the field."""
        self.post_message(self.Left())
