"""The page of one place: light, reason, numbers that open to their rows, who is responsible."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from groundswell.ground.places.models import Place
from tests import make
from tests.cast import Cast
from tests.during.monitoring import scenes
from tests.during.monitoring.scenes import head, visit, words


def page_of(cast: Cast, place: Place) -> str:
    return reverse("monitoring:place", args=[cast.program.code, place.key])


def test_the_head_says_what_follows_from_the_light(cast: Cast, client: Client) -> None:
    pilot, _second, third = scenes.spread(cast.program, cast.country)
    assert head(visit(client, cast.amina, page_of(cast, pilot))) == "District 00: quality holds"
    page = visit(client, cast.amina, page_of(cast, third))
    assert head(page) == "District 02: pause new starts"
    assert "50 % of 360 watched sessions were held well. The floor is 60 %." in words(page)


def test_each_number_opens_to_its_rows_with_who_and_when(cast: Cast, client: Client) -> None:
    _pilot, second, _third = scenes.spread(cast.program, cast.country)
    page = visit(client, cast.amina, page_of(cast, second))
    link = page.select_one(".est a")
    assert link is not None
    rows = visit(client, cast.amina, str(link["href"]))
    assert head(rows) == "36 values stand behind Sessions held well in District 01"
    assert "1 Feb 2026" in words(rows)


def test_who_is_responsible_stands_nearest_first(cast: Cast, client: Client) -> None:
    make.indicator(cast.program)
    page = visit(client, cast.amina, page_of(cast, cast.community))
    names = [item.get_text(" ", strip=True) for item in page.select("dd")]
    assert names[:2] == ["Dewi", "Babu"]


def test_a_place_that_never_reported_says_what_it_takes(cast: Cast, client: Client) -> None:
    page = visit(client, cast.dewi, page_of(cast, cast.community))
    assert head(page) == "Mile Nine: not known yet"
    assert "20 watched sessions" in words(page)


def test_a_facilitator_sees_the_own_community_only(cast: Cast, client: Client) -> None:
    visit(client, cast.dewi, page_of(cast, cast.other_community), status=404)
