"""An import of places is taken back: what it made goes, what it changed returns, what others built on stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.across.exchange.models import Import
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Alias, Identifier, Place, Population
from groundswell.ground.programs.models import Site
from tests import make
from tests.across.exchange.flows import Browser, counted, said
from tests.across.exchange.test_real_places import levels_of, monitor_of, program_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jobs_at_once")]

WHY = "It was the tree of last year."


def table(*rows: str) -> tuple[str, bytes]:
    return ("places.csv", "\n".join(("code,name,parent,population_2024", *rows)).encode())


@pytest.fixture
def chitra() -> Browser:
    program = program_in("Sierra Leone")
    return Browser(monitor_of(program), program)


def test_the_tree_of_sierra_leone_goes_as_it_came(shared_data: Path, chitra: Browser) -> None:
    bundle = shared_data / "fhir-sierra-leone/organisation_bundle.json"
    root = chitra.program.root
    before = (root.name, root.code, list(root.identifiers.values_list("system", "value")))
    batch = chitra.apply(chitra.read(bundle))
    assert chitra.import_page(batch).find("h2", id="undo")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        undone = chitra.undo(batch, WHY)
    assert len(asked) < 130, len(asked)
    assert (undone.state, undone.counts["removed"], undone.counts["restored"], undone.counts["kept"]) == (
        "undone", 1331, 1, 0,
    )  # fmt: skip
    assert levels_of(chitra.program) == [1]
    root.refresh_from_db()
    assert (root.name, root.code, list(root.identifiers.values_list("system", "value"))) == before
    assert (Identifier.objects.count(), Alias.objects.count(), Population.objects.count()) == (len(before[2]), 0, 0)
    entry = Entry.objects.filter(thing=str(batch.key)).first()
    assert entry is not None
    assert (entry.person_name, entry.reason, entry.after["removed"]) == ("Chitra", WHY, 1331)
    assert "1,331 places were taken away" in said(chitra.client.get(f"{chitra.home}{batch.key}/"))
    assert counted(chitra.read(bundle))[:2] == (1331, 1)


def test_no_query_is_asked_for_a_single_row(chitra: Browser) -> None:
    asked = []
    for number in (3, 30):
        rows = [f"{number}-{at},Village {number} {at},," for at in range(number)]
        batch = chitra.apply(chitra.read(table(*rows), kind="places"))
        with CaptureQueriesContext(connection) as queries:
            chitra.undo(batch, WHY)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_others_built_on_stays_with_what_is_above_it_and_is_named(chitra: Browser) -> None:
    batch = chitra.apply(
        chitra.read(table("N,North,,", "NA,Nala,North,", "NB,Nebo,North,", "S,South,,", "E,East,,"), kind="places")
    )
    place = {each.name: each for each in Place.objects.all()}
    Site.objects.create(program=chitra.program, place=place["Nala"])
    make.place("Later", place["South"])
    Place.objects.filter(name="East").update(name="Far East", version=2)
    undone = chitra.undo(batch, WHY)
    left = set(Place.objects.values_list("name", flat=True))
    assert left == {"Sierra Leone", "North", "Nala", "South", "Later", "Far East"}
    assert undone.counts | {"removed": 1, "kept": 4} == undone.counts
    told = said(chitra.client.get(f"{chitra.home}{batch.key}/"))
    for sentence in (
        "because a program works there: Nala.",
        "because places beneath them stay: North.",
        "because places that this import did not bring stand beneath them: South.",
        "because somebody changed them since: Far East.",
    ):
        assert sentence in told


def test_what_it_changed_is_as_it_was_unless_somebody_changed_it_since(chitra: Browser) -> None:
    chitra.apply(chitra.read(table("N,North,,100", "S,South,,200"), kind="places"))
    batch = chitra.apply(chitra.read(table("N,Northern Province,,150", "S,Southern Province,,250"), kind="places"))
    assert counted(batch)[:2] == (0, 2)
    Place.objects.filter(code="S").update(version=9)
    undone = chitra.undo(batch, WHY)
    north, south = (Place.objects.get(code=code) for code in "NS")
    assert (north.name, list(north.aliases.all()), north.populations.get().persons) == ("North", [], 100)
    assert (south.name, south.populations.get().persons) == ("Southern Province", 250)
    assert (undone.counts["restored"], undone.counts["kept"]) == (1, 1)
    assert north.pasts.filter(name="Northern Province").get().reason == WHY


def test_it_needs_a_reason_a_right_and_an_applied_import(chitra: Browser) -> None:
    batch = chitra.apply(chitra.read(table("N,North,,"), kind="places"))
    url = f"{chitra.home}{batch.key}/undo"

    def refused(person: Browser, why: str) -> Any:
        response = person.post(url, {"why": why})
        assert response.status_code in (400, 403, 409, 422), response.status_code
        return response

    assert "needs its reason" in said(refused(chitra, " "))
    reader = make.person("Babu")
    make.role(reader, "supervisor", chitra.program)
    assert refused(Browser(reader, chitra.program), WHY).status_code == 403
    assert Import.objects.get(pk=batch.pk).state == "applied"
    chitra.undo(batch, WHY)
    assert "Only an applied import" in said(refused(chitra, WHY))
