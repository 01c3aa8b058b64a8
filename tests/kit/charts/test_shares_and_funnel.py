"""Dots with intervals, and effects against their precision."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.charts.dotrange import Level, Levels, dot_range
from groundswell.kit.charts.drawing import Style
from groundswell.kit.charts.funnel import Found, Funnel, funnel
from tests.kit.charts.picture import Picture, calm, faults

HANDS = Levels(
    "hands",
    "Quality thins with each hand-over",
    "1,393 sessions",
    (
        Level("Taught by the pilot team", 0.92, 0.86, 0.96, 128, "holds"),
        Level("Fourth hand", 0.55, 0.46, 0.64, 116, "pause"),
        Level("Fifth hand", None),
    ),
    floor=0.6,
)


def test_shares_and_limits_stand_on_one_straight_scale() -> None:
    picture = Picture(dot_range(HANDS).wide)
    ticks = {one.said: one.x for one in picture.words() if one.said in {"40\u00a0%", "80\u00a0%"}}
    per_share = (ticks["80\u00a0%"] - ticks["40\u00a0%"]) / 0.4
    intervals = [shape for shape in picture.shapes("s0") if len(shape) == 4 and shape[1] == shape[3]]
    assert intervals[0][0] == pytest.approx(ticks["40\u00a0%"] + per_share * 0.46, abs=0.5)
    circle = next(shape for shape in picture.shapes("holds"))
    assert circle[0] == pytest.approx(ticks["40\u00a0%"] + per_share * 0.52, abs=0.5)


def test_the_mark_says_the_state_by_shape() -> None:
    picture = Picture(dot_range(HANDS).wide)
    assert len(picture.shapes("holds")) == 1
    assert len(picture.shapes("pause")) == 1


def test_a_share_not_known_is_said_not_drawn() -> None:
    drawing = dot_range(HANDS)
    assert "not known" in Picture(drawing.wide).said()
    assert drawing.rows[2] == ("Fifth hand", "not known", "", "")
    assert drawing.rows[0] == ("Taught by the pilot team", "92\u00a0%", "86–96", "128")
    assert faults(drawing) == []


def test_the_table_says_what_lies_between_the_limits() -> None:
    assert dot_range(HANDS).headers[2] == "95 % interval"
    assert dot_range(replace(HANDS, interval="lowest to highest")).headers[2] == "lowest to highest"


def test_shares_grow_from_right_to_left_in_arabic() -> None:
    picture = Picture(dot_range(HANDS, Style(rtl=True)).wide)
    assert picture.find("80\u00a0%").x > picture.find("100\u00a0%").x
    assert faults(dot_range(HANDS, Style(rtl=True))) == []


TRIALS = Funnel(
    "f", "t", "s", (Found("Small", math.log(0.5), 0.3), Found("Odd", math.log(3), 0.1)), math.log(0.8), "odds ratio"
)


def test_the_sides_of_the_funnel_open_by_1_96_standard_errors() -> None:
    picture = Picture(funnel(TRIALS).wide)
    tip_x, tip_y, right_x, foot_y, left_x, _y = picture.shapes("fb")[0]
    assert tip_x == pytest.approx((left_x + right_x) / 2, abs=0.2)
    small, odd = (shape for ink in ("f1", "f2") for shape in picture.shapes(ink))
    per_error = (foot_y - tip_y) / 0.33
    assert small[1] == pytest.approx(tip_y + 0.3 * per_error, abs=0.3)
    per_log = (right_x - tip_x) / (1.959964 * 0.33)
    assert small[0] == pytest.approx(tip_x + per_log * (math.log(0.5) - math.log(0.8)), abs=0.3)
    assert odd[0] == pytest.approx(tip_x + per_log * (math.log(3) - math.log(0.8)), abs=0.3)


def test_only_studies_outside_the_funnel_are_named() -> None:
    drawing = funnel(TRIALS)
    assert "Odd" in Picture(drawing.wide).said()
    assert "Small" not in Picture(drawing.wide).said()
    assert [row[3] for row in drawing.rows] == ["inside", "outside"]


names = st.text(max_size=40)
shares = st.floats(0, 1)


@st.composite
def levels(draw: st.DrawFn) -> Level:
    """A row with any name and interval."""
    lower, share, upper = sorted((draw(shares), draw(shares), draw(shares)))
    state = draw(st.sampled_from(("", "holds", "look", "pause", "none")))
    return Level(draw(names), draw(st.none() | st.just(share)), lower, upper, draw(st.integers(0, 10**9)), state)


@calm
@given(st.lists(levels(), max_size=8), st.none() | shares, st.booleans())
def test_any_levels_give_a_drawing_that_keeps_the_rules(rows: list[Level], floor: float | None, rtl: bool) -> None:
    drawing = dot_range(Levels("k", "t", "s", tuple(rows), floor), Style(rtl=rtl))
    assert faults(drawing) == []
    for drawn in (drawing.wide, drawing.narrow):
        said = Picture(drawn).said()
        assert all(row[1] in said for row in drawing.rows), "every row shows its share"


@calm
@given(
    st.lists(st.builds(Found, names, st.floats(-20, 20), st.floats(0.001, 50)), max_size=25),
    st.floats(-5, 5),
    st.booleans(),
)
def test_any_studies_give_a_funnel_that_keeps_the_rules(found: list[Found], centre: float, ratio: bool) -> None:
    assert faults(funnel(Funnel("k", "t", "s", tuple(found), centre, "effect", ratio=ratio))) == []
