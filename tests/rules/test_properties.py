"""What holds for every vendor, searched for over whole case files by chance (DOMAIN 0.2, 0.3, 6.7, 6.11.23)."""

from __future__ import annotations

from collections.abc import Callable

import property_checks as checks
import pytest
from hypothesis import HealthCheck, given, settings
from vendor_strategy import Chance, chances

CHECKS: tuple[Callable[[Chance], None], ...] = (
    checks.better_never_raises,
    checks.unknown_is_never_safer,
    checks.unknown_factor_is_never_safer,
    checks.country_is_never_read,
    checks.standing_holds_as_long_as_it_says,
    checks.bounds_hold,
    checks.credits_add_up,
    checks.movers_tell_the_truth,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(chance=chances())
def test_property(check: Callable[[Chance], None], chance: Chance) -> None:
    check(chance)
