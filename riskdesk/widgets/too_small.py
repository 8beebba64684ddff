"""The one line that a terminal shows which is too small for any screen."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = Size(40, 10)


class TooSmall(ModalScreen[None]):
    """Stands above everything until there is room for a screen again."""

    DEFAULT_CSS = """
    TooSmall { background: $background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._leaving = False

    @staticmethod
    def is_for(size: Size) -> bool:
        """Whether a terminal of that size is too small."""
        return size.width < LEAST.width or size.height < LEAST.height

    def compose(self) -> ComposeResult:
        """Compose the line."""
        yield Static(Content(f"Too small (needs {LEAST.width}x{LEAST.height}): try riskdesk list vendors"))

    def on_resize(self, event: events.Resize) -> None:
        """Go away once there is room."""
        if not self.is_for(event.size) and not self._leaving:
            # A second resize may come before the first has taken this screen away.
            self._leaving = True
            self.dismiss()
