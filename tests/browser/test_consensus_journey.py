"""Step 5 with the keyboard alone, on a phone: once in French, once in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


def press(page: Page, role: str, name: str, address: str) -> None:
    """Tab to a link or button, press Enter, and arrive."""
    tab_to(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))
    assert overflow(page) <= 1


def choose(page: Page, name: str, down: int = 0) -> None:
    """Tab to the radios that begin with this choice, and go so many down."""
    tab_to(page, "radio", name)
    page.keyboard.press("Space")
    for _press in range(down):
        page.keyboard.press("ArrowDown")


def write(page: Page, name: str, words: str) -> None:
    """Tab to a field and type."""
    tab_to(page, "textbox", name)
    page.keyboard.type(words)


def test_a_chief_is_won_in_french(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/consensus/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("consensus pour commencer à 2 niveaux sur 4")
    assert overflow(page) <= 1
    press(page, "link", "Consigner une partie prenante", "/stakeholders/new$")
    write(page, "Nom", "Chef Essai")
    tab_to(page, "textbox", "Lieu")
    page.keyboard.press("Control+A")
    page.keyboard.type("Dorassa")
    choose(page, "décideur", down=2)
    choose(page, "1", down=2)
    tab_to(page, "button", "Enregistrer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Dorassa")
    tab_to(page, "textbox", "Lieu")
    page.keyboard.press("Control+A")
    page.keyboard.type("Dorasa")
    press(page, "button", "Enregistrer", "/position$")
    choose(page, "+2", down=1)
    write(page, "Comment le savez-vous", "Dit devant tous.")
    press(page, "button", "Enregistrer", "/stakeholders/[0-9a-f-]+$")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Le soutient")
    press(page, "link", "Consigner une objection", "/objection$")
    write(page, "Ce qui est objecté", "Qui paie le chef ?")
    tab_to(page, "textbox", "Soulevée le")
    page.keyboard.type("01012026")
    press(page, "button", "Enregistrer", "/stakeholders/[0-9a-f-]+$")
    expect(page.get_by_role("main")).to_contain_text("Qui paie le chef ?")
    expect(page.get_by_role("main")).to_contain_text("Sans réponse")


def test_the_case_is_made_in_arabic_and_sent_in_french(enter: Enter, site: str) -> None:
    page = enter("Erik", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/consensus/")
    page.wait_for_url(re.compile("/consensus/case$"))
    expect(page.locator("article.case")).to_have_attribute("dir", "rtl")
    expect(page.locator("article.case")).to_contain_text("ما نطلبه")
    tab_to(page, "combobox", "لمن")
    page.keyboard.press("End")
    tab_to(page, "combobox", "بأي لغة")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    press(page, "button", "عرض", "reader=donor&language=fr")
    sheet = page.locator("article.case")
    expect(sheet).to_have_attribute("dir", "ltr")
    expect(sheet).to_contain_text("Ce que l’on ne sait pas")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    press(page, "link", "أرسلها بالبريد", "/case/send")
    expect(page.get_by_role("main").locator("textarea")).to_have_value(re.compile("Questions à: Amina Sorie"))
