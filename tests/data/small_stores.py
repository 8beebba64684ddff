"""Stores and records for the tests of the data layer."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from riskdesk.data.store import Actor, Store, create, open_store
from riskdesk.data.writing import Writing
from riskdesk.rules.records import KINDS, FieldSpec, Kind, Record, Vendor

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
ACTOR = Actor("Rita Reviewer", "rita")


@cache
def _template() -> Path:
    folder = tempfile.mkdtemp(prefix="riskdesk-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder, "register.db")
    create(path, now=NOW)
    return path


def fresh_path(folder: Path) -> Path:
    """An empty store's file in the folder, quicker than making one."""
    path = folder / "register.db"
    shutil.copyfile(_template(), path)
    path.chmod(0o600)
    return path


def fresh_store(folder: Path) -> Iterator[Store]:
    """An empty store in the folder, closed at the end: the body of a fixture."""
    with open_store(fresh_path(folder)) as store:
        yield store


@contextmanager
def writing(store: Store, at: int = 0, deed: str = "test", reason: str = "because") -> Iterator[Writing]:
    """A write `at` minutes after NOW."""
    with store.write(ACTOR, NOW + timedelta(minutes=at), deed, reason) as found:
        yield found


def vendor(ref: str = "acme", **fields: Any) -> Vendor:
    """A vendor with what is required."""
    return Vendor(ref=ref, **{"name": ref.title(), **fields})


def value_for(spec: FieldSpec, ref: str = "") -> Any:
    """A value that the field can take; `ref` for a reference."""
    if spec.type == "choice":
        return spec.choices[-1].value
    if spec.type == "many":
        return tuple(item.value for item in spec.choices)
    values = {
        "date": DAY,
        "moment": NOW,
        "int": spec.low if spec.low is not None else 7,
        "bool": False,
        "json": '{"option":"yes"}',
        "ref": ref,
    }
    return values.get(spec.type, f"Ünïcode '{spec.name}' = [/] \\ \"quoted\"")


def filled(kind: Kind, ref: str, refs: dict[str, str], *, only_required: bool = False) -> Record:
    """A record of the kind with every field filled, or the required ones; `refs` gives a reference of each kind."""
    specs = [spec for spec in kind.fields if spec.required or not only_required]
    fields = {spec.name: value_for(spec, refs.get(spec.kind, "")) for spec in specs}
    if kind.name == "answer":
        ref = f"{fields['vendor']}/{fields['question']}"
    return kind.record(ref=ref, **fields)


def one_of_each(*, only_required: bool = False) -> list[Record]:
    """A record of every kind, what is referred to before what refers."""
    made: dict[str, Record] = {}
    waiting = list(KINDS.values())
    while waiting:
        kind = waiting.pop(0)
        needed = {spec.kind for spec in kind.fields if spec.kind} - {kind.name}
        if needed <= set(made):
            refs = {name: record.ref for name, record in made.items()}
            made[kind.name] = filled(kind, f"{kind.prefix or 'X'}-0001", refs, only_required=only_required)
        else:
            waiting.append(kind)
    return list(made.values())
