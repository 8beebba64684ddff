"""One question at a time: its answers by key, what they do to the score, and what would move the tier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from riskdesk.desk import answering
from riskdesk.desk.looking import kind_of_ref
from riskdesk.desk.opening import Desk
from riskdesk.rules import whatif
from riskdesk.rules.pack import Question
from riskdesk.rules.records import KINDS
from riskdesk.screens import dialogs, opened
from riskdesk.screens.asking import AskingScreen
from riskdesk.screens.case import CaseScreen
from riskdesk.screens.keeping import answer_at, details_read, keep, keep_note, note_drafts
from riskdesk.screens.picking import Offer, PickingScreen, among
from riskdesk.widgets import notices
from riskdesk.widgets.answered import answered_now
from riskdesk.widgets.drafts import drafts_of
from riskdesk.widgets.foretold import movers_line, option_outcomes
from riskdesk.widgets.headline import Headline
from riskdesk.widgets.keybar import KeyBar
from riskdesk.widgets.lines import Line, Lines
from riskdesk.widgets.note_input import NoteInput
from riskdesk.widgets.place import Place
from riskdesk.widgets.question_list import asked_line, question_list, rubric_lines
from riskdesk.widgets.question_page import QuestionPage
from riskdesk.widgets.score_panel import ScorePanel, Shown
from riskdesk.widgets.tier_words import tier_line
from riskdesk.widgets.wording import STATE_WORDS

NOTES = {"note": "Note", "counsel": "Counsel's note: never leaves with an outside profile"}


class WalkScreen(CaseScreen):
    """Goes through an action's questions; every answer is saved at once, with the vendor's new standing."""

    CSS_PATH = "walk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "note('note')", "Note", id="walk.note", tooltip="Write the note of this answer"),
        Binding("n", "move('next')", "Next", key_display="n p", id="walk.next", tooltip="Next question"),
        Binding("p", "move('previous')", "Previous", show=False, id="walk.previous", tooltip="Previous question"),
        Binding("m", "move('open')", "Open", id="walk.unanswered", tooltip="Next question that is open"),
        Binding("greater_than_sign", "move('next_action')", "Next action", show=False, key_display=">",
                id="walk.next_action", tooltip="Next action of this vendor"),
        Binding("less_than_sign", "move('previous_action')", "Previous action", show=False, key_display="<",
                id="walk.previous_action", tooltip="Previous action of this vendor"),
        Binding("slash", "jump", "Jump", show=False, key_display="/", id="walk.jump", tooltip="Jump to a question"),
        Binding("c", "note('counsel')", "Counsel's note", show=False, id="walk.counsel",
                tooltip="Write counsel's note, kept apart from every outside profile"),
        Binding("s", "ask('score')", "Score", id="walk.score", tooltip="Give this action your own score"),
        Binding("S", "ask('sign')", "Sign off", show=False, id="walk.sign", tooltip="Sign this action off"),
        Binding("X", "ask('clear')", "Clear answer", show=False, id="walk.clear",
                tooltip="Make the question unanswered again, with a reason"),
        Binding("escape", "app.back", "Back", id="walk.back", tooltip="Back to the screen before"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, vendor: str, action: int = 1, question: str | None = None) -> None:
        """The walk through `action`, 1 to 5, from `question` on, else from the first open one."""
        super().__init__(desk, vendor)
        self.title = "Walk"
        start = Place(desk.pack, action)
        self.place = start.at(question) if question else start.first_open(self.seen.standing)
        self._saved = False

    @property
    def here(self) -> Question:
        """The question that is shown."""
        return self.place.question

    def compose(self) -> ComposeResult:
        """The question with its answers and the score below; at the side the list of questions and the rubric."""
        yield Headline()
        with Horizontal():
            with Vertical(id="main"):
                yield Lines(id="question")
                yield QuestionPage(id="answers")
                yield NoteInput(id="note")
                yield ScorePanel(id="score")
            yield Lines(id="side")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first question."""
        self.query_one("#question").can_focus = False
        self.query_one("#side").can_focus = False
        self.query_one(QuestionPage).focus()
        self.refresh_case()

    def on_resize(self) -> None:
        """On a low screen the question scrolls with its answers."""
        self.call_after_refresh(self.refresh_case)

    def refresh_case(self) -> None:
        """Show the question as it stands."""
        question, pack, seen = self.here, self.desk.pack, self.seen
        judged, rules = seen.standing.actions[question.action - 1], pack.action(question.action)
        credit = next(item for item in judged.credits if item.question == question.id)
        drafts = note_drafts(drafts_of(self.app), self.vendor, question.id)
        now = answered_now(question, seen.case, credit, self.desk.today(), drafts)
        self.query_one("#question", Lines).show([asked_line(question)])
        page = self.query_one(QuestionPage)
        page.ask(question, now, KINDS[question.kind].title if question.kind else "", above=self.has_class("-short"))
        self.query_one(ScorePanel).shown = Shown(rules, judged, tier_line(pack, seen.standing))
        listed = question_list(pack.of_action(question.action), judged, question.id)
        self.query_one("#side", Lines).show([*listed, Line(), *rubric_lines(rules, judged)])
        self._head()
        self.refresh_bindings()
        self.call_after_refresh(self._foretell)

    def _head(self, saved: bool | None = None) -> None:
        """Say where one is, and whether what was given last at this question is saved."""
        self._saved = self._saved if saved is None else saved
        rules = self.desk.pack.action(self.place.action)
        open_ = self.seen.standing.actions[rules.number - 1].open
        head = self.query_one(Headline)
        low = f"{self.here.id}  " if self.has_class("-short") else ""
        head.place = f"{low}{self.seen.case.vendor.name} > {rules.number} {rules.short}"
        words = f"question {self.place.index + 1} of {self.place.count}, {open_} open"
        head.state = words + ("  saved" if self._saved else "")

    def record_kept(self, ref: str | None) -> None:
        """Say that the record is saved."""
        self._head(ref is not None)

    def _foretell(self) -> None:
        """Say what each option would do, and which answer moves the tier; drawn after the question itself."""
        pack, case, standing, question = self.desk.pack, self.seen.case, self.seen.standing, self.here
        if question.type == "choice":
            effects = whatif.option_effects(case, pack, standing.on, question)
            self.query_one(QuestionPage).foretell(question.id, option_outcomes(pack, effects))
        panel = self.query_one(ScorePanel)
        now = standing.outcome.residual_tenths if standing.outcome else None
        line = movers_line(pack, whatif.movers(case, pack, standing.on), now)
        if panel.shown is not None and line:
            panel.shown = replace(panel.shown, moves=(line,))

    def go(self, place: Place | None, otherwise: str = "") -> None:
        """Show the question at that place; without one say `otherwise`."""
        if place is None:
            notices.say(self, otherwise)
            return
        self.place, self._saved = place, False
        self.refresh_case()

    def go_to(self, question: str | None) -> None:
        """Show that question."""
        if question:
            self.go(self.place.at(question))

    def action_move(self, where: str) -> None:
        """Go to the question or action before or after, or to the next open question; at an end say so."""
        ends = "of the action; < and > go to another action"
        ways: dict[str, tuple[Callable[[], Place | None], str]] = {
            "next": (lambda: self.place.step(1), f"this is the last question {ends}"),
            "previous": (lambda: self.place.step(-1), f"this is the first question {ends}"),
            "next_action": (lambda: self.place.turn(1, self.seen.standing), "this is the last action"),
            "previous_action": (lambda: self.place.turn(-1, self.seen.standing), "this is the first action"),
            "open": (lambda: self.place.next_open(self.seen.standing), "no other question of this vendor is open"),
        }
        way, otherwise = ways[where]
        self.go(way(), otherwise)

    def action_jump(self) -> None:
        """Pick a question of any action."""
        credits = {credit.question: credit for action in self.seen.standing.actions for credit in action.credits}
        offers = [
            Offer(item.id, f"{item.id}  {item.text}", STATE_WORDS[credits[item.id].state])
            for item in self.desk.pack.questions
        ]
        self.app.push_screen(PickingScreen("Go to a question", among(offers), picked=[self.here.id]), self.go_to)

    def action_note(self, purpose: str) -> None:
        """Write the note, or counsel's, in place."""
        question, answer = self.here, answer_at(self.seen, self.here.id)
        if question.type == "records" and answer is None:
            notices.say(self, "records answer this question and hold its notes: Enter opens one, a adds one")
            return
        held = (answer.note, answer.counsel_note) if answer else ("", "")
        waiting = note_drafts(drafts_of(self.app), self.vendor, question.id)
        which = 0 if purpose == "note" else 1
        self.query_one(NoteInput).open(f"{purpose} {question.id}", NOTES[purpose], waiting[which] or held[which])

    def action_ask(self, what: str) -> None:
        """Ask for a score, a sign-off, or the reason to clear the answer."""
        question = self.here
        if what == "score":
            self._ask(dialogs.score_dialog(self.desk, self.seen, question.action))
        elif what == "sign":
            self._ask(dialogs.sign_dialog(self.desk, self.seen, question.action))
        elif answer_at(self.seen, question.id) is None:
            notices.say(self, f"{question.id} has no answer to clear")
        else:
            text = "The log keeps what stood; a score given and a sign-off of this action end."
            clear = lambda reason: answering.clear(self.desk, self.vendor, question.id, reason)  # noqa: E731
            self._ask(dialogs.reason_dialog(f"Clear the answer to {question.id}", text, clear))

    @on(QuestionPage.ValueGiven)
    def _value_given(self, event: QuestionPage.ValueGiven) -> None:
        self._head(self.do(lambda: keep(self.desk, drafts_of(self.app), self.vendor, self.here, event.value)))

    @on(QuestionPage.StateGiven)
    def _state_given(self, event: QuestionPage.StateGiven) -> None:
        question, drafts = self.here, drafts_of(self.app)
        if event.state != "na":
            self._head(self.do(lambda: keep(self.desk, drafts, self.vendor, question, None, event.state)))
            return
        answer = answer_at(self.seen, question.id)
        self._ask(
            dialogs.reason_dialog(
                f"{question.id} is not applicable: why?",
                question.text,
                lambda reason: keep(self.desk, drafts, self.vendor, question, None, "na", reason),
                draft=f"na {self.vendor}/{question.id}",
                typed=answer.note if answer else "",
            )
        )

    @on(QuestionPage.DetailsWanted)
    def _details_wanted(self, event: QuestionPage.DetailsWanted) -> None:
        question, value, drafts = self.here, event.value, drafts_of(self.app)

        def save(typed: dict[str, str]) -> None:
            keep(self.desk, drafts, self.vendor, question, replace(value, fields=details_read(question, typed)))

        draft = f"details {self.vendor}/{question.id}"
        self._ask(dialogs.details_dialog(question, value, event.field, draft, save))

    @on(NoteInput.Done)
    def _note_done(self, event: NoteInput.Done) -> None:
        purpose, _, id = event.purpose.partition(" ")
        question = self.desk.pack.by_id[id]
        self.query_one(QuestionPage).focus()
        saved: list[bool] = []
        drafts = drafts_of(self.app)
        self.do(lambda: saved.append(keep_note(self.desk, drafts, self.seen, question, purpose, event.text)))
        self._head(any(saved))

    @on(Lines.Opened, "#answers")
    def _opened(self, event: Lines.Opened) -> None:
        what, _, ref = event.id.partition(":")
        if what in NOTES:
            self.action_note(what)
        elif what == "record":
            self.open_record(kind_of_ref(ref) or self.here.kind, ref)
        elif what == "add":
            self.action_add()
        elif what == "evidence" and ref:
            self.app.push_screen(opened("evidence", self.desk, self.vendor, ref))
        elif what == "evidence":
            self.action_attach()

    def _ask(self, dialog: AskingScreen) -> None:
        def answered(saved: bool | None) -> None:
            self._head(bool(saved))
            self.reload()

        self.app.push_screen(dialog, answered)
