"""How many examples Hypothesis tries: few on a laptop, many where CI is set."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

CALM = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def examples(few: int, many: int) -> settings:
    """Settings for a test that uses the database: few examples by default, many in CI."""
    count = many if os.environ.get("CI") or os.environ.get("HYPOTHESIS_PROFILE") == "ci" else few
    return settings(max_examples=count, deadline=None, suppress_health_check=CALM, database=None)
