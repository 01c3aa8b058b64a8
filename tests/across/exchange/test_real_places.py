"""Real trees and maps through the pages: nothing lost, the second time nothing changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from tests import make
from tests.across.exchange.flows import Browser, counted, said

pytestmark = pytest.mark.django_db


def program_in(country: str, code: str = "real") -> Program:
    return make.program(code, make.place(country))


def monitor_of(program: Program, name: str = "Chitra") -> Person:
    person = make.person(name)
    make.role(person, "monitor", program)
    return person


def levels_of(program: Program) -> list[int]:
    root = program.root
    rows = Place.objects.filter(path__gte=root.path, path__lt=root.end)
    found = Counter(rows.values_list("depth", flat=True))
    return [found[depth] for depth in sorted(found)]


def test_the_tree_of_sierra_leone_comes_in_whole_and_changes_nothing_the_second_time(
    shared_data: Path, jobs_at_once: None
) -> None:
    program = program_in("Sierra Leone")
    browser = Browser(monitor_of(program), program)
    bundle = shared_data / "fhir-sierra-leone/organisation_bundle.json"
    first = browser.read(bundle)
    assert (first.kind, first.state) == ("places", "checked"), first.error
    assert counted(first) == (1331, 1, 0, 0, 0)
    assert "1,332 places have no geometry" in said(browser.client.get(f"{browser.home}{first.key}/"))
    browser.apply(first)
    assert levels_of(program) == [1, 13, 152, 1166]
    second = browser.read(bundle)
    assert counted(second) == (0, 0, 1332, 0, 0)


def test_the_map_of_nepal_comes_in_with_its_75_districts(shared_data: Path, jobs_at_once: None) -> None:
    program = program_in("Nepal")
    browser = Browser(monitor_of(program), program)
    outline = shared_data / "boundaries/nepal_75_districts.geojson"
    first = browser.read(outline)
    assert counted(first) == (75, 0, 0, 0, 0)
    browser.apply(first)
    assert levels_of(program) == [1, 75]
    assert Place.objects.filter(geometry__isnull=False).count() == 75
    assert counted(browser.read(outline)) == (0, 0, 75, 0, 0)
    assert counted(browser.read(shared_data / "boundaries/nepal_75_districts.topojson"))[0] == 0


def test_the_provinces_of_vietnam_have_their_names_in_the_id_of_the_feature(
    shared_data: Path, jobs_at_once: None
) -> None:
    program = program_in("Vietnam")
    browser = Browser(monitor_of(program), program)
    outline = shared_data / "health-series/vietnam_provinces.geojson"
    first = browser.read(outline)
    assert counted(first)[0] == 57
    browser.apply(first)
    assert levels_of(program) == [1, 57]
    assert counted(browser.read(outline)) == (0, 0, 57, 0, 0)


def test_an_import_of_places_stands_in_the_journal(shared_data: Path, jobs_at_once: None) -> None:
    program = program_in("Nepal")
    person = monitor_of(program)
    browser = Browser(person, program)
    browser.apply(browser.read(shared_data / "boundaries/nepal_75_districts.geojson"))
    entry = Entry.objects.filter(action="exchange.import.apply").get()
    assert (entry.person_name, entry.after["added"]) == (str(person), 75)
