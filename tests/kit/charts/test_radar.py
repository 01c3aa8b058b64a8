"""Scores on spokes: where they lie, what is not known, two rounds, both directions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.charts.drawing import Style
from groundswell.kit.charts.radar import Radar, Shape, radar
from tests.kit.charts.picture import Picture, calm, faults

DOMAINS = (
    "Credible", "Observable", "Relevant", "Advantage", "Easy", "Compatible", "Testable", "Fidelity and adaptation",
    "Reach and equity", "Workforce and setting", "Infrastructure", "Cost and funding", "Politics", "Sustainability",
)  # fmt: skip
MARCH = Shape("March 2026", (100, 67, 50, 33, 0, 83, 67, None, 33, 67, 50, 17, 67, 33))
BEFORE = Shape("September 2025", (67, 67, 33, 33, 33, 50, 67, 33, 33, 50, 33, 0, 67, 33))
FIGURE = Radar("r", "Cost is the weakest of fourteen", "median of 7 raters", DOMAINS, (MARCH,))


def dots(drawn: str, ink: str = "f1") -> list[list[float]]:
    return [shape for shape in Picture(drawn).shapes(ink) if len(shape) == 3]


def test_a_score_lies_on_its_spoke_at_its_share_of_the_rim() -> None:
    drawn = dots(radar(FIGURE).wide)
    picture = Picture(radar(FIGURE).wide)
    rim = next(shape for shape in picture.shapes("ax") if len(shape) == 2 * len(DOMAINS))
    centre_x, centre_y = sum(rim[::2]) / 14, sum(rim[1::2]) / 14
    far = math.hypot(rim[2] - centre_x, rim[3] - centre_y)
    assert drawn[0][:2] == pytest.approx([centre_x, centre_y - far], abs=0.3)
    assert math.hypot(drawn[1][0] - centre_x, drawn[1][1] - centre_y) == pytest.approx(0.67 * far, abs=0.3)
    assert drawn[1][0] > centre_x


def test_what_is_not_known_has_a_word_and_no_dot() -> None:
    drawing = radar(FIGURE)
    assert len(dots(drawing.wide)) == 13
    assert drawing.rows[7] == ("Fidelity and adaptation", "not known")
    assert "not known" in Picture(drawing.wide).said()


def test_two_rounds_differ_by_dashes_and_stand_side_by_side_in_the_table() -> None:
    drawing = radar(Radar("r", "t", "s", DOMAINS, (MARCH, BEFORE)))
    assert drawing.headers == ("Domain", "March 2026", "September 2025")
    assert drawing.rows[0] == ("Credible", "100", "67")
    assert "stroke-dasharray" in drawing.wide
    assert {"March 2026", "September 2025"} <= set(Picture(drawing.narrow).said())
    assert faults(drawing) == []


def test_it_runs_against_the_clock_in_arabic() -> None:
    left = dots(radar(FIGURE, Style(rtl=True)).wide)
    right = dots(radar(FIGURE).wide)
    assert left[1][0] < 280 < right[1][0]
    assert faults(radar(FIGURE, Style(rtl=True))) == []


@calm
@given(
    st.integers(3, 16).flatmap(
        lambda n: st.tuples(
            st.lists(st.text(min_size=1, max_size=40), min_size=n, max_size=n),
            st.lists(st.none() | st.floats(), min_size=n, max_size=n),
        )
    ),
    st.booleans(),
)
def test_any_figures_make_a_drawing_without_faults(content: tuple[list[str], list[float | None]], rtl: bool) -> None:
    names, scores = content
    drawing = radar(Radar("r", "t", "s", tuple(names), (Shape("now", tuple(scores)),)), Style(rtl=rtl))
    assert faults(drawing) == []
