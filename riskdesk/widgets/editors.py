"""The parts of a form that take text: one line, several lines, or a pick among words; hostile signs never get in."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from riskdesk.rules.text import LONGEST_BLOCK
from riskdesk.widgets.asked import Asked
from riskdesk.widgets.cells import clean, fit
from riskdesk.widgets.line_input import LineInput as LineInput


class BlockInput(TextArea):
    """Text of several lines, cleaned as it is typed or pasted. Tab leaves it."""

    DEFAULT_CSS = """
    BlockInput { width: 1fr; height: 3; border: none; padding: 0 1; background: $surface; }
    BlockInput:focus { border: none; height: 5; background: $panel; }
    """

    def __init__(self, typed: str = "", *, id: str | None = None, compact: bool = True) -> None:
        """A text area that holds `typed`; `compact` is one without a border."""
        super().__init__(
            clean(typed, multiline=True), soft_wrap=True, highlight_cursor_line=False, compact=compact, id=id
        )

    @property
    def typed(self) -> str:
        """The text as it stands."""
        return self.text

    def fill(self, typed: str) -> None:
        """Put another text in place."""
        self.load_text(clean(typed, multiline=True))

    def edit(self, edit: Edit) -> EditResult:
        """Take an edit in, cleaned, and never more than a field may hold."""
        room = max(0, LONGEST_BLOCK - len(self.text))
        edit.text = clean(edit.text, multiline=True)[:room]
        return super().edit(edit)


class Pick(Widget, can_focus=True):
    """One line with what is picked among words; digits pick, h and l step, Enter asks for the whole list."""

    DEFAULT_CSS = """
    Pick { width: 1fr; height: 1; padding: 0 1; background: $surface; }
    Pick:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "list", "List", show=False, id="pick.list", tooltip="Choose from the list"),
        Binding("l,right,space", "step(1)", "Next", show=False, id="pick.next", tooltip="Pick the next word"),
        Binding("h,left", "step(-1)", "Previous", show=False, id="pick.previous", tooltip="Pick the word before"),
        Binding("backspace,delete", "empty", "Empty", show=False, id="pick.empty", tooltip="Pick nothing"),
    ]

    typed: reactive[str] = reactive("")
    """What is picked, as a person would type it: stored words with commas between."""

    class Changed(Message):
        """Something else is picked."""

        def __init__(self, pick: "Pick") -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> "Pick":
            """The pick."""
            return self.pick

    class ListWanted(Changed):
        """The whole list is asked for."""

    def __init__(self, asked: Asked, *, id: str | None = None) -> None:
        """A pick among the choices of `asked`, or of a record's reference where it has none."""
        super().__init__(id=id)
        self.asked = asked
        self.set_reactive(Pick.typed, clean(asked.typed))

    @property
    def values(self) -> Sequence[str]:
        """The stored words there are to pick among."""
        return [value for value, _ in self.asked.choices]

    @property
    def picked(self) -> tuple[str, ...]:
        """The stored words that are picked."""
        return tuple(part.strip() for part in self.typed.split(",") if part.strip())

    def fill(self, typed: str) -> None:
        """Pick something else."""
        self.typed = clean(typed)

    def render(self) -> Content:
        """What is picked, in words."""
        labels = dict(self.asked.choices)
        words = ", ".join(labels.get(value, value) for value in self.picked)
        hint = "Enter: choose" if not self.asked.choices else f"1 of {len(self.asked.choices)}: press a digit or Enter"
        if self.asked.type == "many":
            hint = "any of: digits mark, Enter lists"
        text = words or ("-" if not self.has_focus else hint)
        return Content(fit(text, max(self.content_size.width, cell_len("-"))))

    def watch_typed(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """Show the hint."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the hint away."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A digit picks the word in that place, or marks it where several may be picked."""
        if event.character is None or not event.character.isdecimal():
            return
        value = self.asked.by_digit(event.character)
        if value is not None:
            event.stop()
            self._take(value)

    def action_step(self, steps: int) -> None:
        """Pick the next or the previous word; where several may be picked or the list is long, ask for the list."""
        if self.asked.type == "many" or not self.values:
            self.action_list()
            return
        place = self.values.index(self.typed) if self.typed in self.values else (-1 if steps > 0 else 0)
        self.typed = self.values[(place + steps) % len(self.values)]

    def action_empty(self) -> None:
        """Pick nothing."""
        self.typed = ""

    def action_list(self) -> None:
        """Ask for the whole list."""
        self.post_message(self.ListWanted(self))

    def _take(self, value: str) -> None:
        if self.asked.type != "many":
            self.typed = value
            return
        now = set(self.picked) ^ {value}
        self.typed = ", ".join(word for word in self.values if word in now)


Editor = LineInput | BlockInput | Pick


def editor_for(asked: Asked, id: str, suggester: Suggester | None = None) -> Editor:
    """The part that takes the field's text."""
    if asked.type == "lines":
        return BlockInput(asked.typed, id=id)
    if asked.choices or asked.type == "ref":
        return Pick(asked, id=id)
    hints = {"date": "yyyy-mm-dd", "int": "a whole number"}
    return LineInput(asked.typed, hint=hints.get(asked.type, ""), suggester=suggester, id=id)
