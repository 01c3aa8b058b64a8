"""What all tests share: where the real data lie, the cast, and a database that can be emptied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from tests.fixtures import cast, everybody, program  # noqa: F401

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; tests that need it skip in a newcomer's clone."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here: real data are not part of the repository")
    return SHARED
