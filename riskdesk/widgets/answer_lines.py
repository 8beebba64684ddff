"""The lines of one question: its answers by key, its details, why it is asked, what is noted and what proves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from riskdesk.rules.answers import in_words
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import AnswerField, Question
from riskdesk.widgets.lines import Line, Piece
from riskdesk.widgets.wording import credit_words

CHOSEN, NOT_CHOSEN = "(*)", "( )"
STATES = (("U", "unknown", "unknown"), ("D", "declined", "declined"), ("N", "na", "not applicable"))
NOTE_SHOWN = 2_000
"""Signs of a note that the walk shows; the note itself opens in full."""


@dataclass(frozen=True)
class Kept:
    """A line about something that is kept elsewhere: a record or a piece of evidence, opened with Enter."""

    ref: str
    words: str
    state: str = ""
    late: bool = False


@dataclass(frozen=True)
class Answered:
    """What stands at a question now: the answer's state and value, notes, records, evidence, and its credit.

    `note_draft` is text that was typed and not saved yet; `because` says how the credit came about.
    """

    state: str = "unanswered"
    value: Value = field(default_factory=Value)
    note: str = ""
    note_draft: str = ""
    counsel_note: str = ""
    on: str = ""
    records: Sequence[Kept] = ()
    evidence: Sequence[Kept] = ()
    because: str = ""


Outcomes = Mapping[str, str]
"""By option, what the vendor's residual would be; empty where that is not known yet."""


def question_lines(
    question: Question, now: Answered, kind_title: str = "", outcomes: Outcomes | None = None
) -> list[Line]:
    """Everything about one question, answers first. Ids begin with what they open: option, item, field, record ..."""
    lines = [*_answers(question, now, outcomes or {}), *_records(question, now, kind_title), *_details(question, now)]
    lines += [Line(), _states(question, now), *_stale(question, now)]
    filled, empty = _kept_here(now)
    return [*lines, *filled, Line(), *_help(question), *empty]


def _kept_here(now: Answered) -> tuple[list[Line], list[Line]]:
    """Notes and evidence: what there is, which stands above the help, and what there is none of, which stands below."""
    notes, proof = [*_notes(now)], [*_evidence(now)]
    has_note = bool(now.note or now.note_draft or now.counsel_note)
    filled = [*(notes if has_note else []), *(proof if now.evidence else [])]
    return filled, [*([] if has_note else notes), *([] if now.evidence else proof)]


def _answers(question: Question, now: Answered, outcomes: Outcomes) -> Iterable[Line]:
    if question.type == "choice":
        return [_option(question, now, place, outcomes) for place in range(len(question.options))]
    if question.type == "checklist":
        return [_legend(question), *(_item(question, now, place) for place in range(len(question.items)))]
    return []


def _option(question: Question, now: Answered, place: int, outcomes: Outcomes) -> Line:
    option = question.options[place]
    chosen = now.state == "answered" and now.value.option == option.id
    labels = {item.name: item.label for item in question.fields}
    needs = " · needs " + ", ".join(labels.get(name, name) for name in option.needs) if option.needs else ""
    body: tuple[Piece, ...] = ((option.label, "chosen"),) if chosen else (option.label,)
    lead = f"{place + 1}  {CHOSEN if chosen else NOT_CHOSEN} "
    tail = f"{credit_words(option.credit):<4}{outcomes.get(option.id, '')}"
    return Line((*body, (needs, "dim")), f"option:{option.id}", lead, tail)


def _legend(question: Question) -> Line:
    parts = [f"{place} {mark.label} ({_worth(question, place - 1)})" for place, mark in enumerate(question.marks, 1)]
    return Line((("Mark each: " + "   ".join(parts), "dim"),))


def _worth(question: Question, place: int) -> str:
    mark = question.marks[place]
    return credit_words(mark.credit) if mark.applies else "left out"


def _item(question: Question, now: Answered, place: int) -> Line:
    item = question.items[place]
    marks = {mark.id: (number, mark.label) for number, mark in enumerate(question.marks, 1)}
    number, label = marks.get(now.value.items.get(item.id, ""), (0, "not marked"))
    width = max(cell_len(each.label) for each in question.items) + 2
    lead = f"{number or '-'}  {item.label}" + " " * (width - cell_len(item.label))
    return Line(((label, "chosen" if number else "dim"),), f"item:{item.id}", lead)


def _records(question: Question, now: Answered, kind_title: str) -> Iterable[Line]:
    if question.type != "records":
        return []
    found = [Line((piece.words, _state(piece)), f"record:{piece.ref}", f"{piece.ref}  ") for piece in now.records]
    none = [] if found else [Line((("no record yet", "dim"),))]
    return [*found, *none, Line((f"add a record: {kind_title.lower()}",), "add:", "a  ")]


def _state(piece: Kept) -> Piece:
    return (f"  {piece.state}", "late" if piece.late else "dim")


def _details(question: Question, now: Answered) -> Iterable[Line]:
    needed = _needed(question, now)
    width = max((cell_len(item.label) for item in question.fields), default=0) + 2
    return [_detail(item, now, width, item.required or item.name in needed) for item in question.fields]


def _needed(question: Question, now: Answered) -> tuple[str, ...]:
    option = question.option(now.value.option)
    return option.needs if option else ()


def _detail(item: AnswerField, now: Answered, width: int, needed: bool) -> Line:
    value = now.value.fields.get(item.name, "")
    shown = _shown(item, value)
    lead = f"{'*' if needed else ' '} {item.label:<{width}}"
    body: Piece = shown if shown else (("must be filled", "warn") if needed else ("-", "dim"))
    return Line((body,), f"field:{item.name}", lead)


def _shown(item: AnswerField, value: str | int | bool) -> str:
    if value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return item.choices.get(str(value), str(value))


def _states(question: Question, now: Answered) -> Line:
    pieces: list[Piece] = []
    for key, state, words in STATES:
        if state == "na" and not question.may_be_na:
            pieces.append(("a key question is never not applicable", "dim"))
            continue
        chosen = now.state == state
        pieces += [f"{key}  {CHOSEN if chosen else NOT_CHOSEN} ", (words, "chosen") if chosen else words, "    "]
    return Line(tuple(pieces))


def _stale(question: Question, now: Answered) -> Iterable[Line]:
    said = in_words(question, now.state, now.value) if now.state == "answered" else now.state
    if now.because:
        yield Line(((now.because, "dim"),), "credit:", ("Now   ", "dim"), now.on)
    elif now.on:
        yield Line(((said, "dim"),), "credit:", ("Now   ", "dim"), now.on)


def _help(question: Question) -> Iterable[Line]:
    texts = (("Why", question.why), ("Good", question.good), ("Risk", question.raises))
    for title, text in texts:
        if text:
            yield Line((text,), f"help:{title}", (f"{title:<6}", "head"))
    if question.evidence:
        yield Line((", ".join(question.evidence),), "help:Proof", ("Proof ", "head"))


def _notes(now: Answered) -> Iterable[Line]:
    note: Piece = _cut(now.note) if now.note else ("none; e writes one", "dim")
    if now.note_draft:
        note = (f"{_cut(now.note_draft)}  (kept, saved with the answer)", "warn")
    yield Line((note,), "note:", ("Note  ", "head"))
    if now.counsel_note:
        yield Line((_cut(now.counsel_note), ("  (counsel's)", "warn")), "counsel:", ("Cnsl  ", "head"))


def _cut(text: str) -> str:
    return text if len(text) <= NOTE_SHOWN else text[:NOTE_SHOWN] + " ... (e shows all)"


def _evidence(now: Answered) -> Iterable[Line]:
    for place, piece in enumerate(now.evidence):
        lead = ("Evid. " if place == 0 else "      ", "head")
        yield Line((f"{piece.ref} ", piece.words, _state(piece)), f"evidence:{piece.ref}", lead)
    if not now.evidence:
        yield Line((("none; f attaches a file, an address or a note", "dim"),), "evidence:", ("Evid. ", "head"))
