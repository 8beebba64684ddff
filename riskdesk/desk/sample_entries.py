"""A scene of the sample register made into records: names into references, plain values into typed ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from riskdesk.data.sample_files import Part, Scene
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import Desk
from riskdesk.desk.record_checks import filled
from riskdesk.desk.vendors import first_round
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import (
    KINDS,
    Answer,
    Dispute,
    Evidence,
    EvidenceLink,
    FieldSpec,
    Kind,
    Record,
    Stage,
    Vendor,
)

_FIRST = ("organisation", "reviewer", "maker", "vendor", "evidence")
_DEEDS = {"answer", "evidence_link", "confirmation", "signature", "round", "stage"}
ORDER = tuple(KINDS[name] for name in (*_FIRST, *(name for name in KINDS if name not in {*_FIRST, *_DEEDS})))
"""The kinds that a scene introduces, each after those it refers to; the others follow from deeds."""

Introduced = tuple[Kind, str, Part, Mapping[str, Any]]
"""A record to be made: kind, reference, the part of the scene and the entry in it."""

_NAME = re.compile(r"\{@([a-z0-9-]+)\}", re.ASCII)
_BESIDE = {"as", "ref", "starts"}
_BESIDE_EVIDENCE = {"questions", "content", "reviewed"}
_ANSWER = {"is", "note", "counsel_note", "ev", "on", "by"}


@dataclass
class Cast:
    """The references of the records that scenes introduced, by name, with their kind."""

    refs: dict[str, tuple[str, str]] = field(default_factory=dict)

    def ref(self, text: str) -> str:
        """The reference that a text gives: of the name after an @, else the text itself."""
        return self.refs[text[1:]][1] if text.startswith("@") else text

    def kind(self, text: str) -> str:
        """The kind of the record of that name."""
        return self.refs[text[1:]][0]

    def told(self, value: Any) -> Any:
        """The value with names in its texts turned into references."""
        return _NAME.sub(lambda match: self.refs[match[1]][1], value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Stagehand:
    """What it takes to make a scene's records: the desk of that day, the write, and who was introduced so far."""

    desk: Desk
    writing: Writing
    cast: Cast

    def records(self, scene: Scene) -> list[Record]:
        """The scene's new records, those referred to first, and what follows from them: rounds, stages, links."""
        entries = self._introduced(scene)
        made = [self._record(kind, ref, part, entry) for kind, ref, part, entry in entries]
        proofs = [(ref, part, entry) for kind, ref, part, entry in entries if kind.record is Evidence]
        links = [link for ref, part, entry in proofs for link in self._links(ref, part.vendor, entry)]
        starts = {ref: entry["starts"] for _, ref, _, entry in entries if "starts" in entry}
        return [*made, *self._following(made, starts), *links]

    def answers(self, part: Part) -> list[tuple[Answer, list[EvidenceLink]]]:
        """The part's answers, each with the links to its evidence."""
        return [self._answer(part.vendor, name, said) for name, said in part.entries.get("answer", {}).items()]

    def changed(self, entry: Mapping[str, Any]) -> tuple[Kind, str, dict[str, Any]]:
        """The kind and reference of the record that a change is of, and the new values of its fields."""
        of = entry["of"]
        kind = KINDS[self.cast.kind(of) if of.startswith("@") else "vendor"]
        return kind, self.cast.ref(of), self._values(kind, {name: entry[name] for name in entry if name != "of"})

    def _introduced(self, scene: Scene) -> list[Introduced]:
        """Every entry with its kind and reference, all named before the first record is made."""
        found: list[Introduced] = []
        for kind in ORDER:
            for part in scene.parts:
                for entry in part.entries.get(kind.name, ()):
                    ref = entry.get("ref") or (
                        part.vendor if kind.record is Vendor else self.writing.next_ref(kind.name)
                    )
                    if "as" in entry:
                        self.cast.refs[entry["as"]] = (kind.name, ref)
                    found.append((kind, ref, part, entry))
        return found

    def _record(self, kind: Kind, ref: str, part: Part, entry: Mapping[str, Any]) -> Record:
        beside = _BESIDE | _BESIDE_EVIDENCE if kind.record is Evidence else _BESIDE
        given = {name: value for name, value in entry.items() if name not in beside}
        party = kind.field("vendor") is not None and "vendor" not in given and not given.get("maker")
        if party and part.vendor:
            given["vendor"] = part.vendor
        values = filled(self.desk, kind, self._values(kind, given))
        if kind.record is Evidence:
            values = self._evidence(values, entry)
        if kind.name == "search":
            values = {"searched_on": self.desk.today(), "searched_by": self.desk.reviewer, **values}
        return kind.record(ref=ref, **values)

    def _values(self, kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
        specs = {spec.name: spec for spec in kind.fields}
        return {name: self._value(specs[name], value) for name, value in given.items()}

    def _value(self, spec: FieldSpec, value: Any) -> Any:
        if spec.type == "ref":
            return self.cast.ref(value)
        if spec.type == "many":
            return tuple(choice.value for choice in spec.choices if choice.value in value)
        if isinstance(value, list):
            return "\n".join(self.cast.told(line) for line in value)
        return self.cast.told(value)

    def _evidence(self, values: dict[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
        full = {
            "form": "file" if "content" in entry else "note" if "wording" in entry else "url",
            "obtained_on": self.desk.today(),
            "obtained_by": self.desk.reviewer,
            "classification": "confidential",
            **values,
        }
        if "content" in entry:
            stored = self.desk.store.vault.put(io.BytesIO(self.cast.told(entry["content"]).encode()))
            full |= {"bytes": stored.bytes, "sha256": stored.sha256}
        if entry.get("reviewed"):
            full |= {"reviewed_by": self.desk.reviewer, "reviewed_on": self.desk.today()}
        return full

    def _links(self, ref: str, vendor: str, entry: Mapping[str, Any]) -> Iterator[EvidenceLink]:
        asked = entry.get("questions", {})
        places = asked if isinstance(asked, dict) else dict.fromkeys(asked, "")
        for question, place in places.items():
            yield self._link(ref, vendor, question, place)

    def _link(self, evidence: str, vendor: str, question: str, place: str = "") -> EvidenceLink:
        link = self.writing.next_ref("evidence_link")
        return EvidenceLink(ref=link, evidence=evidence, vendor=vendor, question=question, place=place)

    def _following(self, made: list[Record], starts: Mapping[str, date]) -> Iterator[Record]:
        for record in made:
            if isinstance(record, Dispute):
                yield stage_of(self.writing, record)
            if isinstance(record, Vendor):
                yield first_round(self.desk, self.writing, record.ref, starts.get(record.ref))

    def _answer(self, vendor: str, name: str, said: Any) -> tuple[Answer, list[EvidenceLink]]:
        question = self.desk.pack.by_id[name]
        parts: dict[str, Any] = said if isinstance(said, dict) else {"is": said}
        state = parts.get("is", "answered")
        state = state if state in {"unknown", "declined", "na"} else "answered"
        value = _value(question, parts, self.cast) if state == "answered" else None
        made = Answer(
            ref=f"{vendor}/{name}",
            vendor=vendor,
            question=name,
            state=state,
            value=value.to_json() if value else "",
            note=self.cast.told(parts.get("note", "")),
            counsel_note=self.cast.told(parts.get("counsel_note", "")),
            answered_on=parts.get("on", self.desk.today()),
            answered_by=parts.get("by", self.desk.reviewer),
        )
        cited = parts.get("ev", [])
        cited = [cited] if isinstance(cited, str) else cited
        return made, [self._link(self.cast.ref(item), vendor, name) for item in cited]


def stage_of(writing: Writing, dispute: Dispute) -> Stage:
    """The stage that a dispute stands at, as an entry of its history."""
    return Stage(
        ref=writing.next_ref("stage"),
        dispute=dispute.ref,
        stage=dispute.stage,
        stage_on=dispute.stage_on,
        source=dispute.primary_source or dispute.tracker_source,
        evidence=dispute.primary_evidence or dispute.tracker_evidence,
    )


def _value(question: Question, parts: Mapping[str, Any], cast: Cast) -> Value:
    items = {item.id for item in question.items}
    fields = {field.name: field for field in question.fields}
    beside = {name: value for name, value in parts.items() if name not in _ANSWER}
    marks = dict.fromkeys((item.id for item in question.items), beside.pop("rest")) if "rest" in beside else {}
    marks |= {name: value for name, value in beside.items() if name in items}
    details = {name: _detail(fields[name].type, value, cast) for name, value in beside.items() if name not in items}
    return Value(parts.get("is", ""), marks, details)


def _detail(type_: str, value: Any, cast: Cast) -> str | int | bool:
    if isinstance(value, date):
        return value.isoformat()
    if type_ == "lines" and isinstance(value, list):
        return "\n".join(cast.told(line) for line in value)
    return cast.told(value)  # type: ignore[no-any-return]
