"""The list of checks that hold the settled cases of DOMAIN 6.11."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Check = Callable[[], None]
CASES: list[Any] = []


def settled(number: int) -> Callable[[Check], Check]:
    """Names the check after the case of 6.11 that it holds."""

    def keep(check: Check) -> Check:
        CASES.append(pytest.param(check, id=f"6.11.{number} {check.__name__}"))
        return check

    return keep
