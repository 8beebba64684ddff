"""Opening a register to work at: the store, the pack that scores it, who works and by which clock.

It is on the way to the first screen: record kinds, rules and pack are imported and read where they are first needed.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.data.programme import Keeper, Programme, keepers, programme
from riskdesk.data.store import Actor, Store, create, open_store
from riskdesk.desk.scoring import Scoring, pack_of, scoring_at, scoring_by
from riskdesk.errors import BadValue, MissingValue, StoreExists, StoreUnusable, UnknownRecord
from riskdesk.rules.text import clean_line

if TYPE_CHECKING:
    from riskdesk.data.writing import Writing
    from riskdesk.rules.pack import Pack
    from riskdesk.rules.records import Organisation

ORGANISATION = "organisation"
FIRST_PACK = "2026.1"


def utc_now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def account_name() -> str:
    """The operating system's account, or "unknown" where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@dataclass(frozen=True)
class Desk:
    """A register opened by a reviewer. `now` gives UTC moments for the log, `today` the date that standings are for."""

    store: Store
    scoring: Scoring
    reviewer: str
    role: str
    account: str
    now: Callable[[], datetime]
    today: Callable[[], date]

    def write(self, deed: str, reason: str = "") -> AbstractContextManager[Writing]:
        """One transaction in the reviewer's name; nothing is kept if it is left by an error.

        Raises PackBroken: what could not be scored is not written.
        """
        self.scoring.check()
        return self.store.write(Actor(self.reviewer, self.account), self.now(), deed, reason)

    @property
    def pack(self) -> Pack:
        """The pack that scores the register. Raises PackBroken at the first use of one that cannot be read."""
        return self.scoring.pack

    def scored_by(self, pack: Pack) -> Desk:
        """The same desk with another pack."""
        return replace(self, scoring=scoring_by(pack))

    @property
    def programme(self) -> Programme:
        """Whose register this is and when its programme starts, quicker than the whole record `organisation`."""
        with self.store.read() as connection:
            return _started(programme(connection), self.store.path)

    @property
    def organisation(self) -> Organisation:
        """Whose register this is."""
        from riskdesk.data import reading
        from riskdesk.rules.records import Organisation

        with self.store.read() as connection:
            found = reading.get(connection, Organisation, ORGANISATION)
        if found is None:
            raise UnknownRecord("the register names no organisation", remedy="start it with riskdesk init")
        return found


def local_today() -> date:
    """The reviewer's own date."""
    return datetime.now().astimezone().date()


def open_desk(
    path: Path,
    *,
    reviewer: str = "",
    read_only: bool = False,
    now: Callable[[], datetime] = utc_now,
    today: Callable[[], date] = local_today,
) -> Desk:
    """The register at `path`, opened by `reviewer`, else by the reviewer in office who was named last.

    Raises StoreUnusable's kinds, BadValue for a reviewer the register does not know, PackBroken where its pack is not
    found. The pack is read at its first use.
    """
    store = open_store(path, read_only=read_only)
    with store.read() as connection:
        known = keepers(connection, today())
        held = _started(programme(connection), path)
    who = _reviewer(known, reviewer)
    return Desk(store, scoring_at(path, held.pack), who.name, who.role, account_name(), now, today)


def start(
    path: Path,
    organisation: str,
    reviewer: str,
    *,
    role: str = "",
    start_on: date | None = None,
    now: Callable[[], datetime] = utc_now,
    today: Callable[[], date] = local_today,
) -> Desk:
    """A new register at `path` for `organisation`, kept by `reviewer`, its programme starting on `start_on` or today.

    Raises StoreExists where a register is already there, MissingValue for an empty name. An empty store, as is left
    where a start was cut short, is taken over.
    """
    from riskdesk.rules.records import Organisation, Reviewer

    names = _named(organisation, "organisation"), _named(reviewer, "reviewer")
    pack = pack_of(path, FIRST_PACK)
    store = _fresh(path, now())
    desk = Desk(store, scoring_by(pack), names[1], clean_line(role).strip(), account_name(), now, today)
    with desk.write("init") as writing:
        begins = start_on or today()
        writing.insert(Organisation(ref=ORGANISATION, name=names[0], start_on=begins, pack=pack.id))
        writing.insert(Reviewer(ref=writing.next_ref("reviewer"), name=names[1], role=desk.role, since=begins))
    return desk


def _fresh(path: Path, now: datetime) -> Store:
    try:
        create(path, now=now)
    except StoreExists:
        store = open_store(path)
        if store.log_seq() or store.read_only:
            raise
        return store
    return open_store(path)


def _started(found: Programme | None, path: Path) -> Programme:
    if found is None:
        raise StoreUnusable("the register was never started", where=str(path), remedy="start it with riskdesk init")
    return found


def _reviewer(known: list[Keeper], name: str) -> Keeper:
    if not name and known:
        return known[-1]
    for item in known:
        if item.name.casefold() == name.strip().casefold():
            return item
    names = ", ".join(item.name for item in known) or "nobody is in office"
    raise BadValue("not a reviewer of this register", where="--reviewer", remedy=f"one of: {names}")


def _named(text: str, what: str) -> str:
    cleaned = clean_line(text).strip()
    if not cleaned:
        raise MissingValue(f"the {what} has no name", where=what, remedy="give a name")
    return cleaned
