"""What a vendor's filled-in questionnaire says: cells understood as answers, each cell that cannot be taken named.

Nothing is guessed and nothing is dropped: a filled cell becomes part of an answer or a fault.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from riskdesk.errors import BadValue, MissingValue, NotAllowed
from riskdesk.rules.answers import checked, read_answer_field
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Pack, Question
from riskdesk.rules.questionnaire import BELOW, EVIDENCE, SIGNATURE, STATES, Column, Identity, Line, asked, lines, plain
from riskdesk.rules.text import LONGEST_BLOCK, LONGEST_LINE, clean_block, clean_line

_BESIDE_BLANK = "this stands beside an answer that is left blank"
LONGEST_NAME = LONGEST_LINE - 100
"""Characters of a document's title and of a signer's name; the register puts words of its own beside them."""

_DAYS = re.compile(r"(\d{1,9})(?:\.0+)?(?: ?(?:calendar )?days?)?", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """A filled cell: its place, such as "Questionnaire!C7", and its text; a date is ISO text."""

    cell: str
    text: str


Filled = Mapping[tuple[str, str], Entry]
"""The filled cells by a line's code and a column's name."""


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: its question (or "signature", "other"), its place and text, and why."""

    question: str
    cell: str
    value: str
    what: str
    remedy: str = ""


@dataclass(frozen=True)
class Named:
    """A document that the vendor names and that nobody here holds."""

    title: str
    reference: str
    on: date | None
    cell: str


@dataclass(frozen=True)
class Reply:
    """The vendor's answer to one question; `state` is "" where nothing is answered, `cell` where the answer stands."""

    question: str
    state: str = ""
    value: Value = field(default_factory=Value)
    note: str = ""
    named: tuple[Named, ...] = ()
    cell: str = ""


@dataclass(frozen=True)
class Signed:
    """Who signed for the vendor, in which role, on which day; "" and None for what was left blank."""

    name: str = ""
    role: str = ""
    on: date | None = None

    @property
    def whole(self) -> bool:
        """Whether name, role and date are all there: a named attestation, no bare assertion (DOMAIN 6.1)."""
        return bool(self.name and self.role and self.on)


@dataclass(frozen=True)
class Returned:
    """A filled-in questionnaire as it was read: the file, which one it is, what it answers, what cannot be taken.

    `replies` has every question once, blank and faulty ones too; a question with a fault has no state.
    """

    file_name: str
    content: bytes = field(repr=False)
    sha256: str
    identity: Identity
    replies: tuple[Reply, ...]
    signed: Signed
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def understood(
    pack: Pack, filled: Filled, on: date, unread: Collection[str] = ()
) -> tuple[tuple[Reply, ...], Signed, list[Fault]]:
    """The replies to all questions, the signature, and the faults of cells; `on` is the day of reading.

    Of the questions `unread` some cell could not even be read: they get no answer, whatever their other cells say.
    """
    rows: dict[str, list[Line]] = {}
    for line in lines(pack):
        rows.setdefault(line.question, []).append(line)
    replies, faults = [], []
    for question in asked(pack):
        reading = _Reading(question, rows[question.id], filled)
        reply = reading.reply()
        partly = question.id in unread
        replies.append(Reply(question.id, cell=reply.cell) if reading.faults or partly else reply)
        # What seems to stand beside a blank answer may stand beside the one that could not be read.
        faults += [fault for fault in reading.faults if not (partly and fault.what == _BESIDE_BLANK)]
    signed = _signed(rows[SIGNATURE], filled, on, faults)
    return tuple(replies), signed, faults


class _Reading:
    """One question's cells on their way to an answer; `faults` fills up with those that cannot be taken."""

    def __init__(self, question: Question, rows: Sequence[Line], filled: Filled) -> None:
        self.faults: list[Fault] = []
        self._question = question
        self._rows = rows
        self._cells = {
            (line, column): entry
            for line in rows
            for column in line.columns
            if (entry := filled.get((line.code, column)))
        }
        self._main = rows[0]

    def reply(self) -> Reply:
        """The answer, or a blank reply where nothing is filled in or something cannot be taken."""
        entry = self._cells.get((self._main, "answer"))
        word = plain(entry.text) if entry else ""
        parts = [pair for pair in self._cells if pair[0].part in ("item", "field") and _is_value(*pair)]
        begins = word == BELOW or (not word and bool(parts) and self._question.type != "choice")
        cell = entry.cell if entry else next((self._cells[pair].cell for pair in parts), "")
        if word in STATES:
            return self._in_state(STATES[word], cell, parts)
        if not word and not begins:
            return self._blank()
        value = self._value(entry, word, parts)
        if value is None:
            return Reply(self._question.id, cell=cell)
        return Reply(self._question.id, "answered", value, self._note(), tuple(self._named()), cell)

    def _blank(self) -> Reply:
        """Nothing is answered; whatever stands beside an answer that is not there is named."""
        for entry in self._cells.values():
            self._refuse(entry, _BESIDE_BLANK, "ask the vendor which answer it is")
        return Reply(self._question.id)

    def _in_state(self, state: str, cell: str, parts: Sequence[tuple[Line, Column]]) -> Reply:
        for pair in parts:
            self._refuse(self._cells[pair], f"the answer in {cell} is no answer that has details", "ask which is meant")
        note = self._note()
        main = self._cells[self._main, "answer"]
        if state == "na" and not self._question.may_be_na:
            self._refuse(main, "a key question cannot be not applicable", "ask for an answer, or unknown")
        elif state == "na" and not note:
            self._refuse(main, "not applicable needs a reason in the explanation", "ask for the reason")
        return Reply(self._question.id, state, Value(), note, tuple(self._named()), cell)

    def _value(self, entry: Entry | None, word: str, parts: Sequence[tuple[Line, Column]]) -> Value | None:
        question = self._question
        option = next((item.id for item in question.options if word in (plain(item.label), item.id)), "")
        if entry and not option and (question.options or word != BELOW):
            self._refuse(entry, "not one of the words offered", "offered: " + " · ".join(self._main.options))
        items: dict[str, str] = {}
        fields: dict[str, str | int | bool] = {}
        for pair in parts:
            self._part(pair[0], self._cells[pair], items, fields)
        return None if self.faults else self._checked(Value(option, items, fields), entry)

    def _part(self, line: Line, entry: Entry, items: dict[str, str], fields: dict[str, str | int | bool]) -> None:
        """Take one row below the question into the items or fields."""
        if line.part == "item":
            mark = next((mark.id for mark in self._question.marks if plain(mark.label) == plain(entry.text)), "")
            if mark:
                items[line.name] = mark
            else:
                self._refuse(entry, "not one of the words offered", "offered: " + " · ".join(line.options))
            return
        spec = next(spec for spec in self._question.fields if spec.name == line.name)
        days = _DAYS.fullmatch(plain(entry.text)) if line.type == "int" else None
        try:
            fields[line.name] = read_answer_field(self._question, spec, days[1] if days else entry.text)
        except BadValue as error:
            self._refuse(entry, error.what, error.remedy)

    def _checked(self, value: Value, entry: Entry | None) -> Value | None:
        try:
            return checked(self._question, value)
        except (BadValue, MissingValue, NotAllowed) as error:
            place = entry or next(iter(self._cells.values()))
            needed = ", ".join(line.code for line in self._rows if line.part == "field" and not self._held(line))
            remedy = f"ask for {needed}" if isinstance(error, MissingValue) and needed else error.remedy
            self._refuse(place, error.what, remedy)
            return None

    def _held(self, line: Line) -> bool:
        return any((line, column) in self._cells for column in line.columns)

    def _note(self) -> str:
        entry = self._cells.get((self._main, "explanation"))
        if entry and len(entry.text) > LONGEST_BLOCK:
            self._refuse(entry, f"longer than {LONGEST_BLOCK} characters", "ask for a shorter one")
            return ""
        return clean_block(entry.text).strip() if entry else ""

    def _named(self) -> Iterator[Named]:
        for line in self._rows:
            held = {name: self._cells.get((line, name)) for name in EVIDENCE}
            found = [entry for entry in held.values() if entry]
            if not found:
                continue
            title, reference = (_line_of(held[name]) for name in ("title", "reference"))
            if not (title or reference):
                self._refuse(found[0], "a date of a document that is not named", "ask which document")
            elif max(len(title), len(reference)) > LONGEST_NAME:
                self._refuse(found[0], f"longer than {LONGEST_NAME} characters", "ask for a shorter one")
            else:
                dated = held["dated"]
                on = date.fromisoformat(dated.text) if dated else None
                yield Named(title or reference, reference, on, found[0].cell)

    def _refuse(self, entry: Entry, what: str, remedy: str) -> None:
        self.faults.append(Fault(self._question.id, entry.cell, entry.text, what, remedy))


def _line_of(entry: Entry | None) -> str:
    return clean_line(entry.text).strip() if entry else ""


def _is_value(line: Line, column: Column) -> bool:
    """Whether the cell is part of the answer's value, and no document beside it."""
    return column == "answer" or (line.part == "field" and column == "explanation")


def _signed(rows: Sequence[Line], filled: Filled, on: date, faults: list[Fault]) -> Signed:
    found = {line.name: entry for line in rows if (entry := filled.get((line.code, "answer")))}
    day = date.fromisoformat(found["on"].text) if "on" in found else None
    if day and day > on:
        faults.append(Fault(SIGNATURE, found["on"].cell, found["on"].text, "a day that has not come yet", "ask for it"))
    if found and "name" not in found:
        entry = next(iter(found.values()))
        faults.append(Fault(SIGNATURE, entry.cell, entry.text, "a signature without a name", "ask who signed"))
    texts = {name: clean_line(found[name].text).strip() if name in found else "" for name in ("name", "role")}
    for name, text in texts.items():
        if len(text) > LONGEST_NAME:
            faults.append(Fault(SIGNATURE, found[name].cell, text, f"longer than {LONGEST_NAME} characters"))
    return Signed(**texts, on=day)
