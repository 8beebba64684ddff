"""Taking a vendor into the register: its reference, and the 90-day round that starts with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from riskdesk.data import reading
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.errors import BadValue, NotAllowed
from riskdesk.rules.deadlines import due_dates
from riskdesk.rules.records import Organisation, Round
from riskdesk.rules.text import clean_line

LONGEST_KEY = 60


def key_from_name(name: str) -> str:
    """A reference made from a vendor's name: small letters, digits and hyphens, 60 at most; "" where none is left."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^\w]+", "-", bare).strip("-_")[:LONGEST_KEY].rstrip("-_")


def new_vendor_ref(writing: Writing, name: str, given: str = "") -> str:
    """The reference of a new vendor: the given one, else made from the name and counted on where it is taken.

    Raises NotAllowed for a given one that is taken in any letter case, BadValue for an unusable one.
    """
    bare = clean_line(given).strip()
    if bare:
        check_new_ref(bare)
        if reading.find_vendor(writing.connection, bare):
            raise NotAllowed("a vendor has this reference already", where=f"vendor {bare}", remedy="edit that one")
        return bare
    stem = key_from_name(name) or "vendor"
    ref, count = stem, 1
    while reading.find_vendor(writing.connection, ref):
        count += 1
        ref = f"{stem}-{count}"
    return ref


def check_new_ref(ref: str) -> None:
    """Raise BadValue for a reference that is too long."""
    if len(ref) > LONGEST_KEY:
        raise BadValue(f"a reference has at most {LONGEST_KEY} signs", where="key", remedy="give another reference")


def first_round(desk: Desk, writing: Writing, vendor: str, start_on: date | None = None) -> Round:
    """The first 90-day round of a vendor, starting on `start_on`, else today; due days from the pack (DOMAIN 9)."""
    begins = start_on or desk.today()
    due = due_dates(begins, desk.pack)
    return Round(
        ref=writing.next_ref("round"),
        vendor=vendor,
        ordinal=1,
        start_on=begins,
        due_1=due[0],
        due_2=due[1],
        due_3=due[2],
        due_4=due[3],
        due_5=due[4],
    )


def programme_start(writing: Writing) -> date | None:
    """The organisation's programme start, the default start of an imported vendor's round."""
    organisation = reading.get(writing.connection, Organisation, ORGANISATION)
    return organisation.start_on if organisation else None
