"""Attaching evidence: a file into the vault, an address or a note into the index, linked to the answers it supports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from riskdesk.data import reading
from riskdesk.data.reach import vendors_reached
from riskdesk.data.vault import Stored
from riskdesk.data.writing import Writing
from riskdesk.desk.answering import link as link_to
from riskdesk.desk.finding import found, question_of
from riskdesk.desk.opening import Desk
from riskdesk.desk.recording import full_refs
from riskdesk.desk.standing import restand
from riskdesk.errors import FileUnreadable, NotAllowed, ReasonNeeded
from riskdesk.rules.forms import check_required, read_fields
from riskdesk.rules.records import KINDS, Evidence, EvidenceLink, Vendor
from riskdesk.rules.text import clean_line

KIND = KINDS["evidence"]


def attach_file(
    desk: Desk, path: Path, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Copy a file into the vault by its SHA-256 and enter it in the index; `fields` are typed texts of Evidence.

    Raises FileUnreadable, and as `attach_note`. A file already in the vault is stored once and entered again.
    """
    stored = _stored(desk, path)
    typed = {"title": path.name, "strength": "primary", **(fields or {})}
    facts = {"form": "file", "file_name": clean_line(path.name), "bytes": stored.bytes, "sha256": stored.sha256}
    return _attach(desk, vendor, questions, typed, facts)


def attach_url(
    desk: Desk, url: str, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Enter an address in the index; it is recorded as text and never opened."""
    address = clean_line(url).strip()
    typed = {"title": address, "strength": "assertion", "source": address, **(fields or {})}
    return _attach(desk, vendor, questions, typed, {"form": "url"})


def attach_note(
    desk: Desk, wording: str, *, vendor: str, questions: Sequence[str] = (), fields: Mapping[str, str] | None = None
) -> Evidence:
    """Enter a note in the index: a call, a meeting, an attestation given by word.

    Raises UnknownField, BadValue, MissingValue, UnknownRecord, UnknownQuestion; then nothing was saved.
    """
    first = clean_line(wording.strip().split("\n")[0])[:80]
    typed = {"title": first, "strength": "assertion", "wording": wording, **(fields or {})}
    return _attach(desk, vendor, questions, typed, {"form": "note"})


def link(desk: Desk, evidence: str, vendor: str, question: str, place: str = "") -> None:
    """Link a piece of evidence to a vendor's question; the same link twice is one."""
    asked = question_of(desk.pack, question)
    with desk.write("link evidence") as writing:
        owner = found(writing, Vendor, vendor)
        link_to(writing, evidence, owner.ref, asked.id, clean_line(place).strip())
        restand(desk, writing, [owner.ref], f"evidence {evidence} linked to {asked.id}")


def review(desk: Desk, evidence: str, check: str = "") -> Evidence:
    """Mark a piece as reviewed today by the reviewer; `check` says how completeness and accuracy were tested."""
    with desk.write("review evidence") as writing:
        piece = found(writing, Evidence, evidence)
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
        before, after = found(writing, Evidence, old), found(writing, Evidence, new)
        _check_chain(writing, before, after)
        changed = writing.change(Evidence, after.ref, supersedes=before.ref)
        for item in _links(writing, before.ref):
            link_to(writing, after.ref, item.vendor, item.question, item.place)
        reached = vendors_reached(writing.connection, changed) | vendors_reached(writing.connection, before)
        restand(desk, writing, sorted(reached), f"evidence {before.ref} superseded by {after.ref}")
    return changed


def _attach(
    desk: Desk, vendor: str, questions: Sequence[str], typed: Mapping[str, str], facts: Mapping[str, Any]
) -> Evidence:
    asked = [question_of(desk.pack, question) for question in questions]
    given = {
        "classification": "confidential",
        "obtained_on": desk.today().isoformat(),
        "obtained_by": desk.reviewer,
        **typed,
    }
    values = {**read_fields(KIND, given), **facts}
    check_required(KIND, values)
    with desk.write("attach evidence") as writing:
        owner = found(writing, Vendor, vendor).ref if vendor else ""
        values = full_refs(writing, KIND, values)
        piece = Evidence(ref=writing.next_ref("evidence"), **{**values, "vendor": owner})
        writing.insert(piece)
        for question in asked:
            link_to(writing, piece.ref, owner, question.id)
        if owner:
            restand(desk, writing, [owner], f"evidence {piece.ref} attached")
    return piece


def _stored(desk: Desk, path: Path) -> Stored:
    try:
        with path.open("rb") as stream:
            return desk.store.vault.put(stream)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise FileUnreadable(
            f"the file cannot be read ({type(error).__name__})", where=clean_line(str(path)), remedy="check the path"
        ) from None


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
