"""list makers and show MAKER: which makers vendors stand on, and what a maker's trouble touches."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from riskdesk.commands.context import say, say_json, say_table, say_wrapped

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.desk.supply import Touched

LISTED = 50
"""Vendors of a maker that are printed; the rest are counted, and all are in the JSON."""


def list_makers(desk: Desk, as_json: bool) -> None:
    """Print the makers, the one that most vendors in scope stand on first."""
    from riskdesk.desk.supply import concentration

    found = concentration(desk)
    if as_json:
        say_json([{**asdict(item), "vendors_in_scope": found.vendors} for item in found.makers])
        return
    say_table(
        ("Ref", "Maker", "Own", "Vendors", "Share", "Worst", "Unrated", "Matters", "Listed", "Models"),
        (
            (
                item.ref,
                item.name[:40],
                *(str(number) for number in (item.vendors, item.reached)),
                f"{item.share} %",
                item.worst or "-",
                *(str(number) for number in (item.unrated, item.matters, item.listings, item.models)),
            )
            for item in found.makers
        ),
    )
    if found.unknown:
        say(f"{found.unknown} of {found.vendors} vendors in scope have no maker on record")


def say_touched(desk: Desk, maker: str) -> None:
    """Print what the maker's trouble touches. Raises UnknownRecord."""
    from riskdesk.desk.supply import touched, ways

    seen = touched(desk, maker)
    for item in seen.group:
        say_wrapped("  affiliate: ", f"{item.name} ({item.ref})")
    for matter in seen.matters:
        since = f" on {matter.alleged_on}" if matter.alleged_on else ""
        words = f"{matter.caption}, alleged by {matter.alleged_by}{since}; {matter.stage}, {matter.role}"
        say_wrapped(f"  {matter.ref}  ", f"{words}, relevance {matter.relevance or 'unknown'}")
    for listing in seen.listings:
        lifted = f", lifted {listing.lifted_on}" if listing.lifted_on else ""
        words = f"listed: {listing.list_name} of {listing.issuer}, since {listing.listed_on}{lifted}"
        say_wrapped(f"  {listing.ref}  ", words)
    for model in seen.models:
        name = f"{model.name} {model.version}".strip()
        say_wrapped(f"  {model.ref}  ", f"model {name}: {seen.runs.get(model.ref, 0)} vendors")
    say(f"  touches {len(seen.vendors)} of {seen.in_scope} vendors in scope, {seen.hidden} out of scope")
    shown = seen.vendors[:LISTED]
    names = ways(desk, shown)
    for stood in shown:
        path = " > ".join(part for part in names[stood.vendor] if part) or "is itself the maker"
        say_wrapped(f"    {stood.tier:<9} ", f"{stood.name} ({stood.vendor}): {path}", 14)
    if len(seen.vendors) > LISTED:
        say(f"    and {len(seen.vendors) - LISTED} more: riskdesk show {maker} --json")


def touched_data(desk: Desk, maker: str) -> dict[str, Any]:
    """What the maker's trouble touches, as plain data. Raises UnknownRecord."""
    from riskdesk.desk.supply import touched

    seen: Touched = touched(desk, maker)
    return {
        "affiliates": [item.ref for item in seen.group],
        "models": [{"ref": item.ref, "name": item.name, "vendors": seen.runs.get(item.ref, 0)} for item in seen.models],
        "matters": [item.ref for item in seen.matters],
        "designations": [item.ref for item in seen.listings],
        "vendors": [
            {"vendor": item.vendor, "name": item.name, "tier": item.tier, "product": item.product,
             "model": item.model, "maker": item.maker, "ways": item.ways}
            for item in seen.vendors
        ],
        "out_of_scope": seen.hidden,
        "vendors_in_scope": seen.in_scope,
    }  # fmt: skip
