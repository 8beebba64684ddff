"""Which makers stand behind which vendor, and by which path: vendor > product > model > maker > its affiliates.

A maker's matter reaches every vendor whose product runs on its models, and those on the models of makers affiliated
with it in either direction. A listing reaches by the maker of a model alone (DOMAIN 6.6, F6).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from riskdesk.data import reading
from riskdesk.data.gathering import Gathered
from riskdesk.data.sql_text import json_list
from riskdesk.rules.records import Maker, Model, Product, Use, Vendor

_GROUPS = """
WITH RECURSIVE reach (start, maker, trail) AS (
    SELECT ref, ref, json_array(ref) FROM maker WHERE closed_on IS NULL AND ref IN (SELECT value FROM json_each(?))
    UNION ALL
    SELECT reach.start, next.ref, json_insert(reach.trail, '$[#]', next.ref)
    FROM reach
    JOIN maker AS here ON here.ref = reach.maker
    JOIN maker AS next ON next.affiliate_of = here.ref OR next.ref = here.affiliate_of
    WHERE next.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM json_each(reach.trail) WHERE value = next.ref)
)
SELECT start, trail FROM reach ORDER BY start, trail
"""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Behind:
    """The makers behind one vendor. `itself` is the vendor's own maker and needs no path.

    `makers` gives the shortest path to each maker of a model, `groups` also to their affiliates; steps read
    "Name (REF)".
    """

    itself: frozenset[str] = frozenset()
    makers: Mapping[str, Path] = field(default_factory=dict)
    groups: Mapping[str, Path] = field(default_factory=dict)


class Supply:
    """The supply chains of the gathered vendors; `makers` holds every open maker that one of them reaches."""

    def __init__(self, connection: sqlite3.Connection, gathered: Gathered) -> None:
        self._gathered = gathered
        starts = {model.maker for model in gathered.models.values()}
        starts |= {vendor.own_maker for vendor in gathered.vendors.values()}
        self._trails: dict[str, list[Path]] = {}
        for start, trail in connection.execute(_GROUPS, (json_list(starts - {""}),)):
            self._trails.setdefault(start, []).append(tuple(json.loads(trail)))
        reached = {trail[-1] for trails in self._trails.values() for trail in trails}
        self.makers = reading.many(connection, Maker, reached)

    def behind(self, vendor: Vendor) -> Behind:
        """The makers behind a vendor, each by its shortest path."""
        itself = frozenset({vendor.own_maker} & set(self.makers))
        ways = [*self._by_product(vendor), *((maker, (_step(vendor),)) for maker in itself)]
        makers = _shortest((maker, (*way, _step(self.makers[maker]))) for maker, way in ways)
        groups = _shortest(
            (trail[-1], (*way, _step(self.makers[maker]), *(self._affiliate(ref) for ref in trail[1:])))
            for maker, way in ways
            for trail in self._trails[maker]
        )
        return Behind(itself, makers, groups)

    def _by_product(self, vendor: Vendor) -> Iterable[tuple[str, Path]]:
        products = {product.ref: product for product in self._gathered.of(Product, vendor.ref)}
        for use in self._gathered.of(Use, vendor.ref):
            model = self._gathered.models.get(use.model)
            if model is not None and model.maker in self.makers:
                yield model.maker, (_step(vendor), _step(products[use.product]), _step(model))

    def _affiliate(self, ref: str) -> str:
        return f"affiliate {_step(self.makers[ref])}"


def _step(record: Vendor | Product | Model | Maker) -> str:
    return f"{record.name} ({record.ref})"


def _shortest(ways: Iterable[tuple[str, Path]]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for maker, path in ways:
        known = found.get(maker)
        if known is None or (len(path), path) < (len(known), known):
            found[maker] = path
    return found
