"""The overview: what it says, to whom, and how many queries it takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.during.monitoring.models import Value
from tests import make
from tests.cast import Cast, permit
from tests.during.monitoring import scenes
from tests.during.monitoring.scenes import head, visit, words


def overview(cast: Cast, **query: str) -> str:
    return reverse("monitoring:overview", args=[cast.program.code]) + (
        f"?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else ""
    )


def test_the_head_is_the_verdict_in_words(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    page = visit(client, cast.amina, overview(cast))
    assert (
        head(page)
        == "Is it still working as it spreads? Yes where the pilot’s people taught. No from the second hand on."
    )
    assert "Of 3 active places: District 00 holds; 2 must pause." in words(page)
    assert "Wave 3 must wait: 67 % of places are paused (limit 20 %), 100 % of reports are in" in words(page)


def test_every_cell_has_light_share_interval_and_the_way_to_its_rows(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    page = visit(client, cast.amina, overview(cast))
    table = page.find("table", class_="even")
    assert table is not None
    rows = [
        [cell.get_text(" ", strip=True).replace("\xa0", " ") for cell in row.find_all("td")]
        for row in table.find_all("tr")[1:]
    ]
    assert rows[0] == ["Holds 90 % (87–93) n 360", "none", "none"]
    assert rows[2][2].startswith("Pause 50 %")
    links = [link["href"] for link in table.find_all("a")]
    counted = [words(visit(client, cast.amina, str(link))) for link in links]
    assert all("36 values stand behind Sessions held well" in text for text in counted)


def test_a_share_of_too_few_sessions_is_shown_as_a_count(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    Value.objects.exclude(place__parent__name="District 00").exclude(
        place__name="District 02 0", period="2026-01"
    ).delete()
    page = visit(client, cast.amina, overview(cast))
    table = page.find("table", class_="even")
    assert table is not None
    assert "5 of 10" in table.get_text(" ", strip=True)
    assert "50 %" not in table.get_text(" ", strip=True)


def test_gaps_stay_gaps_in_the_charts(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    Value.objects.filter(place__parent__name="District 01", period__in=("2025-07", "2025-08")).delete()
    page = visit(client, cast.amina, overview(cast))
    chart = next(item for item in page.find_all("li") if item.find("h3") and "District 01" in item.h3.get_text())
    assert [text.get_text() for text in chart.find_all("text")].count("?") == 2


def test_an_empty_program_is_told_where_to_begin(cast: Cast, client: Client) -> None:
    page = visit(client, cast.amina, overview(cast))
    assert head(page).endswith("Not known yet: nothing was reported")
    button = page.select_one(".empty a.btn")
    assert button is not None
    assert button["href"] == reverse("monitoring:indicators", args=[cast.program.code])


def test_values_without_quality_are_charted_but_get_no_light(cast: Cast, client: Client) -> None:
    reach = make.indicator(cast.program, "P3")
    scenes.watched(reach, [cast.district, cast.other_district], 8)
    page = visit(client, cast.amina, overview(cast))
    assert "Quality is not measured yet" in head(page)
    assert page.find("ul", class_="multi") is not None
    assert page.find("ul", class_="key") is None


def test_a_supervisor_opens_on_the_own_district(cast: Cast, client: Client) -> None:
    scenes.spread(cast.program, cast.country)
    quality = make.indicator(cast.program)
    scenes.watched(quality, [cast.community], 8)
    page = visit(client, cast.babu, overview(cast))
    chosen = page.find("option", selected=True)
    assert chosen is not None
    assert chosen.get_text().startswith("Dorasa")
    visit(client, cast.babu, overview(cast, place=str(cast.country.key)), status=404)
    visit(client, cast.babu, overview(cast, place=str(cast.other_district.key)), status=404)


def test_an_outsider_finds_nothing(cast: Cast, client: Client) -> None:
    visit(client, cast.zed, overview(cast), status=404)


@pytest.mark.parametrize("name", ["overview", "quality", "indicators", "reports", "targets"])
def test_pages_take_the_same_queries_with_3_and_30_districts(
    cast: Cast, client: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    url = reverse(f"monitoring:{name}", args=[cast.program.code])
    scenes.spread(cast.program, cast.country, districts=3, each=1)
    make.indicator(cast.program, "P3")
    visit(client, cast.amina, url)
    with django_assert_max_num_queries(40) as few:
        visit(client, cast.amina, url)
    more = [make.place(f"More {number}", cast.country) for number in range(30)]
    below = [place for district in more for place in scenes.communities(district, 1)]
    scenes.works_in(cast.program, below, wave=2, depth=2)
    scenes.watched(make.indicator(cast.program), below, 8)
    for code in ("P1", "P2", "P4", "P5", "P6"):
        make.indicator(cast.program, code)
    with django_assert_max_num_queries(40) as many:
        visit(client, cast.amina, url)
    assert len(many) == len(few)


def test_home_gets_the_third_question_answered(cast: Cast, django_assert_num_queries: Any) -> None:
    from groundswell.during.monitoring.step import home

    scenes.spread(cast.program, cast.country)
    found = home(permit(cast.amina, "monitoring.value.read", cast.program), cast.program)
    assert found.answer == "Yes where the pilot’s people taught. No from the second hand on."
    assert found.counts == {"holds": 1, "look": 0, "pause": 2, "none": 0}
    assert [(item.state, item.what) for item in found.lights] == [("pause", "District 01"), ("pause", "District 02")]
    assert found.drawing is not None
    assert found.drawing.title == "From hand to hand the loss is 20, then 20 points."
    assert (found.may_start, found.completeness) == (False, 1.0)
