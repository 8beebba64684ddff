"""Lines of text that a cursor walks along: a page of facts, answers or terms, each line opened with Enter."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from riskdesk.widgets.line import ACCENTS, Line, Piece, apart, filled, plain, wrapped

__all__ = ["ACCENTS", "Line", "Lines", "Piece"]


class Lines(ScrollView, can_focus=True):
    """Draws lines, with a cursor on one of those that have an id; posts `Moved` and `Opened`."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", *(f"lines--{name}" for name in ACCENTS)}
    DEFAULT_CSS = """
    Lines {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & > .lines--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .lines--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .lines--head { text-style: bold; }
        & > .lines--key { color: $text-accent; text-style: bold; }
        & > .lines--chosen { color: $text-success; text-style: bold; }
        & > .lines--dim { color: $text-muted; }
        & > .lines--late { color: $text-error; text-style: bold; }
        & > .lines--warn { color: $text-warning; }
        & > .lines--good { color: $text-success; }
        & > .lines--critical { color: $text-error; text-style: bold; }
        & > .lines--high { color: $text-warning; text-style: bold; }
        & > .lines--moderate { color: $text-accent; }
        & > .lines--low { color: $text-success; }
        & > .lines--unrated { color: $text-muted; text-style: italic; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False, id="lines.open", tooltip="Open the line under the cursor"),
        Binding("j,down", "move(1)", "Down", show=False, id="lines.down", tooltip="Next line"),
        Binding("k,up", "move(-1)", "Up", show=False, id="lines.up", tooltip="Previous line"),
        Binding("g,home", "edge(-1)", "First", show=False, id="lines.first", tooltip="First line"),
        Binding("G,end", "edge(1)", "Last", show=False, id="lines.last", tooltip="Last line"),
        Binding("ctrl+d", "turn(0.5)", "Half page down", show=False, id="lines.half_down", tooltip="Half a page on"),
        Binding("ctrl+u", "turn(-0.5)", "Half page up", show=False, id="lines.half_up", tooltip="Half a page back"),
        Binding("pagedown", "turn(1)", "Page down", show=False, id="lines.page_down", tooltip="A page on"),
        Binding("pageup", "turn(-1)", "Page up", show=False, id="lines.page_up", tooltip="A page back"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The place of the cursor among all lines, from 0; of no meaning while no line has an id."""

    class LinesMessage(Message):
        """Something that happened to the line `id` of `lines`."""

        def __init__(self, lines: "Lines", id: str) -> None:
            super().__init__()
            self.lines = lines
            self.id = id

        @property
        def control(self) -> "Lines":
            """The page, for `@on(Lines.Opened, "#id")`."""
            return self.lines

    class Moved(LinesMessage):
        """The cursor came to another line."""

    class Opened(LinesMessage):
        """Enter, or a click on the cursor's line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """A page without lines."""
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self._rows: list[tuple[int, Content, str]] = []
        self._starts: list[int] = []

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are shown."""
        return self._lines

    @property
    def cursor_id(self) -> str:
        """The id under the cursor, "" where no line has one."""
        return self._lines[self.cursor].id if self.cursor < len(self._lines) else ""

    def show(self, lines: Iterable[Line], *, at: str = "") -> None:
        """Show `lines`; the cursor goes to the line `at`, else stays on its id, else near its place."""
        wanted, place = at or self.cursor_id, self.cursor
        top = self.scroll_offset.y
        self._lines = tuple(lines)
        self._arrange()
        found = next((n for n, line in enumerate(self._lines) if line.id and line.id == wanted), None)
        self.set_reactive(Lines.cursor, self._rest(place) if found is None else found)
        self.scroll_to(y=min(top, self.max_scroll_y), animate=False)
        self.call_after_refresh(self._show_cursor)
        self.refresh(layout=True)

    def move_to(self, id: str) -> bool:
        """Put the cursor on the line `id`; False where there is none."""
        for place, line in enumerate(self._lines):
            if line.id == id:
                self.cursor = place
                return True
        return False

    def watch_cursor(self) -> None:
        """Bring the line into the window and say where the cursor is."""
        self._show_cursor()
        self.refresh()
        if self.cursor_id:
            self.post_message(self.Moved(self, self.cursor_id))

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew."""
        self._arrange()
        self._show_cursor()
        self.refresh()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many rows as the lines take at that width."""
        return sum(len(wrapped(line, width)) for line in self._lines)

    def notify_style_update(self) -> None:
        """Draw anew after a change of theme or focus."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give one row of the window."""
        row, width = self.scroll_offset.y + y, self._room.width
        base = self.visual_style
        if row >= len(self._rows):
            return Strip.blank(width, base.rich_style)
        place, content, tail = self._rows[row]
        at_cursor = place == self.cursor and bool(self._lines[place].id)
        style = self.get_visual_style("lines--cursor") if at_cursor else base
        sign = "> " if at_cursor and row == self._starts[place] else "  "
        text = content if not at_cursor else Content(content.plain)
        segments = [Segment(sign, style.rich_style)]
        for part, found in text.render(style, "", parse_style=self._accent):
            segments += apart(part, (style + found).rich_style)
        return filled(segments, tail, width, style)

    def action_move(self, steps: int) -> None:
        """Move to the next or previous line that has an id; at the edge, scroll what is left."""
        places = [place for place, line in enumerate(self._lines) if line.id]
        after = [place for place in places if place > self.cursor] if steps > 0 else []
        before = [place for place in places if place < self.cursor] if steps < 0 else []
        if after:
            self.cursor = after[0]
        elif before:
            self.cursor = before[-1]
        else:
            self.scroll_to(y=self.scroll_offset.y + steps, animate=False)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last line, and show what stands around it."""
        places = [place for place, line in enumerate(self._lines) if line.id] or [0]
        self.cursor = places[0] if side < 0 else places[-1]
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False)

    def action_turn(self, pages: float) -> None:
        """Scroll by so many pages; the cursor comes along."""
        rows = max(1, int(max(1, self._room.height) * abs(pages))) * (1 if pages > 0 else -1)
        goal = self._starts[self.cursor] + rows if self._starts else 0
        places = [place for place, line in enumerate(self._lines) if line.id]
        if places:
            self.cursor = min(places, key=lambda place: abs(self._starts[place] - goal))
        self.scroll_to(y=max(0, min(self.scroll_offset.y + rows, self.max_scroll_y)), animate=False)

    def action_open(self) -> None:
        """Post that the line under the cursor is to be opened."""
        if self.cursor_id:
            self.post_message(self.Opened(self, self.cursor_id))

    def on_click(self, event: events.Click) -> None:
        """Move to the line that was clicked, or open it if the cursor is there."""
        spot = event.get_content_offset(self)
        row = spot.y + self.scroll_offset.y if spot else len(self._rows)
        if row >= len(self._rows) or not self._lines[self._rows[row][0]].id:
            return
        if self.cursor == self._rows[row][0]:
            self.action_open()
        else:
            self.cursor = self._rows[row][0]

    @property
    def _room(self) -> Size:
        """The cells that lines are drawn in: without padding and scrollbar."""
        return self.scrollable_content_region.size

    def _accent(self, name: str | Style) -> Style:
        return self.get_visual_style(f"lines--{name}", partial=True) if name in ACCENTS else Style()

    def _arrange(self) -> None:
        width = self._room.width
        self._rows, self._starts = [], []
        for place, line in enumerate(self._lines):
            self._starts.append(len(self._rows))
            for number, content in enumerate(wrapped(line, width)):
                self._rows.append((place, content, plain(line.tail) if number == 0 else ""))
        self.virtual_size = Size(0, len(self._rows))

    def _rest(self, near: int) -> int:
        places = [place for place, line in enumerate(self._lines) if line.id]
        return min(places, key=lambda place: abs(place - near), default=0)

    def _show_cursor(self) -> None:
        if not self._room or self.cursor >= len(self._starts):
            return
        first = all(not line.id for line in self._lines[: self.cursor])
        start = 0 if first else self._starts[self.cursor]
        end = self._starts[self.cursor + 1] if self.cursor + 1 < len(self._starts) else len(self._rows)
        height = min(end - start, self._room.height)
        self.scroll_to_region(Region(0, start, 1, height), animate=False, force=True)
