"""A questionnaire copied, changed, compared and printed: by keyboard, on a phone, in French."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


def test_a_questionnaire_is_copied_changed_and_printed_without_a_mouse(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/instruments/participation/")
    assert overflow(page) <= 1
    tab_to(page, "link", "Le copier et le modifier")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/change$"))
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Question")
    page.keyboard.press("Control+A")
    page.keyboard.type("Who finds the problems here?")
    tab_to(page, "textbox", "Qu’est-ce qui a changé, et pourquoi", 250)
    page.keyboard.type("Shorter words.")
    tab_to(page, "button", "Garder comme nouvelle version")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/instruments/participation/$"))
    expect(page.get_by_role("main")).to_contain_text("Version 1.1, gardée par Amina")
    tab_to(page, "link", "Comparer les versions")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Un point a changé")
    expect(page.locator("main ins")).to_have_text("Who finds the problems here?")
    assert overflow(page) <= 1
    for language in ("en", "fr", "ar"):
        page.goto(f"{site}/p/demo/instruments/participation/paper?language={language}")
        assert overflow(page) <= 1
        expect(page.locator(f"main [lang={language}] tbody td")).to_have_count(15 * 6)
