"""All dates of all vendors in scope, or of one: what is due, on what day, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from riskdesk.data import calendar, log, reading
from riskdesk.data.folding import fold_search
from riskdesk.desk import looking
from riskdesk.desk.opening import Desk
from riskdesk.errors import UnknownRecord
from riskdesk.rules.acceptances import last_day
from riskdesk.rules.clock import after
from riskdesk.rules.deadlines import deadlines, in_words, search_days
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KINDS, Acceptance, Evidence, Proceeding, Record
from riskdesk.rules.tiers import UNRATED, highest, tier_of


class Entry(NamedTuple):
    """One date. `vendors` says on how many vendors in scope it bears; `vendor` and `name` are of the only one, else "".

    `what` is the word of rules/deadlines, `ref` the record it stands on, `late` says that the day is over.
    """

    on: date
    name: str
    what: str
    ref: str
    vendor: str
    vendors: int
    late: bool

    @property
    def id(self) -> str:
        """What names this date from one reading to the next, also when its day moves."""
        return f"{self.what}:{self.ref}"

    @property
    def whose(self) -> str:
        """The vendor's name, how many vendors there are, or that it is the organisation's own."""
        if self.vendors == 1:
            return self.name
        return f"{self.vendors:,} vendors" if self.vendors else "the organisation"


@dataclass(frozen=True)
class Limits:
    """Which dates are wanted: from and until a day, both included, and late ones alone."""

    since: date | None = None
    until: date | None = None
    late: bool = False

    @property
    def given(self) -> bool:
        """Whether anything is left out."""
        return self != Limits()

    def keep(self, entry: Entry) -> bool:
        """Whether the entry is wanted."""
        if (self.since and entry.on < self.since) or (self.until and entry.on > self.until):
            return False
        return entry.late or not self.late


@dataclass(frozen=True)
class Subject:
    """What a date is about: the record's own title, and for comments the time and zone of their closing.

    `private` says that the title must not leave the register: it names privileged evidence.
    """

    title: str = ""
    time: str = ""
    private: bool = False


def entries(desk: Desk, vendor: str = "", limits: Limits | None = None) -> list[Entry]:
    """All that is due or late, the earliest first: of every vendor in scope, or of the one that is named.

    Raises UnknownRecord for a vendor that is not there.
    """
    wanted = limits or Limits()
    found = _of_one(desk, vendor) if vendor else _of_all(desk)
    return sorted(entry for entry in found if wanted.keep(entry))


def searchable(entry: Entry) -> str:
    """The text that a filter looks into, folded: vendor, what is due, reference, and "late" where it is."""
    words = ("late" if entry.late else "", entry.whose, entry.vendor, in_words(entry.what), entry.ref, str(entry.on))
    return fold_search("\x1f".join(words))


def subjects(desk: Desk, wanted: Iterable[Entry]) -> dict[str, Subject]:
    """What the entries are about, by their ids."""
    wanted = list(wanted)
    refs: dict[str, set[str]] = {}
    for entry in wanted:
        refs.setdefault(kind_of(entry), set()).add(entry.ref)
    with desk.store.read() as connection:
        records: dict[str, Record] = {}
        for kind in refs.keys() & _TITLES.keys():
            records |= reading.many(connection, KINDS[kind].record, refs[kind])
    return {entry.id: _subject(entry, records.get(entry.ref)) for entry in wanted}


def kind_of(entry: Entry) -> str:
    """The kind of record that the date stands on."""
    return looking.kind_of_ref(entry.ref) or "vendor"


def as_data(desk: Desk, found: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries as plain data, with the days left (negative: late)."""
    about, today = subjects(desk, found), desk.today()
    return [
        {
            "on": entry.on,
            "days": (entry.on - today).days,
            "vendor": entry.vendor,
            "name": entry.whose,
            "what": entry.what,
            "record": entry.ref,
            "title": about[entry.id].title,
            "time": about[entry.id].time,
            "vendors": entry.vendors,
        }
        for entry in found
    ]


def _of_one(desk: Desk, vendor: str) -> Iterator[Entry]:
    seen = looking.look(desk, vendor)
    name, ref = seen.case.vendor.name, seen.case.vendor.ref
    for item in deadlines(seen.case, desk.pack, seen.standing):
        yield Entry(item.on, name, item.what, item.record, ref, 1, item.late)


def _of_all(desk: Desk) -> Iterator[Entry]:
    today, pack, tiers = desk.today(), desk.pack, Tiers(desk.pack)
    actions = [action.short.lower() for action in pack.actions]
    with desk.store.read() as connection:
        names = calendar.vendor_names(connection)
        for row in calendar.dated(connection, today, actions, pack.policy.ask_due_days):
            yield _entry(row, names, today)
        for search in calendar.searched(connection):
            on = after(date.fromisoformat(search.on), search_days(pack, tiers.computed(search.standing)))
            yield Entry(on, names[search.vendor], "search", search.ref, search.vendor, 1, on < today)
        for held in calendar.accepted(connection):
            on = _lapses(pack, held, tiers.computed(held.standing))
            yield Entry(on, names[held.vendor], "acceptance", held.ref, held.vendor, 1, on < today)


def _entry(row: calendar.Dated, names: Mapping[str, str], today: date) -> Entry:
    on = date.fromisoformat(row.on)
    only = row.vendor if row.vendors == 1 else ""
    return Entry(on, names.get(only, ""), row.what, row.ref, only, row.vendors, on < today)


def _lapses(pack: Pack, held: calendar.Accepted, computed: str) -> date:
    on, until = date.fromisoformat(held.on), date.fromisoformat(held.until)
    item = Acceptance(
        ref=held.ref, vendor=held.vendor, owner="", approver="", approver_role="", rationale="",
        accepted_on=on, expires_on=until,
    )  # fmt: skip
    return last_day(item, pack, computed or UNRATED, held.standing.tier) or until


class Tiers:
    """The tiers computed from what the cache keeps of a standing, each worked out once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._floors = {floor.id: floor.tier for floor in pack.floors}
        self._known: dict[tuple[int, str], str] = {}

    def computed(self, standing: calendar.Cached) -> str:
        """The tier that sum and floors gave, whatever an override shows; "" for an unrated vendor."""
        tenths = standing.residual_tenths
        if tenths is None:
            return ""
        key = (tenths, standing.floors)
        if key not in self._known:
            floors = (self._floors[id] for id in standing.floors.split() if id in self._floors)
            self._known[key] = highest(self._pack, (tier_of(self._pack, tenths), *floors))
        return self._known[key]


_TITLES = {
    "contract": "title",
    "dispute": "caption",
    "evidence": "title",
    "flow": "title",
    "insurance": "insurer",
    "proceeding": "title",
    "treatment": "response",
}


def _subject(entry: Entry, record: Record | None) -> Subject:
    title = str(getattr(record, _TITLES.get(kind_of(entry), ""), "")) if record else ""
    if isinstance(record, Proceeding) and entry.what == "comments close":
        return Subject(title, f"{record.closes_at} {record.closes_zone}".strip())
    return Subject(title, private=isinstance(record, Evidence) and record.classification == "privileged")


@dataclass(frozen=True)
class Mark:
    """What tells this register's dates from another's, and the moment of its last change (UTC)."""

    register: str
    changed_at: datetime


def mark(desk: Desk) -> Mark:
    """The register's own mark: the beginning of the hash of its log's first entry. Raises UnknownRecord for none."""
    with desk.store.read() as connection:
        first = next(log.entries(connection, limit=1), None)
        last = log.latest(connection, 1)
    if first is None:
        raise UnknownRecord("the register has no entry yet", remedy="start it with riskdesk init")
    return Mark(first.hash[:16], last[0].at)
