"""The packs a register can be scored by: what another one would change, shown first, and adopting it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riskdesk.data import reading
from riskdesk.data.case_files import case_files
from riskdesk.data.pack_files import load_pack
from riskdesk.data.pack_folders import find_packs
from riskdesk.desk.opening import ORGANISATION, Desk
from riskdesk.desk.scoring import pack_of
from riskdesk.desk.standing import restand_many
from riskdesk.desk.voiding import judged
from riskdesk.errors import NotAllowed, PackBroken, ReasonNeeded, RiskdeskError
from riskdesk.rules.answers import checked
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile, Value
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Answer, Organisation, Vendor
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_line


@dataclass(frozen=True)
class Known:
    """A pack on this machine: its words, or what is `wrong` with it; `used` where it scores this register."""

    id: str
    version: str = ""
    title: str = ""
    sha256: str = ""
    used: bool = False
    wrong: str = ""


@dataclass(frozen=True)
class Moved:
    """A vendor by the present pack and by the other: tiers, residuals in tenths (None while unrated).

    `ended` are the actions whose score given would end, as another score is suggested.
    """

    vendor: str
    name: str
    tier: str
    residual_tenths: int | None
    new_tier: str
    new_residual_tenths: int | None
    ended: tuple[int, ...]

    @property
    def changes_tier(self) -> bool:
        """Whether the tier shown would be another."""
        return self.tier != self.new_tier


@dataclass(frozen=True)
class Trial:
    """What the register would be by another pack, every vendor that is not retired in the order of references.

    `asked_anew` are questions that the present pack has not; `vanished` how many answers stand on questions that the
    other has not; `unfit` how many it cannot read in full: what it does not know of them counts for nothing.
    """

    pack: Pack
    vendors: tuple[Moved, ...]
    asked_anew: tuple[str, ...]
    vanished: dict[str, int]
    unfit: dict[str, int]


def known_packs(desk: Desk) -> list[Known]:
    """Every pack that is shipped or lies beside the store, in the order of ids; broken ones with what is wrong."""
    found = []
    for id, place in sorted(find_packs([desk.store.path.parent / "packs"]).items()):
        try:
            pack = load_pack(place)
        except PackBroken as fault:
            found.append(Known(id, wrong=str(fault), used=id == desk.pack.id))
        else:
            found.append(Known(id, pack.version, pack.title, pack.sha256, used=id == desk.pack.id))
    return found


def try_pack(desk: Desk, id: str) -> Trial:
    """What adopting the pack would do to every vendor; nothing is written. Raises PackBroken."""
    pack = pack_of(desk.store.path, id)
    other = desk.scored_by(pack)
    with desk.store.read() as connection:
        refs = [item.ref for item in reading.rows(connection, Vendor, "closed_on is null")]
        moved = tuple(_moved(desk, other, case) for case in case_files(connection, refs))
        answers = reading.rows(connection, Answer, "closed_on is null")
    unfit = (item for item in answers if item.question in pack.by_id and not _fits(pack, item))
    return Trial(
        pack=pack,
        vendors=moved,
        asked_anew=tuple(question.id for question in pack.questions if question.id not in desk.pack.by_id),
        vanished=_counted(item for item in answers if item.question not in pack.by_id),
        unfit=_counted(unfit),
    )


def adopt_pack(desk: Desk, id: str, reason: str) -> Desk:
    """Score the register by another pack from now on, every vendor at once; gives the desk that uses it.

    Answers stay, by question id. Raises ReasonNeeded, PackBroken, or NotAllowed for the pack that is used already.
    """
    why = clean_line(reason).strip()
    if not why:
        raise ReasonNeeded("adopting a pack needs a reason", where=f"pack {clean_line(id)}", remedy="say why")
    pack = pack_of(desk.store.path, id)
    new = desk.scored_by(pack)
    with new.write("pack", why) as writing:
        held = writing.get(Organisation, ORGANISATION)
        if held is not None and held.pack == pack.id:
            raise NotAllowed("the register is scored by this pack already", where=f"pack {pack.id}")
        writing.change(Organisation, ORGANISATION, pack=pack.id)
        everyone = [item.ref for item in reading.rows(writing.connection, Vendor)]
        restand_many(new, writing, everyone, f"pack {pack.id} adopted")
    return new


def _moved(desk: Desk, other: Desk, case: CaseFile) -> Moved:
    now = assess(case, desk.pack, desk.today())
    then, voids, _ = judged(other, case)
    ended = tuple(action for _, action, _ in voids)
    return Moved(case.vendor.ref, case.vendor.name, now.tier, _tenths(now), then.tier, _tenths(then), ended)


def _tenths(standing: Standing) -> int | None:
    return standing.outcome.residual_tenths if standing.outcome else None


def _fits(pack: Pack, answer: Answer) -> bool:
    if answer.state != "answered":
        return True
    try:
        checked(pack.by_id[answer.question], Value.from_json(answer.value))
    except RiskdeskError:
        return False
    return True


def _counted(answers: Iterable[Answer]) -> dict[str, int]:
    found: dict[str, int] = {}
    for answer in answers:
        found[answer.question] = found.get(answer.question, 0) + 1
    return dict(sorted(found.items()))
