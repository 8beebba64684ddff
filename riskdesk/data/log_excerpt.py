"""The log as an outside reader may see it: every entry by number and hash, none with what is withheld.

An entry about withheld evidence, or about a link to it, says only that it is there. One that changed a field of
counsel's is told without that field. A reason is told only where nothing written in the same deed is withheld, as one
reason stands for a whole deed. What stays here is not selected from the database.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice

from riskdesk.data import log
from riskdesk.data.log import Entry
from riskdesk.data.sight import DESTROYED, Sight
from riskdesk.data.sql_text import json_list
from riskdesk.rules.records import KINDS

CHUNK = 1_000
"""Entries looked at together."""

WITHHELD = "withheld"
"""What stands for the kind of an entry that is withheld, and for a reason."""

_NUMBERS = "seq IN (SELECT value FROM json_each(?))"
_REASON = "CASE reason WHEN '' THEN '' ELSE 'withheld' END"
_KEPT = "(SELECT json_group_object(key, json(log.{0} -> fullkey)) FROM json_each(log.{0}) WHERE key {1})"

Stamp = tuple[str, str, str]
"""Moment, who and deed: what the entries written together have in common."""


@dataclass
class Restricted:
    """The entries that are not told whole, by number: those of which nothing is said, and those told in part.

    `part` gives the kind of each and the fields that stay here; `deeds` are those of which no reason is told.
    """

    whole: set[int] = field(default_factory=set)
    part: dict[int, tuple[str, frozenset[str]]] = field(default_factory=dict)
    deeds: set[Stamp] = field(default_factory=set)


class LogExcerpt:
    """The entries that a sight may see of a log."""

    def __init__(self, connection: sqlite3.Connection, sight: Sight) -> None:
        self._connection = connection
        self._sight = sight

    @cached_property
    def restricted(self) -> Restricted:
        """Which entries are not told whole: found from names, kinds and references, never from values."""
        found = Restricted()
        links = self._links()
        rows = self._connection.execute("SELECT seq, at, who, deed, kind, ref, fields FROM log ORDER BY seq")
        for seq, at, who, deed, kind, ref, names in rows:
            if self._untold(kind, ref, links):
                found.whole.add(seq)
            else:
                hidden = self._hidden(kind, deed, names)
                if not hidden:
                    continue
                found.part[seq] = kind, hidden
            found.deeds.add((at, who, deed))
        return found

    def entries(self, about: Sequence[tuple[str, str]] | None = None) -> Iterator[Entry]:
        """All entries in their order, or those about these records (kind and reference), in bounded memory."""
        stamps = self._stamps(about)
        while chunk := dict(islice(stamps, CHUNK)):
            yield from self._told(chunk)

    def counts(self, about: Sequence[tuple[str, str]] | None = None) -> Counter[str]:
        """How many entries are withheld (whole), and how many are told without some of their fields (part)."""
        found: Counter[str] = Counter()
        for seq, _ in self._stamps(about):
            found["whole"] += seq in self.restricted.whole
            found["part"] += seq in self.restricted.part
        return found

    def _untold(self, kind: str, ref: str, links: set[str]) -> bool:
        return (kind == "evidence" and ref in self._sight.withheld) or (kind == "evidence_link" and ref in links)

    def _hidden(self, kind: str, deed: str, names: str) -> frozenset[str]:
        """The names among those changed that stay here."""
        if kind not in KINDS:
            return frozenset()
        changed = set(names.split(","))
        fields = KINDS[kind].fields
        hidden = {spec.name for spec in fields if not self._sight.profile.sees_field(kind, spec)}
        if deed == DESTROYED:
            hidden.add("closed_reason")
        return frozenset(changed & hidden)

    def _links(self) -> set[str]:
        if not self._sight.withheld:
            return set()
        rows = self._connection.execute(f"SELECT ref FROM evidence_link WHERE evidence {self._sight.among}")
        return {row[0] for row in rows}

    def _stamps(self, about: Sequence[tuple[str, str]] | None) -> Iterator[tuple[int, Stamp]]:
        where, params = ("", ()) if about is None else log.about_condition(about)
        rows = self._connection.execute(f"SELECT seq, at, who, deed FROM log{where} ORDER BY seq", params)
        return ((seq, (at, who, deed)) for seq, at, who, deed in rows)

    def _told(self, chunk: Mapping[int, Stamp]) -> list[Entry]:
        known = self.restricted
        parts = [seq for seq in chunk if seq in known.part]
        silent = [seq for seq in chunk if seq in known.whole]
        plain = set(chunk) - set(parts) - set(silent)
        quiet = {seq for seq in plain if chunk[seq] in known.deeds}
        found = [*self._rows(plain - quiet, "old", "new", "reason"), *self._rows(quiet, "old", "new", _REASON)]
        found += self._silent(silent)
        for alike in {known.part[seq] for seq in parts}:
            found += self._partly(*alike, [seq for seq in parts if known.part[seq] == alike])
        return sorted(found, key=lambda entry: entry.seq)

    def _rows(self, seqs: Iterable[int], old: str, new: str, reason: str) -> list[Entry]:
        return list(log.selected(self._connection, old, new, reason, _NUMBERS, (json.dumps(list(seqs)),)))

    def _partly(self, kind: str, hidden: frozenset[str], seqs: Sequence[int]) -> list[Entry]:
        """The entries of the kind without the hidden fields, picked by the names of those that are shown."""
        shown = json_list(spec.name for spec in KINDS[kind].fields if spec.name not in hidden)
        among = f"IN (SELECT value FROM json_each('{shown}'))"
        old = f"CASE WHEN old IS NULL THEN NULL ELSE {_KEPT.format('old', among)} END"
        return self._rows(seqs, old, _KEPT.format("new", among), _REASON)

    def _silent(self, seqs: Iterable[int]) -> Iterator[Entry]:
        rows = self._connection.execute(f"SELECT seq, at, hash FROM log WHERE {_NUMBERS}", (json.dumps(list(seqs)),))
        for seq, at, hashed in rows:
            yield Entry(
                seq=seq,
                at=datetime.fromisoformat(at),
                who="",
                account="",
                deed="",
                kind=WITHHELD,
                ref="",
                fields=(),
                old=None,
                new={},
                reason="",
                prev="",
                hash=hashed,
            )
