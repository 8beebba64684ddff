"""What of the register a reader may read: which fields no SELECT names, and what of some evidence is not selected.

A score counts privileged evidence, whoever reads it: so a case file is made from as much of such a piece as the rules
ask for (that it is there, how strong, whether hashed and reviewed, and its dates), and from nothing of its content.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from riskdesk.data.shapes import Shape, shape_of
from riskdesk.data.sql_text import json_list, quoted
from riskdesk.rules.profiles import INTERNAL, Profile
from riskdesk.rules.records import KINDS, Record

DESTROYED = "destroy evidence"
"""The deed whose reason is counsel's order: it stands in the log and as the reason why the piece is closed."""

_COUNTED = {"ref", "strength", "classification", "form", "obtained_on", "closed_on", "independent", "reviewed_on"}
_COUNTED |= {"refresh_on", "supersedes"}
_SAID = {"sha256", "sequestered"}
"""Of these the rules ask only whether something is said."""

_NOTHING = {"date": "NULL", "moment": "NULL", "int": "NULL", "bool": "NULL", "ref": "NULL", "many": "'[]'"}


class Sight:
    """What a profile may read, where the evidence of the references `withheld` is not to be told of."""

    def __init__(self, profile: Profile, withheld: Collection[str] = ()) -> None:
        self.profile = profile
        self.withheld = frozenset(withheld)
        self._shapes: dict[type[Record], Shape] = {}

    def shape(self, record_type: type[Record]) -> Shape:
        """How a record is read: its shape without the fields that stay here."""
        if not self.profile.outside:
            return shape_of(record_type)
        if record_type not in self._shapes:
            self._shapes[record_type] = self._narrowed(shape_of(record_type))
        return self._shapes[record_type]

    def shown(self, kind: str) -> str:
        """The SQL condition for the records of a kind that may be told of, "" for all."""
        column = {"evidence": "ref", "evidence_link": "evidence"}.get(kind)
        return f"{quoted(column)} NOT {self.among}" if column and self.withheld else ""

    @property
    def among(self) -> str:
        """`IN (...)` with the references withheld, as SQL: it is part of what is selected, which takes no parameter."""
        text = json_list(sorted(self.withheld)).replace("'", "''")
        return f"IN (SELECT value FROM json_each('{text}'))"

    def _narrowed(self, shape: Shape) -> Shape:
        kind = shape.kind
        left_out = frozenset(spec.name for spec in kind.fields if not self.profile.sees_field(kind.name, spec))
        return Shape(kind, left_out, self._masks(shape))

    def _masks(self, shape: Shape) -> dict[str, str]:
        name = shape.kind.name
        if name == "evidence":
            return self._evidence(shape)
        if name == "evidence_link" and self.withheld:
            return {"place": f"CASE WHEN evidence {self.among} THEN '' ELSE place END"}
        return {}

    def _evidence(self, shape: Shape) -> dict[str, str]:
        order = f"SELECT ref FROM log WHERE kind = 'evidence' AND deed = '{DESTROYED}'"
        reason = f"CASE WHEN ref IN ({order}) THEN 'destroyed on order' ELSE closed_reason END"
        if not self.withheld:
            return {"closed_reason": reason}
        found = {"closed_reason": f"CASE WHEN ref {self.among} THEN '' ELSE {reason} END"}
        for spec in shape.kind.fields:
            column, nothing = quoted(spec.name), _NOTHING.get(spec.type, "''")
            if spec.name in _SAID:
                nothing = f"CASE {column} WHEN '' THEN '' ELSE 'withheld' END"
            if spec.name not in _COUNTED and spec.name not in found:
                found[spec.name] = f"CASE WHEN ref {self.among} THEN {nothing} ELSE {column} END"
        return found


WHOLE = Sight(INTERNAL)
"""The sight of the organisation itself: everything."""


def withheld(connection: sqlite3.Connection, profile: Profile) -> frozenset[str]:
    """The references of the evidence that the profile may not be told of: of another class, or set aside."""
    if not profile.outside:
        return frozenset()
    classes = json_list(sorted(profile.classes))
    where = "classification NOT IN (SELECT value FROM json_each(?)) OR sequestered <> ''"
    return frozenset(row[0] for row in connection.execute(f"SELECT ref FROM evidence WHERE {where}", (classes,)))


@contextmanager
def guarded(connection: sqlite3.Connection, profile: Profile) -> Iterator[None]:
    """Inside the block SQLite itself refuses to read counsel's columns, whatever statement asks for one."""
    secret = {(name, spec.name) for name, kind in KINDS.items() for spec in kind.fields if spec.counsel}
    if profile.counsel:
        yield
        return

    def allowed(action: int, table: str | None, column: str | None, _base: str | None, _inner: str | None) -> int:
        refused = action == sqlite3.SQLITE_READ and (table, column) in secret
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)
    try:
        yield
    finally:
        connection.set_authorizer(None)
