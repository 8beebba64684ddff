"""Finding packs on disk: the shipped ones and those beside a store. Only their ids are read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskdesk.errors import PackBroken
from riskdesk.rules.pack_entry import REMEDY, Flaw, quoted, refuse

SHIPPED = Path(__file__).with_name("packs")
"""The folder of the packs that riskdesk comes with. A wheel is unpacked when installed, so this is always a folder."""

LARGEST_FILE = 1_000_000
"""Bytes that one file of a pack may have."""

_MARK = "pack.toml"


@dataclass(frozen=True)
class Found:
    """A pack that was found and not yet read: where it lies, and the days a round takes if its file tells them."""

    place: Path
    round_days: int | None = None


def find_pack(id: str, folders: Sequence[Path] = ()) -> Found:
    """Where the pack of that id lies, as `find_packs` does it. Raises PackBroken if there is none of that id."""
    packs = _found(folders)
    if id not in packs:
        raise PackBroken(f"there is no pack {quoted(id)}", remedy=f"Packs there are: {', '.join(sorted(packs))}.")
    return packs[id]


def find_packs(folders: Sequence[Path]) -> dict[str, Path]:
    """Where each pack lies, by its id: the shipped ones and those in `folders`.

    Each of `folders` is a pack itself (it holds a pack.toml) or holds packs, a folder each; one that is not there holds
    none. Only ids are read, so a pack that is broken elsewhere is found and refused once it is loaded. Raises
    PackBroken where two packs have one id or a pack.toml cannot give its id.
    """
    return {id: pack.place for id, pack in _found(folders).items()}


def _found(folders: Sequence[Path]) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for folder in (SHIPPED, *folders):
        for place in _packs_in(folder):
            id, pack = _named(place)
            if id in found and found[id].place.resolve() != place.resolve():
                raise PackBroken(
                    f"two packs have the id {quoted(id)}; the other is {quoted(found[id].place)}",
                    where=quoted(place / _MARK),
                    remedy="Give one of them another id, or take it out.",
                )
            found[id] = pack
    return found


def parsed(path: Path, flaws: list[Flaw]) -> Mapping[str, object]:
    """What a TOML file of a pack holds; what is wrong with it is added to `flaws`, and then it holds nothing."""
    if not path.is_file():  # a pipe of that name would be waited on for ever
        flaws.append(Flaw(path.name, "the file cannot be read: it is not a file"))
        return {}
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            flaws.append(Flaw(path.name, f"the file is larger than {LARGEST_FILE} bytes"))
            return {}
        # A byte-order mark is how some editors save UTF-8; TOML itself would refuse it.
        return tomllib.loads(content.decode("utf-8-sig"))
    except OSError as fault:
        flaws.append(Flaw(path.name, f"the file cannot be read: {fault.strerror}"))
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        flaws.append(Flaw(path.name, f"line {line} is not UTF-8; save the file as UTF-8"))
    except (ValueError, RecursionError) as fault:  # tomllib gives plain ValueErrors too, for numbers beyond all bounds
        flaws.append(Flaw(path.name, f"not valid TOML: {fault}"))
    return {}


def _packs_in(folder: Path) -> list[Path]:
    if (folder / _MARK).is_file():
        return [folder]
    try:
        return sorted(place for place in folder.iterdir() if (place / _MARK).is_file())
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise PackBroken(f"cannot be read: {fault.strerror}", where=quoted(folder), remedy=REMEDY) from fault


def _named(place: Path) -> tuple[str, Found]:
    flaws: list[Flaw] = []
    content = parsed(place / _MARK, flaws)
    id = content.get("id")
    if not flaws and not (isinstance(id, str) and id.strip() and id.isprintable()):
        flaws.append(Flaw(_MARK, "id is missing or not a line of text"))
    refuse(flaws, f"Correct the pack in {quoted(place)}, or take it out.")
    policy = content.get("policy")
    days = policy.get("round_days") if isinstance(policy, dict) else None
    return str(id), Found(place, days if isinstance(days, int) else None)
