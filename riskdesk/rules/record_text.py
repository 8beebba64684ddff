"""A record as a text that a person edits elsewhere, and that text read again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from riskdesk.errors import BadValue
from riskdesk.rules.forms import takes
from riskdesk.rules.records import Kind
from riskdesk.rules.text import clean_block

_FIELD = re.compile(r"([a-z][a-z0-9_]*):[ \t]?(.*)")
_INDENT = "    "


def written(kind: Kind, ref: str, typed: Mapping[str, str], shown: Collection[str]) -> str:
    """The fields named in `shown`, in the order of the form, each with what it takes as a comment above it."""
    return "\n".join(_written(kind, ref, typed, shown)) + "\n"


def _written(kind: Kind, ref: str, typed: Mapping[str, str], shown: Collection[str]) -> Iterator[str]:
    yield f"# {kind.title} {ref}"
    yield "# A line a field, as name: text. Lines below it that are indented belong to it."
    yield "# Lines that begin with # are left out. What you change is put into the form; save it there."
    for spec in kind.fields:
        if spec.name in shown:
            needed = "; must be filled" if spec.required else ""
            yield f"# {spec.label}: {takes(spec)}{needed}"
            first, *rest = clean_block(typed.get(spec.name, "")).split("\n")
            yield f"{spec.name}: {first}".rstrip()
            yield from (f"{_INDENT}{line}".rstrip() for line in rest)


def read_again(text: str, shown: Collection[str]) -> dict[str, str]:
    """The text of each field that is there; a field that was taken out is left as it was.

    Raises BadValue naming the line that is neither a field nor part of one.
    """
    found: dict[str, list[str]] = {}
    name = ""
    for number, line in enumerate(clean_block(text).split("\n"), start=1):
        if line.startswith("#"):
            continue
        if name and (not line.strip() or line[0] in " \t"):
            found[name].append(line.removeprefix(_INDENT) if line.startswith(_INDENT) else line.strip())
            continue
        if not line.strip():
            continue
        match = _FIELD.fullmatch(line)
        if match is None or match[1] not in shown:
            remedy = 'begin a line with one of the names and ":", or indent it'
            raise BadValue("not a field", where=f"line {number}", remedy=remedy)
        name = match[1]
        found[name] = [match[2]]
    return {name: "\n".join(lines).strip() for name, lines in found.items()}
