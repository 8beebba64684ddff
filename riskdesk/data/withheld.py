"""How much stays here when a register goes out by a profile, by kind: numbers alone, no content is selected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskdesk.data.excerpt import NAMING, Excerpt
from riskdesk.data.sql_text import json_list, quoted
from riskdesk.rules.records import KINDS


@dataclass(frozen=True)
class Withheld:
    """So many items of one kind that stay here; `what` names the kind in words."""

    what: str
    number: int


def withheld(excerpt: Excerpt) -> tuple[Withheld, ...]:
    """What of the excerpt its profile may not see, kinds without any left out; () for a profile that sees all."""
    if not excerpt.sight.profile.outside:
        return ()
    return tuple(item for item in (*_fields(excerpt), *_evidence(excerpt), *_log(excerpt)) if item.number)


def total(items: tuple[Withheld, ...]) -> int:
    """All of them together."""
    return sum(item.number for item in items)


def _fields(excerpt: Excerpt) -> Iterator[Withheld]:
    if excerpt.sight.profile.counsel:
        return
    for kind in KINDS.values():
        for spec in kind.fields:
            if spec.counsel:
                said = excerpt.count(kind.name, f"{quoted(spec.name)} <> ''")
                yield Withheld(f"{spec.label} ({kind.plural.lower()})", said)


def _evidence(excerpt: Excerpt) -> Iterator[Withheld]:
    sight = excerpt.sight
    if not sight.withheld:
        return
    among = sight.among
    classes = json_list(sorted(sight.profile.classes)).replace("'", "''")
    own = f"ref {among} AND classification IN (SELECT value FROM json_each('{classes}')) AND sequestered <> ''"
    every, aside = (excerpt.count("evidence", where, told=False) for where in (f"ref {among}", own))
    yield Withheld("Privileged evidence", every - aside)
    yield Withheld("Evidence set aside", aside)
    yield Withheld("Links of that evidence to answers", excerpt.count("evidence_link", f"evidence {among}", told=False))
    named = ((kind, field) for kind, field in NAMING if kind != "evidence_link")
    cited = sum(excerpt.count(kind, f"{quoted(field)} {among}") for kind, field in named)
    yield Withheld("Citations of that evidence in records", cited)


def _log(excerpt: Excerpt) -> Iterator[Withheld]:
    if "changes" not in excerpt.sight.profile.sheets:
        return
    found = excerpt.outside_log.counts(excerpt.about)
    yield Withheld("Log entries, all but number and hash", found["whole"])
    yield Withheld("Log entries, in part", found["part"])
