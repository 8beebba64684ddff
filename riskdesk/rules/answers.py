"""Answers to questions: read from what a person typed, checked against the question, and put into words."""

from __future__ import annotations

from collections.abc import Mapping

from riskdesk.errors import BadValue, MissingValue, NotAllowed, ReasonNeeded
from riskdesk.rules.casefile import Value
from riskdesk.rules.forms import LONGEST_BLOCK, read_day
from riskdesk.rules.pack import AnswerField, Question
from riskdesk.rules.text import clean_block, clean_line

STATES = {"unknown": "unknown", "declined": "declined", "na": "na", "n/a": "na"}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_answer(question: Question, typed: str, fields: Mapping[str, str] | None = None) -> tuple[str, Value]:
    """State and value that `typed` means: a state's word, an option's id or place (1 ..), or `name=value` pairs.

    Pairs are divided by semicolons and name a checklist item (value: a mark) or a field; a part without a name goes
    on with the field before it, whose text held a semicolon. Raises BadValue with what the question takes.
    """
    word = typed.strip()
    if word.casefold() in STATES and question.option(word.casefold()) is None:
        return STATES[word.casefold()], Value()
    option, items, details, last = "", {}, dict(fields or {}), ""
    for part in filter(None, (part.strip() for part in word.split(";"))):
        name, sign, value = part.partition("=")
        if not sign and last in details:
            details[last] += "; " + part
        elif not sign and option:
            raise BadValue("more than one answer", where=question.id, remedy=takes(question))
        elif not sign:
            option = _option(question, name)
        elif any(item.id == name.strip() for item in question.items):
            items[name.strip()] = value.strip()
        else:
            last = name.strip()
            details[last] = value.strip()
    return "answered", checked(question, Value(option, items, _typed(question, details)))


def checked(question: Question, value: Value) -> Value:
    """The value itself if the question can take it and it says anything.

    Raises BadValue, MissingValue or NotAllowed, each with the remedy.
    """
    if question.type == "records":
        raise NotAllowed(
            "this question is answered by records", where=question.id, remedy=f"add a {question.kind} record"
        )
    if question.type == "choice" and question.option(value.option) is None:
        raise BadValue("no such answer", where=question.id, remedy=takes(question))
    if value == Value():
        raise MissingValue("nothing is answered", where=question.id, remedy=takes(question))
    _check_marks(question, value)
    _check_details(question, value)
    _check_needs(question, value)
    return value


def check_state(question: Question, state: str, note: str) -> None:
    """Raise BadValue, NotAllowed or ReasonNeeded where `state` cannot stand (DOMAIN 0.2, 6.11.5)."""
    if state not in {"answered", *STATES.values()}:
        raise BadValue("no such state", where=question.id, remedy="answered, unknown, declined or na")
    if state != "na":
        return
    if not question.may_be_na:
        raise NotAllowed("a key question cannot be not applicable", where=question.id, remedy="answer it, or unknown")
    if not note.strip():
        raise ReasonNeeded("not applicable needs a written reason", where=question.id, remedy="give it as the note")


def in_words(question: Question, state: str, value: Value) -> str:
    """What was answered, in words: the state, or option, marks and fields."""
    if state == "na":
        return "not applicable"
    if state != "answered":
        return state
    option = question.option(value.option)
    marks = {mark.id: mark.label for mark in question.marks}
    parts = [option.label] if option else []
    parts += [f"{item.label}: {marks[value.items[item.id]]}" for item in question.items if item.id in value.items]
    parts += [
        f"{field.label}: {_shown(field, value.fields[field.name])}"
        for field in question.fields
        if field.name in value.fields
    ]
    return "; ".join(parts)


def takes(question: Question) -> str:
    """One line that says what the question takes on the command line."""
    parts = ["one of: " + ", ".join(option.id for option in question.options)] if question.options else []
    if question.items:
        marks = "|".join(mark.id for mark in question.marks)
        parts.append("marks: " + "; ".join(f"{item.id}={marks}" for item in question.items))
    if question.fields:
        parts.append("fields: " + ", ".join(field.name for field in question.fields))
    if question.type == "records" and not parts:
        parts.append("records, added by riskdesk add")
    return " · ".join([*parts, "or unknown, declined" + (", na" if question.may_be_na else "")])


def _option(question: Question, typed: str) -> str:
    bare = typed.strip()
    if bare.isdecimal() and 0 < int(bare) <= len(question.options):
        return question.options[int(bare) - 1].id
    for option in question.options:
        if option.id == bare.casefold():
            return option.id
    raise BadValue("no such answer", where=question.id, remedy=takes(question))


def _typed(question: Question, details: Mapping[str, str]) -> dict[str, str | int | bool]:
    known = {field.name: field for field in question.fields}
    for name in details:
        if name not in known:
            raise BadValue(f"no such item or field: {clean_line(name)[:40]}", where=question.id, remedy=takes(question))
    read = {name: read_answer_field(question, known[name], text) for name, text in details.items()}
    return {name: value for name, value in read.items() if value != ""}


def read_answer_field(question: Question, field: AnswerField, typed: str) -> str | int | bool:
    """The value that `typed` means for a detail of the question, "" for nothing; BadValue names the field."""
    where = f"{question.id}, field {field.name}"
    bare = typed.strip()
    if not bare:
        return ""
    if len(bare) > LONGEST_BLOCK:
        raise BadValue(f"longer than {LONGEST_BLOCK} characters", where=where)
    if field.type == "int":
        if not bare.isdecimal() or len(bare) > 9:
            raise BadValue("not a whole number", where=where, remedy="a number from 0")
        return int(bare)
    if field.type == "bool":
        if bare.casefold() not in _YES_NO:
            raise BadValue("neither yes nor no", where=where, remedy="yes or no")
        return _YES_NO[bare.casefold()]
    if field.type == "date":
        try:
            return read_day(bare).isoformat()
        except ValueError:
            raise BadValue("not a date", where=where, remedy="a date as 2026-11-23") from None
    if field.type == "choice":
        for stored, label in field.choices.items():
            if bare.casefold() in {stored.casefold(), label.casefold()}:
                return stored
        raise BadValue("not one of the allowed values", where=where, remedy=", ".join(field.choices))
    return clean_block(bare) if field.type == "lines" else clean_line(bare)


def _check_marks(question: Question, value: Value) -> None:
    items, marks = {item.id for item in question.items}, {mark.id for mark in question.marks}
    for item, mark in value.items.items():
        if item not in items or mark not in marks:
            raise BadValue("no such item or mark", where=question.id, remedy=takes(question))


def _check_details(question: Question, value: Value) -> None:
    """Values of fields come typed from screens and as text from a command line; either way they are read alike."""
    known = {field.name: field for field in question.fields}
    for name, detail in value.fields.items():
        if name not in known:
            raise BadValue("no such item or field", where=question.id, remedy=takes(question))
        if detail != read_answer_field(question, known[name], _typed_again(detail)):
            raise BadValue("not as the field takes it", where=f"{question.id}, field {name}", remedy=takes(question))


def _typed_again(detail: str | int | bool) -> str:
    if isinstance(detail, bool):
        return "yes" if detail else "no"
    return str(detail)


def _check_needs(question: Question, value: Value) -> None:
    option = question.option(value.option)
    for name in option.needs if option else ():
        if not value.fields.get(name):
            raise MissingValue(f"this answer needs {name}", where=question.id, remedy=f"give {name}=...")


def _shown(field: AnswerField, value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return field.choices.get(str(value), str(value))
