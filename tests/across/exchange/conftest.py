"""Work at once: a long import is checked and applied before the page answers."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def jobs_at_once(settings: Any) -> None:
    """Every job that is begun is run before ``begin`` returns."""
    backend = "groundswell.kit.jobs.backend.LeasedBackend"
    settings.TASKS = {"default": {"BACKEND": backend, "OPTIONS": {"at_once": True}}}
