"""What a person may set about the workbench, kept from one start to the next."""

from __future__ import annotations

import contextlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import platformdirs

THEMES = ("desk-dark", "desk-light", "desk-contrast")
"""The themes there are; T goes from one to the next."""


@dataclass(frozen=True)
class Settings:
    """The settings of one person on one machine; the register itself holds everything else.

    `theme` is one of THEMES.
    """

    theme: str = THEMES[0]


def settings_file() -> Path:
    """Where the settings lie: settings.toml in the user's configuration folder. Nothing is made."""
    return platformdirs.user_config_path("riskdesk", appauthor=False) / "settings.toml"


def read_settings(path: Path | None = None) -> Settings:
    """The settings in the file; what is missing, unreadable or unknown there is as if it had never been set."""
    try:
        found = tomllib.loads((path or settings_file()).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    theme = found.get("theme")
    return Settings(theme) if theme in THEMES else Settings()


def write_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings for the next time; a folder that cannot be written keeps them as they were."""
    target = path or settings_file()
    with contextlib.suppress(OSError):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        beside.write_text(f'theme = "{settings.theme}"\n', "utf-8")
        beside.chmod(0o600)
        beside.replace(target)
