"""Who stands on whom, for all vendors in scope at once: makers, their affiliates, and the vendors on their models."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from riskdesk.data.sql_text import json_list

Connection = sqlite3.Connection

_ON_MODELS = """
FROM model JOIN "use" ON "use".model = model.ref AND "use".closed_on IS NULL
JOIN product ON product.ref = "use".product AND product.closed_on IS NULL
JOIN standing ON standing.vendor = product.vendor AND standing.hidden = 0
WHERE model.closed_on IS NULL
"""
_OWN = """
FROM vendor JOIN standing ON standing.vendor = vendor.ref AND standing.hidden = 0 WHERE vendor.own_maker IS NOT NULL
"""
_PAIRS = f"SELECT model.maker AS maker, product.vendor AS vendor {_ON_MODELS} UNION SELECT own_maker, vendor.ref {_OWN}"

_GROUP = """
WITH RECURSIVE grouped (ref) AS (
    SELECT ref FROM maker WHERE ref = :maker
    UNION SELECT next.ref FROM grouped JOIN maker AS here ON here.ref = grouped.ref
    JOIN maker AS next ON next.affiliate_of = here.ref OR next.ref = here.affiliate_of WHERE next.closed_on IS NULL
)
"""

_STOOD = f"""
{_GROUP}, way AS (
    SELECT product.vendor, product.ref AS product, model.ref AS model, model.maker
    {_ON_MODELS} AND model.maker IN (SELECT ref FROM grouped)
    UNION ALL SELECT vendor.ref, '', '', own_maker {_OWN} AND own_maker IN (SELECT ref FROM grouped)
)
SELECT way.vendor, standing.name, standing.folded, standing.tier, standing.residual_tenths, product, model, maker
FROM way JOIN standing USING (vendor)
ORDER BY tier_rank DESC, residual_tenths DESC, name_key, way.vendor, maker <> :maker, maker, product, model
"""


class MakerName(NamedTuple):
    """An open maker and whose affiliate it is, "" for nobody's."""

    ref: str
    name: str
    affiliate_of: str


class Stood(NamedTuple):
    """A vendor in scope that stands on a maker: by which of its products and models, and by how many ways in all.

    `product` and `model` are "" where the vendor itself is the maker; `maker` may be an affiliate.
    """

    vendor: str
    name: str
    folded: str
    tier: str
    residual_tenths: int | None
    product: str
    model: str
    maker: str
    ways: int = 1


def makers(connection: Connection) -> list[MakerName]:
    """The open makers by name."""
    sql = "SELECT ref, name, coalesce(affiliate_of, '') FROM maker WHERE closed_on IS NULL ORDER BY name, ref"
    return [MakerName(*row) for row in connection.execute(sql)]


def group(connection: Connection, maker: str) -> list[str]:
    """The maker and its open affiliates in either direction, the maker first."""
    found = [row[0] for row in connection.execute(f"{_GROUP} SELECT ref FROM grouped ORDER BY ref", {"maker": maker})]
    return sorted(found, key=lambda ref: ref != maker)


def vendors_by_maker(connection: Connection, wanted: Iterable[str] | None = None) -> dict[str, set[str]]:
    """The vendors in scope on each maker's own models, or that are the maker; of the `wanted` makers alone if given."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    where, params = "WHERE maker IS NOT NULL", ()
    if wanted is not None:
        where, params = "WHERE maker IN (SELECT value FROM json_each(?))", (json_list(wanted),)  # type: ignore[assignment]
    for maker, vendor in connection.execute(f"SELECT maker, vendor FROM ({_PAIRS}) {where}", params):
        found[maker].add(vendor)
    return found


def tiers(connection: Connection) -> dict[str, str]:
    """The tier shown of every vendor in scope."""
    return dict(connection.execute("SELECT vendor, tier FROM standing WHERE hidden = 0"))


def stood_on(connection: Connection, maker: str) -> list[Stood]:
    """Every vendor in scope that stands on the maker or its affiliates, once each: unrated, then worst tier first."""
    found: dict[str, Stood] = {}
    ways: Counter[str] = Counter()
    for row in connection.execute(_STOOD, {"maker": maker}):
        ways[row[0]] += 1
        if row[0] not in found:
            found[row[0]] = Stood(*row)
    return [item._replace(ways=ways[ref]) if ways[ref] > 1 else item for ref, item in found.items()]


def matters(connection: Connection) -> Mapping[str, int]:
    """How many open matters each maker is the respondent in."""
    sql = (
        "SELECT maker, count(*) FROM dispute WHERE closed_on IS NULL AND maker IS NOT NULL "
        "AND role IN ('respondent', 'upstream') GROUP BY maker"
    )
    return dict(connection.execute(sql))


def listings(connection: Connection, today: date) -> Mapping[str, int]:
    """How many official listings of each maker stand today."""
    sql = (
        "SELECT maker, count(*) FROM designation WHERE closed_on IS NULL AND maker IS NOT NULL "
        "AND (lifted_on IS NULL OR lifted_on > ?) GROUP BY maker"
    )
    return dict(connection.execute(sql, (today.isoformat(),)))


def models(connection: Connection) -> Mapping[str, int]:
    """How many open models each maker has."""
    sql = "SELECT maker, count(*) FROM model WHERE closed_on IS NULL AND maker IS NOT NULL GROUP BY maker"
    return dict(connection.execute(sql))


def vendors_on_models(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    """On how many vendors' products in scope each of the models runs."""
    sql = (
        f"SELECT model.ref, count(DISTINCT product.vendor) {_ON_MODELS} "
        "AND model.ref IN (SELECT value FROM json_each(?)) GROUP BY model.ref"
    )
    return dict(connection.execute(sql, (json_list(wanted),)))


def out_of_scope(connection: Connection, maker: str) -> int:
    """How many retired or excluded vendors stand on the maker or its affiliates."""
    sql = f"{_GROUP} SELECT count(DISTINCT vendor) FROM ({_PAIRS.replace('hidden = 0', 'hidden = 1')}) "
    row = connection.execute(f"{sql} WHERE maker IN (SELECT ref FROM grouped)", {"maker": maker}).fetchone()
    return cast(int, row[0])
