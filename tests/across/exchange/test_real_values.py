"""Real sheets of values through the pages: gaps stay gaps, names are asked about, the second time nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.models import Count, Max, Sum

from groundswell.across.exchange.models import Import
from groundswell.during.monitoring.models import Indicator, Value
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from tests import make
from tests.across.exchange.flows import Browser, counted, lines, said
from tests.across.exchange.test_real_places import monitor_of, program_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jobs_at_once")]
SERIES = "health-series"


def browser_of(program: Program) -> Browser:
    return Browser(monitor_of(program), program)


def names_waiting(batch: Import, kind: str) -> list[str]:
    return sorted(batch.unknowns.filter(kind=kind).values_list("text", flat=True))


def assert_nothing_changes(browser: Browser, first: Import, *files: Path) -> None:
    """The same files again: what was added is found the same, what was refused is refused, and no row is written."""
    kept = Value.objects.aggregate(rows=Count("pk"), last=Max("pk"))
    second = browser.read(*files)
    assert (second.counts["added"], second.counts["changed"]) == (0, 0)
    assert second.counts["unchanged"] == first.counts["added"]
    assert second.counts["refused"] == first.counts["refused"]
    browser.apply(second)
    assert Value.objects.aggregate(rows=Count("pk"), last=Max("pk")) == kept


def test_vietnam_keeps_647_gaps_and_changes_nothing_the_second_time(shared_data: Path) -> None:
    browser = browser_of(program_in("Vietnam"))
    browser.apply(browser.read(shared_data / SERIES / "vietnam_provinces.geojson"))
    sheet = shared_data / SERIES / "vietnam_dengue_monthly_1994_2010.csv"
    first = browser.read(sheet)
    assert names_waiting(first, "place") == []
    waiting = names_waiting(first, "indicator")
    assert "disease_cases" in waiting
    first = browser.match(first, all_indicator="make:count")
    assert (first.counts["gaps"], first.counts["set_aside"], first.counts["refused"]) == (647, 0, 0)
    browser.apply(first)
    cases = Value.objects.filter(indicator__name="disease_cases")
    assert (cases.count(), cases.aggregate(all=Sum("numerator"))["all"]) == (11_571 - 647, 1_170_464)
    assert_nothing_changes(browser, first, sheet)


def test_the_states_of_brazil_are_created_under_a_named_parent(shared_data: Path) -> None:
    program = program_in("America")
    brazil = make.place("Brazil", program.root)
    browser = browser_of(program)
    sheet = shared_data / SERIES / "brazil_states_dengue_monthly.csv"
    first = browser.read(sheet)
    assert len(names_waiting(first, "place")) == 23
    assert Value.objects.count() == 0
    assert Place.objects.count() == 2
    first = browser.match(first, under=brazil, all_place="make:", all_indicator="make:count")
    assert (counted(first)[3:], brazil.children.count()) == ((0, 0), 23)
    browser.apply(first)
    cases = Value.objects.filter(indicator__name="disease_cases")
    assert (cases.count(), cases.aggregate(all=Sum("numerator"))["all"]) == (4372, 9_333_407)
    assert_nothing_changes(browser, first, sheet)


def test_113_days_of_ebola_are_read_at_once_and_the_empty_template_is_refused_in_a_sentence(shared_data: Path) -> None:
    program = program_in("Sierra Leone")
    browser = browser_of(program)
    browser.apply(browser.read(shared_data / "fhir-sierra-leone/organisation_bundle.json"))
    days = sorted((shared_data / SERIES / "sierra-leone-ebola-daily").glob("*.csv"))
    assert len(days) == 114
    first = browser.read(*days)
    refused = lines(first, "refused")
    assert [(line.filename, line.new) for line in refused] == [("template.csv", "YYYY-MM-DD")]
    assert refused[0].remedy.startswith("“YYYY-MM-DD” is not a period.")
    percents = [note for note in first.notes if "percent sign" in note]
    assert len(percents) == 1
    waiting = names_waiting(first, "place")
    assert {"Western area urban", "Western area rural"} <= set(waiting), waiting
    west = Place.objects.get(name="Western Area")
    towns = {f"Western area {part}": "make:" for part in ("urban", "rural")}
    others = {name: "leave" for name in waiting if name not in towns}
    data = {f"name-{unknown.key}": (towns | others)[unknown.text] for unknown in first.unknowns.filter(kind="place")}
    data |= {f"under-{unknown.key}": str(west.key) for unknown in first.unknowns.filter(text__in=towns)}
    response = browser.post(f"{browser.home}{first.key}/names", data | {"all-indicator": "make:count"})
    assert response.status_code == 303, said(response)
    first.refresh_from_db()
    assert first.counts["set_aside"] == 0
    assert sorted(west.children.filter(name__startswith="Western area").values_list("name", flat=True)) == sorted(towns)
    browser.apply(first)
    assert Value.objects.filter(place__parent=west).exists()
    assert_nothing_changes(browser, first, *days)


def test_the_fact_sheets_of_india_are_not_added_up_and_keep_their_flags(shared_data: Path) -> None:
    program = program_in("India")
    browser = browser_of(program)
    sheet = shared_data / "coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv"
    batch = browser.upload(sheet)
    stored = batch.files.get()
    first = browser.say_columns(stored, periods="NFHS4 = 2015\nNFHS5 = 2020")
    assert len(names_waiting(first, "place")) == 58
    first = browser.match(first, all_place="make:", all_indicator="make:alone")
    assert counted(first)[3:] == (0, 0)
    browser.apply(first)
    assert set(Indicator.objects.values_list("aggregation", flat=True)) == {"none"}
    assert Indicator.objects.count() == 104
    assert Value.objects.filter(flag="small").exists()
    assert Value.objects.filter(flag="suppressed", value=None).exists()
    assert_nothing_changes(browser, first, sheet)
    assert Value.objects.exclude(denominator=None).count() == 0


def test_the_household_survey_of_malawi_is_tabulated_by_village(shared_data: Path) -> None:
    program = program_in("Malawi")
    browser = browser_of(program)
    sheet = shared_data / "community-programmes/malawi_community_health_clubs_kap.csv"
    batch = browser.upload(sheet)
    assert batch.kind == "survey"
    stored = batch.files.get()
    page = browser.page(f"{browser.home}columns/{stored.key}/")
    ticks = [
        box for box in page.find_all("input", type="checkbox") if "member" in str(box.find_parent("details"))[:400]
    ]
    assert ticks
    first = browser.say_columns(stored, period="2019", **{str(ticks[0]["name"]): [ticks[0]["value"]]})
    assert len(names_waiting(first, "place")) == 8
    first = browser.match(first, all_place="make:", all_indicator="make:share")
    browser.apply(first)
    assert Value.objects.filter(indicator__aggregation="ratio").count() == 8
    assert Value.objects.aggregate(asked=Sum("denominator"))["asked"] == 498
    assert_nothing_changes(browser, first, sheet)


SAMPLES = {
    "data-value-sets/dataValueSetA.xml": 3,
    "data-value-sets/dataValueSetB.xml": 12,
    "data-value-sets/dataValueSetB.csv": 12,
    "data-value-sets/dataValueSetBNoHeader.csv": 12,
    "data-value-sets/dataValueSetC.xml": 3,
    "e2e_data_values_bulk.json": 231,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_values_of_dhis2_wait_for_their_names_and_then_come_in(shared_data: Path, name: str) -> None:
    browser = browser_of(program_in("Sierra Leone"))
    sample = shared_data / "dhis2-exchange-samples" / name
    first = browser.read(sample)
    assert (first.state, first.counts["added"]) == ("checked", 0), first.error
    assert first.counts["set_aside"] > 0
    assert names_waiting(first, "place")
    browser.apply(browser.match(first, all_place="make:", all_indicator="make:count"))
    assert Value.objects.count() == SAMPLES[name]
    assert counted(browser.read(sample)) == (0, 0, SAMPLES[name], 0, 0)


def test_analytics_of_dhis2_join_the_tree_by_its_codes_and_tell_names_beside_codes(shared_data: Path) -> None:
    browser = browser_of(program_in("Sierra Leone"))
    browser.apply(browser.read(shared_data / "fhir-sierra-leone/organisation_bundle.json"))
    answer = shared_data / "dhis2-sierra-leone/analytics_disease_2018_2023.json"
    first = browser.read(answer)
    assert names_waiting(first, "place") == []
    (unknown,) = first.unknowns.all()
    assert unknown.called not in ("", unknown.text)
    browser.apply(browser.match(first, all_indicator="make:count"))
    assert Value.objects.count() == 286
    assert Indicator.objects.get().name == unknown.called
    assert counted(browser.read(answer)) == (0, 0, 286, 0, 0)


def test_text_values_of_dhis2_are_refused_row_by_row(shared_data: Path) -> None:
    browser = browser_of(program_in("Sierra Leone"))
    first = browser.read(shared_data / "dhis2-exchange-samples/data-value-sets/dataValueSetBooleanTest.csv")
    assert [(line.number, line.field, line.new) for line in lines(first, "refused")] == [
        (12, "value", "test"), (13, "value", "not true"), (19, "value", "test"),
    ]  # fmt: skip
    response = browser.client.get(f"{browser.home}{first.key}/refused.csv")
    assert response.content.decode("utf-8-sig").count("is neither a number nor yes/no") == 3


@pytest.mark.parametrize("name", ["adx/importA.adx.xml", "e2e_aggregate_metadata.json"])
def test_a_file_of_another_kind_is_refused_with_what_is_read(shared_data: Path, name: str) -> None:
    browser = browser_of(program_in("Sierra Leone"))
    told = browser.refused_upload(shared_data / "dhis2-exchange-samples" / name)
    assert "of a kind that is not read here. Read" in told
    assert Import.objects.count() == 0


def test_an_import_and_its_reversal_stand_in_the_journal(shared_data: Path) -> None:
    program = program_in("Vietnam")
    browser = browser_of(program)
    browser.apply(browser.read(shared_data / SERIES / "vietnam_provinces.geojson"))
    batch = browser.read(shared_data / SERIES / "vietnam_dengue_monthly_1994_2010.csv")
    batch = browser.apply(browser.match(batch, all_indicator="make:count"))
    before = Value.objects.count()
    undone = browser.undo(batch, "It was the draft of the ministry.")
    assert (undone.state, undone.counts["removed"], Value.objects.count()) == ("undone", before, 0)
    told = list(Entry.objects.filter(thing=str(batch.key)).order_by("id").values_list("action", "reason"))
    assert ("exchange.import.undo", "It was the draft of the ministry.") in told
    assert [action for action, _reason in told].count("exchange.import.apply") == 1
