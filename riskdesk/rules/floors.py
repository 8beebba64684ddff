"""Floors F1 to F6: the least tier where a fact stands, whatever the sum says (DOMAIN 6.6, 6.11.15, 6.11.19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskdesk.rules.casefile import Listing
from riskdesk.rules.dispute_credits import relevance
from riskdesk.rules.dispute_exposure import REACHES_US
from riskdesk.rules.facts import Facts
from riskdesk.rules.sheet import Sheet
from riskdesk.rules.standing import FiredFloor
from riskdesk.rules.usage_exposure import unreviewed, unsigned

ORDERS = frozenset({"injunction", "withdrawal", "destruction"})
"""Orders that F2 reads; damages alone do not count."""

EVEN_UNRATED = frozenset({"F1", "F1-HIGH", "F2", "F6"})
"""Floors that print beside Unrated."""

Fired = tuple[str, str, tuple[str, ...]]


def floors(sheet: Sheet, scores: Sequence[int], impact: int | None) -> tuple[FiredFloor, ...]:
    """All floors that hold; with `impact` None, for an unrated vendor, only those that rest on facts alone."""
    fired = [*_usage(sheet), *_orders(sheet.facts), *_designated(sheet.facts)]
    if impact is not None:
        fired += [*_disputed(sheet.facts, scores), *_unpapered(sheet, scores), *_ungoverned(sheet, impact)]
    tiers = {floor.id: floor.tier for floor in sheet.facts.pack.floors}
    return tuple(FiredFloor(id, tiers[id], reason, records) for id, reason, records in sorted(fired) if id in tiers)


def _usage(sheet: Sheet) -> Iterator[Fired]:
    flows = sheet.facts.flows
    worst = tuple(flow.ref for flow in flows if unreviewed(sheet, flow))
    if worst:
        yield "F1", f"{_list(worst)}: not reviewed, prohibited and running, or given to third parties", worst
    elif sheet.position == "yes" and not sheet.facts.training and not {"U5", "U6"} <= sheet.supposed:
        yield "F1", "outputs train another model (U1) and no flow is on record: nobody reviewed it", ()
    late = tuple(flow.ref for flow in flows if unsigned(sheet, flow))
    if late:
        yield "F1-HIGH", f"{_list(late)}: reviewed, without a sign-off in date", late
    elif sheet.position in {"unknown", "declined"} or (sheet.position in {"unanswered", "refused"} and flows):
        yield "F1-HIGH", "whether outputs train another model is not known (U1)", ()


def _orders(facts: Facts) -> Iterator[Fired]:
    for matter in facts.matters:
        dispute = matter.dispute
        if dispute.order_in_force in ORDERS and relevance(matter) in REACHES_US:
            words = f"{dispute.ref}: order in force ({dispute.order_in_force}), relevance {relevance(matter)}"
            yield "F2", words, (dispute.ref,)


def _disputed(facts: Facts, scores: Sequence[int]) -> Iterator[Fired]:
    live = {level.code for level in facts.pack.stages if level.live}
    refs = tuple(
        matter.dispute.ref
        for matter in facts.matters
        if matter.dispute.stage in live and relevance(matter) in REACHES_US
    )
    if refs and scores[3] <= 1:
        yield "F3", f"{_list(refs)} live, may reach a model we use, and action 4 is {scores[3]}", refs


def _unpapered(sheet: Sheet, scores: Sequence[int]) -> Iterator[Fired]:
    if scores[3] > 1:
        return
    if scores[0] <= 1:
        yield "F4", f"action 4 is {scores[3]} and action 1 is {scores[0]}", ()
    elif sheet.credit("P4") <= 20:
        words = "P4 is open" if sheet.is_open("P4") else "the vendor signs no more than a web page (P4)"
        yield "F4", f"action 4 is {scores[3]} and {words}", ()


def _ungoverned(sheet: Sheet, impact: int) -> Iterator[Fired]:
    if impact < 3:
        return
    if sheet.is_open("C1"):
        yield "F5", f"C1 is {sheet.state('C1')} and impact is {impact}", ()
    elif sheet.option("C1") in {"free", "not_found"}:
        words = "free, consumer or beta terms govern" if sheet.option("C1") == "free" else "no contract was found"
        yield "F5", f"{words} (C1) and impact is {impact}", ()


def _designated(facts: Facts) -> Iterator[Fired]:
    for listing in facts.case.listings:
        if _listed(facts, listing):
            item = listing.designation
            path = f", by way of {' > '.join(listing.path)}" if listing.path else ""
            yield "F6", f"{item.ref}: on {item.list_name} of {item.issuer}{path}; counsel to be involved", (item.ref,)


def _listed(facts: Facts, listing: Listing) -> bool:
    item = listing.designation
    if listing.unrelated or item.closed_on is not None or item.listed_on is None:
        return False
    lifted = item.lifted_on is not None and facts.clock.reached(item.lifted_on)
    return facts.clock.reached(item.listed_on) and not lifted


def _list(refs: Sequence[str]) -> str:
    return ", ".join(refs)
