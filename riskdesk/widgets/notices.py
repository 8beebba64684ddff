"""What the workbench says in passing: errors with their remedy, and plain notes; never as markup."""

from textual.dom import DOMNode

from riskdesk.errors import RiskdeskError
from riskdesk.widgets.cells import clean

LONGEST = 600
"""Characters of a note that are shown; the clipboard gets all."""


def say(node: DOMNode, message: str, title: str = "") -> None:
    """Show a note for a few seconds. Any text may be handed in."""
    node.app.notify(_short(message), title=clean(title), markup=False)


def say_error(node: DOMNode, error: RiskdeskError) -> None:
    """Show what went wrong, where, and what to do about it; it stays longer than a note."""
    title = f"{error.where}: {error.what}" if error.where else error.what
    remedy = error.remedy or "Nothing was changed."
    node.app.notify(_short(remedy), title=clean(title), severity="error", timeout=10, markup=False)


def copy(node: DOMNode, text: str) -> None:
    """Copy the text to the clipboard and show it: not every terminal hands on what is copied (OSC 52)."""
    node.app.copy_to_clipboard(text)
    say(node, text, "Copied")


def _short(message: str) -> str:
    text = clean(message, multiline=True)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
