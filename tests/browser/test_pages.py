"""Every page, in three languages, on a phone and a desk: readable by all, small, quiet, and within its screen."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from tests.browser.pages import crawl, shape  # noqa: E402

MOST_BYTES = 100 * 1024
SCREENS = [("en", 390, True), ("fr", 1280, False), ("ar", 390, False), ("ar", 1280, True)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
OVERLAPS = """() => [...document.querySelectorAll('main svg')]
  .filter(svg => svg.getBoundingClientRect().width > 80)
  .flatMap(svg => {
    const box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')]
      .map(text => [text.textContent.trim(), text.getBoundingClientRect()])
      .filter(([words, at]) => words && at.width);
    const outside = texts.filter(([, at]) => at.left < box.left - 2 || at.right > box.right + 2);
    const faults = outside.map(([words]) => 'outside: ' + words);
    texts.forEach(([words, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
      if (a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
        faults.push('overlap: ' + words + ' × ' + other);
    }));
    return faults;
  })"""


@pytest.fixture(scope="module")
def addresses(site: str, browser: Any) -> list[str]:
    """All pages that a coordinator reaches by links."""
    import re

    page = browser.new_page()
    page.goto(f"{site}/people/sign-in")
    page.get_by_role("button", name=re.compile("Amina")).first.click()
    page.wait_for_url(re.compile("/p/demo/"))
    found = crawl(page, site)
    page.close()
    return found


def test_the_crawl_reaches_the_house(addresses: list[str]) -> None:
    shapes = {shape(address) for address in addresses}
    wanted = {
        "/p/demo/",
        "/p/demo/gates/",
        "/p/demo/evidence/",
        "/p/demo/monitoring/",
        "/p/demo/exchange/",
        "/p/demo/program/",
    }
    assert wanted <= shapes
    assert len(shapes) > 25


@pytest.mark.parametrize(("language", "width", "deep"), SCREENS)
def test_every_page_is_accessible_small_and_within_the_screen(
    language: str, width: int, deep: bool, addresses: list[str], enter: Any
) -> None:
    """One visit to each page for all that a browser can tell of it: pages are many."""
    page = enter("Amina", language)
    page.set_viewport_size({"width": width, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    received = bytes_over_the_wire(page)
    faults = []
    for address in addresses:
        told.clear()
        received.clear()
        page.goto(address)
        if sum(received) > MOST_BYTES:
            told.append(f"{sum(received):.0f} bytes over the wire")
        assert page.evaluate("document.documentElement.lang") == language
        found = axe.Axe().run(page, options=RULES).response["violations"] if deep else []
        told += [f"{fault['id']} {fault['nodes'][0]['target']}" for fault in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            told.append(f"wider than {width} px")
        told += page.evaluate(OVERLAPS)
        faults += [f"{shape(address)}: {line}" for line in told]
    assert faults == []


def bytes_over_the_wire(page: Any) -> list[float]:
    """What each answer weighed, filled while pages load; nothing comes from the cache."""
    received: list[float] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def test_every_page_is_whole_without_javascript(addresses: list[str], enter: Any) -> None:
    """What the server sends is the page: its heading, and forms that say where they go or come back here."""
    reader = enter("Amina").context.request
    faults = []
    for address in addresses:
        html = BeautifulSoup(reader.get(address).text(), "html.parser")
        if len(html.select("h1")) != 1:
            faults.append(f"{shape(address)}: {len(html.select('h1'))} headings of the first level")
        faults += [f"{shape(address)}: a form without a button" for form in html.select("main form")
                   if not form.select("button, input[type=submit]")]  # fmt: skip
        faults += [
            f"{shape(address)}: {tag.name} of the page itself" for tag in html.select("script:not([src]), style")
        ]
    assert faults == []
