"""What an answer does: the action's score with its terms and caps, the rubric, the tier and what would move it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from riskdesk.rules.pack import Action
from riskdesk.rules.standing import ActionStanding
from riskdesk.widgets.cells import clean
from riskdesk.widgets.wording import points_words, share_words


@dataclass(frozen=True)
class Shown:
    """What the panel tells; `tier` is the vendor's tier in words, `moves` what one answer more would do, in words."""

    action: Action
    score: ActionStanding
    tier: str
    moves: Sequence[str] = field(default=())


class ScorePanel(Static):
    """Four lines or so under a question; on a low screen one."""

    ALLOW_SELECT = False
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ScorePanel { height: auto; max-height: 7; padding: 0 1; background: $panel; }
    .-short ScorePanel { max-height: 1; }
    """
    shown: reactive[Shown | None] = reactive(None, layout=True)

    def render(self) -> Content:
        """The lines that there is something to say on."""
        return Content("\n".join(panel_lines(self.shown))) if self.shown else Content("")


def panel_lines(shown: Shown) -> list[str]:
    """The panel's lines: the sum, the rubric, the tier, and each move."""
    score = shown.score
    rubric = shown.action.rubric[score.suggested]
    lines = [sum_line(shown.action, score), f"Rubric {score.suggested}: {rubric}", shown.tier, *shown.moves]
    return [clean(line) for line in lines]


def sum_line(action: Action, score: ActionStanding) -> str:
    """The suggested score with its terms, the caps that bind, and the reviewer's own number."""
    earned, possible = points_words(score.earned), points_words(score.possible)
    terms = f"{earned} of {possible} = {share_words(score.earned, score.possible)} -> {score.uncapped}"
    caps = "".join(f", cap {cap.id}: at most {cap.at_most}" for cap in score.caps if cap.binding)
    return f"A{action.number} suggests {score.suggested}: {terms}{caps}    yours: {given_words(score)}"


def given_words(score: ActionStanding) -> str:
    """The reviewer's score: none yet, or the number, whether it is signed, and the override it rests on."""
    if score.given is None:
        return "none"
    signed = f", signed {score.signed}" if score.signed else ", not signed"
    return f"{score.given}{signed}" + (f", by {score.override}" if score.override else "")
