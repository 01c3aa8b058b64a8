"""A token with the keyboard alone, on a phone: made, shown once, used by software, revoked."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]


def asked(site: str, secret: str) -> int:
    """The status that software with a token gets."""
    request = urllib.request.Request(f"{site}/api/v1/programs", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_token_is_made_used_and_revoked(site: str, enter: Enter) -> None:
    page = enter("Amina")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/people/me")
    page.get_by_role("link", name="Tokens for software").click()
    tab_to(page, "textbox", "What it is for")
    page.keyboard.type("Warehouse of the ministry")
    tab_to(page, "button", "Make it")
    page.keyboard.press("Enter")
    shown = page.locator("main code")
    expect(shown).to_have_count(1)
    assert overflow(page) <= 1
    secret = shown.inner_text().strip()
    assert asked(site, secret) == 200
    page.goto(f"{site}/people/me/tokens")
    expect(page.locator("main code")).to_have_count(0)
    tab_to(page, "button", "Revoke Warehouse of the ministry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("opens nothing any more")
    assert asked(site, secret) == 401
    page.goto(f"{site}/api/v1/docs")
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("What software can ask for")
