"""The worked example of the method page, and the examples in the docstrings."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import groundswell.domain.planner

PAGE = Path(__file__).resolve().parents[3] / "docs/method/planner.md"


def test_the_ten_communities_of_the_method_page_are_planned_as_by_hand() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted > 8) == (0, True)


@pytest.mark.parametrize("name", ["country", "quality"])
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"{groundswell.domain.planner.__name__}.{name}")
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
