"""A store to be filled as a whole: an empty one that is there, or a new one that appears once it is full."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from riskdesk.data import opening
from riskdesk.data.chain import Chain
from riskdesk.data.connecting import faults, unwritable
from riskdesk.data.handoffs import HANDOFF
from riskdesk.data.log import LOG
from riskdesk.data.store import Connection, Store, create, open_store
from riskdesk.errors import StoreExists
from riskdesk.paths import vault_of

_CHAINS: tuple[Chain, ...] = (LOG, HANDOFF)


@contextmanager
def empty_store(path: Path, now: datetime, *, keep: bool = True) -> Iterator[Store]:
    """The empty store at `path`, or a new one that takes that place when the block ends well.

    Not to `keep` it gives a throw-away one, where `path` could be filled. Raises StoreExists for a store that is not
    empty, NotAStore for something else, StoreFull or StoreUnusable.
    """
    real = Path(os.path.realpath(path))
    if os.path.lexists(real):
        with open_store(real) as there:
            with there.read() as connection:
                check_empty(connection, real)
            if there.read_only:
                raise unwritable(real)
            if keep:
                yield there
                return
    with opening.folder_faults(real), faults(real), _folder(real, keep=keep) as folder:
        fresh = folder / real.name
        create(fresh, now=now)
        with open_store(fresh) as store:
            yield store
        if keep:
            opening.make_folder(vault_of(real))
            opening.settle(fresh, real)


def check_empty(connection: Connection, path: Path) -> None:
    """Raise StoreExists for a store that has a log entry or a hand-off."""
    if any(chain.tail(connection).seq for chain in _CHAINS):
        raise StoreExists(
            "there is a register here that is not empty",
            where=str(path),
            remedy="Name a new place: riskdesk --store NEW/register.db import FILE.json",
        )


@contextmanager
def _folder(real: Path, *, keep: bool) -> Iterator[Path]:
    """A private folder: on the same disk as `real` for what is kept, else among the temporary ones."""
    if keep:
        opening.make_folder(real.parent)
    above = real.parent if keep else None
    with tempfile.TemporaryDirectory(prefix=f".{real.name}." if keep else "riskdesk-", dir=above) as folder:
        yield Path(folder)
