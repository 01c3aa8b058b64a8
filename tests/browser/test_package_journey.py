"""Step 4 on a phone: in French with the keyboard alone an element and a release; in Arabic every page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


def test_an_element_is_written_down_and_a_version_released_with_the_keyboard(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/package/")
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("9 éléments essentiels")
    tab_to(page, "link", "Consigner un élément")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/elements/new"))
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Nom, en Français")
    page.keyboard.type("Un chant pour finir")
    tab_to(page, "textbox", "Nom court")
    page.keyboard.type("chant")
    tab_to(page, "textbox", "Pourquoi il est nécessaire")
    page.keyboard.type("Sans lui, les femmes partaient une à une.")
    tab_to(page, "button", "Enregistrer l’élément")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("10 éléments essentiels")
    assert overflow(page) <= 1
    tab_to(page, "link", "Publier une version")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/releases/new"))
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Version")
    page.keyboard.type("3.2")
    tab_to(page, "textbox", "Qu’est-ce qui est nouveau")
    page.keyboard.type("Le chant final.")
    tab_to(page, "button", "Publier cette version")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/releases/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 versions sont publiées")


@pytest.mark.parametrize("address", ["", "logs/", "releases/", "elements/new", "adaptations/new"])
def test_the_pages_read_from_the_right_in_arabic_on_a_phone(enter: Enter, site: str, address: str) -> None:
    page = enter("Amina", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/package/{address}")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
