"""Attaching evidence: a file into the vault, an address or a note into the index, linked to the answers it supports."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskdesk.data import reading
from riskdesk.data.reach import vendors_reached
from riskdesk.data.vault import Stored
from riskdesk.data.writing import Writing
from riskdesk.desk.answering import link as link_to
from riskdesk.desk.finding import found_open, question_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.record_checks import refuse_frozen
from riskdesk.desk.recording import full_refs
from riskdesk.desk.standing import restand
from riskdesk.errors import FileUnreadable, MissingValue, NotAllowed, ReasonNeeded
from riskdesk.rules.forms import check_required, read_fields
from riskdesk.rules.records import KINDS, Evidence, EvidenceLink, Vendor
from riskdesk.rules.text import clean_line

KIND = KINDS["evidence"]


@dataclass(frozen=True)
class _Entry:
    """What is to be entered in the index, checked as far as that goes without the register."""

    vendor: str
    questions: tuple[str, ...]
    values: Mapping[str, Any]


def attach_file(
    desk: Desk, path: Path, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Copy a file into the vault by its SHA-256 and enter it in the index; `fields` are typed texts of Evidence.

    Raises FileUnreadable, and as `attach_note`. A file already in the vault is stored once and entered again.
    """
    typed = {"title": path.name, "strength": "primary", **(fields or {})}
    entry = _entry(desk, vendor, questions, typed, "file")
    stored = _stored(desk, path)
    facts = {"file_name": clean_line(path.name), "bytes": stored.bytes, "sha256": stored.sha256}
    return _attach(desk, entry, facts)


def attach_url(
    desk: Desk, url: str, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Enter an address in the index; it is recorded as text and never opened."""
    address = clean_line(url).strip()
    typed = {"title": address, "strength": "assertion", "source": address, **(fields or {})}
    return _attach(desk, _entry(desk, vendor, questions, typed, "url"), {})


def attach_note(
    desk: Desk, wording: str, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Enter a note in the index: a call, a meeting, an attestation given by word.

    Raises UnknownField, BadValue, MissingValue, UnknownRecord, UnknownQuestion; then nothing was saved.
    """
    first = clean_line(wording.strip().split("\n")[0])[:80]
    typed = {"title": first, "strength": "assertion", "wording": wording, **(fields or {})}
    return _attach(desk, _entry(desk, vendor, questions, typed, "note"), {})


def link(desk: Desk, evidence: str, vendor: str, question: str, place: str = "") -> None:
    """Link a piece of evidence to a vendor's question; the same link twice is one."""
    asked = question_of(desk.pack, question)
    with desk.write("link evidence") as writing:
        owner, piece = found_open(writing, Vendor, vendor), found_open(writing, Evidence, evidence)
        link_to(writing, piece.ref, owner.ref, asked.id, clean_line(place).strip())
        restand(desk, writing, [owner.ref], f"evidence {piece.ref} linked to {asked.id}")


def review(desk: Desk, evidence: str, check: str = "") -> Evidence:
    """Mark a piece as reviewed today by the reviewer; `check` says how completeness and accuracy were tested."""
    with desk.write("review evidence") as writing:
        piece = found_open(writing, Evidence, evidence)
        changes: dict[str, Any] = {"reviewed_by": desk.reviewer, "reviewed_on": desk.today()}
        if check.strip():
            changes |= {"check": clean_line(check).strip(), "checked_by": desk.reviewer}
        new = writing.change(Evidence, piece.ref, **changes)
        restand(desk, writing, sorted(vendors_reached(writing.connection, new)), f"evidence {piece.ref} reviewed")
    return new


def supersede(desk: Desk, old: str, new: str, reason: str) -> Evidence:
    """Let a newer piece replace an older one and take over its links; both stay. Raises NotAllowed, ReasonNeeded."""
    why = clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("superseding needs a reason", where=old, remedy="say why")
    with desk.write("supersede evidence", why) as writing:
        before, after = found_open(writing, Evidence, old), found_open(writing, Evidence, new)
        _check_chain(writing, before, after)
        changed = writing.change(Evidence, after.ref, supersedes=before.ref)
        for item in _links(writing, before.ref):
            link_to(writing, after.ref, item.vendor, item.question, item.place)
        reached = vendors_reached(writing.connection, changed) | vendors_reached(writing.connection, before)
        restand(desk, writing, sorted(reached), f"evidence {before.ref} superseded by {after.ref}")
    return changed


def _entry(desk: Desk, vendor: str, questions: Sequence[str], typed: Mapping[str, str], form: str) -> _Entry:
    asked = tuple(question_of(desk.pack, question).id for question in questions)
    if asked and not vendor:
        raise MissingValue("whose answers does it support?", where="evidence, field vendor", remedy="name the vendor")
    given = {
        "classification": "confidential",
        "obtained_on": desk.today().isoformat(),
        "obtained_by": desk.reviewer,
        **typed,
        "vendor": vendor,
    }
    values = read_fields(KIND, given)
    refuse_frozen(KIND, values)
    values["form"] = form
    check_required(KIND, values)
    return _Entry(vendor, asked, values)


def _attach(desk: Desk, entry: _Entry, facts: Mapping[str, Any]) -> Evidence:
    with desk.write("attach evidence") as writing:
        values = full_refs(writing, KIND, entry.values)
        piece = Evidence(ref=writing.next_ref("evidence"), **{**values, **facts})
        writing.insert(piece)
        for question in entry.questions:
            link_to(writing, piece.ref, piece.vendor, question)
        if piece.vendor:
            restand(desk, writing, [piece.vendor], f"evidence {piece.ref} attached")
    return piece


def _stored(desk: Desk, path: Path) -> Stored:
    """The file's content in the vault. A pipe or a device, which may never end, is no file."""
    where = clean_line(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileUnreadable("this is no file", where=where, remedy="name a file")
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        told = f"the file cannot be read ({type(error).__name__})"
        raise FileUnreadable(told, where=where, remedy="check the path") from None
    with stream:
        return desk.store.vault.put(stream)


def _check_chain(writing: Writing, before: Evidence, after: Evidence) -> None:
    """Refuse a loop: the newer piece must not already be replaced, step by step, by the older one."""
    step: Evidence | None = before
    while step is not None:
        if step.ref == after.ref:
            raise NotAllowed("a piece of evidence cannot supersede itself", where=after.ref)
        step = writing.get(Evidence, step.supersedes) if step.supersedes else None
    if after.supersedes and after.supersedes != before.ref:
        raise NotAllowed("it supersedes another piece already", where=after.ref, remedy="attach it anew")


def _links(writing: Writing, evidence: str) -> list[EvidenceLink]:
    return reading.rows(writing.connection, EvidenceLink, "evidence = ? and closed_on is null", (evidence,))
