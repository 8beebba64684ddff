"""A question of a pack from its table: what is asked, the help beside it, and what may be answered."""

from __future__ import annotations

import re
from typing import get_args

from riskdesk.rules.pack import AnswerField, Item, Mark, Option, Question, QuestionType
from riskdesk.rules.pack_checks import CREDIT_RULES
from riskdesk.rules.pack_entry import Entry, quoted

_QUESTION_ID = re.compile(r"[A-Z][0-9]{1,2}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STATE_WORDS = {"unanswered", "unknown", "declined", "na", "n/a"}
_FIELD_TYPES = ("text", "lines", "date", "int", "bool", "choice")
_LEVEL_BOUNDS = {"limit_days": (1, 365), "enough": (1, 6), "days": (1, 365)}


def read_question(entry: Entry, action: int) -> Question:
    """The question in `entry`; faults are noted there. Without `may_be_na` every question but a key one may be n/a."""
    key = entry.flag("key", False)
    return Question(
        id=_question_id(entry),
        action=action,
        weight=entry.whole("weight", 1, 100),
        key=key,
        text=entry.text("text"),
        why=entry.text("why"),
        good=entry.text("good"),
        raises=entry.text("raises"),
        asked_of=entry.word("asked_of", ("vendor", "us")),
        type=entry.word("type", get_args(QuestionType)),
        credit=entry.word("credit", CREDIT_RULES),
        options=tuple(_option(part) for part in entry.entries("options", "option", required=False)),
        items=tuple(_item(part) for part in entry.entries("items", "item", required=False)),
        marks=tuple(_mark(part) for part in entry.entries("marks", "mark", required=False)),
        fields=tuple(_field(part) for part in entry.entries("fields", "field", required=False)),
        levels=_levels(entry),
        kind=entry.text("kind", ""),
        evidence=entry.texts("evidence"),
        may_be_na=entry.flag("may_be_na", not key),
        timeless=entry.flag("timeless", False),
    )


def _question_id(entry: Entry) -> str:
    value = entry.text("id")
    if value and not _QUESTION_ID.fullmatch(value):
        entry.note(f"id is {quoted(value)}; it must be a capital letter and a number, as P1")
    return value


def _name(entry: Entry, key: str) -> str:
    value = entry.text(key)
    if value and not _NAME.fullmatch(value):
        entry.note(f"{key} is {quoted(value)}; it must be lower-case letters, digits and _")
    return value


def _option(entry: Entry) -> Option:
    option = Option(_name(entry, "id"), entry.text("label"), entry.whole("credit", 0, 100), entry.texts("needs", ()))
    if option.id in _STATE_WORDS:
        entry.note(f"id {quoted(option.id)} is a state's word and cannot be an answer")
    entry.close()
    return option


def _item(entry: Entry) -> Item:
    item = Item(_name(entry, "id"), entry.text("label"))
    entry.close()
    return item


def _mark(entry: Entry) -> Mark:
    mark = Mark(
        _name(entry, "id"), entry.text("label"), entry.whole("credit", 0, 100), applies=entry.flag("applies", True)
    )
    entry.close()
    return mark


def _field(entry: Entry) -> AnswerField:
    choices = entry.table("choices", {})
    field = AnswerField(
        name=_name(entry, "name"),
        label=entry.text("label"),
        type=entry.word("type", _FIELD_TYPES),
        choices={name: choices.text(name) for name in choices.keys()},  # noqa: SIM118 (an Entry is no mapping)
        required=entry.flag("required", False),
    )
    if (field.type == "choice") != bool(field.choices):
        entry.note("choices belong to a field of type choice, which must have them")
    entry.close()
    return field


def _levels(entry: Entry) -> dict[str, int]:
    table = entry.table("levels", {})
    return {name: table.whole(name, *_LEVEL_BOUNDS.get(name, (0, 100))) for name in table.keys()}  # noqa: SIM118
