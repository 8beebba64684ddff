"""A date to judge by, which remembers until when every comparison made with it stays as it was."""

from __future__ import annotations

from datetime import date

_NEVER = date.max.toordinal() + 1


def after(day: date, days: int) -> date:
    """The day so many days later, or the calendar's last."""
    return date.fromordinal(min(day.toordinal() + days, _NEVER - 1))


class Clock:
    """The date `on`, asked through three questions; a rule that asks nothing else of dates can be trusted to hold.

    A rule that gets the same answers from its clock gives the same result, so a result stays true through
    `holds_until`: the day before the earliest day on which any question asked so far is answered otherwise.
    """

    __slots__ = ("_today", "_turns", "on")

    def __init__(self, on: date) -> None:
        self.on = on
        self._today = on.toordinal()
        self._turns = _NEVER

    def reached(self, day: date) -> bool:
        """Whether `day` is today or past."""
        turns = day.toordinal()
        if turns <= self._today:
            return True
        self._turns = min(self._turns, turns)
        return False

    def past(self, day: date) -> bool:
        """Whether `day` is over."""
        return not self.within(day, 0)

    def within(self, since: date, days: int) -> bool:
        """Whether today is at most `days` days after `since`; an age equal to the window is within it."""
        turns = since.toordinal() + days + 1
        if turns <= self._today:
            return False
        self._turns = min(self._turns, turns)
        return True

    @property
    def holds_until(self) -> date | None:
        """The last day on which every question asked so far is answered as it was, None for ever."""
        return date.fromordinal(self._turns - 1) if self._turns < _NEVER else None
