"""A case file put together for the tests of the rules, typed into a register command by command."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

# The worked examples are drafts of the rules' tests.
sys.path.append(str(Path(__file__).parents[1] / "rules"))

from rules_cases import PACK, Draft
from test_worked_examples import BUILT, TABLE, Row
from typing_commands import Terminal

from riskdesk.rules.casefile import Matter, Value
from riskdesk.rules.forms import type_field
from riskdesk.rules.records import KIND_OF, Answer, Dispute, Evidence, Record

__all__ = ["BUILT", "TABLE", "Row", "scored", "typed"]

ORDER = (
    "matters", "searches", "flows", "terms", "sign_offs", "contracts", "negotiations", "proceedings",
    "proceeding_links", "corroborations", "asks",
)  # fmt: skip
"""The parts of a case file that are added as records, what is referred to before what refers."""


def typed(terminal: Terminal, draft: Draft, ref: str, name: str) -> None:
    """Type everything the draft holds as the vendor `ref`; no score is given yet."""
    fields = _fields(draft.vendor, {}) | {"name": name}
    terminal.says("add", "vendor", "--ref", ref, *(f"{field}={text}" for field, text in fields.items()))
    refs = {draft.vendor.ref: ref} | _pieces(terminal, draft, ref)
    for part in ORDER:
        for item in draft.records.get(part, ()):
            record = _dispute(item) if isinstance(item, Matter) else item
            refs[record.ref] = _added(terminal, record, refs)
    for answer in draft.answers.values():
        _answer(terminal, ref, answer)


def scored(terminal: Terminal, ref: str) -> None:
    """Confirm every score as it is suggested."""
    for judged in terminal.gives("show", ref)["standing"]["actions"]:
        terminal.says("score", ref, str(judged["action"]), str(judged["suggested"]))


def _pieces(terminal: Terminal, draft: Draft, vendor: str) -> dict[str, str]:
    """One file for all pieces of the same worth; gives the reference that each became."""
    alike: dict[tuple[str, bool, bool | None], list[Evidence]] = defaultdict(list)
    for piece in draft.evidence.values():
        alike[piece.strength, piece.reviewed_on is not None, piece.independent].append(piece)
    found: dict[str, str] = {}
    for (strength, reviewed, independent), pieces in alike.items():
        file = Path(terminal.store.parent, f"{vendor}-{strength}-{independent}.txt")
        file.write_text(f"{vendor} {strength} {independent}")
        refs = {piece.ref for piece in pieces}
        words = [f"strength={strength}", *(["independent=yes"] if independent else [])]
        words += [word for link in draft.links if link.evidence in refs for word in ("--question", link.question)]
        words += ["--reviewed"] if reviewed else []
        made = terminal.gives("evidence", "add", vendor, str(file), *words)["ref"]
        found |= dict.fromkeys(refs, made)
    return found


def _added(terminal: Terminal, record: Record, refs: dict[str, str]) -> str:
    file = Path(terminal.store.parent, "record.json")
    file.write_text(json.dumps(_fields(record, refs)))
    (made,) = terminal.gives("add", KIND_OF[type(record)].name, "--from", str(file))
    return str(made["ref"])


def _fields(record: Record, refs: dict[str, str]) -> dict[str, str]:
    """What a person would type for the record, with the references that the register gave."""
    found = {}
    for spec in KIND_OF[type(record)].fields:
        value = getattr(record, spec.name)
        text = refs.get(value, value) if spec.type == "ref" else type_field(spec, value)
        if text:
            found[spec.name] = text
    return found


def _dispute(matter: Matter) -> Dispute:
    held = {**vars(matter.dispute), "vendor": "V", "role": matter.role}
    return Dispute(**{**held, "relevance": matter.relevance, "relevance_reason": matter.relevance_reason})


def _answer(terminal: Terminal, vendor: str, answer: Answer) -> None:
    value = Value.from_json(answer.value)
    details = {**value.items, **{name: _word(detail) for name, detail in value.fields.items()}}
    parts = [value.option] if value.option else []
    parts += [f"{name}={detail}" for name, detail in details.items()]
    said = ";".join(parts) if answer.state == "answered" else answer.state
    assert answer.question in PACK.by_id
    note = ["--note", answer.note] if answer.note else []
    terminal.says("answer", vendor, answer.question, said, "--on", str(answer.answered_on), *note)


def _word(detail: Any) -> str:
    return {True: "yes", False: "no"}[detail] if isinstance(detail, bool) else str(detail)
