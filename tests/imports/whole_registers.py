"""Whole registers as JSON for tests: a small one written and read, and chains forged anew after a change."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from riskdesk.data import whole
from riskdesk.data.chain import entry_hash
from riskdesk.data.schema import GENESIS
from riskdesk.data.store import Store
from riskdesk.desk.taking_back import TakenBack
from riskdesk.imports.register_json import import_register

Document = dict[str, Any]


def text_of(store: Store, pack: str = "2026.1", sha256: str = "0" * 64) -> str:
    """The register in the store as its JSON."""
    with store.read() as connection:
        return "".join(text for _, text in whole.texts(connection, pack, sha256))


def taken(store: Path, text: str | bytes, **clocks: Any) -> TakenBack:
    """What comes of importing that text."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return import_register(store, io.BytesIO(content), **clocks)


def forged(text: str, change: Callable[[Document], object]) -> str:
    """The document after a change, its members in their order and both chains with new hashes that hold."""
    found: Document = json.loads(text)
    change(found)
    for name in {"handoffs", "log"} & set(found):
        found[name] = list(_rechained(found[name]))
    return json.dumps(found, separators=(",", ":"))


def _rechained(entries: list[Any]) -> list[Any]:
    before = GENESIS
    done: list[Any] = []
    for seq, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            done.append(entry)
            continue
        values = {**entry, "seq": seq, "prev": before}
        del values["hash"]
        try:
            before = entry_hash(values)
        except (TypeError, ValueError):
            before = "f" * 64
        done.append({**values, "hash": before})
    return done
