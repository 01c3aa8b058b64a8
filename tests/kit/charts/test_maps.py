"""Maps: outlines that neighbours share, broken rings left out, names that do not hide each other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from groundswell.kit.charts.choropleth import LightMap, ReachMap, light_map, reach_map
from groundswell.kit.charts.outlines import Area, Outlines, level_stretches, outlines
from groundswell.kit.charts.simplify import Borders, keep_bends
from tests.kit.charts.picture import Picture, calm, faults


def square(west: float, south: float, side: float = 1) -> dict[str, Any]:
    """A square district."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


TWO = (Area("a", "Bonta", square(0, 0)), Area("b", "Dorasa", square(1, 0)))


def rings_of(shapes: Outlines, key: str) -> list[list[tuple[int, int]]]:
    """An outline's rings on the grid."""
    data = re.search(rf'id="{shapes.ids[key]}"[^>]* d="([^"]*)"', shapes.svg)
    assert data
    rings = []
    for start, steps in re.findall(r"M([^l]*)l([^z]*)z", data[1]):
        corners = [tuple(whole(start))]
        numbers = whole(steps)
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            corners.append((corners[-1][0] + right, corners[-1][1] + down))
        rings.append(corners)
    return rings


def whole(data: str) -> list[int]:
    """The numbers of path data."""
    return [int(number) for number in re.findall(r"-?\d+", data)]


def points_of(shapes: Outlines, key: str) -> list[tuple[int, int]]:
    """The corners of an outline's first ring."""
    return rings_of(shapes, key)[0]


def test_two_squares_on_the_equator_stand_side_by_side_and_are_square() -> None:
    shapes = outlines(TWO)
    left, right = points_of(shapes, "a"), points_of(shapes, "b")
    assert {x for x, _y in left} == {4, 500}
    assert {x for x, _y in right} == {500, 996}
    assert max(y for _x, y in left) - min(y for _x, y in left) == pytest.approx(496, abs=1)
    assert shapes.height == pytest.approx(504, abs=1)


def test_far_north_a_degree_of_longitude_is_half_as_wide() -> None:
    corners = points_of(outlines([Area("a", "x", square(0, 59.5))]), "a")
    wide = max(x for x, _y in corners) - min(x for x, _y in corners)
    tall = max(y for _x, y in corners) - min(y for _x, y in corners)
    assert wide / tall == pytest.approx(0.5, abs=0.01)


def test_a_country_over_the_date_line_stays_in_one_piece() -> None:
    shapes = outlines(
        [
            Area("w", "West", square(178, -18)),
            Area("e", "East", square(-181 + 0.0, -18)),
            Area("f", "F", square(-179, -18)),
        ]
    )
    assert min(x for x, _y in points_of(shapes, "f")) > max(x for x, _y in points_of(shapes, "w")) - 2


def test_a_shared_border_is_simplified_the_same_from_both_sides() -> None:
    wiggle = [(500, y) if y % 2 else (500 + y % 7, y) for y in range(0, 1000, 10)]
    left = [(0, 0), *wiggle, (0, 990)]
    right = [(990, 0), (990, 990), *wiggle[::-1]]
    simple = Borders([[left], [right]]).simplified(3)
    ours, theirs = ({spot for spot in ring if 490 < spot[0] < 510} for (ring,) in simple)
    assert ours == theirs
    assert len(ours) < len(wiggle)


def test_a_point_nearer_than_the_tolerance_goes_and_a_bend_stays() -> None:
    assert keep_bends([(0, 0), (5, 1), (10, 0), (10, 10)], 2) == [(0, 0), (10, 0), (10, 10)]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [0, 0], [0, 0], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], ["x", 1], [None], 5]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 1], [2, float("inf")], [3, 200]]]},
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "MultiPolygon", "coordinates": "no"},
        {"type": "Feature", "geometry": None},
    ],
)
def test_a_boundary_that_cannot_be_drawn_leaves_the_area_in_the_table(geometry: dict[str, Any] | None) -> None:
    shapes = outlines([*TWO, Area("c", "Rokari", geometry)])
    drawing = light_map(LightMap("m", "t", "s", shapes, {"c": "pause"}))
    assert "c" not in shapes.ids
    assert ("Rokari", "Pause", "") in drawing.rows
    assert faults(drawing) == []


def test_a_map_without_any_boundary_is_still_a_drawing() -> None:
    assert faults(light_map(LightMap("m", "t", "s", outlines([Area("a", "Bonta", None)]), {}))) == []
    assert faults(light_map(LightMap("m", "t", "s", outlines([]), {}))) == []


def test_the_worse_the_stronger_and_not_known_is_hatched() -> None:
    shapes = outlines([Area(key, key, square(at, 0)) for at, key in enumerate("abcde")])
    lights = {"a": "holds", "b": "look", "c": "pause", "d": "none"}
    drawn = light_map(LightMap("m", "t", "s", shapes, lights)).wide
    fills = dict(re.findall(r'<use href="#(area-\d)"[^>]*? fill="([^"]+)"', drawn))
    assert fills == {
        "area-0": "#cbe5dc",
        "area-1": "#c47f00",
        "area-2": "#8c1a12",
        "area-3": "url(#area-hatch)",
        "area-4": "#fff",
    }
    assert 'id="area-hatch"' in shapes.svg


def test_the_table_lists_the_worst_first() -> None:
    drawing = light_map(LightMap("m", "t", "s", outlines(TWO), {"b": "pause", "a": "holds"}, {"b": "48 %"}))
    assert drawing.rows == (("Dorasa", "Pause", "48 %"), ("Bonta", "Holds", ""))
    assert drawing.sentence == "Map: Pause 1, Holds 1."


def test_reach_is_shown_in_three_strengths() -> None:
    shapes = outlines([Area(key, key, square(at, 0)) for at, key in enumerate("abcde")])
    shares = {"a": 0.2, "b": 0.6, "c": 0.9, "d": None}
    drawing = reach_map(ReachMap("r", "t", "s", shapes, shares), small=True, width=230)
    fills = dict(re.findall(r'<use href="#(area-\d)"[^>]*? fill="([^"]+)"', drawing.wide))
    assert list(fills.values()) == ["#cdd3ea", "#7683bf", "#22357a", "url(#area-hatch)", "#fff"]
    assert drawing.narrow == ""
    assert Picture(drawing.wide).said() == []


def test_a_name_that_is_markup_is_written_not_obeyed() -> None:
    attack = '"><script>alert(1)</script>'
    shapes = outlines([Area(attack, attack, square(0, 0))])
    drawing = light_map(LightMap("m", attack, attack, shapes, {attack: "pause"}, {attack: attack}))
    assert "<script" not in shapes.svg + drawing.wide
    etree.fromstring(shapes.svg)
    assert faults(drawing) == []


spots = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(list)
rings = st.lists(spots, max_size=12)


@calm
@given(st.lists(st.tuples(st.text(max_size=20), st.lists(rings, max_size=3)), max_size=6))
def test_any_rings_give_a_map_that_keeps_the_rules(found: list[tuple[str, list[list[list[float]]]]]) -> None:
    areas = [Area(str(at), name, {"type": "Polygon", "coordinates": shape}) for at, (name, shape) in enumerate(found)]
    states = ("holds", "look", "pause", "none")
    shapes = outlines(areas)
    etree.fromstring(shapes.svg)
    drawing = light_map(LightMap("m", "t", "s", shapes, {one.key: states[at % 4] for at, one in enumerate(areas)}))
    assert faults(drawing) == []


def test_seventy_five_real_districts_fit_a_small_page(shared_data: Path) -> None:
    found = json.loads((shared_data / "boundaries" / "nepal_75_districts.geojson").read_text())["features"]
    shapes = outlines([Area(one["properties"]["DISTRICT"], one["properties"]["DISTRICT"], one) for one in found])
    states = ("holds", "look", "pause", "none", "holds", "holds")
    lights = {key: states[at % 6] for at, key in enumerate(shapes.names)}
    drawing = light_map(LightMap("m", "t", "s", shapes, lights))
    assert len(shapes.ids) == 75
    assert len(shapes.svg + drawing.wide + drawing.narrow) < 100_000
    assert faults(drawing) == []


def test_real_neighbours_neither_overlap_nor_part(shared_data: Path) -> None:
    found = json.loads((shared_data / "boundaries" / "nepal_75_districts.geojson").read_text())["features"]
    shapes = outlines([Area(str(at), "x", one) for at, one in enumerate(found)], most_bytes=20_000)
    rings = [rings_of(shapes, key) for key in shapes.ids]
    covered = doubled = parted = 0.0
    for line in range(5, int(shapes.height), 4):
        stretches = sorted(one for shape in rings for one in level_stretches(shape, line + 0.37))
        end = stretches[0][0] if stretches else 0.0
        for left, right in stretches:
            doubled += max(0, min(end, right) - left)
            parted += left - end if 0 < left - end < 15 else 0
            covered += right - left
            end = max(end, right)
    assert covered > 0
    assert doubled / covered < 0.0005
    assert parted / covered < 0.01
