"""Indicator sheets, targets, single values and the quality of the data."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS, default_indicator
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Indicator, Target, Value
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.selectors.quality import outliers, too_large
from groundswell.during.monitoring.selectors.sheets import sheeted
from groundswell.during.monitoring.selectors.targets import target_at
from groundswell.during.monitoring.services import adopt_indicator, change_indicator, record_values, set_target
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, owner_permit, permit
from tests.during.monitoring import scenes
from tests.during.monitoring.scenes import head, visit, words


@pytest.mark.parametrize("sheet", DEFAULT_INDICATORS, ids=lambda sheet: sheet.code)
def test_a_default_sheet_is_adopted_as_it_is(cast: Cast, sheet: object) -> None:
    code = sheet.code  # type: ignore[attr-defined]
    adopted = adopt_indicator(owner_permit("monitoring.indicator.change", cast.program), cast.program, code)
    assert adopted.sheet == default_indicator(code)


def test_a_sheet_is_changed_with_its_reason_and_both_values_in_the_journal(cast: Cast) -> None:
    row, chitra = make.indicator(cast.program), permit(cast.chitra, "monitoring.indicator.change", cast.program)
    with pytest.raises(BadInput, match="reason"):
        change_indicator(chitra, row, {"floor": 0.7}, version=1, why="")
    change_indicator(chitra, row, {"floor": 0.7, "name": row.name}, version=1, why="The ministry asks for 70 %.")
    entry = Entry.objects.get(action="monitoring.indicator.change")
    assert (entry.before, entry.after, entry.reason) == ({"floor": 0.6}, {"floor": 0.7}, "The ministry asks for 70 %.")
    with pytest.raises(EditedMeanwhile, match=r"now 0\.7, yours 0\.5"):
        change_indicator(chitra, row, {"floor": 0.5}, version=1, why="Old page.")


def test_a_supervisor_cannot_change_what_concerns_the_nation(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        adopt_indicator(permit(cast.babu, "monitoring.value.read", cast.program), cast.program, "P9")


def test_an_indicator_stands_once_in_a_program(cast: Cast) -> None:
    make.indicator(cast.program)
    with pytest.raises(Conflict, match="already has"):
        adopt_indicator(owner_permit("monitoring.indicator.change", cast.program), cast.program, "P9")


def test_ticked_defaults_are_taken(cast: Cast, client: Client) -> None:
    page = visit(client, cast.chitra, reverse("monitoring:indicators", args=[cast.program.code]))
    assert head(page).endswith("Nothing is measured yet: choose the first indicators")
    assert client.post(reverse("monitoring:adopt", args=[cast.program.code]), {"code": ["P9", "O1"]}).status_code == 303
    assert set(Indicator.objects.values_list("code", flat=True)) == {"P9", "O1"}


def test_an_own_indicator_is_defined_and_a_second_of_its_code_refused(cast: Cast, client: Client) -> None:
    url = reverse("monitoring:define", args=[cast.program.code])
    typed = {
        "code": "M1", "name": "Midwives", "numerator": "midwives in post", "aggregation": "last", "family": "capacity",
        "numerator_over_time": "last", "denominator_over_time": "last", "scale": "1", "direction": "higher",
        "minimum_denominator": "1", "chart": "run", "missing": "carry", "after_months": "0", "frequency": "quarter",
    }  # fmt: skip
    client.force_login(cast.chitra, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(url, typed).status_code == 303
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "already has the indicator M1" in again.content.decode()


def test_a_share_without_denominator_is_refused_in_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.chitra, backend="django.contrib.auth.backends.ModelBackend")
    row = make.indicator(cast.program)
    url = reverse("monitoring:change", args=[cast.program.code, row.key])
    page = visit(client, cast.chitra, url)
    fields = {field["name"]: field.get("value", "") for field in page.select("form[method=post] input[name]")}
    chosen = {select["name"]: select.find("option", selected=True)["value"] for select in page.select("form select")}  # type: ignore[index]
    answer = client.post(url, fields | chosen | {"denominator": "", "why": "try"})
    assert "no denominator" in answer.content.decode()


def test_targets_are_set_with_a_reason_and_the_shortest_span_holds(cast: Cast) -> None:
    row, chitra = make.indicator(cast.program), permit(cast.chitra, "monitoring.target.set", cast.program)
    month = parse_period("2026-02")
    assert target_at(chitra, row, cast.district, month) == 0.8
    set_target(chitra, row, cast.district, parse_period("2026"), 0.7, why="first year")
    set_target(chitra, row, cast.district, parse_period("2026-Q1"), 0.6, why="rains")
    assert target_at(chitra, row, cast.district, month) == 0.6
    set_target(chitra, row, cast.district, parse_period("2026-Q1"), None, why="no rains")
    assert target_at(chitra, row, cast.district, month) == 0.7
    assert Entry.objects.filter(action="monitoring.target.set").count() == 3


def test_the_grid_writes_per_cent_as_fractions(cast: Cast, client: Client) -> None:
    make.indicator(cast.program)
    client.force_login(cast.chitra, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("monitoring:targets", args=[cast.program.code]) + "?year=2026"
    name = f"t-{cast.district.key}-2026"
    assert client.post(url, {name: "75", "why": "plan"}).status_code == 303
    assert Target.objects.get().value == 0.75
    field = visit(client, cast.chitra, url).find("input", {"name": name})
    assert field is not None
    assert float(str(field["value"])) == 75


def test_a_value_is_corrected_on_its_page_and_its_history_stays(cast: Cast, client: Client) -> None:
    row = make.indicator(cast.program)
    record_values(
        owner_permit("monitoring.value.record", cast.program), cast.program,
        [NewValue("P9", cast.community.pk, parse_period("2026-01"), 9, 10)],
    )  # fmt: skip
    url = reverse("monitoring:value", args=[cast.program.code, row.key, cast.community.key, "2026-01"])
    page = visit(client, cast.dewi, url)
    seen = page.find("input", {"name": "seen"})
    assert seen is not None
    typed = {"numerator": "7", "denominator": "10", "seen": seen["value"], "why": "Recounted."}
    assert client.post(url, typed).status_code == 303
    text = words(visit(client, cast.dewi, url))
    assert "90 % (9 of 10) → 70 % (7 of 10) Recounted." in text
    assert "Dewi" in text
    stale = client.post(url, typed | {"numerator": "6"})
    assert "Somebody changed this value meanwhile" in stale.content.decode()


def test_parts_larger_than_their_whole_are_listed_until_confirmed(cast: Cast) -> None:
    row = make.indicator(cast.program)
    make.value(row, cast.community, "2026-01", 12, 10)
    make.value(row, cast.community, "2026-02", 12, 10, flag="confirmed")
    make.value(make.indicator(cast.program, "P13"), cast.community, "2026-01", 12, 10)
    chitra = permit(cast.chitra, "monitoring.value.read", cast.program)
    sheets = [sheeted(one) for one in Indicator.objects.all()]
    assert [value.period for value in too_large(chitra, cast.program, cast.country, sheets)] == ["2026-01"]


def test_a_value_far_from_its_places_other_months_is_found(cast: Cast) -> None:
    row = make.indicator(cast.program)
    scenes.watched(row, [cast.other_community], 30, of=100)
    for number, month in enumerate(scenes.MONTHS):
        make.value(row, cast.community, month.label, 80 + number % 3, 100)
    Value.objects.filter(place=cast.community, period="2025-06").update(numerator=10)
    chitra = permit(cast.chitra, "monitoring.value.read", cast.program)
    found = outliers(chitra, cast.country, sheeted(row), scenes.MONTHS)
    assert [(one.place, one.period.label, one.value) for one in found] == [("Mile Nine", "2025-06", 0.1)]


def test_the_page_on_quality_says_what_needs_a_look(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    make.value(make.indicator(cast.program), cast.community, "2026-01", 12, 10)
    page = visit(client, cast.chitra, reverse("monitoring:quality", args=[cast.program.code]))
    assert head(page).endswith("1 part larger than its whole")


def test_an_indicator_page_tells_trend_and_places(cast: Cast, client: Client) -> None:
    row = make.indicator(cast.program)
    for number, month in enumerate(scenes.MONTHS):
        make.value(row, cast.community, month.label, 90 - 2 * number, 100)
    page = visit(client, cast.erik, reverse("monitoring:indicator", args=[cast.program.code, row.key]))
    assert head(page) == "Sessions held well in Tarawe: 77 %, falling 24 points a year"
    assert "The level is lower after" in words(page)


def test_what_cannot_be_combined_has_no_single_number(cast: Cast, client: Client) -> None:
    row = make.indicator(cast.program, "P7")
    make.value(row, cast.community, "2026-01", value=12)
    make.value(row, cast.other_community, "2026-01", value=30)
    page = visit(client, cast.erik, reverse("monitoring:indicator", args=[cast.program.code, row.key]))
    assert head(page) == "Median attendance in Tarawe: not one number"
    assert "21" in words(page)  # the middle


def test_a_default_sheet_is_read_in_the_readers_language_and_ones_own_words_stand_as_typed(cast: Cast) -> None:
    adopted = adopt_indicator(owner_permit("monitoring.indicator.change", cast.program), cast.program, "P9")
    assert (adopted.names["fr"], adopted.names["ar"]) == ("Séances bien tenues", "جلسات جيدة")
    adopted.denominator = "visits of the queen mother"
    with override("fr"):
        told = sheeted(adopted)
        assert (told.name, told.sheet.numerator) == (
            "Séances bien tenues", "séances observées avec un score de 80\u00a0% ou plus"
        )  # fmt: skip
        assert told.sheet.denominator == "visits of the queen mother"
