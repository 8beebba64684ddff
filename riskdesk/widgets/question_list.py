"""The questions of an action with the state of each, and its rubric with the level that is suggested."""

from collections.abc import Iterable

from riskdesk.rules.pack import Action, Question
from riskdesk.rules.standing import ActionStanding, Credit
from riskdesk.widgets.lines import Line, Piece
from riskdesk.widgets.wording import STATE_SIGNS, STATE_WORDS, points_words


def question_list(questions: Iterable[Question], standing: ActionStanding, current: str) -> list[Line]:
    """A line for each question: its sign, id, key or not, the state in a word, and what it earns of its weight."""
    credits = {credit.question: credit for credit in standing.credits}
    return [_line(question, credits.get(question.id), question.id == current) for question in questions]


def asked_line(question: Question) -> Line:
    """The question itself, with its id, whether it is key, and its weight."""
    who = "ask the vendor" if question.asked_of == "vendor" else "we answer"
    lead = f"{question.id:<3} KEY  " if question.key else f"{question.id:<3} "
    return Line(((question.text, "head"), (f"  ({who})", "dim")), lead=(lead, "key"), tail=f"weight {question.weight}")


def rubric_lines(action: Action, standing: ActionStanding) -> list[Line]:
    """The six levels; the suggested one is marked, and the reviewer's where it differs."""
    lines = [Line((("Rubric", "head"),))]
    for level, text in enumerate(action.rubric):
        mark = "=" if level == standing.suggested else ("*" if level == standing.given else " ")
        lines.append(Line(((text, "chosen" if mark != " " else "dim"),), lead=f"{mark} {level}  "))
    return lines


def _line(question: Question, credit: Credit | None, current: bool) -> Line:
    state = credit.state if credit else "unanswered"
    sign, word = STATE_SIGNS[state], STATE_WORDS[state]
    key = "key" if question.key else "   "
    words: list[Piece] = [(f"{question.id:<4}", "chosen" if current else "head"), (f"{key} ", "key")]
    words.append((word, "dim" if state in {"answered", "records", "na"} else "warn"))
    earned = points_words(credit.points * question.weight) if credit and credit.counts else "-"
    return Line(tuple(words), lead=f"{'>' if current else ' '}{sign} ", tail=f"{earned} of {question.weight}")
