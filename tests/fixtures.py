"""Fixtures over the cast; apart from conftest.py so that tests of the domain load no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Amina, Babu, Chitra, Dewi, Erik and Zed with their program and places."""
    from tests.cast import assemble
    from tests.remembered import remembered

    return remembered(assemble)


@pytest.fixture
def program(cast: Cast) -> Program:
    """The cast's program."""
    return cast.program


@pytest.fixture
def everybody(cast: Cast) -> Cast:
    """The same as cast, where a test is about who may do what."""
    return cast
