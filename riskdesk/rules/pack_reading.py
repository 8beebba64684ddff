"""A pack from its parsed files. What is wrong with it is told in one go, by file and entry; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from riskdesk.rules.pack import Action, Cap, CrosswalkRow, Factor, Floor, Pack, Policy, Question, StageLevel, Tier
from riskdesk.rules.pack_checks import CAP_RULES, CREDIT_RULES, FLOORS, check_pack
from riskdesk.rules.pack_entry import REMEDY, Entry, Flaw, quoted, refuse
from riskdesk.rules.pack_questions import read_question

__all__ = ["CAP_RULES", "CREDIT_RULES", "FILES", "FLOORS", "read_pack"]

FILES = (*(f"action-{n}.toml" for n in range(1, 6)), "crosswalk.toml", "pack.toml", "prompts.toml", "stages.toml")
"""The files of a pack, all of them and no others."""

_STATUS = ("verified", "secondary", "unverified")
_POLICY_BOUNDS = {
    **dict.fromkeys(("primary", "statement", "assertion", "fresh", "expired"), (0, 10)),
    **dict.fromkeys(("na_limit_percent", "control_ceiling_percent"), (0, 100)),
    "na_cap": (0, 5),
    "unknown_factor": (1, 5),
    "appetite_tenths": (0, 250),
    "override_rationale": (1, 1000),
}
_DAYS = (1, 3650)


def read_pack(files: Mapping[str, object], sha256: str) -> Pack:
    """The pack that the parsed `files` (by file name) make, with the hash given.

    Raises PackBroken with every fault found: those of single entries first, and once these are mended those between
    entries (weights, totals, references).
    """
    flaws = [Flaw(name, "the file is missing") for name in FILES if name not in files]
    flaws += [Flaw(quoted(name), "no file of a pack has this name") for name in files if name not in FILES]
    refuse(flaws, REMEDY)
    opened = {name: Entry(files[name], name, flaws) for name in FILES}
    pack = _read(opened, sha256)
    for entry in opened.values():
        entry.close()
    refuse(flaws, REMEDY)
    check_pack(pack, flaws)
    refuse(flaws, REMEDY)
    return pack


def _read(files: Mapping[str, Entry], sha256: str) -> Pack:
    head, of_action = files["pack.toml"], [files[f"action-{n}.toml"] for n in range(1, 6)]
    actions = tuple(_action(entry, number) for number, entry in enumerate(of_action, 1))
    questions = tuple(q for number, entry in enumerate(of_action, 1) for q in _questions(entry, number))
    return Pack(
        id=head.text("id"),
        version=head.text("version"),
        title=head.text("title"),
        published=_day(head, "published"),
        sha256=sha256,
        actions=actions,
        questions=questions,
        caps=tuple(cap for number, entry in enumerate(of_action, 1) for cap in _caps(entry, number)),
        stages=_stages(files["stages.toml"]),
        factors=_factors(head),
        provenance_anchors=_exactly(head, "provenance_anchors", 5),
        tiers=_tiers(head),
        floors=_floors(head),
        policy=_policy(head.table("policy")),
        crosswalk=_crosswalk(files["crosswalk.toml"]),
        prompts=_prompts(files["prompts.toml"], {question.id for question in questions}),
        method_notes=head.texts("method_notes"),
    )


def _action(entry: Entry, number: int) -> Action:
    if entry.whole("number", 1, 5) != number:
        entry.note(f"number must be {number}, as in the file's name")
    return Action(
        number=number,
        title=entry.text("title"),
        short=entry.text("short"),
        purpose=entry.text("purpose"),
        weight=entry.whole("weight", 1, 100),
        due_days=entry.whole("due_days", *_DAYS),
        window_days=entry.whole("window_days", *_DAYS),
        critical_window_days=entry.whole("critical_window_days", *_DAYS),
        rubric=_exactly(entry, "rubric", 6),
    )


def _questions(entry: Entry, number: int) -> list[Question]:
    found = []
    for part in entry.entries("question", "question", "id"):
        found.append(read_question(part, number))
        part.close()
    return found


def _caps(entry: Entry, number: int) -> list[Cap]:
    found = []
    for part in entry.entries("cap", "cap", "id", required=False):
        cap = Cap(
            id=part.text("id"),
            action=number,
            at_most=part.whole("at_most", 0, 5),
            rule=part.word("rule", CAP_RULES),
            text=part.text("text"),
            questions=part.texts("questions", ()),
            below=part.whole("below", 0, 100, 0),
        )
        part.close()
        found.append(cap)
    return found


def _stages(entry: Entry) -> tuple[StageLevel, ...]:
    found = []
    for part in entry.entries("stage", "stage", "code"):
        level = StageLevel(
            code=part.text("code"),
            label=part.text("label"),
            likelihood=part.whole("likelihood", 1, 5),
            open=part.flag("open", False),
            live=part.flag("live", False),
        )
        part.close()
        found.append(level)
    return tuple(found)


def _factors(head: Entry) -> tuple[Factor, ...]:
    found = []
    for part in head.entries("factor", "factor", "id"):
        factor = Factor(
            id=part.text("id"),
            field=part.text("field"),
            label=part.text("label"),
            weight=part.whole("weight", 1, 100),
            anchors=_exactly(part, "anchors", 5),
        )
        part.close()
        found.append(factor)
    return tuple(found)


def _tiers(head: Entry) -> tuple[Tier, ...]:
    found = []
    for part in head.entries("tier", "tier", "id"):
        # DOMAIN 6.9: an acceptance never stands longer than 12 months.
        tier = Tier(
            id=part.text("id"),
            label=part.text("label"),
            from_tenths=part.whole("from_tenths", 0, 250),
            acceptance_days=part.whole("acceptance_days", 1, 365),
        )
        part.close()
        found.append(tier)
    return tuple(found)


def _floors(head: Entry) -> tuple[Floor, ...]:
    found = []
    for part in head.entries("floor", "floor", "id"):
        found.append(Floor(id=part.text("id"), tier=part.text("tier"), text=part.text("text")))
        part.close()
    return tuple(found)


def _policy(entry: Entry) -> Policy:
    bounds = {item.name: _POLICY_BOUNDS.get(item.name, _DAYS) for item in fields(Policy)}
    policy = Policy(**{name: entry.whole(name, low, high) for name, (low, high) in bounds.items()})
    entry.close()
    return policy


def _crosswalk(entry: Entry) -> tuple[CrosswalkRow, ...]:
    found = []
    for part in entry.entries("row", "row"):
        row = CrosswalkRow(
            framework=part.text("framework"),
            ids=part.text("ids"),
            actions=part.wholes("actions", 1, 5),
            note=part.text("note"),
            status=part.word("status", _STATUS),
        )
        part.close()
        found.append(row)
    return tuple(found)


def _prompts(entry: Entry, known: set[str]) -> tuple[str, ...]:
    found = []
    for part in entry.entries("prompt", "prompt"):
        about = part.texts("about")
        for id in about:
            if id not in known:
                part.note(f"about names {quoted(id)}, and no question has that id")
        text = part.text("text")
        if not text.startswith("Check whether "):
            part.note("text must begin with 'Check whether': a prompt is a question, never a fact")
        found.append(f"{', '.join(about)}: {text} (dated {_day(part, 'dated')})")
        part.close()
    return tuple(found)


def _exactly(entry: Entry, key: str, count: int) -> tuple[str, ...]:
    values = entry.texts(key)
    if len(values) != count:
        entry.note(f"{key} must have {count} texts and has {len(values)}")
    return values


def _day(entry: Entry, key: str) -> str:
    value = entry.text(key)
    try:
        if value and date.fromisoformat(value).isoformat() != value:
            raise ValueError(value)
    except ValueError:
        entry.note(f'{key} is {quoted(value)}; it must be a date as "2026-11-23"')
    return value
