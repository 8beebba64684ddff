"""What hangs on one record: dates that follow from it, its parts, and the vendors it reaches and by which path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from riskdesk.data import reading
from riskdesk.data.reach import Connection
from riskdesk.desk import around_contracts, around_flows, around_matters, around_proceedings
from riskdesk.desk.finding import no_such
from riskdesk.desk.opening import Desk
from riskdesk.rules.parts import Part
from riskdesk.rules.records import KINDS, Record

_AROUND: Mapping[str, Callable[[Desk, Connection, Any], Iterator[Part]]] = {
    "contract": around_contracts.parts,
    "dispute": around_matters.of_dispute,
    "designation": around_matters.of_designation,
    "search": around_matters.of_search,
    "flow": around_flows.parts,
    "proceeding": around_proceedings.parts,
}

HAS_PARTS = frozenset(_AROUND)
"""The kinds of which more is told than their own fields."""

HANGS_ON: Mapping[str, tuple[str, ...]] = {
    "contract": ("negotiation",),
    "dispute": ("relevance", "stage"),
    "designation": ("relevance",),
    "flow": ("terms", "signoff"),
    "proceeding": ("proceeding_link",),
}
"""The kinds of record that are added to one of another kind; each names it by a field of that kind's name."""


def parts(desk: Desk, kind: str, ref: str) -> tuple[Record, tuple[Part, ...]]:
    """The record, and what is told around it; no parts for a kind that has none. Raises UnknownRecord."""
    with desk.store.read() as connection:
        record = reading.get(connection, KINDS[kind].record, ref)
        if record is None:
            raise no_such(kind, ref)
        tell = _AROUND.get(kind)
        return record, tuple(tell(desk, connection, record)) if tell else ()
