"""The first line of a screen: where one is on the left, how things stand on the right."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from riskdesk.widgets.cells import clean, fit

GAP = 2


class Headline(Widget):
    """One line. The left part gives way where both do not fit, and is cut last of all."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"headline--name"}  # noqa: RUF012 (as Textual declares it)
    DEFAULT_CSS = """
    Headline {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > .headline--name { color: $primary; text-style: bold; }
    }
    """

    place: reactive[str] = reactive("")
    """Where one is: the organisation, the vendor, the path of a question. Text from people."""
    state: reactive[str] = reactive("")
    """How things stand; what does not fit is left out from its left, a part between two blanks at a time."""

    def render(self) -> Content:
        """Give the line, exactly as wide as the widget."""
        width = self.size.width
        name = "riskdesk  "
        room = width - cell_len(name)
        state = _fitting(self.state, room - GAP - min(cell_len(clean(self.place)), room // 3))
        left = max(0, room - cell_len(state) - GAP)
        style = self.get_visual_style("headline--name")
        return Content.assemble((name, style), fit(self.place, left), " " * GAP, state)


def _fitting(state: str, room: int) -> str:
    """The parts of `state` (between double blanks) that fit, the last ones first."""
    parts = clean(state).split("  ")
    while parts and cell_len("  ".join(parts)) > room:
        parts.pop(0)
    return "  ".join(parts)
