"""Step 1 with the keyboard alone, on a phone, in French and Arabic: targets, owners, signature; and one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
SAID = {
    "fr": {
        "areas": "Modifier les cibles par zone", "target": "Cible", "save": "Enregistrer la liste",
        "too few": r"Les zones font ensemble 2\s000\s:\sil manque 100", "ledger": "Registre des étapes",
        "change": "Modifier le registre", "outsider": "Ou quelqu’un sans compte",
        "owner": "Grace Kollie, Ministry of Health", "review": "Prochaine revue", "agreed": "Qu’a-t-on convenu",
        "sign": "Signer et adopter", "differ": "Elles diffèrent en un point",
    },
    "ar": {
        "areas": "تعديل الأهداف حسب المنطقة", "target": "الهدف", "save": "حفظ القائمة",
        "too few": "مجموع المناطق .*: ينقص 100", "ledger": "سجل الخطوات",
        "change": "تعديل السجل", "outsider": "أو شخص بلا حساب",
        "owner": "غريس كولي، وزارة الصحة", "review": "المراجعة القادمة في", "agreed": "علامَ اتُّفق؟",
        "sign": "التوقيع والاعتماد", "differ": "تختلفان في شيء واحد",
    },
}  # fmt: skip


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
    first, then = (walked(enter("Amina", language), site, SAID[language]) for language in ("fr", "ar"))
    assert first == then + 1, "the step without an owner has one"


def walked(page: Page, site: str, say: dict[str, str]) -> int:
    """Go through step 1 on a phone; returns how many alarms the ledger had at first."""
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/vision/")
    assert overflow(page) <= 1
    follow(page, say["areas"], "/vision/areas$")
    retype(page, say["target"], "600", "spinbutton")
    press(page, say["save"], "/vision/$")
    expect(page.get_by_role("main")).to_contain_text(re.compile(say["too few"]))
    follow(page, say["areas"], "/vision/areas$")
    retype(page, say["target"], "700", "spinbutton")
    press(page, say["save"], "/vision/$")

    follow(page, say["ledger"], "/vision/ledger$")
    before = page.locator("main .msg").count()
    follow(page, say["change"], "/vision/ledger/change$")
    for _step in range(6):
        tab_to(page, "textbox", say["outsider"])
    page.keyboard.press("Control+A")
    page.keyboard.type(say["owner"])
    press(page, say["save"], "/vision/ledger$")
    expect(page.get_by_role("main")).to_contain_text(say["owner"])

    page.goto(f"{site}/p/demo/vision/adopt")
    assert overflow(page) <= 1
    tab_to(page, "textbox", say["review"])
    page.keyboard.type("01012035")
    tab_to(page, "textbox", say["agreed"])
    page.keyboard.type(say["owner"])
    press(page, say["sign"], "/vision/versions$")
    expect(page.locator("main ins")).to_contain_text([say["owner"]])
    expect(page.locator("main h2").first).to_contain_text(say["differ"])
    return before


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
