"""Where the store lies when nobody says otherwise."""

import os
from pathlib import Path

import platformdirs

STORE_VARIABLE = "RISKDESK_STORE"
FILE_NAME = "register.db"


def default_store() -> Path:
    """The store's file: what RISKDESK_STORE names, else register.db in the user's data folder. Nothing is made."""
    named = os.environ.get(STORE_VARIABLE, "")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_data_path("riskdesk", appauthor=False) / FILE_NAME


def places(store: Path) -> dict[str, Path]:
    """Every place of this machine that riskdesk writes to for the register at `store`, by what lies there."""
    return {
        "register": store,
        "evidence": vault_of(store),
        "packs": store.parent / "packs",
        "settings": platformdirs.user_config_path("riskdesk", appauthor=False) / "settings.toml",
        "reports": platformdirs.user_state_path("riskdesk", appauthor=False) / "faults",
    }


def vault_of(store: Path) -> Path:
    """The folder of evidence files that belongs to the store at `store`."""
    return store.with_name(store.name + ".vault")
