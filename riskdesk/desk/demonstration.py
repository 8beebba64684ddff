"""The sample register: invented vendors, reviewed over weeks, played from the script in data/samples."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from riskdesk.data.sample_files import Scene, scenes
from riskdesk.data.store import create, open_store
from riskdesk.data.writing import Writing
from riskdesk.desk.opening import FIRST_PACK, Desk, local_today, utc_now
from riskdesk.desk.sample_deeds import insert_scores, make_changes, new_records, put_answers
from riskdesk.desk.sample_entries import Cast, Stagehand
from riskdesk.desk.scoring import pack_of, scoring_by
from riskdesk.desk.standing import refresh, restand
from riskdesk.rules.standing import Standing

T = TypeVar("T")

REVIEWER = "Marit Achterberg"
ROLE = "Chief Information Security Officer"
ACCOUNT = "sample"
DAYS_IN = 36
"""How far into the programme the samples are unless a start is given: on day 37 of 90."""
WEIGHTY = {"scores", "signs", "override", "acceptance", "designation", "dispute", "flow"}
"""What a scene may hold that its vendor's standing is worked out for at once."""


@contextmanager
def sample_desk(
    *,
    start_on: date | None = None,
    now: Callable[[], datetime] | None = None,
    today: Callable[[], date] | None = None,
) -> Iterator[Desk]:
    """A desk on a throw-away sample register in a private temporary folder, removed at the end.

    The programme starts on `start_on`, by default DAYS_IN days before `today`. With start and clocks given, the
    register is the same each time, to the hash of its last log entry.
    """
    with tempfile.TemporaryDirectory(prefix="riskdesk-sample-") as folder:
        desk = build(Path(folder) / "register.db", start_on, now=now, today=today, durable=False)
        try:
            yield desk
        finally:
            desk.store.close()


def sample_desk_at(path: Path, *, start_on: date | None = None) -> Desk:
    """A desk on the sample register kept as a new store at `path`. Raises StoreExists where something is there."""
    return build(path, start_on)


def build(
    path: Path,
    start_on: date | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    today: Callable[[], date] | None = None,
    durable: bool = True,
) -> Desk:
    """Make a store at `path` and play the scenes from `start_on` through today. Raises StoreExists, StoreUnusable.

    With `durable` off nothing waits for the disk: for a store that is thrown away.
    """
    today = today or local_today
    begins = start_on or today() - timedelta(days=DAYS_IN)
    pack = pack_of(path, FIRST_PACK)
    create(path, now=datetime.combine(begins, time(8), UTC))
    desk = Desk(open_store(path, durable=durable), scoring_by(pack), REVIEWER, ROLE, ACCOUNT, now or utc_now, today)
    story = scenes(begins, today())
    play = Play({part.vendor: scene for scene in story for part in scene.parts})
    for scene in story:
        play.scene(replace(desk, now=_always(scene.moment), today=_always(scene.day)), scene)
    refresh(replace(desk, now=_always(datetime.combine(today(), time(0), UTC))))
    return desk


def _always(value: T) -> Callable[[], T]:
    return lambda: value


class Play:
    """The scenes played so far: who was introduced, and whose standing is still to be worked out.

    A standing is worked out where something reads it or moves it far, and in the last scene about its vendor: doing
    so in each scene would take longer than a person waits for a demonstration.
    """

    def __init__(self, last: Mapping[str, Scene]) -> None:
        self._last = last
        self._cast = Cast()
        self._due: set[str] = set()

    def scene(self, desk: Desk, scene: Scene) -> None:
        """One scene as one write: new records, answers, changes, then standings, scores and sign-offs."""
        with desk.write(scene.deed, scene.reason) as writing:
            hand = Stagehand(desk, writing, self._cast)
            self._due |= new_records(hand, scene)
            for part in scene.parts:
                self._due |= put_answers(hand, part) | make_changes(hand, part)
            standings = self._stand(desk, writing, scene)
            scored = {part.vendor for part in scene.parts if insert_scores(hand, part, standings.get(part.vendor))}
            if scored:
                restand(desk, writing, sorted(scored), scene.deed)

    def _stand(self, desk: Desk, writing: Writing, scene: Scene) -> dict[str, Standing]:
        now = {part.vendor for part in scene.parts if not WEIGHTY.isdisjoint(part.entries)}
        now |= {part.vendor for part in scene.parts if self._last[part.vendor] is scene}
        if scene is max(self._last.values(), key=lambda item: item.moment):
            now |= self._due
        self._due -= now
        return restand(desk, writing, sorted(now - {""}), scene.deed)
