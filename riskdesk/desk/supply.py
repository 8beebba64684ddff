"""The supply chain from either end: what a vendor stands on, and whom a maker's trouble touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riskdesk.data import makers, reading
from riskdesk.data.makers import MakerName, Stood
from riskdesk.data.sql_text import json_list
from riskdesk.desk.finding import no_such
from riskdesk.desk.opening import Desk
from riskdesk.rules.records import Contact, Designation, Dispute, Maker, Model, Product, Record, Relevance, SubVendor

RATED = ("critical", "high", "moderate", "low")


@dataclass(frozen=True)
class Below:
    """What a case file does not hold of a vendor's chain: sub-vendors, contacts, and how many stand on its makers.

    `stands` counts by maker the vendors in scope on that maker's own models; `vendors` are all in scope.
    """

    sub_vendors: tuple[SubVendor, ...]
    contacts: tuple[Contact, ...]
    stands: Mapping[str, int]
    vendors: int


@dataclass(frozen=True)
class Touched:
    """What a maker's trouble touches. `group` are its open affiliates; matters and listings are those of all of them.

    A matter reaches through affiliates, a listing by the maker of the model alone. `vendors` are those in scope, the
    worst tier first, `hidden` how many retired or excluded ones there are besides, `in_scope` all there are.
    """

    maker: Maker
    group: tuple[Maker, ...]
    models: tuple[Model, ...]
    runs: Mapping[str, int]
    matters: tuple[Dispute, ...]
    listings: tuple[Designation, ...]
    vendors: tuple[Stood, ...]
    hidden: int
    in_scope: int


@dataclass(frozen=True)
class Weight:
    """How much of the register stands on a maker.

    `vendors` on its own models, `reached` with those of its affiliates; `share` of all in scope in whole percent, half
    up, by `reached`; `worst` the highest tier among them ("" where none is rated), `unrated` how many have none.
    """

    ref: str
    name: str
    vendors: int
    reached: int
    share: int
    worst: str
    unrated: int
    models: int
    matters: int
    listings: int


@dataclass(frozen=True)
class Concentration:
    """The makers, the one that most vendors stand on first; `vendors` in scope, `unknown` those with no maker known."""

    makers: tuple[Weight, ...]
    vendors: int
    unknown: int


def below(desk: Desk, vendor: str, wanted: Sequence[str]) -> Below:
    """The rest of a vendor's chain, with counts for the `wanted` makers. `vendor` is an exact reference."""
    with desk.store.read() as connection:
        where = "vendor = ? AND closed_on IS NULL"
        subs = reading.rows(connection, SubVendor, where, (vendor,))
        contacts = reading.rows(connection, Contact, where, (vendor,))
        stands = makers.vendors_by_maker(connection, wanted)
        total = len(makers.tiers(connection))
    return Below(tuple(subs), tuple(contacts), {ref: len(found) for ref, found in stands.items()}, total)


def touched(desk: Desk, maker: str) -> Touched:
    """Everything that stands on a maker. Raises UnknownRecord."""
    with desk.store.read() as connection:
        found = reading.get(connection, Maker, maker)
        if found is None:
            raise no_such("maker", maker)
        refs = makers.group(connection, maker)
        among = reading.many(connection, Maker, refs)
        where, key = "closed_on IS NULL AND maker IN (SELECT value FROM json_each(?))", (json_list(refs),)
        models = reading.rows(connection, Model, where, key)
        return Touched(
            maker=found,
            group=tuple(among[ref] for ref in refs if ref != maker),
            models=tuple(models),
            runs=makers.vendors_on_models(connection, [model.ref for model in models]),
            matters=tuple(reading.rows(connection, Dispute, where, key)),
            listings=tuple(reading.rows(connection, Designation, where, key)),
            vendors=tuple(makers.stood_on(connection, maker)),
            hidden=makers.out_of_scope(connection, maker),
            in_scope=len(makers.tiers(connection)),
        )


def ways(desk: Desk, stood: Sequence[Stood]) -> dict[str, tuple[str, str]]:
    """By vendor, the names of the product and the model by which it stands on a maker."""
    with desk.store.read() as connection:
        products = reading.many(connection, Product, {item.product for item in stood} - {""})
        models = reading.many(connection, Model, {item.model for item in stood} - {""})
    return {item.vendor: (_name(products.get(item.product)), _name(models.get(item.model))) for item in stood}


def judged(desk: Desk, stood: Sequence[Stood], records: Sequence[Record]) -> dict[str, list[Relevance]]:
    """By vendor, its open judgements of those matters and listings."""
    refs = {record.ref for record in records}
    where = "closed_on IS NULL AND vendor IN (SELECT value FROM json_each(?))"
    with desk.store.read() as connection:
        found = reading.rows(connection, Relevance, where, (json_list({item.vendor for item in stood}),))
    by_vendor: dict[str, list[Relevance]] = {}
    for item in found:
        if {item.dispute, item.designation} & refs:
            by_vendor.setdefault(item.vendor, []).append(item)
    return by_vendor


def judgement(desk: Desk, vendor: str, kind: str, ref: str) -> Relevance | None:
    """The vendor's latest open judgement of a dispute or designation (`kind`), None where it has none."""
    field = "dispute" if kind == "dispute" else "designation"
    where = f"closed_on IS NULL AND vendor = ? AND {field} = ?"
    with desk.store.read() as connection:
        found = reading.rows(connection, Relevance, where, (vendor, ref), order="coalesce(judged_on, ''), ref")
    return found[-1] if found else None


def concentration(desk: Desk) -> Concentration:
    """How many vendors in scope stand on each maker."""
    with desk.store.read() as connection:
        known = makers.makers(connection)
        on = makers.vendors_by_maker(connection)
        tiers = makers.tiers(connection)
        counts = (makers.models(connection), makers.matters(connection), makers.listings(connection, desk.today()))
    groups = _groups(known)
    reached = {root: set().union(*(on.get(ref, ()) for ref in refs)) for root, refs in groups.items()}
    root_of = {ref: root for root, refs in groups.items() for ref in refs}
    found = [_weight(item, on.get(item.ref, set()), reached[root_of[item.ref]], tiers, counts) for item in known]
    found.sort(key=lambda item: (-item.reached, -item.vendors, item.name, item.ref))
    somebody = set().union(*(on.get(item.ref, ()) for item in known))
    return Concentration(tuple(found), len(tiers), len(tiers) - len(somebody))


def _weight(
    maker: MakerName,
    own: set[str],
    reached: set[str],
    tiers: Mapping[str, str],
    counts: tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]],
) -> Weight:
    shown = {tiers[vendor] for vendor in reached}
    return Weight(
        maker.ref,
        maker.name,
        len(own),
        len(reached),
        (200 * len(reached) + len(tiers)) // (2 * len(tiers)) if tiers else 0,
        next((tier for tier in RATED if tier in shown), ""),
        sum(tiers[vendor] == "unrated" for vendor in reached),
        *(count.get(maker.ref, 0) for count in counts),
    )


def _groups(known: Sequence[MakerName]) -> dict[str, list[str]]:
    """The open makers by the one that stands for their group: affiliates in either direction are together."""
    above = {item.ref: item.ref for item in known}

    def top(ref: str) -> str:
        while above[ref] != ref:
            above[ref] = above[above[ref]]
            ref = above[ref]
        return ref

    for item in known:
        if item.affiliate_of in above:
            above[top(item.ref)] = top(item.affiliate_of)
    found: dict[str, list[str]] = {}
    for item in known:
        found.setdefault(top(item.ref), []).append(item.ref)
    return found


def _name(record: Any) -> str:
    return f"{record.name} {getattr(record, 'version', '')}".strip() if record is not None else ""
