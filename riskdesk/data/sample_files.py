"""The script of the sample register: TOML files in samples/, read into scenes on the days after a start date.

A file tells one vendor's story, or the organisation's. `D+12` stands for the twelfth day after the start, as a date
field's whole text or as `{D+12}` within a text; `@name` and `{@name}` stand for the record that a scene introduced
under `as = "name"`, and are left for whoever makes the records.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("samples")

_DAY = re.compile(r"D([+-][0-9]{1,4})", re.ASCII)
_DAY_IN_TEXT = re.compile(r"\{D([+-][0-9]{1,4})\}", re.ASCII)
_FRAME = {"day", "at", "deed", "reason"}


@dataclass(frozen=True)
class Part:
    """What one file adds to a scene: the vendor it is about ("" for the organisation), and entries by their kind."""

    vendor: str
    entries: Mapping[str, Any]


@dataclass(frozen=True)
class Scene:
    """One change of the register: its UTC moment, the word for the log, the reason, and what each file adds to it."""

    moment: datetime
    deed: str
    reason: str
    parts: tuple[Part, ...]

    @property
    def day(self) -> date:
        """The day on which it happened."""
        return self.moment.date()


def scenes(start_on: date, until: date) -> list[Scene]:
    """The scenes from `start_on` through `until` in their order; those of one moment and deed are one scene."""
    found: dict[tuple[datetime, str, str], list[Part]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        story = tomllib.loads(path.read_text(encoding="utf-8"))
        for scene in story["scene"]:
            happened = datetime.combine(_day(start_on, scene["day"]), time.fromisoformat(scene["at"]), UTC)
            if happened.date() <= until:
                entries = {name: _dated(value, start_on) for name, value in scene.items() if name not in _FRAME}
                key = (happened, scene["deed"], _dated(scene.get("reason", ""), start_on))
                found.setdefault(key, []).append(Part(story.get("vendor", ""), entries))
    return [Scene(*key, tuple(parts)) for key, parts in sorted(found.items(), key=lambda item: item[0])]


def _day(start_on: date, offset: int) -> date:
    return start_on + timedelta(days=offset)


def _dated(value: Any, start_on: date) -> Any:
    """The value with every D+n turned into a date: a date alone, ISO text within a text."""
    if isinstance(value, str):
        whole = _DAY.fullmatch(value)
        if whole:
            return _day(start_on, int(whole[1]))
        return _DAY_IN_TEXT.sub(lambda match: _day(start_on, int(match[1])).isoformat(), value)
    if isinstance(value, list):
        return [_dated(item, start_on) for item in value]
    if isinstance(value, dict):
        return {name: _dated(item, start_on) for name, item in value.items()}
    return value
