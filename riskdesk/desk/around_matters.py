"""What hangs on a matter, a listing or a search: stages kept, the vendors reached and by which path, freshness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from riskdesk.data import makers, reading
from riskdesk.data.makers import Stood
from riskdesk.data.reach import Connection
from riskdesk.desk import supply
from riskdesk.desk.looking import look
from riskdesk.desk.opening import Desk
from riskdesk.rules.clock import after
from riskdesk.rules.deadlines import search_days
from riskdesk.rules.facts import PARTY
from riskdesk.rules.parts import Mark, Part, Told
from riskdesk.rules.records import Designation, Dispute, Maker, Relevance, Search, Stage, Vendor
from riskdesk.rules.records.disputes import RELEVANCE, ROLES, STAGES

LISTED = 50
"""Vendors that are listed; the rest are counted."""


def of_dispute(desk: Desk, connection: Connection, dispute: Dispute) -> Iterator[Part]:
    """Its stages, and whom it reaches."""
    stages = reading.rows(connection, Stage, "dispute = ?", (dispute.ref,), order="length(ref), ref")
    yield Part("Stages, each kept with its date and source", tuple(_stages(stages, dispute)))
    if dispute.role not in PARTY:
        told = Told(f"nobody's exposure: the party is {ROLES.get(dispute.role, 'not named')}", mark="dim")
        yield Part("Reaches", (told,))
        return
    if dispute.vendor:
        yield Part("Reaches", tuple(_own(connection, dispute.vendor, RELEVANCE.get(dispute.relevance, "not known"))))
        return
    stood = makers.stood_on(connection, dispute.maker)
    worth = lambda held: _worth(held, dispute.relevance or "unknown", dispute.relevance_reason)  # noqa: E731
    yield _reached(desk, connection, stood, dispute, worth)


def of_designation(desk: Desk, connection: Connection, listing: Designation) -> Iterator[Part]:
    """Whom it reaches: by the maker of a model alone, not by affiliates."""
    if listing.vendor:
        yield Part("Reaches", tuple(_own(connection, listing.vendor, "")))
        return
    stood = [item for item in makers.stood_on(connection, listing.maker) if item.maker == listing.maker]
    yield _reached(desk, connection, stood, listing, lambda held: _worth(held, "listed", ""))


def of_search(desk: Desk, _connection: Connection, search: Search) -> Iterator[Part]:
    """Until when it is in date for the tier that the vendor has."""
    standing = look(desk, search.vendor).standing
    if search.searched_on is None:
        return
    days = search_days(desk.pack, standing.outcome.tier if standing.outcome else "")
    until = after(search.searched_on, days)
    late = until < desk.today()
    words = f"{until}, {days} days after it, at the vendor's tier"
    yield Part(
        "Freshness",
        (Told(words, lead="out of date since  " if late else "in date until  ", mark="late" if late else ""),),
    )


def more(count: int, command: str) -> Iterator[Told]:
    """How many there are beside those listed, and which command has them all."""
    if count > LISTED:
        yield Told(f"and {count - LISTED:,} more: riskdesk {command}", mark="dim")


def _stages(stages: Sequence[Stage], dispute: Dispute) -> Iterator[Told]:
    for place, item in enumerate(stages):
        since = f", since {item.stage_on}" if item.stage_on else ", since a day not recorded"
        source = f"; {item.source}" if item.source else "; source not recorded"
        proof = f" ({item.evidence})" if item.evidence else ""
        closed = f"; closed: {item.closed_reason}" if item.closed_on else ""
        now = place == len(stages) - 1 and item.stage == dispute.stage
        mark: Mark = "" if now else "dim"
        yield Told(f"{STAGES[item.stage]}{since}{source}{proof}{closed}", item.ref, "now  " if now else "     ", mark)


def _own(connection: Connection, vendor: str, relevance: str) -> Iterator[Told]:
    name = next((item.name for item in reading.many(connection, Vendor, [vendor]).values()), vendor)
    yield Told(f"{name} ({vendor}): its own{', ' + relevance if relevance else ''}", vendor)


def _reached(
    desk: Desk,
    connection: Connection,
    stood: Sequence[Stood],
    record: Dispute | Designation,
    worth: Callable[[Sequence[Relevance]], tuple[str, Mark]],
) -> Part:
    """The vendors in scope, the worst tier first, each with its path and how it was judged there."""
    shown = list(islice(stood, LISTED))
    names = supply.ways(desk, shown)
    judged = supply.judged(desk, shown, [record])
    known = reading.many(connection, Maker, {item.maker for item in shown})
    hidden = makers.out_of_scope(connection, record.maker)
    lines = [_way(item, names[item.vendor], known, worth(judged.get(item.vendor, ()))) for item in shown]
    if hidden:
        lines.append(Told(f"vendors out of scope, not listed: {hidden:,}", mark="dim"))
    title = f"Reaches in scope: {len(stood):,}, by vendor > product > model > maker"
    return Part(title, (*lines, *more(len(stood), f"show {record.maker} --json")))


def _way(item: Stood, names: tuple[str, str], known: Mapping[str, Maker], worth: tuple[str, Mark]) -> Told:
    maker = known[item.maker].name if item.maker in known else item.maker
    path = " > ".join(part for part in (item.name, *names, maker) if part)
    if not any(names):
        path = f"{item.name} is itself the maker {maker}"
    ways = f", and {item.ways - 1} more ways" if item.ways > 1 else ""
    return Told(f"{path}{ways}: {worth[0]}", item.vendor, f"{item.tier:<9} ", worth[1])


def _worth(held: Sequence[Relevance], word: str, reason: str) -> tuple[str, Mark]:
    """How it stands to the vendor: by the latest judgement there, else by the record's own word."""
    if held:
        last = max(held, key=lambda item: (item.judged_on or date.min, item.ref))
        by = f" by {last.judged_by}" if last.judged_by else ""
        on = f" on {last.judged_on}" if last.judged_on else ""
        mark: Mark = "good" if last.relevance == "unrelated" else "warn"
        return f"judged {RELEVANCE[last.relevance]}{by}{on}: {last.reason} ({last.ref})", mark
    why = f": {reason}" if reason else ""
    return f"{RELEVANCE.get(word, word)}{why}", ""
