"""The choice of language stands on every page, whatever the page itself calls languages."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def test_a_page_with_languages_of_its_own_keeps_the_choice_of_language(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    address = reverse("instruments:paper", args=[cast.program.code, "participation"])
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert [button["value"] for button in soup.select("button[name=language]")] == ["fr", "ar"]
