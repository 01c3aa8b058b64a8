"""Faulty outlines are repaired for drawing; sound ones are left as they are."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.across.exchange.formats.geometry import area, check_geometry, contains


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def rings_of(geometry: Any) -> list[list[tuple[float, float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]


def test_a_sound_polygon_with_a_hole_is_handed_back_itself() -> None:
    given_one = polygon(
        [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]],
        [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]],
    )
    drawable, notes = check_geometry(given_one)
    assert drawable is given_one
    assert notes == ()


def test_an_open_ring_is_closed() -> None:
    drawable, notes = check_geometry(polygon([[0, 0], [1, 0], [1, 1]]))
    assert drawable is not None
    assert rings_of(drawable)[0][0] == rings_of(drawable)[0][-1]
    assert "closed for drawing" in notes[0]


def test_a_bow_tie_becomes_two_triangles_that_cover_the_same() -> None:
    drawable, notes = check_geometry(polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]))
    assert sorted(area(ring) for ring in rings_of(drawable)) == [1, 1]
    assert "crosses itself" in notes[0]


@given(
    st.integers(5, 15).filter(lambda number: number % 2),
    st.floats(0.1, 80),
    st.floats(-90, 90),
    st.floats(0, math.tau),
)
def test_every_star_is_cut_into_rings_that_cross_no_more(points: int, radius: float, east: float, turn: float) -> None:
    step = points // 2
    ring = [
        [
            east + radius * math.cos(turn + math.tau * step * number / points),
            radius * math.sin(turn + math.tau * step * number / points),
        ]
        for number in [*range(points), 0]
    ]
    drawable, notes = check_geometry(polygon(ring))
    assert notes
    again, none_left = check_geometry(drawable)
    assert again is drawable
    assert none_left == ()
    circle = math.pi * radius**2
    assert 0 < sum(area(part) for part in rings_of(drawable)) <= points * circle


@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), max_size=12))
def test_whatever_is_given_what_is_drawn_has_closed_rings_with_area(points: list[tuple[int, int]]) -> None:
    drawable, notes = check_geometry(polygon([list(point) for point in points]))
    if drawable is None:
        assert notes
        return
    for ring in rings_of(drawable):
        closed = [tuple(point) for point in ring]
        assert closed[0] == closed[-1]
        assert area(closed) > 0


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ("POLYGON((0 0))", "not a GeoJSON geometry"),
        ({"type": "Circle", "coordinates": [0, 0]}, "not a kind of geometry"),
        ({"type": "Polygon", "coordinates": []}, "no outline"),
        ({"type": "Polygon"}, "no outline"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "no area"),
        ({"type": "Point", "coordinates": [500000, 1200000]}, "outside the globe"),
        ({"type": "Point", "coordinates": ["a", 1]}, "not a pair of numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, float("nan")], [1, 1]]]}, "not a pair of numbers"),
        ({}, "not a kind of geometry"),
    ],
)
def test_what_cannot_be_drawn_says_why(geometry: object, said: str) -> None:
    _drawable, notes = check_geometry(geometry)
    assert any(said in note for note in notes)


def test_points_lines_and_collections_pass() -> None:
    for geometry in (
        {"type": "Point", "coordinates": [-13.2, 8.5, 120]},
        {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
        {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [0, 0]}]},
    ):
        assert check_geometry(geometry) == (geometry, ())


def test_a_missing_geometry_is_no_fault() -> None:
    assert check_geometry(None) == (None, ())


def test_inside_and_outside_are_told_apart() -> None:
    ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
    assert contains(ring, (1, 1))
    assert not contains(ring, (5, 1))
