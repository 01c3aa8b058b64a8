"""Imports hold values of any place: who reaches one district sees the own ones, about the own district."""

from __future__ import annotations

import pytest

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.selectors import imports_of
from tests import make
from tests.across.exchange.flows import Browser, said
from tests.cast import Cast, permit

SHEET = b"district,month,P9\nDorasa,2026-01,4\nSewara,2026-01,7\n"


@pytest.fixture
def amina(cast: Cast) -> Browser:
    make.indicator(cast.program)
    return Browser(cast.amina, cast.program)


@pytest.fixture
def babu(cast: Cast) -> Browser:
    return Browser(cast.babu, cast.program)


def test_a_district_does_not_see_what_others_imported(cast: Cast, amina: Browser, babu: Browser) -> None:
    batch = amina.read(("all.csv", SHEET))
    stored = batch.files.get()
    for page in (f"{batch.key}/", f"{batch.key}/refused.csv", f"columns/{stored.key}/"):
        assert amina.client.get(babu.home + page).status_code == 200, page
        assert babu.client.get(babu.home + page).status_code == 404, page
    for button in ("check", "names"):
        assert babu.client.post(f"{babu.home}{batch.key}/{button}").status_code == 404, button
    assert "all.csv" not in babu.page(babu.home).get_text()
    assert not imports_of(permit(cast.babu, "exchange.import.read", cast.program), cast.program)


def test_who_reaches_the_whole_program_sees_what_a_district_uploaded(cast: Cast, amina: Browser, babu: Browser) -> None:
    batch = babu.read(("own.csv", b"district,month,P9\nDorasa,2026-01,4\n"))
    assert (batch.state, batch.counts["added"]) == ("checked", 1)
    for person in (amina, babu, Browser(cast.chitra, cast.program)):
        assert "own.csv" in person.page(person.home).get_text()
        assert "Dorasa" in person.import_page(batch).get_text()


def test_a_preview_does_not_tell_a_district_what_is_stored_elsewhere(amina: Browser, babu: Browser) -> None:
    amina.apply(amina.read(("all.csv", SHEET)))
    batch = babu.read(("probe.csv", b"district,month,P9\nDorasa,2026-01,5\nSewara,2026-01,8\n"))
    batch = Import.objects.get(pk=batch.pk)
    assert (batch.state, batch.lines.count()) == ("failed", 0)
    assert "beyond your reach, such as Sewara" in said(babu.client.get(f"{babu.home}{batch.key}/"))
