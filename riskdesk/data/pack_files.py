"""Packs on disk: finds them, reads their TOML files, and gives each its hash.

The hash is the SHA-256 of the canonical JSON (UTF-8, keys sorted, no blanks) of one mapping: each file's name, in
order, to its parsed content. So comments, blank lines, line endings and the order of keys do not change it; any text,
number or order of entries does.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from riskdesk.errors import PackBroken
from riskdesk.rules.pack import Pack
from riskdesk.rules.pack_entry import Flaw, quoted, refuse
from riskdesk.rules.pack_reading import REMEDY, read_pack

SHIPPED = Path(__file__).with_name("packs")
"""The folder of the packs that riskdesk comes with. A wheel is unpacked when installed, so this is always a folder."""

CURRENT = "2026.1"
"""The id of the pack that a new register starts with."""

LARGEST_FILE = 1_000_000
"""Bytes that one file of a pack may have."""

_MARK = "pack.toml"


def load_pack(folder: Path) -> Pack:
    """The pack whose files lie in `folder`; files that do not end in .toml are passed over.

    Raises PackBroken with file, entry and reason for everything found wrong: a folder or file that cannot be read,
    bytes that are not UTF-8, TOML syntax with its line, and all that `read_pack` refuses.
    """
    files = _parsed(folder)
    return read_pack(files, _hashed(files))


def shipped_packs() -> list[str]:
    """The ids of the packs that riskdesk comes with, in order."""
    return sorted(find_packs(()))


@cache
def shipped_pack(id: str = CURRENT) -> Pack:
    """The pack of that id that riskdesk comes with, read once. Raises PackBroken if there is none of that id."""
    return load_pack(_folder_of(id, find_packs(())))


def find_packs(folders: Sequence[Path]) -> dict[str, Path]:
    """Where each pack lies, by its id: the shipped ones and those in `folders`.

    Each of `folders` is a pack itself (it holds a pack.toml) or holds packs, a folder each; one that is not there holds
    none. Only ids are read, so a pack that is broken elsewhere is found and refused once it is loaded. Raises
    PackBroken where two packs have one id or a pack.toml cannot give its id.
    """
    found: dict[str, Path] = {}
    for folder in (SHIPPED, *folders):
        for place in _packs_in(folder):
            id = _id_of(place)
            if id in found and found[id].resolve() != place.resolve():
                raise PackBroken(
                    f"two packs have the id {quoted(id)}; the other is {quoted(found[id])}",
                    where=quoted(place / _MARK),
                    remedy="Give one of them another id, or take it out.",
                )
            found[id] = place
    return found


def pack_named(id: str, folders: Sequence[Path] = ()) -> Pack:
    """The pack of that id, a shipped one or one in `folders` (as `find_packs`). Raises PackBroken if there is none."""
    place = _folder_of(id, find_packs(folders))
    return shipped_pack(id) if place.parent == SHIPPED else load_pack(place)


def _folder_of(id: str, found: Mapping[str, Path]) -> Path:
    if id not in found:
        raise PackBroken(f"there is no pack {quoted(id)}", remedy=f"Packs there are: {', '.join(sorted(found))}.")
    return found[id]


def _packs_in(folder: Path) -> list[Path]:
    if (folder / _MARK).is_file():
        return [folder]
    try:
        return sorted(place for place in folder.iterdir() if (place / _MARK).is_file())
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise PackBroken(f"cannot be read: {fault.strerror}", where=quoted(folder), remedy=REMEDY) from fault


def _id_of(place: Path) -> str:
    flaws: list[Flaw] = []
    content = _parse(place / _MARK, flaws)
    id = content.get("id")
    if not flaws and not (isinstance(id, str) and id.strip() and id.isprintable()):
        flaws.append(Flaw(_MARK, "id is missing or not a line of text"))
    refuse(flaws, f"Correct the pack in {quoted(place)}, or take it out.")
    return str(id)


def _parsed(folder: Path) -> dict[str, Mapping[str, object]]:
    flaws: list[Flaw] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as fault:
        raise PackBroken(f"cannot be read: {fault.strerror}", where=quoted(folder), remedy=REMEDY) from fault
    files = {path.name: _parse(path, flaws) for path in paths}
    refuse(flaws, REMEDY)
    return files


def _parse(path: Path, flaws: list[Flaw]) -> Mapping[str, object]:
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


def _hashed(files: Mapping[str, object]) -> str:
    # Dates and times of TOML have no JSON; the reading refuses them, and until then their text serves.
    canonical = json.dumps(files, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
