"""Documents with the keyboard alone, on a phone: in French from a title to the book; in Arabic a text is measured."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.hands import overflow, tab_to

Enter = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
TITLE = "Réunion 5 : pourquoi cela arrive"
TEXT = "# Étapes\n\n- Saluez tout le monde.\n- Demandez : pourquoi ?"


def follow(page: Page, role: str, name: str, address: str) -> None:
    """Tab to a link or button and press it; the page that comes is no wider than the phone."""
    tab_to(page, role, name)
    with page.expect_navigation(url=re.compile(address)):
        page.keyboard.press("Enter")
    assert overflow(page) <= 1, page.url


def typed(page: Page, name: str, words: str) -> None:
    """Tab to a field and write into it."""
    tab_to(page, "textbox", name)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def test_a_text_is_recorded_checked_released_and_bound_in_french(enter: Enter, site: str) -> None:
    page = enter("Amina", "fr")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/documents/")
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("documents sur 7")
    follow(page, "link", "Enregistrer un document", "/documents/new$")
    tab_to(page, "combobox", "Type")
    page.keyboard.type("plan")
    typed(page, "Titre en Français", TITLE)
    follow(page, "button", "Enregistrer le document", r"/d/[\w-]+/$")
    follow(page, "link", "Ajouter une version ou une traduction", "/add$")
    typed(page, "Version", "1.0")
    tab_to(page, "combobox", "Langue")
    page.keyboard.type("Fran")
    typed(page, "Texte", TEXT)
    follow(page, "button", "Enregistrer la version", r"/e/[\w-]+/$")
    expect(page.get_by_role("article").get_by_role("listitem")).to_have_count(2)
    follow(page, "button", "Elle a été vérifiée en regard de l’original", r"/e/[\w-]+/$")
    follow(page, "button", "La publier", r"/e/[\w-]+/$")
    expect(page.get_by_role("main")).to_contain_text("Publiée")
    expect(page.get_by_role("link", name="Modifier ce brouillon")).to_have_count(0)
    follow(page, "link", "Facilité de lecture", "/words$")
    expect(page.get_by_role("main")).to_contain_text("Non étalonné")
    page.goto(f"{site}/p/demo/documents/languages")
    assert overflow(page) <= 1
    follow(page, "link", "Livre à imprimer, Français", "/book/fr$")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    with page.expect_download() as download:
        tab_to(page, "link", "Tout en un seul zip")
        page.keyboard.press("Enter")
    with zipfile.ZipFile(download.value.path()) as archive:
        assert TITLE in archive.read("index.html").decode()
        assert [name for name in archive.namelist() if name.endswith(".png")]


def test_the_zip_is_read_without_a_network(enter: Enter, site: str, tmp_path: object) -> None:
    page = enter("Erik")
    held = page.request.get(f"{site}/p/demo/documents/zip").body()
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        archive.extractall(str(tmp_path))
    page.context.set_offline(True)
    page.set_viewport_size(PHONE)
    page.goto(f"file://{tmp_path}/index.html")
    page.get_by_role("link", name=re.compile("Tarawé")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert overflow(page) <= 1
    poster = page.locator("img.poster")
    assert poster.evaluate("one => one.complete && one.naturalWidth > 0")
    page.context.set_offline(False)


def test_a_text_is_measured_in_arabic(enter: Enter, site: str) -> None:
    page = enter("Dewi", "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/p/demo/documents/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) <= 1
    follow(page, "link", "قياس نص", "/words$")
    typed(page, "النص", "تجتمع الأمهات كل شهر. ماذا تقولون؟ " * 20)
    tab_to(page, "button", "قياس النص")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("غير معايَر")
    expect(page.get_by_role("heading", level=1)).to_contain_text("جمل قصيرة")
    assert overflow(page) <= 1
    page.goto(f"{site}/p/demo/documents/languages")
    assert overflow(page) <= 1
