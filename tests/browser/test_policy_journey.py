"""Step 6 with the keyboard alone, on a phone: a rule is recorded in French, settled in Arabic, and the gate follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
TITLE = "Règlement 8/2026"


def record_in_french(page: Page, site: str) -> None:
    """From the page of the step to a recorded policy that blocks."""
    page.goto(f"{site}/p/demo/policy/")
    assert overflow(page) <= 1
    tab_to(page, "link", "Enregistrer une politique")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/policy/new"))
    assert overflow(page) <= 1
    tab_to(page, "textbox", "Comment elle s’appelle")
    page.keyboard.type(TITLE)
    tab_to(page, "radio", "loi")
    page.keyboard.press("ArrowDown")
    tab_to(page, "combobox", "Domaine de la liste")
    page.keyboard.type("partage")
    tab_to(page, "radio", "neutre")
    tab_to(page, "radio", "neutre")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "button", "Enregistrer la politique")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/policy/$"))


def test_a_policy_is_recorded_and_settled_and_the_gate_follows(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    record_in_french(page, site)
    expect(page.get_by_role("heading", level=1)).to_contain_text("politiques nous bloquent")
    page.goto(f"{site}/p/demo/gates/waves/4/")
    expect(page.get_by_role("main")).to_contain_text(TITLE)

    page = enter("Amina", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/policy/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert overflow(page) <= 1
    tab_to(page, "link", TITLE)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/policies/"))
    assert overflow(page) <= 1
    tab_to(page, "link", "سُوّيت")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/settle$"))
    tab_to(page, "textbox", "كيف سُوّيت؟")
    page.keyboard.type("أُلغي")
    tab_to(page, "button", "سُوّيت")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/policies/[0-9a-f-]+/$"))
    expect(page.get_by_role("main")).to_contain_text("أُلغي")
    page.goto(f"{site}/p/demo/gates/waves/4/")
    expect(page.get_by_role("main")).not_to_contain_text(TITLE)
    assert overflow(page) <= 1
