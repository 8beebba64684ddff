"""What hangs on a proceeding: its deadline with time and zone, and the vendors for which it is answered once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from riskdesk.data import reading
from riskdesk.data.reach import Connection
from riskdesk.desk.around_matters import LISTED, more
from riskdesk.desk.opening import Desk
from riskdesk.rules.parts import Mark, Part, Told
from riskdesk.rules.policy_credits import undecided
from riskdesk.rules.records import Proceeding, ProceedingLink, Vendor


def parts(desk: Desk, connection: Connection, item: Proceeding) -> Iterator[Part]:
    """Deadline, vendors."""
    yield Part("Deadline", (_deadline(item, desk.today()),))
    links = reading.rows(connection, ProceedingLink, "closed_on IS NULL AND proceeding = ?", (item.ref,))
    vendors = reading.many(connection, Vendor, [link.vendor for link in links[:LISTED]])
    lines = [_linked(link, vendors[link.vendor]) for link in links[:LISTED]]
    if item.vehicle == "none":
        lines.append(Told("documented for the whole organisation: stands where a vendor has none linked"))
    elif not links:
        lines.append(Told("none linked", mark="warn", adds="proceeding_link", preset={"proceeding": item.ref}))
    yield Part("Answered once for", (*lines, *more(len(links), "list proceeding_links")))


def _deadline(item: Proceeding, today: date) -> Told:
    if item.vehicle == "none":
        return Told(f"no open vehicle, as checked {item.checked_on or 'on a day not recorded'}")
    if item.closes_on is None:
        return Told("no closing day recorded", mark="warn")
    days = (item.closes_on - today).days
    at = " ".join(part for part in (str(item.closes_on), item.closes_at, item.closes_zone) if part)
    zone = "" if item.closes_at and item.closes_zone else "; time or zone not recorded"
    state = f"{-days} days ago" if days < 0 else "today" if days == 0 else f"in {days} days"
    mark: Mark = "late" if days < 0 and undecided(item) else ""
    decided = "; nothing filed and nothing decided" if undecided(item) else f"; {item.participation}"
    return Told(f"{at}, {state}{zone}{decided}", lead="closes  ", mark=mark)


def _linked(link: ProceedingLink, vendor: Vendor) -> Told:
    checked = f", checked {link.checked_on}" if link.checked_on else ""
    return Told(f"{vendor.name} ({vendor.ref}){checked}", link.ref)
