"""Land, sites and reports of the larger demonstrations beside the story, written district by district."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from django.db import transaction
from django.utils import timezone

from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.simulated import District, Drawn, Programme, draw
from groundswell.domain.places.facts import PlaceFacts
from groundswell.during.monitoring.services import NewValue
from groundswell.front.demonstration.country import District as Ground
from groundswell.front.demonstration.desk import back, permit
from groundswell.front.demonstration.sizes import Nation
from groundswell.front.demonstration.story import FARMERS, MINISTRY, UNION
from groundswell.front.demonstration.values import PEOPLE_PER_GROUP
from groundswell.ground.places.models import Place
from groundswell.ground.places.services import bulk_places, open_place
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.services import SiteFacts, set_sites

PARTNERS = (UNION, FARMERS, MINISTRY)
BASELINE = 12


def settle(program: Program, nation: Nation, today: date) -> None:
    """Open the places of a nation and say where the program works there, once; all of it or nothing.

    Args:
        program: The program.
        nation: The nation.
        today: As of which day.
    """
    inside = Place.objects.filter(path__startswith=program.root.path)
    if nation.programme is None or inside.filter(code=nation.districts[0].code).exists():
        return
    with transaction.atomic():
        root = program.root
        if root.code != nation.code and not inside.filter(code=nation.code).exists():
            open_place(permit("places.place.open"), root, name=nation.name, code=nation.code, languages=["en", "fr"])
        regions = dict.fromkeys(district.region for district in nation.districts)
        codes = {region: f"{nation.code}-R{number}" for number, region in enumerate(regions, start=1)}
        above = "" if root.code == nation.code else nation.code
        bulk_places(permit("places.place.open"), root, list(facts_of(nation.districts, above, codes, {})))
        rows = list(sites_of(program, nation.programme, today))
        set_sites(permit("programs.site.change", program), program, rows)


def facts_of(
    districts: Sequence[Ground], above: str, codes: Mapping[str, str], spoken: Mapping[str, tuple[str, ...]]
) -> Iterator[PlaceFacts]:
    """Regions, districts and communities as the bulk service takes them.

    Args:
        districts: The districts.
        above: Code of the place above the regions; empty for the root.
        codes: Code of each region.
        spoken: Languages of each region; those of the place above otherwise.
    """
    year = timezone.localdate().year - 1
    for region, code in codes.items():
        yield PlaceFacts(ref=region, name=region, code=code, parent_ref=above)
    for district in districts:
        ring = [[list(point) for point in (*district.border, district.border[0])]]
        yield PlaceFacts(
            ref=district.code, name=district.name, code=district.code, parent_ref=district.region,
            languages=spoken.get(district.region, ()),
            geometry={"type": "Polygon", "coordinates": ring}, population_source="invented",
            populations=((year, sum(community.persons for community in district.communities)),),
        )  # fmt: skip
        for one in district.communities:
            yield PlaceFacts(
                ref=one.code, name=one.name, code=one.code, parent_ref=district.code, longitude=one.longitude,
                latitude=one.latitude, populations=((year, one.persons),), population_source="invented",
            )  # fmt: skip


def sites_of(program: Program, programme: Programme, today: date) -> Iterator[SiteFacts]:
    """Where a programme works: since when, in which wave, taught by whom."""
    for number, district in enumerate(programme.districts):
        started = back(today, programme.months - district.start)
        for place, at in zip(places_of(program, district), district.taught_by, strict=True):
            trainer = district.trainers[at]
            yield SiteFacts(
                place, district.wave, trainer.depth, trainer.name, PARTNERS[number % len(PARTNERS)], started
            )


def places_of(program: Program, district: District) -> list[int]:
    """Numbers of the communities of a district in the order of the programme."""
    code = district.name.split()[0]
    inside = Place.objects.filter(path__startswith=program.root.path, parent__code=code).order_by("code")
    return list(inside.values_list("pk", flat=True))


def rows_of(
    programme: Programme, district: District, places: Sequence[int], months: Sequence[Period]
) -> Iterator[NewValue]:
    """All values of a district: its monthly reports, the watched sessions, and births in the year before the start.

    Coverage is also told for the poorest and the others, once a quarter.
    """
    drawn = draw(programme, district)
    rng = np.random.default_rng([programme.seed, 3, programme.districts.index(district)])
    groups = np.maximum(1, np.rint(np.array(district.persons) / PEOPLE_PER_GROUP)).astype(np.int64)
    shape = (len(places), len(months))
    meeting, held = (rng.binomial(np.broadcast_to(groups[:, None], shape), share) for share in (0.95, 0.93))
    for at, month in enumerate(months):
        for number, place in enumerate(places):
            if drawn.due[number, at]:
                yield NewValue("P2", place, month, int(meeting[number, at]), int(groups[number]))
                yield NewValue("P5", place, month, int(held[number, at]), int(groups[number]))
                yield from reported(drawn, place, month, (number, at))
            if drawn.watched[number, at]:
                yield NewValue("P9", place, month, int(drawn.held[number, at]), int(drawn.watched[number, at]))
            told = drawn.due[number, at] or district.start - BASELINE <= at < district.start
            if told and drawn.births[number, at]:
                yield NewValue("O1", place, month, int(drawn.deaths[number, at]), int(drawn.births[number, at]))


def reported(drawn: Drawn, place: int, month: Period, cell: tuple[int, int]) -> Iterator[NewValue]:
    """Coverage, supervision and load of a report that came."""
    reached, target = drawn.reached[:, *cell], drawn.target[:, *cell]
    yield NewValue("P3", place, month, int(reached.sum()), int(target.sum()))
    if cell[1] % 3 == 2:
        for part, above, below in zip(("poorest", "others"), reached, target, strict=True):
            yield NewValue("P3", place, month, int(above), int(below), disaggregation=part)
    yield NewValue("P13", place, month, int(drawn.visits[cell]), 1)
    if drawn.facilitators[cell]:
        yield NewValue("P14", place, month, int(drawn.groups[cell]), 1)
