"""Step 4 on a phone, with the keyboard alone, in French and in Arabic: an element, a release, its book and zip."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


WORDS = {
    "fr": {
        "core": "éléments essentiels", "record": "Consigner un élément", "name": "Nom, en Français",
        "code": "Nom court",
        "why": "Pourquoi il est nécessaire", "guide": "Guide pour animer un groupe de mères",
        "save": "Enregistrer l’élément", "release": "Publier une version", "version": "Version",
        "new": "Qu’est-ce qui est nouveau", "publish": "Publier cette version", "song": "Un chant pour finir",
        "reason": "Sans lui, les femmes partaient une à une.", "what": "Le chant final.", "number": "3.2",
        "named": "Version 3.2", "held": r"Elle contenait \d documents", "book": "Livre à imprimer, Français",
        "zip": "Tout en un seul zip",
    },
    "ar": {
        "core": "أساسي", "record": "تسجيل عنصر", "name": "الاسم، بلغة الع", "code": "الاسم المختصر",
        "why": "لماذا هو لازم", "guide": "دليل ميسّرات مجموعات الأمهات",
        "save": "احفظ العنصر", "release": "إصدار نسخة", "version": "الإصدار",
        "new": "ما الجديد", "publish": "أصدر هذه النسخة", "song": "نشيد الختام",
        "reason": "من دونه كانت النساء يخرجن واحدة واحدة.", "what": "أضيف نشيد.", "number": "3.3",
        "named": "النسخة 3.3", "held": r"تضمّن \d وثائق", "book": "كتاب للطباعة، الع",
        "zip": "كل شيء في ملف zip واحد",
    },
}  # fmt: skip


def press(page: Page, role: str, name: str, to: str = "") -> None:
    """Tab to something, press Enter, and arrive on a page that is no wider than the phone."""
    tab_to(page, role, name)
    page.keyboard.press("Enter")
    if to:
        page.wait_for_url(re.compile(to))
    assert overflow(page) <= 1


def write(page: Page, name: str, text: str) -> None:
    """Tab to a field and write."""
    tab_to(page, "textbox", name)
    page.keyboard.type(text)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_element_is_written_down_released_and_printed_with_the_keyboard(
    enter: Enter, site: str, language: str
) -> None:
    say, page = WORDS[language], enter("Amina", language)
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/package/")
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_contain_text(say["core"])
    press(page, "link", say["record"], "/elements/new")
    write(page, say["name"], say["song"])
    write(page, say["code"], f"chant-{language}")
    write(page, say["why"], say["reason"])
    tab_to(page, "checkbox", say["guide"])
    page.keyboard.press("Space")
    press(page, "button", say["save"], "/package/$")
    press(page, "link", say["song"], "/elements/[0-9a-f-]+/$")
    expect(page.get_by_role("link", name=say["guide"])).to_be_visible()
    page.goto(f"{site}/p/demo/package/")
    press(page, "link", say["release"], "/releases/new")
    write(page, say["version"], say["number"])
    write(page, say["new"], say["what"])
    press(page, "button", say["publish"], "/releases/$")
    press(page, "link", say["named"], "/releases/[0-9a-f-]+/$")
    expect(page.get_by_role("heading", name=re.compile(say["held"]))).to_be_visible()
    press(page, "link", say["book"], f"/book/{language}$")
    assert page.locator("main .chapter").count() >= 3
    expect(page.get_by_role("heading", name=say["song"])).to_be_visible()
    with page.expect_download() as sent:
        press(page, "link", say["zip"])
    assert sent.value.suggested_filename == f"demo-{language}-{say['number'].replace('.', '-')}.zip"


@pytest.mark.parametrize("address", ["", "logs/", "releases/", "elements/new", "adaptations/new"])
def test_the_pages_read_from_the_right_in_arabic_on_a_phone(enter: Enter, site: str, address: str) -> None:
    page = enter("Amina", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/package/{address}")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
