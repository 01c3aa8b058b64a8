"""The method pages of rated instruments: complete, and their worked tables recomputed."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from groundswell.domain.instruments.house import house_instruments
from groundswell.domain.instruments.instrument import Scorer
from groundswell.domain.instruments.scorers import SCORERS

PAGES = Path(__file__).resolve().parents[3] / "docs" / "method"
NAMES = (
    *("krippendorff-alpha", "cohen-kappa", "instrument-scoring", "few-raters", "delphi-vote", "rounds"),
    "instruments-worked",
    *("score-mean", "score-median", "score-sum", "score-share-of-maximum", "score-weighted-domains", "score-yes-share"),
    *("score-polygon-area", "score-net-position"),
)
SECTIONS = ("What it promises", "Inputs", "Steps", "Worked table", "Source", "What else was considered")


@pytest.mark.parametrize("name", NAMES)
def test_a_method_page_has_all_its_parts(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_table_of_a_method_page_is_recomputed(name: str) -> None:
    result = doctest.testfile(str(PAGES / f"{name}.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


def test_each_of_the_eight_instruments_is_worked_by_hand() -> None:
    text = (PAGES / "instruments-worked.md").read_text(encoding="utf-8")
    assert len(house_instruments()) == 8
    for one in house_instruments().values():
        assert f"| {one.number} {one.code} |" in text
        assert f'worked("{one.code}",' in text


def test_every_scorer_has_its_page() -> None:
    assert len(SCORERS) == len(Scorer) == sum(name.startswith("score-") for name in NAMES)
