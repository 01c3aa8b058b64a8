"""A program that spreads: districts, communities, waves and months with watched sessions, for tests that read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from groundswell.domain.monitoring.periods import Period, parse_period, period_range
from groundswell.during.monitoring.models import Indicator, Report, Value
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site
from tests import make

MONTHS = [*period_range(parse_period("2025-01"), parse_period("2026-01"))]


def communities(district: Place, count: int) -> list[Place]:
    """So many communities of a district."""
    return [make.place(f"{district.name} {number}", district) for number in range(count)]


def works_in(program: Program, places: list[Place], wave: int, depth: int, **over: Any) -> list[Site]:
    """The program works in these places."""
    values = {"started_on": date(2024, 12, 1)} | over
    return [make.site(program, place, wave, depth=depth, **values) for place in places]


def watched(indicator: Indicator, places: list[Place], well: int, of: int = 10, months: list[Period] = MONTHS) -> None:
    """So many of the watched sessions were held well, in every place and month."""
    now = timezone.make_aware(datetime(2026, 2, 1))
    Value.objects.bulk_create(
        Value(indicator=indicator, place=place, numerator=well, denominator=of, entered_at=now, **columns_of(month))
        for place in places
        for month in months
    )


def reported(program: Program, places: list[Place], months: list[Period] = MONTHS, days: int | None = 3) -> None:
    """Reports of these places came so many days after each month."""
    Report.objects.bulk_create(
        Report(program=program, place=place, state="sent", late_days=days, **columns_of(month))
        for place in places
        for month in months
    )


def spread(program: Program, country: Place, *, districts: int = 3, each: int = 3) -> list[Place]:
    """A pilot that holds and districts of later waves that lose with every hand-over; gives the districts."""
    quality = make.indicator(program)
    found = []
    for number in range(districts):
        district = make.place(f"District {number:02}", country)
        places = communities(district, each)
        works_in(program, places, wave=number, depth=number)
        watched(quality, places, 9 - 2 * min(number, 2))
        reported(program, places)
        found.append(district)
    return found


def visit(client: Client, person: Person, url: str, status: int = 200) -> BeautifulSoup:
    """The page as a person gets it."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:2000]
    return BeautifulSoup(response.content, "html.parser")


def head(page: BeautifulSoup) -> str:
    """The finding: what the one h1 says."""
    heads = page.find_all("h1")
    assert len(heads) == 1
    return " ".join(heads[0].get_text(" ", strip=True).split())


def words(page: BeautifulSoup) -> str:
    """All words of the main part."""
    main = page.find("main")
    assert main is not None
    return " ".join(main.get_text(" ", strip=True).split())
