"""What a form asks for: one field of a record, or one detail of an answer, with its words and the text typed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from riskdesk.rules.pack import AnswerField
from riskdesk.rules.records import FieldSpec

AskedType = Literal["text", "lines", "date", "moment", "int", "bool", "choice", "many", "ref", "json"]
BY_DIGIT = 9
"""Choices that digits reach."""
YES_NO = (("yes", "yes"), ("no", "no"))


@dataclass(frozen=True)
class Asked:
    """One field of a form. `choices` are pairs of what is stored and what is read; `typed` is the text as typed.

    `many` fields hold several stored words with commas between; `kind` names the record kind a `ref` points to.
    """

    name: str
    label: str
    type: AskedType = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    help: str = ""
    feeds: str = ""
    typed: str = ""

    @property
    def picked(self) -> tuple[str, ...]:
        """The stored words that are picked now."""
        return tuple(part.strip() for part in self.typed.split(",") if part.strip())

    def by_digit(self, digit: str) -> str | None:
        """The choice that a digit picks: the one of that name where choices are digits, else the one in that place."""
        values = [value for value, _ in self.choices]
        if digit in values:
            return digit
        if any(value.isdecimal() for value in values) or not 1 <= int(digit) <= min(BY_DIGIT, len(values)):
            return None
        return values[int(digit) - 1]


def of_record(spec: FieldSpec, typed: str = "") -> Asked:
    """The form's field for a field of a record."""
    choices = YES_NO if spec.type == "bool" else tuple((item.value, item.label) for item in spec.choices)
    counsel = "Counsel's: never leaves with an outside profile. " if spec.counsel else ""
    return Asked(
        spec.name,
        spec.label,
        spec.type,
        spec.required,
        choices,
        spec.kind,
        (counsel + spec.help).strip(),
        spec.feeds,
        typed,
    )


def of_answer(field: AnswerField, typed: str = "", required: bool = False) -> Asked:
    """The form's field for a detail of an answer."""
    choices = YES_NO if field.type == "bool" else tuple(field.choices.items())
    return Asked(field.name, field.label, field.type, required or field.required, choices, typed=typed)


def required_first(fields: Sequence[Asked]) -> tuple[Asked, ...]:
    """The same fields, those that must be filled before the others."""
    return tuple(sorted(fields, key=lambda field: not field.required))


def with_typed(fields: Sequence[Asked], typed: Mapping[str, str]) -> tuple[Asked, ...]:
    """The same fields with the texts of `typed` in place of their own."""
    return tuple(replace(field, typed=typed.get(field.name, field.typed)) for field in fields)
