"""Programs, their waves, and where they work."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave
from groundswell.ground.programs.selectors import program_by_code, programs_of, site_at, sites_of, spread_of, waves_of
from groundswell.ground.programs.services import (
    SiteFacts,
    change_program,
    close_program,
    create_program,
    set_floor,
    set_sites,
    set_wave,
)
from groundswell.kit.door import SITE, Permit
from tests import make
from tests.cast import Cast, owner_permit, permit

DAY = date(2026, 4, 1)


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, "programs.site.change", cast.program)


def test_each_person_sees_the_programs_of_the_own_roles(cast: Cast) -> None:
    make.role(cast.chitra, "donor", cast.other_program)
    for person, names in ((cast.amina, ["groups"]), (cast.chitra, ["elsewhere", "groups"])):
        found = programs_of(permit(person, "people.self.read"))
        assert sorted(program.code for program in found) == names
    with pytest.raises(NotFound):
        permit(cast.zed, "people.self.read")


def test_only_the_keeper_starts_a_program(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_program(permit(cast.amina, "people.self.read"), "new", "New", cast.country)
    made = create_program(owner_permit("programs.program.create", SITE), "new", "New", cast.country, currency="SLE")
    assert program_by_code("new") == made
    assert Entry.objects.get(thing=str(made.key)).after["currency"] == "SLE"


def test_a_closed_program_leaves_the_list(cast: Cast) -> None:
    mine = permit(cast.amina, "programs.program.change", cast.program)
    with pytest.raises(BadInput):
        close_program(mine, cast.program, DAY, " ")
    close_program(mine, cast.program, DAY, "handed over to the ministry")
    assert not programs_of(mine).exists()
    assert programs_of(mine, closed=True).exists()


def test_who_saves_second_sees_both_values(cast: Cast) -> None:
    mine = permit(cast.amina, "programs.program.change", cast.program)
    change_program(mine, cast.program, 1, health_issue="stunting")
    with pytest.raises(EditedMeanwhile, match=r"stunting.*anaemia"):
        change_program(mine, cast.program, 1, health_issue="anaemia")
    assert change_program(mine, cast.program, 1, health_issue="stunting").version == 2
    assert Entry.objects.count() == 1


def test_a_supervisor_changes_nothing_that_concerns_the_nation(cast: Cast) -> None:
    babu = permit(cast.babu, "programs.program.read", cast.program)
    with pytest.raises(NotAllowed, match="for: Keeper of this installation, National coordinator"):
        change_program(babu, cast.program, 1, name="Mine")
    with pytest.raises(NotAllowed):
        set_sites(babu, cast.program, [SiteFacts(cast.community.pk, wave=1)])


def test_sites_are_set_in_bulk_with_their_waves_and_partners(cast: Cast, mine: Permit) -> None:
    rows = [
        SiteFacts(cast.community.pk, wave=0, depth=0, partner="Mothers’ Union", started_on=DAY),
        SiteFacts(cast.other_community.pk, wave=2, depth=1, trainer="Bonta team"),
    ]
    assert set_sites(mine, cast.program, rows) == (2, 0)
    assert [(wave.number, wave.n_sites) for wave in waves_of(mine, cast.program)] == [(0, 1), (2, 1)]
    site = site_at(mine, cast.program, cast.community)
    assert site is not None
    assert (str(site.partner), site.depth, str(site.wave)) == ("Mothers’ Union", 0, "pilot")
    assert (spread_of(cast.program).active, spread_of(cast.program).known) == (1, 2)
    notes = Entry.objects.count()
    assert set_sites(mine, cast.program, rows) == (0, 0)
    assert Entry.objects.count() == notes


def test_what_a_row_does_not_say_stays_unless_the_form_of_one_place_clears_it(cast: Cast, mine: Permit) -> None:
    set_sites(mine, cast.program, [SiteFacts(cast.community.pk, wave=1, depth=2, trainer="Bonta team")])
    assert set_sites(mine, cast.program, [SiteFacts(cast.community.pk, depth=3)]) == (0, 1)
    site = Site.objects.get()
    assert (site.depth, site.trainer, site.wave and site.wave.number) == (3, "Bonta team", 1)
    entry = Entry.objects.get(thing=str(site.key))
    assert (entry.before, entry.after, entry.thing_name) == ({"depth": 2}, {"depth": 3}, "Mile Nine")
    set_sites(mine, cast.program, [SiteFacts(cast.community.pk, depth=3)], clear=True)
    site.refresh_from_db()
    assert (site.trainer, site.wave) == ("", None)


def test_a_program_works_only_inside_its_root(cast: Cast, mine: Permit) -> None:
    with pytest.raises(Conflict, match="Elsewhere does not lie in Tarawe"):
        set_sites(mine, cast.program, [SiteFacts(cast.other_program.root.pk)])


def test_a_thousand_sites_take_a_few_statements(cast: Cast, mine: Permit) -> None:
    places = [make.place(f"Village {number}", cast.district) for number in range(60)]
    counts = []
    for some in (places[:3], places[3:]):
        with CaptureQueriesContext(connection) as queries:
            set_sites(mine, cast.program, [SiteFacts(place.pk, wave=1) for place in some])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_person_sees_the_sites_of_the_own_reach(cast: Cast, mine: Permit, django_assert_num_queries: Any) -> None:
    make.site(cast.program, cast.community)
    make.site(cast.program, cast.other_community, in_wave=2)
    assert [
        site.place for site in sites_of(permit(cast.babu, "programs.program.read", cast.program), cast.program)
    ] == [cast.community]
    with django_assert_num_queries(1):
        assert [str(site.place.parent) for site in sites_of(mine, cast.program, wave=2)] == ["Sewara"]


def test_a_wave_is_planned_and_replanned(cast: Cast) -> None:
    mine = permit(cast.amina, "programs.program.change", cast.program)
    set_wave(mine, cast.program, 3, starts_on=DAY, planned_sites=400)
    set_wave(mine, cast.program, 3, starts_on=DAY, planned_sites=400)
    set_wave(mine, cast.program, 3, starts_on=DAY, planned_sites=300)
    assert Wave.objects.get().planned_sites == 300
    assert Entry.objects.count() == 2


def test_a_quality_floor_comes_and_goes_with_a_reason(cast: Cast) -> None:
    mine = permit(cast.amina, "programs.rules.change", cast.program)
    with pytest.raises(BadInput):
        set_floor(mine, cast.program, "P9", 0.6, "")
    set_floor(mine, cast.program, "P9", 0.6, "as in the pilot")
    set_floor(mine, cast.program, "P9", 0.6, "again")
    set_floor(mine, cast.program, "P9", None, "never agreed on")
    assert not QualityFloor.objects.exists()
    assert [entry.reason for entry in Entry.objects.order_by("id")] == ["as in the pilot", "never agreed on"]


def test_a_currency_is_three_letters(cast: Cast) -> None:
    with pytest.raises(Exception, match="program_currency_is_iso"):
        Program.objects.filter(pk=cast.program.pk).update(currency="sle")
