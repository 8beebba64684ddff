"""Packs read from disk: their TOML files, checked, and the hash of each.

The hash is the SHA-256 of the canonical JSON (UTF-8, keys sorted, no blanks) of one mapping: each file's name, in
order, to its parsed content. So comments, blank lines, line endings and the order of keys do not change it; any text,
number or order of entries does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from riskdesk.data.pack_folders import SHIPPED, find_pack, find_packs, parsed
from riskdesk.errors import PackBroken
from riskdesk.rules.pack import Pack
from riskdesk.rules.pack_entry import REMEDY, Flaw, quoted, refuse
from riskdesk.rules.pack_reading import read_pack

CURRENT = "2026.1"
"""The id of the pack that a new register starts with."""


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
    return load_pack(find_pack(id).place)


def pack_named(id: str, folders: Sequence[Path] = ()) -> Pack:
    """The pack of that id, a shipped one or one in `folders` (as `find_packs`). Raises PackBroken if there is none."""
    place = find_pack(id, folders).place
    return shipped_pack(id) if place.parent == SHIPPED else load_pack(place)


def _parsed(folder: Path) -> dict[str, Mapping[str, object]]:
    flaws: list[Flaw] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as fault:
        raise PackBroken(f"cannot be read: {fault.strerror}", where=quoted(folder), remedy=REMEDY) from fault
    files = {path.name: parsed(path, flaws) for path in paths}
    refuse(flaws, REMEDY)
    return files


def _hashed(files: Mapping[str, object]) -> str:
    # Dates and times of TOML have no JSON; the reading refuses them, and until then their text serves.
    canonical = json.dumps(files, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
