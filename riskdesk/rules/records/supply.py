"""The supply chain: vendor, product, model, maker, and who says which stands on which (DOMAIN 1, 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, many, number, ref, text, yes_no

FACTOR = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "unknown": "unknown"}
CERTAINTY = {
    "documented": "documented",
    "stated": "stated by the vendor",
    "inferred": "inferred by us",
    "unknown": "not known",
}


@dataclass(frozen=True, kw_only=True)
class Vendor(Record):
    """A company whose AI product we buy. Its country is recorded for enforceability and is never scored."""

    name: str = text("Vendor", required=True)
    owner: str = text("Owner", help="Who in our organisation answers for this vendor.")
    business_unit: str = text("Business unit")
    description: str = lines("What it does for us")
    criticality: str = choice("I1 criticality", FACTOR, feeds="impact")
    dependency: str = choice("I2 dependency", FACTOR, feeds="impact")
    reach: str = choice("I3 output reach", FACTOR, feeds="impact")
    data_sensitivity: str = choice("I4 data sensitivity", FACTOR, feeds="impact")
    provenance_anchor: str = choice(
        "Provenance anchor", FACTOR, feeds="L_prov", help="The reviewer's judgement of the anchors in DOMAIN 6.4."
    )
    provenance_reason: str = lines("Why this anchor", feeds="L_prov")
    generative: bool | None = yes_no("Supplies a generative model", feeds="P8 (n/a only if no)")
    own_maker: str = ref("Is itself the maker", "maker", feeds="D2 (a vendor is covered by itself)")
    website: str = text("Website")
    country: str = text("Country", help="For enforceability and docket look-up. No score reads it.")
    spend: str = text("Annual spend")
    excluded_on: date | None = day("Excluded from scope on")
    excluded_reason: str = text("Excluded because")
    legal_hold: str = text("Legal hold", counsel=True, help="Matter and counsel, while a hold stands.")
    notes: str = lines("Notes")


@dataclass(frozen=True, kw_only=True)
class Product(Record):
    """A product of a vendor that we use."""

    vendor: str = ref("Vendor", "vendor", required=True)
    name: str = text("Product", required=True)
    description: str = lines("What we use it for")
    owner: str = text("Owner")
    offered_in: tuple[str, ...] = many(
        "Offered in", {"eu": "European Union", "california": "California", "other": "elsewhere"}, feeds="P8 (scope)"
    )
    substitute: str = text("Substitute", feeds="D7")
    switch_days: int | None = number("Days to switch", low=0, high=3650, feeds="D7")
    exit_plan: str = lines("Exit plan")


@dataclass(frozen=True, kw_only=True)
class Maker(Record):
    """The legal entity that trained a model, or an affiliate of one."""

    name: str = text("Maker", required=True)
    affiliate_of: str = ref("Affiliate of", "maker")
    country: str = text("Country", help="For enforceability and docket look-up. No score reads it.")
    website: str = text("Website")
    notes: str = lines("Notes")


@dataclass(frozen=True, kw_only=True)
class Model(Record):
    """A model at a version, and who made it."""

    name: str = text("Model", required=True)
    version: str = text("Version")
    maker: str = ref("Maker", "maker")
    changed_on: date | None = day("Version in use since", feeds="freshness of action 1")
    notes: str = lines("Notes")


@dataclass(frozen=True, kw_only=True)
class Use(Record):
    """A product runs on a model: who says so, and how sure that is."""

    product: str = ref("Product", "product", required=True)
    model: str = ref("Model", "model", required=True)
    certainty: str = choice("How sure", CERTAINTY)
    said_by: str = text("Said by")
    said_on: date | None = day("Said on")


@dataclass(frozen=True, kw_only=True)
class SubVendor(Record):
    """A company that the vendor itself relies on to serve us; `through` chains them."""

    vendor: str = ref("Vendor", "vendor", required=True)
    name: str = text("Sub-vendor", required=True)
    service: str = text("Service")
    through: str = ref("Through", "subvendor")


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """A person at the vendor."""

    vendor: str = ref("Vendor", "vendor", required=True)
    name: str = text("Name", required=True)
    role: str = choice(
        "Role",
        {"officer": "authorised officer", "legal": "legal", "sales": "sales", "support": "support", "other": "other"},
    )
    title: str = text("Title")
    email: str = text("E-mail")
    phone: str = text("Telephone")
    may_bind: bool | None = yes_no("May bind the company")


@dataclass(frozen=True, kw_only=True)
class Designation(Record):
    """An official, dated, sourced listing of a vendor or maker: the one fact of place that may count (DOMAIN 0.3)."""

    vendor: str = ref("Vendor", "vendor")
    maker: str = ref("Maker", "maker")
    list_name: str = text("Official list", required=True)
    issuer: str = text("Issuing body", required=True)
    listed_on: date | None = day("Listed on", required=True)
    source: str = text("Source", required=True)
    evidence: str = ref("Evidence", "evidence")
    lifted_on: date | None = day("Lifted on")
