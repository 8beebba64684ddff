"""A vendor's reply beside what the register holds: question by question, nothing overwritten in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riskdesk.data import log, reading
from riskdesk.data.reach import Connection
from riskdesk.desk import asking_vendor
from riskdesk.desk.opening import Desk
from riskdesk.rules import questionnaire
from riskdesk.rules.answers import in_words
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer, Evidence
from riskdesk.rules.replied import Fault, Named, Reply, Returned

NEW, SAME, CONFIRMS, NOTE, REPLACES = "new", "same", "confirms", "adds a note", "replaces"
CONFLICT, FAULT, BLANK, SKIPPED = "conflict", "cannot be taken", "not answered", "left out"
TAKEN = frozenset({NEW, CONFIRMS, NOTE, REPLACES})
"""Verdicts by which the register changes."""
OPEN = frozenset({CONFLICT, FAULT})
"""Verdicts on which the reviewer has to decide."""


@dataclass(frozen=True)
class Comparison:
    """One question: what the register holds and what the reply says, in words, and what follows from it.

    `old_told` says when and by whom the register's answer was given, and whether it changed after the questionnaire
    went out. Empty texts mean: nothing answered, no note. `differs` says that the register's answer would give way.
    """

    vendor: str
    question: str
    verdict: str
    old: str
    old_note: str
    old_told: str
    new: str
    new_note: str
    cell: str
    named: tuple[Named, ...]
    faults: tuple[Fault, ...]
    differs: bool

    @property
    def taken(self) -> bool:
        """Whether the register changes by it."""
        return self.verdict in TAKEN


def compared(
    desk: Desk, connection: Connection, returned: Returned, replace: frozenset[str], skip: frozenset[str]
) -> tuple[Comparison, ...]:
    """Every question of the reply in its order, with the reviewer's decisions `replace` and `skip` applied."""
    reader = _Reader(desk, connection, returned, replace, skip)
    return tuple(reader.rows())


class _Reader:
    """Reads the vendor's answers and what became of them since the questionnaire went out."""

    def __init__(
        self, desk: Desk, connection: Connection, returned: Returned, replace: frozenset[str], skip: frozenset[str]
    ) -> None:
        self._desk, self._connection, self._returned = desk, connection, returned
        self._replace, self._skip = replace, skip
        self._sent = asking_vendor.sent_at(connection, returned.identity)
        vendor = returned.identity.vendor
        held = reading.rows(connection, Answer, "vendor = ?", (vendor,))
        self._held = {answer.question: answer for answer in held}
        same = "vendor = ? and sha256 = ? and closed_on is null"
        self._again = bool(reading.count(connection, Evidence, same, (vendor, returned.sha256)))

    def rows(self) -> Iterator[Comparison]:
        by_question: dict[str, list[Fault]] = {}
        for fault in self._returned.faults:
            by_question.setdefault(fault.question, []).append(fault)
        for reply in self._returned.replies:
            yield self._row(reply, tuple(by_question.get(reply.question, ())))

    def _row(self, reply: Reply, faults: tuple[Fault, ...]) -> Comparison:
        question = self._desk.pack.by_id[reply.question]
        old = self._held.get(question.id)
        changed = self._changed(old)
        bare = FAULT if faults else self._verdict(reply, old, changed)
        return Comparison(
            vendor=self._returned.identity.vendor,
            question=question.id,
            verdict=self._decided(question.id, bare),
            old=words(question, old),
            old_note=old.note if old and old.open else "",
            old_told=_told(old, changed),
            new=in_words(question, reply.state, reply.value) if reply.state else "",
            new_note=reply.note,
            cell=reply.cell,
            named=reply.named,
            faults=faults,
            differs=bare == CONFLICT,
        )

    def _verdict(self, reply: Reply, old: Answer | None, changed: bool) -> str:
        """What follows from the reply before the reviewer decides anything."""
        if not reply.state:
            return BLANK
        if old is None or not old.open:
            # An answer that was taken back after the vendor was asked is the reviewer's word too.
            return CONFLICT if old is not None and changed else NEW
        if (old.state, _value(old)) != (reply.state, reply.value):
            return CONFLICT
        if reply.note not in ("", old.note):
            return CONFLICT if old.note else NOTE
        later = old.answered_on is None or old.answered_on < self._day()
        return CONFIRMS if later and not self._again else SAME

    def _decided(self, question: str, bare: str) -> str:
        if question in self._skip:
            return SKIPPED
        return REPLACES if bare == CONFLICT and self._replace & {question, "all"} else bare

    def _day(self) -> date:
        """The day from which the answers count: that of the signature where it can be taken."""
        faulty = any(fault.question == questionnaire.SIGNATURE for fault in self._returned.faults)
        signed = None if faulty or questionnaire.SIGNATURE in self._skip else self._returned.signed.on
        return signed or self._desk.today()

    def _changed(self, old: Answer | None) -> bool:
        """Whether the register's answer was given, changed or taken back after the questionnaire went out."""
        if old is None or self._sent is None:
            return False
        last = log.history(self._connection, "answer", old.ref, 1)
        return bool(last) and last[0].seq > self._sent


def words(question: Question, answer: Answer | None) -> str:
    """A standing answer in words, "" for none."""
    return in_words(question, answer.state, _value(answer)) if answer and answer.open else ""


def _value(answer: Answer) -> Value:
    return Value.from_json(answer.value)


def _told(old: Answer | None, changed: bool) -> str:
    if old is None or not (old.open or changed):
        return ""
    since = "after the questionnaire went out" if changed else ""
    if not old.open:
        return f"taken back {since}"
    return ", ".join(filter(None, (str(old.answered_on or ""), old.answered_by, since)))
