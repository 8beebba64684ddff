"""The open records of some vendors at once, by kind and vendor, in a number of queries that no vendor adds to."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from riskdesk.data import reading
from riskdesk.data.sight import WHOLE, Sight
from riskdesk.data.sql_text import json_list
from riskdesk.rules.records import (
    KIND_OF,
    KINDS,
    Acceptance,
    Answer,
    Ask,
    Confirmation,
    Contract,
    Corroboration,
    Designation,
    Dispute,
    Evidence,
    EvidenceLink,
    Flow,
    Model,
    Negotiation,
    Override,
    Proceeding,
    ProceedingLink,
    Product,
    Record,
    Relevance,
    Round,
    ScoreOverride,
    Search,
    Signature,
    SignOff,
    Terms,
    Treatment,
    Use,
    Vendor,
)

R = TypeVar("R", bound=Record)

BY_VENDOR: tuple[type[Record], ...] = (
    Acceptance,
    Answer,
    Ask,
    Confirmation,
    Contract,
    Corroboration,
    Designation,
    Dispute,
    EvidenceLink,
    Flow,
    Override,
    ProceedingLink,
    Product,
    Relevance,
    Round,
    ScoreOverride,
    Search,
    Signature,
    Treatment,
)
"""The kinds that name their vendor."""

BELOW: dict[type[Record], tuple[type[Record], str]] = {
    Terms: (Flow, "flow"),
    SignOff: (Flow, "flow"),
    Negotiation: (Contract, "contract"),
    Use: (Product, "product"),
}
"""The kinds that hang from a record of a vendor: whose, and by which field."""

_IN = "IN (SELECT value FROM json_each(?))"


class Gathered:
    """The open records of `vendors`, of every kind that a case file holds, as `sight` lets them be read."""

    def __init__(self, connection: sqlite3.Connection, vendors: Sequence[str], sight: Sight = WHOLE) -> None:
        self._connection = connection
        self._sight = sight
        self.vendors = reading.many(connection, Vendor, vendors, sight)
        key = json_list(vendors)
        self._of: dict[type[Record], Mapping[str, list[Any]]] = {
            kind: _grouped(self._open(kind, "vendor", key), "vendor") for kind in BY_VENDOR
        }
        for kind, (above, field) in BELOW.items():
            self._of[kind] = self._below(kind, above, field)
        self.models = self._named(Model, self._of[Use], "model")
        self.proceedings = self._named(Proceeding, self._of[ProceedingLink], "proceeding")

    def of(self, kind: type[R], vendor: str) -> tuple[R, ...]:
        """A vendor's open records of one kind, in the order of their references."""
        return cast(tuple[R, ...], tuple(self._of[kind].get(vendor, ())))

    def all(self, kind: type[R]) -> Iterable[R]:
        """The open records of one kind of all the vendors."""
        return cast(Iterable[R], (record for found in self._of[kind].values() for record in found))

    def evidence(self, more: Iterable[Record]) -> tuple[dict[str, Evidence], frozenset[str]]:
        """Every piece of evidence that one of these records or of `more` names, and which of them are superseded."""
        refs = {ref for kind in self._of if _proofs(kind) for record in self.all(kind) for ref in proofs(record)}
        refs |= {ref for record in (*more, *self.proceedings.values()) for ref in proofs(record)}
        sql = f"SELECT supersedes FROM evidence WHERE closed_on IS NULL AND supersedes {_IN}"
        superseded = frozenset(row[0] for row in self._connection.execute(sql, (json_list(refs),)))
        return reading.many(self._connection, Evidence, refs, self._sight), superseded

    def _open(self, kind: type[R], field: str, key: str) -> list[R]:
        return reading.rows(self._connection, kind, f"closed_on IS NULL AND {field} {_IN}", (key,), sight=self._sight)

    def _below(self, kind: type[Record], above: type[Record], field: str) -> Mapping[str, list[Any]]:
        owners = {record.ref: vars(record)["vendor"] for record in self.all(above)}
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for record in self._open(kind, field, json_list(owners)):
            found[owners[getattr(record, field)]].append(record)
        return found

    def _named(self, kind: type[R], grouped: Mapping[str, list[Any]], field: str) -> dict[str, R]:
        refs = {getattr(record, field) for found in grouped.values() for record in found}
        return {record.ref: record for record in self._open(kind, "ref", json_list(refs))}


def proofs(record: Record) -> tuple[str, ...]:
    """The references of the evidence that a record names."""
    return tuple(ref for name in _proofs(type(record)) if (ref := getattr(record, name)))


@cache
def _evidence_fields(name: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in KINDS[name].fields if spec.kind == "evidence")


def _proofs(kind: type[Record]) -> tuple[str, ...]:
    return _evidence_fields(KIND_OF[kind].name)


def _grouped(records: Iterable[R], field: str) -> Mapping[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        found[getattr(record, field)].append(record)
    return found
