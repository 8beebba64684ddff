"""A question with everything that stands at it, answered by key: values come in with `ask`, answers go out."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Mark, Question
from riskdesk.widgets.answer_lines import Answered, Outcomes, question_lines
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.question_list import asked_line

DIGITS = range(1, 10)


class QuestionPage(Lines):
    """The lines of one question. Digits choose an option, or mark the checklist's item under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(1)", "Answer", key_display="1-9", id="answer.1", tooltip="Choose this option or mark"),
        *(
            Binding(str(digit), f"choose({digit})", "Answer", show=False, id=f"answer.{digit}")
            for digit in DIGITS
            if digit > 1
        ),
        Binding("U", "state('unknown')", "Unknown", show=False, id="answer.unknown", tooltip="Looked, cannot tell"),
        Binding("D", "state('declined')", "Declined", show=False, id="answer.declined", tooltip="The vendor refused"),
        Binding("N", "state('na')", "Not applicable", show=False, id="answer.na", tooltip="With a written reason"),
        Binding("space", "turn_mark", "Next mark", show=False, id="answer.mark", tooltip="Next mark of this item"),
    ]

    class ValueGiven(Message):
        """The question was answered with `value`, complete as far as its option needs details."""

        def __init__(self, value: Value) -> None:
            super().__init__()
            self.value = value

    class StateGiven(Message):
        """The question was answered with a state: unknown, declined or na."""

        def __init__(self, state: str) -> None:
            super().__init__()
            self.state = state

    class DetailsWanted(Message):
        """The details of `value` are to be typed, from `field` on."""

        def __init__(self, value: Value, field: str) -> None:
            super().__init__()
            self.value = value
            self.field = field

    def __init__(self, *, id: str | None = None) -> None:
        """A page without a question."""
        super().__init__(id=id)
        self._question: Question | None = None
        self._now = Answered()
        self._kind_title = ""
        self._top: list[Line] = []

    def ask(self, question: Question, now: Answered, kind_title: str = "", *, above: bool = False) -> None:
        """Show a question as it stands, its words on top of it where `above`.

        The cursor stays in place where it is the same question.
        """
        fresh = self._question is None or self._question.id != question.id
        self._question, self._now, self._kind_title = question, now, kind_title
        self._top = [asked_line(question)] if above else []
        self.show([*self._top, *question_lines(question, now, kind_title)], at=self._start() if fresh else "")
        if fresh:
            self.scroll_home(animate=False)

    def foretell(self, question: str, outcomes: Outcomes) -> None:
        """Show beside each option of that question what the residual would be."""
        if self._question is not None and self._question.id == question:
            self.show([*self._top, *question_lines(self._question, self._now, self._kind_title, outcomes)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits are for questions with options or marks; only some questions may be not applicable."""
        question = self._question
        if question is None:
            return action not in {"choose", "state", "turn_mark"}
        if action == "choose":
            return parameters[0] <= len(question.options or question.marks)  # type: ignore[operator]
        if action == "turn_mark":
            return question.type == "checklist"
        return not (action == "state" and parameters[0] == "na" and not question.may_be_na)

    def action_choose(self, digit: int) -> None:
        """Choose the option in that place, or give the item under the cursor the mark in that place."""
        if self._question is None:
            return
        if self._question.type == "checklist":
            self._mark(self._item(), self._question.marks[digit - 1])
        elif self._question.type == "choice":
            self._choose(self._question.options[digit - 1].id)

    def action_turn_mark(self) -> None:
        """Give the item under the cursor the next of the marks."""
        question, item = self._question, self._item()
        if question is not None and item:
            marks = [mark.id for mark in question.marks]
            now = self._now.value.items.get(item, "")
            place = marks.index(now) + 1 if now in marks else 0
            self._mark(item, question.marks[place % len(marks)], stay=True)

    def action_state(self, state: str) -> None:
        """Answer with a state."""
        self.post_message(self.StateGiven(state))

    def action_open(self) -> None:
        """Enter takes the option, turns the mark, types the detail; other lines are opened by the screen."""
        what, _, name = self.cursor_id.partition(":")
        if what == "option":
            self._choose(name)
        elif what == "item":
            self.action_turn_mark()
        elif what == "field":
            self.post_message(self.DetailsWanted(self._now.value, name))
        else:
            super().action_open()

    def _choose(self, option: str) -> None:
        question = self._question
        if question is None:
            return
        value, chosen = replace(self._now.value, option=option), question.option(option)
        missing = [name for name in (chosen.needs if chosen else ()) if not value.fields.get(name)]
        self.move_to(f"option:{option}")
        if missing:
            self.post_message(self.DetailsWanted(value, missing[0]))
        else:
            self.post_message(self.ValueGiven(value))

    def _mark(self, item: str, mark: Mark, stay: bool = False) -> None:
        if not item:
            return
        self.move_to(f"item:{item}")
        self.post_message(self.ValueGiven(replace(self._now.value, items={**self._now.value.items, item: mark.id})))
        if not stay and self._question is not None and item != self._question.items[-1].id:
            self.action_move(1)

    def _item(self) -> str:
        """The item under the cursor, else the first one without a mark."""
        what, _, name = self.cursor_id.partition(":")
        if what == "item":
            return name
        items = self._question.items if self._question else ()
        return next((item.id for item in items if item.id not in self._now.value.items), "")

    def _start(self) -> str:
        question, value = self._question, self._now.value
        if question is None:
            return ""
        if question.type == "choice":
            return f"option:{value.option}" if value.option else f"option:{question.options[0].id}"
        if question.type == "checklist":
            return f"item:{self._item() or question.items[0].id}"
        if question.type == "form":
            return f"field:{question.fields[0].name}"
        return f"record:{self._now.records[0].ref}" if self._now.records else "add:"
