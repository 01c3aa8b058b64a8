"""The larger demonstrations: stopped and gone on with they are the same; the pages find what the study finds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import repeat

import numpy as np
import pytest
from django.db import transaction

from bench.detection.quarters import watch
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.simulated import invent, lost
from groundswell.during.monitoring.models import Value, ValueChange
from groundswell.during.monitoring.selectors.overview import overview_of
from groundswell.front.demonstration import desk, key, sizes
from groundswell.front.demonstration.country import District, villages
from groundswell.front.demonstration.further import settle
from groundswell.front.demonstration.pieces import of_programme
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site
from tests import make
from tests.cast import owner_permit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)
ROUND = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1)]


@lru_cache(maxsize=1)
def small_nation() -> sizes.Nation:
    """Five districts of seven communities."""
    rng = np.random.default_rng(1)
    districts = tuple(
        District(f"XX-{at:02}", f"Land {at}", "XX 1A", ROUND, villages(rng, f"XX-{at:02}", [ROUND], 7))
        for at in range(5)
    )
    people = {sizes.titled(one): [place.persons for place in one.communities] for one in districts}
    return sizes.Nation("XX", "Xanadu", districts, invent(11, people))


@pytest.fixture
def program() -> Program:
    root = make.place("Xanadu", code="XX")
    made = make.program("demo", root, starts_on=desk.back(TODAY, desk.YEARS_AGO_IN_MONTHS), demonstration=True)
    for code in ("P2", "P3", "P5", "P9", "P13", "P14", "O1"):
        make.indicator(made, code)
    for number in range(4):
        make.wave(made, number)
    return made


def load(program: Program, stop_after: int = 1000) -> list[str]:
    """Load the values until so many districts are told."""
    told: list[str] = []

    def tell(sentence: str) -> None:
        told.append(sentence)
        if len(told) == stop_after:
            raise KeyboardInterrupt

    programme = small_nation().programme
    assert programme is not None
    settle(program, small_nation(), TODAY)
    for piece in of_programme(program, programme, TODAY, repeat("")):
        piece.write(program, tell)
    return told


def everything() -> list[tuple[object, ...]]:
    names = ("indicator__code", "place__code", "period", "disaggregation", "numerator", "denominator", "source")
    return sorted(Value.objects.values_list(*names), key=repr)


def test_stopped_and_gone_on_with_it_is_the_same_as_in_one_piece(program: Program) -> None:
    with pytest.raises(KeyboardInterrupt):
        load(program, stop_after=2)
    part = Value.objects.count()
    assert len(load(program)) == 3  # the two that are there are passed over
    stopped = everything()
    assert 0 < part < len(stopped)
    Value.objects.all().delete()
    assert len(load(program)) == 5
    assert everything() == stopped
    assert load(program) == []


def test_every_value_has_its_history_and_its_entry_in_the_journal(program: Program) -> None:
    load(program)
    assert ValueChange.objects.count() == Value.objects.count()
    assert set(ValueChange.objects.values_list("by_name", flat=True)) == {"The demonstration"}
    noted = [one.after for one in Entry.objects.filter(action="monitoring.value.import")]
    assert sum(one["added"] for one in noted) == Value.objects.count()
    assert Entry.objects.filter(action="programs.site.change", after={"places_added": 35}).count() == 1


def test_sites_say_who_taught_them_as_the_programme_has_it(program: Program) -> None:
    load(program)
    programme = small_nation().programme
    assert programme is not None
    for district in programme.districts:
        code = district.name.split()[0]
        found = (
            Site.objects.filter(place__parent__code=code)
            .order_by("place__code")
            .values_list("trainer", "depth", "wave__number")
        )
        taught = [district.trainers[at] for at in district.taught_by]
        assert list(found.values_list("trainer", "depth", "wave__number")) == [
            (one.name, one.depth, district.wave) for one in taught
        ]


def test_the_pages_show_the_lights_that_the_study_counts(program: Program) -> None:
    load(program)
    programme = small_nation().programme
    assert programme is not None
    judged = overview_of(owner_permit("monitoring.value.read", program), program, program.root).judged
    shown = {f"{one.code} {one.name}": judged.places[one.pk] for one in Place.objects.filter(pk__in=judged.places)}
    counted = {unit.name: unit.lights[47] for unit in watch(programme) if unit.what == "district"}
    assert len(counted) == 4
    for name, light in counted.items():
        assert shown[name].light == light.light
        of_page, of_study = ({one.rule: one.value for one in by.rules if one.rule <= 5} for by in (shown[name], light))
        assert of_page == pytest.approx(of_study)


def test_the_key_tells_each_district_with_what_it_truly_loses(program: Program) -> None:
    programme = small_nation().programme
    assert programme is not None
    told = {entry["code"]: entry for entry in key.districts_of(programme, TODAY)}
    assert len(told) == len(programme.districts)
    for district in programme.districts:
        entry, course = told[district.name.split()[0]], lost(programme, district).mean(axis=0)
        assert entry["points"] == pytest.approx(course[-1], abs=0.001)
        if "sessions" in entry["how"]:
            onset = int(np.argmax(course > 0))
            assert entry["since"] <= key.month_of(onset, TODAY)
    assert any(entry["declines"] for entry in told.values())
    assert not all(entry["declines"] for entry in told.values())


def test_months_of_the_key_are_months_of_the_values() -> None:
    assert desk.last_months(48, TODAY)[-1].label == key.month_of(47, TODAY) == "2026-10"
    assert desk.last_months(48, TODAY)[0].label == key.month_of(0, TODAY)


def test_who_goes_on_later_gets_the_months_of_the_beginning(program: Program) -> None:
    assert desk.as_of(program) == TODAY


def test_another_size_is_refused_while_one_is_there(program: Program) -> None:

    with transaction.atomic():
        desk.say(program, desk.BEGUN, "national")
    assert desk.size_for(None) == desk.size_for("national") == "national"
    assert not desk.complete(program)
    with pytest.raises(BadInput, match="is national, not small"):
        desk.size_for("small")
    with transaction.atomic():
        desk.say(program, desk.DONE, "yes")
    assert desk.complete(program)


def test_a_demonstration_of_an_earlier_version_is_small_and_complete(program: Program) -> None:
    assert desk.complete(program)
    assert desk.size_for(None) == "small"


@pytest.mark.parametrize(("size", "communities"), [("small", 2_000), ("national", 20_000)])
def test_a_size_has_about_as_many_communities_as_it_says(size: str, communities: int) -> None:
    shares = [sizes.shares(sizes.SIZES[size], number) for number in range(sizes.SIZES[size].nations)]
    assert sum(map(sum, shares)) == communities
    assert sum(sum(sizes.shares(sizes.SIZES["multinational"], number)) for number in range(10)) == 200_000
