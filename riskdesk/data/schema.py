"""What makes a file a store: its mark and its version. Whoever opens a store needs this and no record kind."""

from __future__ import annotations

APPLICATION_ID = 0x7264736B
"""`PRAGMA application_id` of every store ("rdsk")."""

SCHEMA_VERSION = 1
"""`PRAGMA user_version` of a store that this version writes: the number of the newest revision in migrations/."""

GENESIS = "0" * 64
"""What the first entry of a chain names as the hash before it."""

CHAINS = ("log", "handoff")
"""The tables whose rows are chained by hash and only ever appended."""
