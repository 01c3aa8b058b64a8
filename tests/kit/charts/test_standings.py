"""The picture of power and position, and the line of steps: every person is there, nothing hides anything."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.charts.drawing import Drawing, Style
from groundswell.kit.charts.powermap import PowerMap, Who, power_map
from groundswell.kit.charts.stepline import Standing, StepLine, step_line
from tests.kit.charts.picture import faults

WORDS = ("opposes it", "doubts it", "neutral", "supports it", "champions it")
FIRST = date(2026, 1, 1)


def mapped(people: list[Who], *, rtl: bool = False) -> Drawing:
    figure = PowerMap("p", "Title", "n", tuple(people), WORDS, ("decides", "does", "leads"), "power",
                      ("Position", "Power", "How many", "Who"))  # fmt: skip
    return power_map(figure, Style(rtl=rtl))


def people() -> st.SearchStrategy[list[Who]]:
    name = st.text("abc é", min_size=1, max_size=30)
    return st.lists(st.builds(Who, name, st.integers(1, 5), st.integers(-2, 2), st.integers(0, 2)), max_size=60)


def marks(svg: str) -> int:
    """Shapes that carry a name; a number of many counts as many."""
    told = re.findall(r"<g>(.*?)</g>", svg, re.S)
    counts = [re.search(r">(\d+)</text>", one) for one in told]
    return sum(int(found.group(1)) if found else 1 for found in counts)


@settings(max_examples=60)
@given(people(), st.booleans())
def test_every_person_has_a_mark_and_a_row(some: list[Who], rtl: bool) -> None:
    drawing = mapped(some, rtl=rtl)
    assert marks(drawing.wide) == marks(drawing.narrow) == len(some)
    assert sum(int(row[2]) for row in drawing.rows) == len(some)
    assert len(drawing.rows) <= 25


@settings(max_examples=60)
@given(people(), st.booleans())
def test_words_hide_no_words_and_stay_inside(some: list[Who], rtl: bool) -> None:
    drawing = mapped(some, rtl=rtl)
    assert faults(drawing) == []


def test_champions_stand_at_the_end_of_reading() -> None:
    one = [Who("Ada", 5, 2), Who("Bob", 5, -2)]
    spots = re.compile(r'<circle cx="([\d.]+)"[^>]* r="6.5"')
    at = {rtl: [float(x) for x in spots.findall(mapped(one, rtl=rtl).narrow)] for rtl in (False, True)}
    assert at[False][0] > at[False][1]
    assert at[True][0] < at[True][1]


def test_dots_of_one_cell_are_spread_out() -> None:
    svg = mapped([Who(str(n), 3, 0) for n in range(9)]).narrow
    spots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="6.5"', svg)
    assert len(set(spots)) == 9
    near = min(
        (float(a[0]) - float(b[0])) ** 2 + (float(a[1]) - float(b[1])) ** 2
        for i, a in enumerate(spots) for b in spots[i + 1 :]
    )  # fmt: skip
    assert near >= 13**2


def test_three_hundred_people_make_a_small_picture() -> None:
    drawing = mapped([Who(f"Person {n}", 1 + n % 5, n % 5 - 2, n % 3) for n in range(300)])
    assert len(drawing.wide + drawing.narrow) < 20_000
    assert "and 52 more" in drawing.rows[0][3]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_line_of_steps_holds_until_the_next_day(count: int, rtl: bool) -> None:
    standings = tuple(
        Standing(FIRST + timedelta(days=30 * n), n % 5 - 2, f"day {n}", f"note {n}") for n in range(count)
    )
    values = tuple((value, WORDS[value + 2]) for value in (2, 1, 0, -1, -2))
    figure = StepLine("s", "Title", "n", standings, FIRST + timedelta(days=400), "today", values,
                      ("Since", "Position", "How"))  # fmt: skip
    drawing = step_line(figure, Style(rtl=rtl))
    assert [row[2] for row in drawing.rows] == [f"note {n}" for n in range(count)]
    assert faults(drawing) == []
    for svg in (drawing.wide, drawing.narrow):
        points = re.search(r'<path d="M([^"Z]+)"[^>]*stroke-width="2.5"', svg)
        assert points
        pairs = [tuple(map(float, pair.split())) for pair in points.group(1).split("L")]
        assert len(pairs) == 2 * count
        assert all(a[1] == b[1] for a, b in zip(pairs[::2], pairs[1::2], strict=True)), "held between two days"
        assert all(a[0] == b[0] for a, b in zip(pairs[1::2], pairs[2::2], strict=False)), "jumps on the day"


def test_a_line_of_one_day_is_drawn() -> None:
    figure = StepLine("s", "T", "n", (Standing(FIRST, 1, "today"),), FIRST, "today", ((1, "yes"), (0, "no")),
                      ("Since", "Position", "How"))  # fmt: skip
    assert "<path" in step_line(figure).wide
