"""Step 3 with the keyboard alone, on a phone, in French: open a round, three raters answer, close, see the result."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
QUESTIONS = 25
HERE = """() => {
  const here = document.activeElement;
  const group = here.type === 'radio' ? [...document.getElementsByName(here.name)] : [];
  return here.type === 'radio' && !group.some(one => one.checked);
}"""


def open_round(page: Page, site: str, name: str) -> None:
    """From the page of the step to a round that asks three sides."""
    page.goto(f"{site}/p/demo/scalability/")
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("68 sur 100")
    tab_to(page, "link", "Ouvrir un tour")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/scalability/open"))
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Nom du tour")
    page.keyboard.type(name)
    for side in ("exécutants", "gouvernement", "communauté"):
        tab_to(page, "checkbox", side)
        page.keyboard.press("Space")
    tab_to(page, "button", "Ouvrir le tour")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/raters$"))


def make_link(page: Page, down: int) -> str:
    """One link for the side so many below the first; its address as shown."""
    assert overflow(page) <= 1
    tab_to(page, "radio", "exécutants")
    page.keyboard.press("Space")
    for _press in range(down):
        page.keyboard.press("ArrowDown")
    tab_to(page, "button", "Créer les liens")
    page.keyboard.press("Enter")
    shown = page.locator("main code")
    expect(shown).to_have_count(1)
    assert overflow(page) <= 1
    return shown.inner_text().strip()


def fill_in(page: Page, place: int) -> None:
    """Answer every question with the value at one place of the scale, by Tab, Space and arrows."""
    answered = 0
    for _press in range(4 * QUESTIONS):
        page.keyboard.press("Tab")
        if page.evaluate(HERE):
            page.keyboard.press("Space")
            for _arrow in range(place):
                page.keyboard.press("ArrowDown")
            answered += 1
        if answered == QUESTIONS:
            return
    raise AssertionError(f"only {answered} questions were reached")


def test_three_raters_answer_by_link_and_the_result_is_seen(enter: Enter, browser: Browser, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    open_round(page, site, "Essai au clavier")
    links = []
    for down in range(3):
        links.append(make_link(page, down))
        if down < 2:
            tab_to(page, "link", "Créer d’autres liens")
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile("/raters$"))
            expect(page.get_by_role("button", name="Créer les liens")).to_be_visible()

    for place, link in enumerate(links, start=1):
        context = browser.new_context(viewport=PHONE, locale="fr-FR")  # type: ignore[arg-type]  # a size
        phone = context.new_page()
        phone.goto(link)
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Potentiel de passage à l’échelle")
        assert overflow(phone) <= 1
        fill_in(phone, place)
        if place == 2:  # the line drops while sending; going back finds the page filled in, and it is sent again
            context.set_offline(True)
            tab_to(phone, "button", "Envoyer mes réponses")
            phone.keyboard.press("Enter")
            phone.wait_for_timeout(500)
            context.set_offline(False)
            phone.go_back()
            expect(phone.locator("input[type=radio]:checked")).to_have_count(QUESTIONS)
        tab_to(phone, "button", "Envoyer mes réponses")
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("vos réponses sont arrivées")
        assert overflow(phone) <= 1
        context.close()

    tab_to(page, "link", "Je les ai remis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("67 sur 100")
    assert overflow(page) <= 1
    tab_to(page, "link", "Clore le tour")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/close$"))
    tab_to(page, "button", "Clore le tour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("3 évaluateurs sur 3 ont répondu")
    expect(page.get_by_role("main")).to_contain_text("Clos le")
    gone = page.goto(links[0])
    assert gone is not None
    assert gone.status == 410
    page.goto(f"{site}/p/demo/scalability/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("67 sur 100")
