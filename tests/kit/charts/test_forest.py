"""Forest plots: effects on a log scale, the pooled diamond, the range a new place may see."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.charts.drawing import Style
from groundswell.kit.charts.forest import Forest, Pooled, Study, forest
from tests.kit.charts.picture import Picture, calm, faults

STUDIES = (
    Study("Nepal 2004", 0.70, 0.53, 0.94, 0.2),
    Study("India 2012, towns", 1.48, 1.06, 2.08, 0.1, apart=True),
    Study("Pilot 2022", 0.74, 0.52, 1.05, 0.4, own=True),
)
WHOLE = Forest(
    "trials",
    "Rural trials point to fewer deaths",
    "Odds ratio, 3 trials",
    STUDIES,
    Pooled(0.79, 0.60, 1.03, (0.40, 1.56)),
    "odds ratio of newborn death",
    too_small=0.9,
    below="fewer deaths",
    above="more deaths",
    not_entered=("MaiKhanda 2013",),
)


def axis_numbers(picture: Picture) -> dict[float, float]:
    """Pixel of each number on the axis."""
    return {float(one.said): one.x for one in picture.words() if one.said.replace(".", "").isdigit()}


def test_effects_stand_where_a_hand_computed_log_scale_puts_them() -> None:
    picture = Picture(forest(WHOLE).wide)
    axis = axis_numbers(picture)
    per_log = (axis[2] - axis[0.5]) / (math.log(2) - math.log(0.5))
    diamond = next(shape for shape in picture.shapes("f1") if len(shape) == 8)
    left, middle, right = diamond[0], diamond[2], diamond[4]
    for pixel, value in ((left, 0.60), (middle, 0.79), (right, 1.03)):
        assert pixel == pytest.approx(axis[1] + per_log * math.log(value), abs=0.3)


def test_a_study_of_four_times_the_weight_has_a_larger_square() -> None:
    sides = [shape[2] for shape in Picture(forest(WHOLE).wide).shapes("f1") if len(shape) == 4]
    sides += [shape[2] for shape in Picture(forest(WHOLE).wide).shapes("f2")]
    assert max(sides) == pytest.approx(11, abs=0.1)
    assert min(sides) == pytest.approx(4 + 7 * math.sqrt(0.25), abs=0.1)


def test_the_strip_reaches_from_too_small_to_no_effect() -> None:
    picture = Picture(forest(WHOLE).wide)
    axis = axis_numbers(picture)
    x, _y, width, _height = picture.shapes("fb")[0]
    per_log = (axis[2] - axis[0.5]) / math.log(4)
    assert x + width == pytest.approx(axis[1], abs=0.3)
    assert width == pytest.approx(-per_log * math.log(0.9), abs=0.3)


def test_studies_known_but_not_entered_are_named() -> None:
    for drawn in (forest(WHOLE).wide, forest(WHOLE).narrow):
        assert {"MaiKhanda 2013", "not entered"} <= set(Picture(drawn).said())


def test_an_interval_that_goes_on_ends_in_an_arrow() -> None:
    wide_open = Study("Tiny", 1.0, 0.0001, 9000.0, 0.1)
    figure = Forest("t", "t", "s", (wide_open,), None, "ratio")
    assert len([shape for shape in Picture(forest(figure).wide).shapes("k") if len(shape) == 6]) == 2


def test_table_and_sentence_say_what_is_drawn() -> None:
    drawing = forest(WHOLE)
    assert ("Nepal 2004", "0.70 (0.53–0.94)", "20\u00a0%") in drawing.rows
    assert drawing.rows[-1] == ("A new place: 95 % range", "0.40 to 1.56", "")
    assert "together 0.79, interval 0.60 to 1.03; a new place may see 0.40 to 1.56" in drawing.sentence
    assert faults(drawing) == []


def test_without_studies_the_summary_alone_is_drawn() -> None:
    drawing = forest(Forest("p", "t", "s", (), WHOLE.pooled, "odds ratio"))
    assert [row[0] for row in drawing.rows] == ["All studies together", "A new place: 95 % range"]
    assert faults(drawing) == []


def test_a_name_that_is_markup_is_written_not_obeyed() -> None:
    attack = '"><script>alert(1)</script><b onload="x'
    figure = Forest(attack, attack, attack, (Study(attack, 1, 0.5, 2),), None, attack, below=attack, above=attack)
    drawing = forest(figure)
    assert "<script" not in drawing.wide + drawing.narrow
    assert faults(drawing) == []


def test_an_arabic_name_is_isolated_inside_the_drawing() -> None:
    figure = Forest("t", "t", "s", (Study("دوراسا 2022", 1, 0.5, 2),), None, "ratio")
    assert "\u2067دوراسا 2022\u2069" in forest(figure).wide


def test_numbers_are_written_by_the_readers_language() -> None:
    comma = Style(number=lambda value, decimals=0: f"{value:.{decimals}f}".replace(".", ","))
    assert "0,79 (0,60–1,03)" in Picture(forest(WHOLE, comma).wide).said()


names = st.text(max_size=60)
effects = st.floats(0.001, 500)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A study with any name and any effect."""
    lower, estimate, upper = sorted((draw(effects), draw(effects), draw(effects)))
    return Study(draw(names), estimate, lower, upper, draw(st.floats(0, 1)), draw(st.booleans()), draw(st.booleans()))


@calm
@given(st.lists(studies(), max_size=12), st.booleans(), st.lists(names, max_size=2), st.booleans())
def test_any_studies_give_a_drawing_that_keeps_the_rules(
    found: list[Study], ratio: bool, missing: list[str], with_pool: bool
) -> None:
    pooled = Pooled(0.8, 0.5, 1.1, (0.2, 3)) if with_pool else None
    figure = Forest("k", "t", "s", tuple(found), pooled, "effect", ratio=ratio, not_entered=tuple(missing))
    drawing = forest(figure)
    assert faults(drawing) == []
    for drawn in (drawing.wide, drawing.narrow):
        said = Picture(drawn).said()
        assert all(row[1] in said for row in drawing.rows), "every row shows its figures"


def test_right_to_left_names_and_figures_change_sides_and_the_effects_do_not() -> None:
    drawing = forest(WHOLE, Style(rtl=True))
    for drawn in (drawing.wide, drawing.narrow):
        picture = Picture(drawn)
        name, figures = picture.find("Nepal 2004"), picture.find("0.70 (\u200e0.53–0.94)")
        assert name.box[0] > picture.width / 2 > figures.box[2]
        numbers = axis_numbers(picture)
        assert numbers[0.5] < numbers[1] < numbers[2]
    assert faults(drawing) == []
