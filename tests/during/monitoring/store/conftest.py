"""A store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundswell.during.monitoring.store.trees import forest


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: object) -> Iterator[Path]:
    """An empty folder; what an earlier test knew of places is forgotten."""
    settings.ANALYTICS_STORE = tmp_path / "store"  # type: ignore[attr-defined]
    forest.cache_clear()
    yield tmp_path / "store"
    forest.cache_clear()
