"""Handing the register over: what a workbook is made from, read in one snapshot, and the record that it went out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from riskdesk.data import handoffs, reading, replay
from riskdesk.data.case_files import case_files
from riskdesk.data.excerpt import Excerpt
from riskdesk.data.handoffs import HandOff
from riskdesk.data.populations import references
from riskdesk.data.reach import Connection
from riskdesk.data.sight import Sight, guarded
from riskdesk.data.sight import withheld as withheld_evidence
from riskdesk.data.withheld import Withheld, withheld
from riskdesk.desk.finding import find_vendor, no_such
from riskdesk.desk.looking import Look
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.scoring import pack_of
from riskdesk.errors import BadDate, NotAllowed, StoreUnusable
from riskdesk.rules.assessment import assess
from riskdesk.rules.forms import read_day
from riskdesk.rules.pack import Pack
from riskdesk.rules.profiles import Profile, profile_named
from riskdesk.rules.records import Organisation, Reviewer, Vendor
from riskdesk.rules.sampling import ANSWERS, VENDORS, Draw, SampleAsked, draw
from riskdesk.rules.text import clean_line

CHUNK = 100
"""Vendors whose case files are held at once."""

_SHOWN_IN = {VENDORS: "register", ANSWERS: "answers"}
"""The sheet, by its id, in which a sample's picks are found."""


@dataclass(frozen=True)
class HandOver:
    """A register, or some vendors' part of it, as it stood on the day `on`, open for reading by a profile.

    `log_seq` and `log_hash` are the log's last entry then; `reviewers` those in office. `withheld` says how much the
    profile may not see, by kind; of that, nothing is read. The same register, day, pack and words give equal content.
    """

    excerpt: Excerpt
    pack: Pack
    on: date
    profile: Profile
    organisation: Organisation
    reviewers: tuple[Reviewer, ...]
    to_whom: str
    log_seq: int
    log_hash: str
    withheld: tuple[Withheld, ...] = ()
    sample: Draw | None = None

    def looks(self) -> Iterator[Look]:
        """Every vendor with its standing, in the order of `excerpt.vendors`, a chunk at a time.

        The standing is the same for every profile: what is withheld counts, and is not told.
        """
        excerpt = self.excerpt
        for case in case_files(excerpt.connection, excerpt.vendors, CHUNK, excerpt.sight):
            yield Look(case, assess(case, self.pack, self.on))


@contextmanager
def opened(
    desk: Desk,
    *,
    vendors: Sequence[str] = (),
    to_whom: str = "",
    as_of: str = "",
    profile: str = "internal",
    sample: SampleAsked | None = None,
) -> Iterator[HandOver]:
    """The register opened for handing over, as it is now or, with `as_of`, as it stood at that day's end in UTC.

    `vendors` limits it to those, named as anywhere; a `sample` is drawn from what is shown. Raises UnknownProfile,
    BadDate, UnknownRecord, PackMissing, NotAllowed for a sample of what the profile does not show, and StoreUnusable
    where the register is open for reading only, as the hand-off could not be recorded.
    """
    reader = profile_named(profile)
    if sample is not None and _SHOWN_IN[sample.of] not in reader.sheets:
        remedy = "one for the auditor shows vendors and answers"
        raise NotAllowed(f"a workbook for {reader.name} shows no {sample.of} to sample", where="sample", remedy=remedy)
    day = _past_day(desk, as_of) if as_of.strip() else None
    if desk.store.read_only:
        remedy = "Open a register that can be written to: every hand-off is recorded."
        raise StoreUnusable("the register is open for reading only", where=str(desk.store.path), remedy=remedy)
    with _register(desk, day) as connection:
        excerpt = Excerpt(connection, _chosen(desk, connection, vendors), _sight(desk, connection, reader))
        stays = withheld(excerpt)
        with guarded(connection, reader):
            handed = _opened(desk, excerpt, to_whom, day or desk.today(), stays)
            yield handed if sample is None else replace(handed, sample=_drawn(excerpt, sample))


def record(desk: Desk, handed: HandOver, sha256: str, size: int, file_name: str, *, workbook_sha256: str = "") -> int:
    """Enter the file in the list of hand-offs, before it takes its place; gives the entry's number.

    `workbook_sha256` is the hash of the workbook inside, where the file is a bundle or is locked with a password.
    """
    with desk.write("hand over") as writing:
        return writing.hand_off(
            HandOff(
                to_whom=handed.to_whom,
                profile=handed.profile.name,
                as_of=handed.on.isoformat(),
                sha256=sha256,
                workbook_sha256=workbook_sha256,
                bytes=size,
                log_seq=handed.log_seq,
                file_name=file_name,
            )
        )


def handed_over(desk: Desk) -> list[HandOff]:
    """Every file that went out, the first one first."""
    with desk.store.read() as connection:
        return handoffs.handoffs(connection)


def _drawn(excerpt: Excerpt, asked: SampleAsked) -> Draw:
    shown = excerpt.vendors if excerpt.limited else None
    return draw(asked, references(excerpt.connection, asked.of, shown))


def _sight(desk: Desk, connection: Connection, profile: Profile) -> Sight:
    """What the profile may read. Evidence that is withheld today is withheld from a past state, too."""
    with desk.store.read() as present:
        today = withheld_evidence(present, profile)
    return Sight(profile, today | withheld_evidence(connection, profile))


def _past_day(desk: Desk, as_of: str) -> date | None:
    """The day meant; None for today, which is the register as it is now."""
    try:
        day = read_day(as_of.strip())
    except ValueError:
        raise BadDate("not a date", where="--as-of", remedy="a date as 2026-11-23") from None
    if day > desk.today():
        raise BadDate("that day is still to come", where="--as-of", remedy="today or an earlier day")
    return None if day == desk.today() else day


@contextmanager
def _register(desk: Desk, day: date | None) -> Iterator[Connection]:
    """The register of now, or of that day's end in UTC played again from the log."""
    if day is None:
        with desk.store.read() as connection:
            yield connection
        return
    with replay.replayed(desk.store, datetime.combine(day, time.max, UTC)) as past, past.read() as connection:
        yield connection


def _chosen(desk: Desk, connection: Connection, vendors: Sequence[str]) -> set[str] | None:
    """The references of the vendors named, found in today's register and there at the moment shown; None for all."""
    if not vendors:
        return None
    with desk.store.read() as present:
        chosen = {find_vendor(present, name) for name in vendors}
    there = set(reading.many(connection, Vendor, chosen))
    for missing in sorted(chosen - there):
        raise no_such("vendor", missing)
    return chosen


def _opened(desk: Desk, excerpt: Excerpt, to_whom: str, on: date, stays: tuple[Withheld, ...]) -> HandOver:
    organisation = reading.get(excerpt.connection, Organisation, ORGANISATION, excerpt.sight)
    if organisation is None:
        raise BadDate("the register had not begun", where="--as-of", remedy="a day since it was started")
    found = reading.rows(excerpt.connection, Reviewer, order="length(ref), ref", sight=excerpt.sight)
    seq, digest = excerpt.head()
    own = organisation.pack in ("", desk.pack.id)
    return HandOver(
        excerpt=excerpt,
        pack=desk.pack if own else pack_of(desk.store.path, organisation.pack),
        on=on,
        profile=excerpt.sight.profile,
        organisation=organisation,
        reviewers=tuple(item for item in found if item.open and (item.until is None or item.until >= on)),
        to_whom=clean_line(to_whom).strip(),
        log_seq=seq,
        log_hash=digest,
        withheld=stays,
    )
