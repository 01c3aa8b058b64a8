"""Places by the thousand: the same batch twice changes nothing."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from groundswell.domain.errors import NotFound
from groundswell.domain.places import PlaceFacts
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Alias, Past, Place, Population
from groundswell.ground.places.selectors import facts_of, places_within
from groundswell.ground.places.services import bulk_places, plan_batch
from groundswell.kit.door import Permit
from tests.cast import Cast, permit


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, "places.place.open", cast.program).because("census list")


def wards(count: int, **over: object) -> list[PlaceFacts]:
    """Regions of ten areas of ten wards each, children first."""
    rows = []
    for number in range(count):
        region, area = f"R{number // 100}", f"A{number // 10}"
        rows.append(
            PlaceFacts(
                ref=f"W{number}",
                name=f"Ward {number}",
                parent_ref=area,
                code=f"W{number}",
                populations=((2024, number),),
            )
        )
        rows.append(PlaceFacts(ref=area, name=f"Area {number // 10}", parent_ref=region)) if number % 10 == 0 else None
        rows.append(PlaceFacts(ref=region, name=f"Region {number // 100}")) if number % 100 == 0 else None
    return rows


def test_a_batch_stands_in_the_tree_with_right_paths(cast: Cast, mine: Permit) -> None:
    done = bulk_places(mine, cast.country, wards(120))
    assert (done.count("added"), done.count("refused")) == (134, 0)
    for place in Place.objects.select_related("parent"):
        assert place.path == f"{place.parent.path if place.parent else ''}{place.pk}/"
        assert place.depth == place.path.count("/") - 1
    ward = Place.objects.get(pk=done.numbers["W119"])
    assert (ward.name, ward.parent and ward.parent.name, ward.country) == ("Ward 119", "Area 11", cast.country)
    assert "|ward 119|" in ward.folded
    assert Population.objects.get(place=ward).persons == 119


def test_the_same_batch_twice_writes_nothing_and_notes_nothing(cast: Cast, mine: Permit) -> None:
    bulk_places(mine, cast.country, wards(50))
    before = (Entry.objects.count(), Place.objects.count(), list(Place.objects.values_list("pk", "version")))
    again = bulk_places(mine, cast.country, wards(50))
    assert again.count("same") == len(again.plans)
    assert (Entry.objects.count(), Place.objects.count(), list(Place.objects.values_list("pk", "version"))) == before


def test_what_differs_is_changed_and_noted_with_the_old_value(cast: Cast, mine: Permit) -> None:
    rows = [
        PlaceFacts(
            ref="a", name="Dorasa East", code="TA-1", populations=((2024, 9000),), identifiers=(("dhis2", "d1"),)
        ),
        PlaceFacts(ref="b", name="Sewara", code="TA-2", languages=("fr", "men"), aliases=("Séwara Town",)),
    ]
    done = bulk_places(mine, cast.country, rows, on=date(2026, 1, 1))
    assert done.count("changed") == 2
    facts = facts_of(cast.district)
    assert (facts.name, facts.aliases, facts.populations) == ("Dorasa East", ("Dorasa",), ((2024, 9000),))
    assert facts_of(cast.other_district).languages == ("fr", "men")
    assert Past.objects.get().name == "Dorasa"
    entry = Entry.objects.get(thing=str(cast.district.key))
    assert (entry.before["name"], entry.after["name"], entry.reason) == ("Dorasa", "Dorasa East", "census list")
    assert bulk_places(mine, cast.country, rows).count("same") == 2
    again = bulk_places(mine, cast.country, [PlaceFacts(ref="x", name="Dorasa", code="TA-1")])
    assert again.count("same") == 1, "the old name is a spelling, not a new name"


def test_a_population_of_the_same_year_is_replaced_not_added(cast: Cast, mine: Permit) -> None:
    for persons in (9000, 9100):
        bulk_places(
            mine, cast.country, [PlaceFacts(ref="a", name="Dorasa", code="TA-1", populations=((2024, persons),))]
        )
    assert list(Population.objects.values_list("persons", flat=True)) == [9100]
    assert Alias.objects.count() == 0


def test_a_refused_row_leaves_the_others_be(cast: Cast, mine: Permit) -> None:
    done = bulk_places(
        mine, cast.country, [PlaceFacts(ref="a", name="New"), PlaceFacts(ref="b", name="Lost", parent_ref="?")]
    )
    assert (done.count("added"), done.count("refused")) == (1, 1)
    assert "b" not in done.numbers


def test_a_code_held_outside_the_root_is_refused_not_broken(cast: Cast, mine: Permit) -> None:
    (plan,) = plan_batch(mine, cast.district, [PlaceFacts(ref="a", name="New", code="TA-2")])
    assert "Sewara" in plan.why


def test_a_monitor_imports_into_the_program_only(cast: Cast) -> None:
    chitra = permit(cast.chitra, "places.place.open", cast.program)
    assert bulk_places(chitra, cast.district, [PlaceFacts(ref="a", name="New")]).count("added") == 1
    with pytest.raises(NotFound):
        bulk_places(chitra, cast.other_program.root, [PlaceFacts(ref="a", name="New")])


def test_ten_thousand_places_take_seconds(cast: Cast, mine: Permit) -> None:
    rows = wards(10_000)
    started = time.perf_counter()
    assert bulk_places(mine, cast.country, rows).count("added") == 11_100
    assert bulk_places(mine, cast.country, rows).count("same") == 11_100
    assert places_within(mine).count() == 11_105
    assert time.perf_counter() - started < 30


def test_a_real_national_hierarchy_comes_in_whole_and_twice(cast: Cast, mine: Permit, shared_data: Path) -> None:
    bundle = json.loads((shared_data / "fhir-sierra-leone/organisation_bundle.json").read_text(encoding="utf-8"))
    locations = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Location"]
    rows = [
        PlaceFacts(
            ref=each["id"],
            name=each["name"],
            parent_ref=each["partOf"]["reference"].split("/")[-1] if "partOf" in each else "",
            identifiers=(("dhis2", each["id"]),),
        )
        for each in locations
    ]
    done = bulk_places(mine, cast.country, rows)
    assert (done.count("added"), done.count("refused")) == (1332, 0)
    depths = [
        Place.objects.filter(country=cast.country, depth=depth, identifiers__system="dhis2").count()
        for depth in (1, 2, 3, 4)
    ]
    assert depths == [1, 13, 152, 1166]
    assert bulk_places(mine, cast.country, rows).count("same") == 1332
