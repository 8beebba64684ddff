"""A note written in place: Enter keeps it, and so does leaving it in any other way."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from riskdesk.widgets.editors import BlockInput


class NoteInput(BlockInput):
    """Hidden until `open`; posts `Done` with the text when it is left, by Enter, ctrl+s, Esc, Tab or the mouse."""

    DEFAULT_CSS = """
    NoteInput { display: none; height: 4; border: round $border; padding: 0 1; }
    NoteInput:focus { height: 6; border: round $primary; }
    NoteInput.open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,escape", "done", "Keep the note", key_display="Enter", id="note.done", tooltip="Keep it"),
        Binding("ctrl+j", "newline", "New line", key_display="^j", id="note.newline", tooltip="Begin a new line"),
    ]

    class Done(Message):
        """The note was left; `purpose` is what `open` was given, `text` what stands in it."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        """A note that is not open."""
        super().__init__(id=id, compact=False)
        self._purpose = ""

    def open(self, purpose: str, title: str, text: str) -> None:
        """Show the note under `title` with `text` in it, ready to be written."""
        self._purpose = purpose
        self.border_title = title
        self.border_subtitle = "Enter or Esc keeps it, ctrl+j begins a new line"
        self.fill(text)
        self.add_class("open")
        self.move_cursor(self.document.end)
        self.focus()

    def action_done(self) -> None:
        """Keep the text and close."""
        self._close()

    def action_newline(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def on_blur(self, _event: events.Blur) -> None:
        """Keep the text, however it was left."""
        self._close()

    def on_key(self, event: events.Key) -> None:
        """Leave these keys to the bindings: a text area would take Enter for a new line."""
        if event.key in {"enter", "escape"}:
            event.prevent_default()

    def _close(self) -> None:
        if self.has_class("open"):
            self.remove_class("open")
            self.post_message(self.Done(self._purpose, self.text))
