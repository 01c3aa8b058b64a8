"""Control charts and trend lines: places by hand, gaps left open, flags by shape, right to left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.charts.control import Control, Month, control, small_multiples
from groundswell.kit.charts.drawing import Style
from groundswell.kit.charts.trend import Trend, trend
from tests.kit.charts.picture import Picture, calm, faults

ARABIC = Style(rtl=True)
VALUES = (0.9, 0.8, None, 0.7, 0.4)
FLAGS = ("", "run below the middle", "", "", "limit")
MONTHS = tuple(
    Month(f"M{at}", value, 0.6, 1.0, flag, 20) for at, (value, flag) in enumerate(zip(VALUES, FLAGS, strict=True))
)
DISTRICT = Control("d", "Dorasa", "Held well", MONTHS, centre=0.8, floor=0.6, axis=(0.0, 1.0))


def test_values_stand_where_a_hand_computed_scale_puts_them() -> None:
    picture = Picture(control(DISTRICT).wide)
    dots = [shape for shape in picture.shapes("f1") if len(shape) == 3]
    bottom, top = 260 - 21 - 6, 9
    first, fourth = dots[0], dots[1]
    assert first[1] == pytest.approx(bottom + (top - bottom) * 0.9, abs=0.2)
    assert fourth[1] == pytest.approx(bottom + (top - bottom) * 0.7, abs=0.2)
    step = (fourth[0] - first[0]) / 3
    square = picture.shapes("pause")[0]
    assert square[0] + square[2] / 2 == pytest.approx(first[0] + 4 * step, abs=0.3)


def test_outside_its_range_is_a_square_and_a_run_is_a_triangle() -> None:
    picture = Picture(control(DISTRICT).wide)
    assert len(picture.shapes("pause")) == 1
    assert len(picture.shapes("look")) == 1


def test_a_month_without_report_stays_a_gap_with_a_question_mark() -> None:
    picture = Picture(control(DISTRICT).wide)
    assert picture.said().count("?") == 1
    lines = [shape for shape in picture.shapes("s1") if len(shape) >= 4]
    assert [len(line) // 2 for line in lines] == [2, 2], "two values, a gap, two values"
    assert control(DISTRICT).rows[2][1] == "no report"


def test_months_before_the_start_are_not_missing() -> None:
    early = tuple(Month(f"M{at}", None) for at in range(9)) + MONTHS
    picture = Picture(control(Control("d", "t", "s", early, 0.8, 0.6)).wide)
    assert "not yet started" in picture.said()
    assert picture.said().count("?") == 1


def test_time_runs_from_right_to_left_where_the_script_does() -> None:
    left_to_right, right_to_left = (Picture(control(DISTRICT, style).wide) for style in (Style(), ARABIC))
    assert left_to_right.find("M0").x < left_to_right.find("M4").x
    assert right_to_left.find("M0").x > right_to_left.find("M4").x


def test_small_multiples_share_one_scale() -> None:
    calm = Control("c", "Bonta", "Steady", tuple(Month(f"M{at}", 0.9) for at in range(5)), 0.9)
    low = Control("l", "Dorasa", "Low", tuple(Month(f"M{at}", 0.3) for at in range(5)), 0.3)
    drawings = small_multiples((calm, low))
    heights = [Picture(drawing.wide).shapes("f1")[0][1] for drawing in drawings]
    assert heights[1] - heights[0] > 40
    assert [faults(drawing) for drawing in drawings] == [[], []]


def test_the_sen_line_runs_from_intercept_along_its_slope() -> None:
    figure = Trend("t", "t", "s", tuple("ABCDE"), (10, 8, 6, 4, 2), slope=-2, intercept=10, slope_words="−2 a year")
    picture = Picture(trend(figure).wide)
    (x0, y0, x1, y1) = max(picture.shapes("s2"), key=lambda shape: abs(shape[2] - shape[0]))
    dots = [shape for shape in picture.shapes("f1") if len(shape) == 3]
    assert (x0, y0) == pytest.approx(dots[0][:2], abs=0.2)
    assert (x1, y1) == pytest.approx(dots[-1][:2], abs=0.2)
    assert "−2 a year" in picture.said()


def test_three_values_are_no_trend() -> None:
    figure = Trend("t", "t", "s", tuple("ABC"), (10, 8, 6), slope=-2, intercept=10)
    assert Picture(trend(figure).wide).shapes("s2") == []


def test_a_chart_without_any_report_says_so() -> None:
    nothing = Control("n", "Wuya", "s", tuple(Month(f"M{at}", None) for at in range(3)))
    assert "no report yet" in Picture(control(nothing).wide).said()
    assert "no report yet" in Picture(trend(Trend("n", "t", "s", ("A", "B"), (None, None))).wide).said()


labels = st.text(max_size=12)
shares = st.none() | st.floats(0, 1)
numbers = st.none() | st.floats(-1e9, 1e9)
limits = st.floats(0, 1)


@st.composite
def months(draw: st.DrawFn) -> Month:
    """A month with anything in it."""
    lower, upper = sorted((draw(limits), draw(limits)))
    return Month(draw(labels), draw(shares), lower, upper, draw(st.sampled_from(("", "limit", "run"))), 12)


@calm
@given(st.lists(months(), max_size=30), st.none() | limits, st.none() | limits, st.booleans())
def test_any_months_give_a_drawing_that_keeps_the_rules(
    found: list[Month], centre: float | None, floor: float | None, rtl: bool
) -> None:
    figure = Control("k", "t", "s", tuple(found), centre, floor)
    assert faults(control(figure, Style(rtl=rtl))) == []
    assert faults(small_multiples([figure], Style(rtl=rtl))[0]) == []


@calm
@given(st.lists(st.tuples(labels, numbers), max_size=30), numbers, numbers, labels, st.booleans(), st.booleans())
def test_any_values_give_a_line_that_keeps_the_rules(
    found: list[tuple[str, float | None]], slope: float | None, start: float | None, words: str, share: bool, rtl: bool
) -> None:
    periods, values = tuple(label for label, _value in found), tuple(value for _label, value in found)
    figure = Trend("k", "t", "s", periods, values, slope, start, words, share=share)
    assert faults(trend(figure, Style(rtl=rtl))) == []
