"""The cost sheet and the decision of step 3 with the keyboard alone, on a phone: first in French, then in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
LINE, PAYER, WHY = "Vélos des facilitateurs", "Conseil de Dorasa", "تكفي دورة قصيرة، والممولون معروفون."


def press(page: Page, role: str, name: str) -> None:
    """Go to a link or button by Tab and press it; the page that comes fits the phone."""
    tab_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert overflow(page) <= 1


def write(page: Page, name: str, text: str, role: str = "textbox") -> None:
    """Go to a field by Tab and type into it."""
    tab_to(page, role, name)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def add_line(page: Page) -> None:
    """A line that grows with the facilitators; the lowest amount is mistyped first."""
    press(page, "link", "Ajouter une ligne")
    write(page, "Ce qui est payé", LINE)
    tab_to(page, "combobox", "Comment cela change avec la taille")
    page.keyboard.type("variable")
    tab_to(page, "combobox", "Compté en")
    page.keyboard.type("facilitateurs")
    write(page, "Montant probable", "120", "spinbutton")
    write(page, "Montant le plus bas", "180", "spinbutton")
    write(page, "D’où vient le montant", "Offre de Lumeya")
    press(page, "button", "Enregistrer")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Ce qui est payé")).to_have_value(LINE)
    write(page, "Montant le plus bas", "90", "spinbutton")
    press(page, "button", "Enregistrer")
    page.wait_for_url(re.compile("/costs/$"))


def add_payer(page: Page) -> None:
    """A payer who is in a budget for a part of the running cost."""
    press(page, "link", "Ajouter un payeur")
    write(page, "Payeur", PAYER)
    tab_to(page, "combobox", "Degré de certitude")
    page.keyboard.type("au budget")
    write(page, "Part du coût courant", "5", "spinbutton")
    press(page, "button", "Enregistrer")
    page.wait_for_url(re.compile("/costs/$"))


def test_the_cost_sheet_in_french_and_the_decision_in_arabic(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/scalability/")
    press(page, "link", "Combien cela coûte-t-il")
    before = page.get_by_role("heading", level=1).inner_text()
    add_line(page)
    after = page.get_by_role("heading", level=1).inner_text()
    assert after != before, "a further line changes what one community costs"
    expect(page.get_by_role("rowheader", name=re.compile(LINE))).to_be_visible()
    add_payer(page)
    expect(page.get_by_role("region", name=re.compile("pay"))).to_contain_text([PAYER])
    page.goto(f"{site}/p/demo/gates/inputs/?context=rural")
    cost = page.get_by_role("region", name="Coût d’une communauté pour un an")
    expect(cost).to_contain_text("Étape 3")
    expect(cost.get_by_role("textbox")).to_have_count(0)
    press(page, "link", "Étape 3 : feuille de coûts")
    expect(page.get_by_role("heading", level=1)).to_have_text(after)

    page = enter("Amina", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/scalability/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert overflow(page) <= 1
    press(page, "link", "دوّن القرار")
    tab_to(page, "radio", "المضي كما هو")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textbox", "تاريخ القرار")
    page.keyboard.type("11022026")
    write(page, "من قرّر", "اللجنة التوجيهية")
    press(page, "button", "دوّن القرار")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("من قرّر")).to_have_value("اللجنة التوجيهية")
    write(page, "لماذا", WHY)
    press(page, "button", "دوّن القرار")
    page.wait_for_url(re.compile("/scalability/$"))
    decision = page.locator("section[aria-labelledby=decision]")
    expect(decision.get_by_role("heading", level=2)).to_contain_text("اللجنة التوجيهية")
    expect(decision).to_contain_text(WHY)
    with page.expect_download() as sent:
        tab_to(page, "link", "هذا الجدول في Excel")
        page.keyboard.press("Enter")
    assert sent.value.suggested_filename == "demo-growth-decisions.xlsx"
