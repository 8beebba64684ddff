"""Taking a whole register back from its JSON into an empty place: the same references, log, chains and hand-offs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from riskdesk.data import reading
from riskdesk.data.filling import check_empty, empty_store
from riskdesk.data.intake import Intake
from riskdesk.data.programme import programme
from riskdesk.data.store import Actor, Store
from riskdesk.data.vault import Vault
from riskdesk.data.writing import Writing
from riskdesk.desk.destroying import destroyed
from riskdesk.desk.opening import Desk, account_name, local_today, utc_now
from riskdesk.desk.scoring import pack_of, scoring_by
from riskdesk.desk.standing import refresh
from riskdesk.errors import ImportRefused, Refused, RiskdeskError
from riskdesk.paths import vault_of
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Evidence

_STRIDE = 1_000
_NOTHING_KEPT = "Nothing was kept."


@dataclass(frozen=True)
class Piece:
    """A part of the document: where it stands (as "log[12]"), its member, its kind of record if any, its value."""

    place: str
    member: str
    kind: str
    value: Mapping[str, Any]


@dataclass(frozen=True)
class TakenBack:
    """What was taken back. `lacking` are the SHA-256 of evidence files that are not in the vault beside the store."""

    path: Path
    entries: int
    handoffs: int
    records: int
    lacking: tuple[str, ...]
    notes: tuple[str, ...]


def take_back(
    path: Path,
    pieces: Iterable[Piece],
    *,
    name: str,
    dry_run: bool = False,
    now: Callable[[], datetime] = utc_now,
    today: Callable[[], date] = local_today,
    progress: Callable[[str, int], object] = lambda _what, _done: None,
) -> TakenBack:
    """Fill the empty or missing store at `path` with the document `name`, given in pieces; all of it or nothing.

    Raises ImportRefused naming the document and the place in it, StoreExists for a register that is not empty, and
    StoreUnusable's other kinds.
    """
    with empty_store(path, now(), keep=not dry_run) as store:
        with store.write(Actor("", account_name()), now(), "take back") as writing:
            check_empty(writing.connection, store.path)
            arrival = _Arrival(path, writing, name, progress)
            for piece in pieces:
                arrival.take(piece)
            pack = arrival.finish()
        desk = Desk(store, scoring_by(pack), "", "", account_name(), now, today)
        refresh(desk, progress=partial(_heard, progress))
        found = arrival.intake
        return TakenBack(
            path, found.entries, found.handoffs, found.records, _lacking(store, Vault(vault_of(path))), arrival.notes
        )


def _heard(progress: Callable[[str, int], object], done: int, _of: int) -> None:
    progress("standings", done)


class _Arrival:
    """A document on its way in; what is wrong with a piece is told with its place."""

    def __init__(self, path: Path, writing: Writing, name: str, progress: Callable[[str, int], object]) -> None:
        self.intake = Intake(writing.connection)
        self.notes: tuple[str, ...] = ()
        self._path, self._writing, self._name, self._progress = path, writing, name, progress
        self._pack: Pack | None = None
        self._done = 0

    def take(self, piece: Piece) -> None:
        """Let the next piece in. Raises ImportRefused."""
        try:
            self._let_in(piece)
        except Refused as wrong:
            raise self._refusal(wrong, piece.place) from wrong
        self._done += 1
        if not self._done % _STRIDE:
            self._progress(piece.kind or piece.member, self._done)

    def finish(self) -> Pack:
        """Check what only the whole can tell, and give the question set. Raises ImportRefused."""
        try:
            self.intake.finish()
        except Refused as wrong:
            raise self._refusal(wrong, "records") from wrong
        begun = programme(self._writing.connection)
        if self._pack is None or begun is None or begun.pack != self._pack.id:
            what = "the organisation is not there, or is scored by another question set than 'pack' names"
            raise self._refusal(ImportRefused(what), "records.organisation")
        return self._pack

    def _let_in(self, piece: Piece) -> None:
        match piece.member:
            case "handoffs":
                self.intake.handoff(piece.value)
            case "log":
                self.intake.entry(piece.value)
            case "meta":
                self.intake.created(piece.value)
            case "pack":
                self._pack = self._known_pack(piece.value)
            case _:
                self.intake.record(piece.kind, piece.value)

    def _known_pack(self, told: Mapping[str, Any]) -> Pack:
        pack = pack_of(self._path, str(told.get("id")))
        if pack.sha256 != told.get("sha256"):
            self.notes += (
                f"question set {pack.id} differs here from the one that the register was exported with: "
                "scores may differ",
            )
        return pack

    def _refusal(self, wrong: RiskdeskError, place: str) -> ImportRefused:
        where = ", ".join(part for part in (f"{self._name}, {place}", wrong.where) if part)
        return ImportRefused(wrong.what, where=where, remedy=f"{wrong.remedy} {_NOTHING_KEPT}".strip())


def _lacking(store: Store, vault: Vault) -> tuple[str, ...]:
    """The hashes of the files that are neither in the vault nor destroyed on order."""
    with store.read() as connection:
        gone = destroyed(connection)
        pieces = reading.rows(connection, Evidence, "sha256 <> ''")
        named = sorted({piece.sha256 for piece in pieces if piece.ref not in gone})
    return tuple(sha256 for sha256 in named if not vault.holds(sha256))
