"""What all tests share: where the real data lie, the cast, and a database that can be emptied."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Workers and the programs that tests start read compiled modules, also where the shell keeps Python from writing them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A busy machine is no fault of the code: no deadlines.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

from tests.fixtures import cast, everybody, program  # noqa: E402, F401

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: the collector of garbage need not walk over them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; tests that need it skip in a newcomer's clone."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here: real data are not part of the repository")
    return SHARED


@pytest.fixture(autouse=True)
def language_of_the_house() -> Iterator[None]:
    """Take back the language that a page was read in: a request leaves it behind for the next test."""
    yield
    if translation := sys.modules.get("django.utils.translation"):
        translation.deactivate()
