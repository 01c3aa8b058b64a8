"""Step 1 with the keyboard alone, on a phone, in French: change a target, own a step, sign, compare; then one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


def follow(page: Page, words: str, address: str) -> None:
    """Go along a link by Tab and Enter."""
    tab_to(page, "link", words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))
    assert overflow(page) <= 1


def press(page: Page, words: str, address: str) -> None:
    """Press a button by Tab and Enter."""
    tab_to(page, "button", words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))
    assert overflow(page) <= 1


def retype(page: Page, label: str, text: str, kind: str = "textbox") -> None:
    """Go to the next field of that name and write something else into it."""
    tab_to(page, kind, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_the_vision_is_changed_signed_and_compared_without_a_mouse(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/vision/")
    assert overflow(page) <= 1
    follow(page, "Modifier les cibles par zone", "/vision/areas$")
    retype(page, "Cible", "600", "spinbutton")
    press(page, "Enregistrer la liste", "/vision/$")
    expect(page.get_by_role("main")).to_contain_text("Les zones font ensemble 2 000 : il manque 100")
    follow(page, "Modifier les cibles par zone", "/vision/areas$")
    retype(page, "Cible", "700", "spinbutton")
    press(page, "Enregistrer la liste", "/vision/$")

    follow(page, "Registre des étapes", "/vision/ledger$")
    alarms = page.locator("main .msg")
    before = alarms.count()
    follow(page, "Modifier le registre", "/vision/ledger/change$")
    for _step in range(6):
        tab_to(page, "textbox", "Ou quelqu’un sans compte")
    page.keyboard.type("Grace Kollie, Ministry of Health")
    press(page, "Enregistrer la liste", "/vision/ledger$")
    expect(alarms).to_have_count(before - 1)

    page.goto(f"{site}/p/demo/vision/adopt")
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Prochaine revue")
    page.keyboard.type("01012035")
    tab_to(page, "textbox", "Qu’a-t-on convenu")
    page.keyboard.type("Grace s’occupe de l’étape 6.")
    press(page, "Signer et adopter", "/vision/versions$")
    expect(page.locator("main ins")).to_contain_text(["Grace Kollie"])
    expect(page.locator("main h2").first).to_contain_text("Elles diffèrent en un point")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_vision_prints_on_one_sheet(enter: Enter, site: str, language: str) -> None:
    page = enter("Amina", language)
    page.goto(f"{site}/p/demo/vision/sheet")
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1


def test_the_lists_fit_a_phone_from_right_to_left(enter: Enter, site: str) -> None:
    page = enter("Amina", "ar")
    page.set_viewport_size(PHONE)
    for name in (
        "",
        "change",
        "areas",
        "stages",
        "people",
        "partners",
        "minutes",
        "ledger",
        "ledger/change",
        "versions",
    ):
        page.goto(f"{site}/p/demo/vision/{name}")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert overflow(page) <= 1, name
