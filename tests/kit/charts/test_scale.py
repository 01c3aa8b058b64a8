"""Scales, round numbers, and words that fit."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundswell.kit.charts.ink import runs_right_to_left, short, text
from groundswell.kit.charts.marks import SHAPE_OF, mark, sprite
from groundswell.kit.charts.measure import fitted, text_width, wrapped
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, ratio_ticks, ticks
from groundswell.kit.charts.swell import swell
from tests.kit.charts.picture import calm

values = st.floats(-1e12, 1e12)


@calm
@given(values, values)
def test_round_numbers_lie_inside_and_are_few(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1))
    found = ticks(low, high)
    assert len(found) <= 5
    assert all(low - 1e-6 * (high - low) <= value <= high + 1e-6 * (high - low) for value in found)


def test_one_is_always_among_ratios() -> None:
    assert 1 in ratio_ticks(0.02, 60)
    assert ratio_ticks(0.4, 2.2) == (0.5, 0.7, 1, 1.4, 2)


def test_a_logarithmic_scale_puts_equal_ratios_at_equal_distances() -> None:
    scale = Scale(0.1, 10, 0, 100, log=True)
    assert [round(scale(value), 6) for value in (0.1, 1, 10)] == [0, 50, 100]


def test_a_value_beyond_the_scale_is_held_at_its_end() -> None:
    assert Scale(0, 1, 100, 0)(7) == 0


def test_decimals_are_as_few_as_the_numbers_allow() -> None:
    assert decimals_for((0.25, 0.5)) == 2
    assert decimals_for((0.1 + 0.2,)) == 1


@calm
@given(st.text(max_size=80), st.floats(10, 400))
def test_fitted_words_fit(words: str, room: float) -> None:
    assert text_width(fitted(words, room)) <= room


def test_wrapped_words_keep_their_order() -> None:
    assert wrapped("Taught by the pilot team", 100) == ("Taught by the", "pilot team")


def test_words_go_to_the_first_free_spot_and_nowhere_when_there_is_none() -> None:
    sheet = Sheet(100, 40)
    assert 'x="0"' in sheet.write("one", [(0, 20, "start")])
    assert 'x="50"' in sheet.write("two", [(0, 20, "start"), (50, 20, "start")])
    assert sheet.write("three", [(0, 20, "start"), (95, 20, "start")]) == ""


def test_coordinates_are_short() -> None:
    assert [short(number) for number in (1.0, 1.26, -0.04, 100)] == ["1", "1.3", "0", "100"]


@calm
@given(st.text())
def test_any_text_is_well_formed_inside_a_drawing(words: str) -> None:
    drawn = text((0, 0), words)
    assert drawn.count("<") == 2
    assert not any(ord(letter) < 32 for letter in drawn)


@pytest.mark.parametrize("words", ["دوراسا", "שלום"])
def test_right_to_left_scripts_are_known(words: str) -> None:
    assert runs_right_to_left(words)
    assert not runs_right_to_left("Dorasa")


def test_every_state_has_a_shape_on_the_page() -> None:
    page = sprite()
    for state, shape in SHAPE_OF.items():
        assert f'id="m-{shape}"' in page
        assert mark(state, 10, 10)
    shapes = {mark(state, 10, 10) for state in ("holds", "look", "pause", "none")}
    assert len(shapes) == 4, "each light has a shape of its own"


@pytest.mark.parametrize(("rtl", "edge"), [(False, 1120 * 0.4), (True, 1120 * 0.6)])
def test_the_swell_is_dark_as_far_as_todays_share(rtl: bool, edge: float) -> None:
    dark = swell(0.4, "1,348 of 3,400", rtl=rtl).split('class="f1"')[0].rsplit('d="', 1)[1]
    xs = [float(part.split(" ")[0]) for part in dark.split('"')[0].strip("MZ").split("L")]
    assert (min(xs) if rtl else max(xs)) == pytest.approx(edge)
    assert math.isclose(max(xs) if rtl else min(xs), 1120 if rtl else 0)
