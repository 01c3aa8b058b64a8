"""Every page, in three languages, on a phone and a desk: readable by all, small, quiet, and within its screen."""

from __future__ import annotations

from typing import Any

import pytest

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
    page = enter("Amina", language)
    page.set_viewport_size({"width": width, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    faults = []
    for address in addresses:
        told.clear()
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == language
        found = axe.Axe().run(page, options=RULES).response["violations"] if deep else []
        faults += [f"{shape(address)}: {v['id']} {v['nodes'][0]['target']}" for v in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            faults.append(f"{shape(address)}: wider than {width} px")
        faults += [f"{shape(address)}: {line}" for line in told]
    assert faults == []


def test_every_page_stays_under_100_kb_over_the_wire(addresses: list[str], enter: Any) -> None:
    page = enter("Amina")
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, float] = {}
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    for address in addresses:
        received.clear()
        page.goto(address, wait_until="networkidle")
        sizes[shape(address)] = sum(received)
    large = {name: size for name, size in sizes.items() if size > MOST_BYTES}
    assert sizes
    assert large == {}


def test_labels_of_charts_do_not_overlap_or_leave_the_drawing(addresses: list[str], enter: Any) -> None:
    page = enter("Amina")
    faults = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            faults += [f"{width} {shape(address)}: {fault}" for fault in page.evaluate(OVERLAPS)]
    assert faults == []


def test_every_page_is_whole_without_javascript(addresses: list[str], site: str, browser: Any, enter: Any) -> None:
    cookies = enter("Amina").context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert (
            page.locator("main form:not([action]):not([method])").count() == 0 or page.locator("main form").count()
        ), address
    context.close()
