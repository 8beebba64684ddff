"""A place in the question set, and the ways from there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.standing import Standing


@dataclass(frozen=True)
class Place:
    """The question at `index`, from 0, of an action, 1 to 5."""

    pack: Pack
    action: int
    index: int = 0

    @property
    def question(self) -> Question:
        """The question at this place."""
        return self.pack.of_action(self.action)[self.index]

    @property
    def count(self) -> int:
        """How many questions the action has."""
        return len(self.pack.of_action(self.action))

    def at(self, question: str) -> Place:
        """The place of that question, this one where the pack has no such question."""
        found = self.pack.question(question)
        if found is None:
            return self
        return Place(self.pack, found.action, self.pack.of_action(found.action).index(found))

    def step(self, step: int) -> Place | None:
        """The next or the previous question of the action, None at its end."""
        there = self.index + step
        return replace(self, index=there) if 0 <= there < self.count else None

    def turn(self, step: int, standing: Standing) -> Place | None:
        """The first open question of the next or the previous action, None at the end."""
        there = self.action + step
        return Place(self.pack, there).first_open(standing) if 1 <= there <= len(self.pack.actions) else None

    def first_open(self, standing: Standing) -> Place:
        """The first open question of this action, else its first one."""
        credits = standing.actions[self.action - 1].credits
        found = next((credit.question for credit in credits if credit.open and credit.counts), "")
        return self.at(found) if found else replace(self, index=0)

    def next_open(self, standing: Standing) -> Place | None:
        """The next open question of the vendor after this one, then from the start; None where there is no other."""
        is_open = {item.question for action in standing.actions for item in action.credits if item.open and item.counts}
        order = [item.id for item in self.pack.questions]
        here = order.index(self.question.id)
        found = next((id for id in order[here + 1 :] + order[:here] if id in is_open), "")
        return self.at(found) if found else None
