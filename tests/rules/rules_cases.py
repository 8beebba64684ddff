"""A case file put together line by line, for the tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from riskdesk.data.pack_files import shipped_pack
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile, Listing, Matter, Value
from riskdesk.rules.records import (
    Answer,
    Confirmation,
    Contract,
    Corroboration,
    Designation,
    Dispute,
    Evidence,
    EvidenceLink,
    Flow,
    Negotiation,
    Proceeding,
    ProceedingLink,
    Record,
    Search,
    SignOff,
    Terms,
    Vendor,
)
from riskdesk.rules.standing import Standing

ON = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)
PACK = shipped_pack()
FULL = {
    "source_model": "Atlas",
    "source_version": "2",
    "account_tier": "enterprise",
    "target_model": "Our ranker",
    "target_owner": "Search team",
    "host": "own cluster",
    "purpose": "generative",
    "pipeline": "git: ranker",
    "volume": "2 M records",
    "structured": "yes",
    "automated": "yes",
    "human_edited": "no",
    "distribution": "internal",
    "regularity": "systematic",
    "running": "running",
    "started_on": date(2026, 3, 1),
}
"""Every part of a flow record, but for what was determined."""


def ago(days: int) -> date:
    """The day so many days before ON."""
    return ON - timedelta(days=days)


YESTERDAY, RECENTLY = ago(1), ago(5)


class Draft:
    """A vendor's case file in the making; every method gives the draft itself."""

    def __init__(self, *, factors: tuple[str, str, str, str] = ("4", "4", "4", "4"), anchor: str = "1") -> None:
        names = ("criticality", "dependency", "reach", "data_sensitivity")
        entered: dict[str, Any] = dict(zip(names, factors, strict=True))
        reason = "read the summary" if anchor else ""
        self.vendor = Vendor(ref="V", name="Vendor", provenance_anchor=anchor, provenance_reason=reason, **entered)
        self.answers: dict[str, Answer] = {}
        self.evidence: dict[str, Evidence] = {}
        self.links: list[EvidenceLink] = []
        self.records: dict[str, list[Any]] = {}

    def of_vendor(self, **fields: Any) -> Draft:
        self.vendor = replace(self.vendor, **fields)
        return self

    def say(
        self,
        question: str,
        option: str = "",
        *,
        proof: str = "",
        on: date = YESTERDAY,
        items: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> Draft:
        """Answer a question; `proof` is primary, statement, assertion or nothing."""
        value = Value(option, items or {}, fields)
        self.answers[question] = Answer(
            ref=f"V/{question}",
            vendor="V",
            question=question,
            state="answered",
            value=value.to_json(),
            answered_on=on,
        )
        return self.prove(question, proof) if proof else self

    def leave(self, question: str, state: str, note: str = "") -> Draft:
        """Record a state other than answered."""
        self.answers[question] = Answer(
            ref=f"V/{question}", vendor="V", question=question, state=state, note=note, answered_on=ago(1)
        )
        return self

    def prove(self, question: str, strength: str = "primary", **fields: Any) -> Draft:
        """Link a fresh piece of evidence to the question."""
        ref = self.piece(strength, **fields)
        self.links.append(EvidenceLink(ref=f"EL-{len(self.links)}", evidence=ref, vendor="V", question=question))
        return self

    def piece(self, strength: str = "primary", **fields: Any) -> str:
        """A piece of evidence, by its reference; primary ones are hashed and reviewed."""
        ref = f"EV-{len(self.evidence) + 1:04}"
        proven = {"sha256": "ab" * 32, "reviewed_on": ago(1)} if strength == "primary" else {}
        self.evidence[ref] = Evidence(ref=ref, title="Paper", form="file", strength=strength, **{**proven, **fields})
        return ref

    def add(self, kind: str, record: Record | Matter | Listing) -> Draft:
        """Put a record into the case file's tuple of that name."""
        self.records.setdefault(kind, []).append(record)
        return self

    def search(
        self, *, on: date = YESTERDAY, sources: tuple[str, ...] = ("docket", "tracker", "press"), **fields: Any
    ) -> Draft:
        ref = f"SR-{len(self.records.get('searches', ()))}"
        found = {"found": "none", "searched_by": "R", **fields}
        return self.add("searches", Search(ref=ref, vendor="V", searched_on=on, sources=sources, **found))

    def matter(
        self,
        stage: str,
        *,
        role: str = "respondent",
        relevance: str = "named",
        reason: str = "named in the complaint",
        relief: tuple[str, ...] = ("money",),
        path: tuple[str, ...] = (),
        **fields: Any,
    ) -> Draft:
        """A matter with every part of D3 recorded."""
        ref = f"M-{len(self.records.get('matters', ())) + 1:04}"
        parts = {
            "forum": "N.D. Cal.",
            "docket": "1:26-cv-1",
            "claim_types": ("copyright-training",),
            "stage_on": ago(20),
            "primary_source": "docket",
            "primary_on": ago(5),
            "proof": "pleading",
            "alleged_by": "A rights holder",
            "as_of": ago(5),
        }
        dispute = Dispute(ref=ref, caption="A v. V", role=role, stage=stage, relief=relief, **{**parts, **fields})
        return self.add("matters", Matter(dispute, role, relevance, reason, path))

    def flow(self, *, terms: bool = True, sign_off: bool = True, **fields: Any) -> Draft:
        """A flow recorded in full, permitted and running, by default with terms captured and signed off."""
        ref = f"FL-{len(self.records.get('flows', ())) + 1:04}"
        parts = {**FULL, "determination": "permitted", "determined_on": ago(30), **fields}
        self.add("flows", Flow(ref=ref, vendor="V", title="Flow", **parts))
        if terms:
            self.terms(ref, "platform").terms(ref, "maker")
        return self.sign_off(ref) if sign_off else self

    def terms(self, flow: str, layer: str, **fields: Any) -> Draft:
        captured = {"version": "2026-01", "clause": "4", "captured_on": ago(30), "evidence": self.piece(), **fields}
        ref = f"TM-{len(self.records.get('terms', ()))}"
        return self.add("terms", Terms(ref=ref, flow=flow, layer=layer, document="Terms", **captured))

    def sign_off(self, flow: str, **fields: Any) -> Draft:
        dates = {"signed_on": ago(20), "expires_on": ON + timedelta(days=200), "evidence": self.piece(), **fields}
        ref = f"SO-{len(self.records.get('sign_offs', ()))}"
        return self.add("sign_offs", SignOff(ref=ref, flow=flow, name="Counsel", scope="this flow", **dates))

    def contract(self, *, asked: bool = True, **fields: Any) -> Draft:
        parts = {"term_end": ON + timedelta(days=300), "notice_days": 60, "evidence": self.piece(), **fields}
        ref = f"CT-{len(self.records.get('contracts', ()))}"
        self.add("contracts", Contract(ref=ref, vendor="V", title="MSA", **parts))
        if asked:
            ask = Negotiation(ref=f"NG-{ref}", contract=ref, ask="N1", status="raised", raised_on=ago(3))
            self.add("negotiations", ask)
        return self

    def proceeding(self, *, checked: date | None = RECENTLY, **fields: Any) -> Draft:
        """A linked proceeding with everything done."""
        ref = f"PR-{len(self.records.get('proceedings', ()))}"
        done = {
            "vehicle": "rfi",
            "owner": "O",
            "clearance": "legal",
            "position_state": "cleared",
            "position": "P",
            "ask": "A",
            "participation": "filed",
            "receipt": "1",
            "release_checked_by": "R",
            "release_checked_on": ago(3),
            "follow_through": "mapped",
            "copy": self.piece(),
        }
        self.add("proceedings", Proceeding(ref=ref, title="P", **{**done, **fields}))
        return self.add(
            "proceeding_links", ProceedingLink(ref=f"PL-{ref}", proceeding=ref, vendor="V", checked_on=checked)
        )

    def listed(self, *, unrelated: bool = False, path: tuple[str, ...] = (), **fields: Any) -> Draft:
        dates = {"listed_on": ago(100), **fields}
        item = Designation(ref="DS-0001", vendor="V", list_name="Entity List", issuer="BIS", source="FR", **dates)
        return self.add("listings", Listing(item, path, unrelated))

    def corroborated(self, *, independent: bool = True, on: date = RECENTLY) -> Draft:
        evidence = self.piece(independent=independent)
        return self.add(
            "corroborations",
            Corroboration(
                ref="CO-0001", vendor="V", by="Auditor", independent_how="not paid by V", evidence=evidence, on=on
            ),
        )

    def give(self, action: int, score: int, reason: str = "") -> Draft:
        ref = f"CF-{len(self.records.get('confirmations', ()))}"
        given = Confirmation(
            ref=ref,
            vendor="V",
            action=str(action),
            suggested=score,
            score=score,
            reason=reason,
            given_by="R",
            given_on=ago(1),
            pack=PACK.sha256,
        )
        return self.add("confirmations", given)

    def best(self, *actions: int) -> Draft:
        """Answer every question of the actions in full, with primary evidence; records have their own methods."""
        for question in PACK.questions:
            if question.action in actions and question.type != "records":
                _answer_in_full(self, question.id)
        return self

    def case(self, **more: Any) -> CaseFile:
        """The case file."""
        tuples = {name: tuple(items) for name, items in self.records.items()}
        held = {"answers": dict(self.answers), "evidence": dict(self.evidence), "links": tuple(self.links)}
        parts: dict[str, Any] = {**held, **tuples, **more}
        return CaseFile(vendor=self.vendor, **parts)

    def stand(self, on: date = ON, **more: Any) -> Standing:
        """Where the case file stands."""
        return assess(self.case(**more), PACK, on)


def _answer_in_full(draft: Draft, id: str) -> None:
    question = PACK.by_id[id]
    special: dict[str, dict[str, Any]] = {
        "U1": {"option": "no", "attested_by": "E", "attested_role": "engineering", "attested_on": ago(1).isoformat()},
        "P2": {"option": "no"},
        "P3": {"option": "no"},
        "P6": {"option": "no"},
        "P11": {"claims_form": "contract", "claims_days": 30, "model_form": "contract", "model_days": 30},
        "P12": {"name": "N", "role": "officer"},
        "U2": {"asked": 4, "total": 4, "attested_by": "E"},
        "D6": {"rationale": "from facts", "attested": True},
        "D8": {"watcher": "W", "alert": "A", "next_check": ON.isoformat()},
    }
    if id in special:
        draft.say(id, proof="primary", **special[id])
    elif question.items:
        full = next(mark.id for mark in question.marks if mark.credit == 100)
        draft.say(id, items={item.id: full for item in question.items}, proof="primary")
    else:
        draft.say(id, max(question.options, key=lambda option: option.credit).id, proof="primary")


def complete() -> Draft:
    """A vendor with everything on paper and nothing against it."""
    return (
        Draft(factors=("3", "3", "3", "3"))
        .best(1, 2, 3, 4)
        .search(evidence="")
        .contract()
        .proceeding()
        .corroborated()
        .prove("D1")
    )
