"""A plain form: one row a field, required ones first, with what the field under the cursor takes and feeds."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from riskdesk.errors import RiskdeskError
from riskdesk.widgets.asked import BY_DIGIT, Asked
from riskdesk.widgets.cells import clean
from riskdesk.widgets.editors import BlockInput, Editor, LineInput, Pick, editor_for

Check = Callable[[str, str], object]
"""Reads the text typed into the field of that name; raises RiskdeskError where the field cannot take it."""

_HINT_SIGNS = 140
FIRST_ROWS = 16
"""Rows that are there at once; the rest follow when these are drawn."""


class FormRow(Vertical):
    """One field: its label, what takes its text, and the error that stands beside it."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    FormRow { height: auto; }
    FormRow > Horizontal { height: auto; }
    FormRow .label { width: 27; padding: 0 1 0 0; color: $text-muted; }
    FormRow.required .label { color: $foreground; text-style: bold; }
    FormRow .label.current { color: $primary; }
    FormRow .error { display: none; color: $text-error; padding: 0 0 0 27; height: auto; }
    FormRow.wrong .error { display: block; }
    .-narrow FormRow > Horizontal { layout: vertical; }
    .-short FormRow { height: 0; overflow: hidden; }
    .-short FormRow.here { height: auto; }
    .-narrow FormRow .error { padding: 0; }
    """

    def __init__(self, asked: Asked, suggester: Suggester | None = None) -> None:
        """The row of one field; `suggester` completes what is typed into a line."""
        super().__init__(classes="required" if asked.required else "")
        self.asked = asked
        self.editor: Editor = editor_for(asked, f"field-{asked.name}".replace(" ", "-"), suggester)

    def compose(self) -> ComposeResult:
        """Label, editor, error."""
        sign = "* " if self.asked.required else "  "
        with Horizontal():
            yield Static(sign + clean(self.asked.label), classes="label", markup=False)
            yield self.editor
        yield Static("", classes="error", markup=False)

    def say(self, error: str) -> None:
        """Show what is wrong with the field, or with "" that nothing is."""
        self.set_class(bool(error), "wrong")
        self.query_one(".error", Static).update(Content("! " + clean(error, multiline=True)))


class Form(Vertical):
    """Fields to fill in. Values come in as `Asked`, texts go out with `Submitted` and `Left`; it saves nothing."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Form { height: 1fr; }
    Form > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; padding: 0 1; }
    Form > .trouble { display: none; height: auto; max-height: 3; padding: 0 1; color: $text-error; }
    Form.trouble > .trouble { display: block; }
    Form > .hint { height: 3; padding: 0 1; background: $panel; }
    .-short Form > .hint { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "Save", id="form.save", tooltip="Save what is filled in"),
        Binding("escape", "leave", "Back", id="form.back", tooltip="Go back; what is typed is not lost"),
        Binding("down", "step(1)", "Next field", show=False, id="form.next", tooltip="Next field (Tab too)"),
        Binding("up", "step(-1)", "Previous field", show=False, id="form.previous", tooltip="Previous field"),
    ]

    class Submitted(Message):
        """The fields are to be saved: `typed` by name, empty ones included."""

        def __init__(self, typed: dict[str, str]) -> None:
            super().__init__()
            self.typed = typed

    class Left(Message):
        """The person goes back; `changed` holds the texts that are not what the form was opened with."""

        def __init__(self, changed: dict[str, str]) -> None:
            super().__init__()
            self.changed = changed

    class ListWanted(Message):
        """The list of `asked` is wanted; answer it with `fill`."""

        def __init__(self, asked: Asked, typed: str) -> None:
            super().__init__()
            self.asked = asked
            self.typed = typed

    def __init__(
        self,
        fields: Sequence[Asked],
        *,
        drafts: Mapping[str, str] | None = None,
        check: Check | None = None,
        start: str = "",
        suggesters: Mapping[str, Suggester] | None = None,
    ) -> None:
        """A form of `fields`; `drafts` are texts typed earlier that were not saved, `check` reads one field.

        The cursor begins in the field `start`, else in the first one; `suggesters` complete lines as they are typed.
        """
        super().__init__()
        self.fields = tuple(fields)
        self._opened_with = {field.name: _as_held(field) for field in fields}
        self._drafts = dict(drafts or {})
        self._check = check
        self._start = start or (self.fields[0].name if self.fields else "")
        complete = suggesters or {}
        self._rows = {field.name: FormRow(field, complete.get(field.name)) for field in fields}

    def compose(self) -> ComposeResult:
        """The first rows; what is wrong; what the current field takes."""
        with VerticalScroll(can_focus=False):
            yield from list(self._rows.values())[:FIRST_ROWS]
        yield Static("", classes="trouble", markup=False)
        yield Static("", classes="hint", markup=False)

    async def on_mount(self) -> None:
        """Mount the other rows, put the drafts in, go to the first field."""
        later = list(self._rows.values())[FIRST_ROWS:]
        if later:
            await self.query_one(VerticalScroll).mount_all(later)
        for name, text in self._drafts.items():
            if name in self._rows:
                self._rows[name].editor.fill(text)
        self.go_to(self._start)

    @property
    def typed(self) -> dict[str, str]:
        """The texts as they stand, by field."""
        return {name: row.editor.typed for name, row in self._rows.items()}

    @property
    def changed(self) -> dict[str, str]:
        """The texts that are not what the form was opened with."""
        return {name: text for name, text in self.typed.items() if text.strip() != self._opened_with[name].strip()}

    @property
    def current(self) -> str:
        """The name of the field that has the focus, or ""."""
        return next((name for name, row in self._rows.items() if row.editor.has_focus), "")

    def go_to(self, name: str) -> None:
        """Focus the field of that name, if there is one."""
        if name in self._rows:
            self._rows[name].editor.focus()

    def fill(self, name: str, typed: str) -> None:
        """Put a text into a field."""
        self._rows[name].editor.fill(typed)

    def say_error(self, error: RiskdeskError) -> None:
        """Show an error beside the field it names ("..., field NAME"), else under the form."""
        name = error.where.rpartition("field ")[2].strip()
        text = error.what + (f": {error.remedy}" if error.remedy else "")
        if name in self._rows:
            self._rows[name].say(text)
            self.go_to(name)
        else:
            self._say_trouble(str(error))

    def action_submit(self) -> None:
        """Post the texts, unless a field says that it cannot take its own."""
        self._say_trouble("")
        wrong = [name for name, row in self._rows.items() if not self._checked(name, row)]
        if wrong:
            self.go_to(wrong[0])
        else:
            self.post_message(self.Submitted(self.typed))

    def action_leave(self) -> None:
        """Post that the person goes back."""
        self.post_message(self.Left(self.changed))

    def action_step(self, steps: int) -> None:
        """Go to the next or the previous field."""
        names = list(self._rows)
        if self.current in names:
            self.go_to(names[(names.index(self.current) + steps) % len(names)])

    @on(Input.Submitted)
    def _line_entered(self, event: Input.Submitted) -> None:
        """Enter in a line goes to the next field, at the last one it saves."""
        event.stop()
        if self.current == self.fields[-1].name:
            self.action_submit()
        else:
            self.action_step(1)

    @on(Pick.ListWanted)
    def _list_wanted(self, event: Pick.ListWanted) -> None:
        event.stop()
        self.post_message(self.ListWanted(event.pick.asked, event.pick.typed))

    @on(Pick.Changed)
    @on(Input.Changed)
    @on(BlockInput.Changed)
    def _typed(self, event: Message) -> None:
        """An error beside a field goes once the text changes."""
        event.stop()
        row = next((row for row in self._rows.values() if row.editor is event.control), None)
        if row is not None and row.is_mounted:
            row.say("")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field takes and feeds."""
        for place, row in enumerate(self._rows.values(), start=1):
            here = row.editor is event.widget
            row.query(".label").set_class(here, "current")
            row.set_class(here, "here")
            if here:
                # Where one field has the whole screen, it says which of them it is.
                counted = f"{place} of {len(self._rows)} · " if self.screen.has_class("-short") else ""
                self.query_one(".hint", Static).update(Content(counted + hint_of(row.asked)))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say at once what is wrong with a text that was left."""
        for name, row in self._rows.items():
            if row.editor is event.widget and isinstance(row.editor, LineInput) and row.editor.typed.strip():
                self._checked(name, row)

    def _checked(self, name: str, row: FormRow) -> bool:
        if row.asked.required and not row.editor.typed.strip():
            row.say("this field must be filled")
            return False
        try:
            if self._check is not None:
                self._check(name, row.editor.typed)
        except RiskdeskError as error:
            row.say(error.what + (f": {error.remedy}" if error.remedy else ""))
            return False
        row.say("")
        return True

    def _say_trouble(self, text: str) -> None:
        self.set_class(bool(text), "trouble")
        self.query_one(".trouble", Static).update(Content(clean(text, multiline=True)))


def hint_of(asked: Asked) -> str:
    """What a field takes, what it feeds, and its help."""
    kinds = {
        "date": "a date as 2026-11-23",
        "int": "a whole number",
        "lines": "text of several lines, Tab leaves it",
        "ref": f"Enter lists the {asked.kind} records",
    }
    takes = kinds.get(asked.type, "text")
    if asked.choices:
        takes = _choices(asked)
    parts = ["must be filled" if asked.required else "", f"feeds {asked.feeds}" if asked.feeds else "", asked.help]
    return "\n".join(part for part in (takes, " · ".join(part for part in parts if part)) if part)


def _choices(asked: Asked) -> str:
    """The choices with the digits that pick them, as long as they leave room for the rest of the hint."""
    named = any(value.isdecimal() for value, _ in asked.choices)
    shown = enumerate(asked.choices[:BY_DIGIT], 1)
    words = "  ".join(label if named else f"{place} {label}" for place, (_, label) in shown)
    if len(words) > _HINT_SIGNS:
        by_digit = "a digit picks its own" if named else f"digits pick the first {BY_DIGIT}"
        return f"Enter lists the {len(asked.choices)} choices; {by_digit}"
    return words + ("  ... Enter lists all" if len(asked.choices) > BY_DIGIT else "")


def _as_held(field: Asked) -> str:
    return clean(field.typed, multiline=field.type == "lines")
