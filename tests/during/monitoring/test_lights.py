"""Lights of places, waves and hand-overs: the domain's rules on what is stored."""

from __future__ import annotations

import random

import pytest

from groundswell.domain.monitoring.dilution import Light, Row, UnitKind, judge_dilution
from groundswell.during.monitoring.models import Report, Value
from groundswell.during.monitoring.selectors.overview import Overview, overview_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, QualityFloor, Site
from tests import make
from tests.cast import Cast, owner_permit
from tests.during.monitoring import scenes


def looked_at(program: Program, place: Place, **more: object) -> Overview:
    permit = owner_permit("monitoring.value.read", program)
    return overview_of(permit, program, place, **more)  # type: ignore[arg-type]


def lights(overview: Overview) -> dict[str, Light]:
    names = {area.pk: area.name for area in overview.tree.children}
    return {names[pk]: light.light for pk, light in overview.judged.places.items()}


def test_each_district_gets_its_light(cast: Cast) -> None:
    scenes.spread(cast.program, cast.country)
    found = lights(looked_at(cast.program, cast.country))
    assert found == {"District 00": Light.GREEN, "District 01": Light.RED, "District 02": Light.RED}


def test_two_grains_judge_as_all_rows_would(cast: Cast) -> None:
    rng = random.Random(5)
    quality, reach = make.indicator(cast.program), make.indicator(cast.program, "P3")
    visits = make.indicator(cast.program, "P13")
    districts = [make.place(f"D{number}", cast.country) for number in range(4)]
    rows = []
    for number, district in enumerate(districts):
        for place in scenes.communities(district, 4):
            depth = rng.randint(0, number)
            scenes.works_in(cast.program, [place], wave=number, depth=depth)
            scenes.reported(cast.program, [place])
            for month in scenes.MONTHS:
                if rng.random() < 0.2:
                    continue
                well = sum(rng.random() < 0.93 - 0.08 * depth for _ in range(6))
                counts = {quality: (well, 6), reach: (rng.randint(10, 40), 80), visits: (rng.randint(2, 4), 4)}
                for indicator, (above, below) in counts.items():
                    make.value(indicator, place, month.label, above, below)
                    rows.append(Row(str(place.pk), number, depth, month, indicator.code, above, below))
    below = Place.objects.filter(depth=2).values_list("pk", "parent_id")
    names = {str(place): str(district) for place, district in below}
    plain = {one.unit: one for one in judge_dilution(rows, kinds=(UnitKind.PLACE,), area_of=names)}
    found = looked_at(cast.program, cast.country, asked="2025-01:2026-01").judged
    for district in districts:
        one, other = found.places[district.pk], plain[str(district.pk)]
        assert (one.light, one.reason) == (other.light, other.reason)
    cells = {row.place: f"{row.wave}|{row.depth}" for row in rows}
    by_cell = judge_dilution(rows, kinds=(UnitKind.PLACE,), area_of=cells)
    for (wave, depth), light in found.cells.items():
        wanted = next(one for one in by_cell if one.unit == f"{wave}|{depth}")
        assert (light.light, light.reason) == (wanted.light, wanted.reason)


def test_a_district_page_still_compares_with_the_pilot_elsewhere(cast: Cast) -> None:
    districts = scenes.spread(cast.program, cast.country)
    judged = looked_at(cast.program, districts[1], wanted=("here",), deep=False).judged
    assert judged.here is not None
    level = next(rule for rule in judged.here.rules if rule.rule == 1)
    assert level.detail["pilot_share"] == pytest.approx(0.9)
    assert level.detail["share"] == pytest.approx(0.7)


def test_too_few_reports_make_a_place_not_known_but_never_hide_a_pause(cast: Cast) -> None:
    districts = scenes.spread(cast.program, cast.country)
    late = [month.label for month in scenes.MONTHS[-8:]]
    for district in (districts[0], districts[2]):
        Report.objects.filter(place__parent=district, period__in=late).delete()
    found = lights(looked_at(cast.program, cast.country))
    assert found["District 00"] is Light.NOT_JUDGED
    assert found["District 02"] is Light.RED


def test_a_place_without_a_report_has_no_light(cast: Cast) -> None:
    scenes.spread(cast.program, cast.country)
    assert cast.district.name not in lights(looked_at(cast.program, cast.country))


def test_a_programs_own_floor_decides(cast: Cast) -> None:
    scenes.spread(cast.program, cast.country)
    Site.objects.filter(program=cast.program, wave__number__gt=0).delete()
    Value.objects.exclude(place__parent__name="District 00").delete()
    assert set(lights(looked_at(cast.program, cast.country)).values()) == {Light.GREEN}
    QualityFloor.objects.create(program=cast.program, indicator="P9", floor=0.95)
    assert set(lights(looked_at(cast.program, cast.country)).values()) == {Light.RED}


def test_values_follow_a_place_that_moves(cast: Cast) -> None:
    districts = scenes.spread(cast.program, cast.country)
    moved = Place.objects.filter(parent=districts[2]).first()
    assert moved is not None
    moved.parent, moved.path = districts[0], f"{districts[0].path}{moved.pk}/"
    moved.save()
    overview = looked_at(cast.program, cast.country)
    assert overview.courses is not None
    before, after = overview.courses[districts[0].pk].total, overview.courses[districts[2].pk].total
    assert (before.denominator, after.denominator) == (4 * 12 * 10, 2 * 12 * 10)


def test_the_number_of_queries_does_not_grow_with_the_country(cast: Cast, django_assert_num_queries: object) -> None:
    scenes.spread(cast.program, cast.country, districts=3, each=1)
    with django_assert_num_queries(12):  # type: ignore[operator]
        looked_at(cast.program, cast.country)
    more = [make.place(f"More {number}", cast.country) for number in range(30)]
    scenes.works_in(cast.program, more, wave=2, depth=2)
    scenes.watched(make.indicator(cast.program), more, 8)
    with django_assert_num_queries(12):  # type: ignore[operator]
        looked_at(cast.program, cast.country)
