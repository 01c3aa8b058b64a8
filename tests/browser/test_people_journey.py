"""People and places: an invitation by link, an outsider, a move with its reason, small screens and slow lines."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import overflow

Enter = Callable[..., Page]
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def test_somebody_joins_by_a_link_and_signs_in_with_a_password(enter: Enter, browser: Browser, site: str) -> None:
    page = enter("Amina")
    page.get_by_role("link", name="Program", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="People").click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    page.get_by_label("Name", exact=True).fill("Fatu Bangura")
    page.get_by_label("District supervisor").check()
    page.get_by_label("Where").select_option(label="Bonta")
    page.get_by_role("button", name="Make the invitation").click()
    link = re.search(r"http\S+/people/join/\S+", page.get_by_role("main").inner_text())
    assert link

    context = browser.new_context()
    guest = context.new_page()
    guest.goto(link.group())
    expect(guest.get_by_role("heading", level=1)).to_be_visible()
    guest.get_by_label("E-mail or sign-in name").fill("fatu.bangura")
    guest.get_by_label("New password").fill("quiet-river-stones-41")
    guest.get_by_label("The same again").fill("quiet-river-stones-41")
    guest.get_by_role("button", name="Join").click()
    guest.wait_for_url(re.compile("/p/demo/|/$"))
    guest.get_by_role("button", name="Sign out").click()
    guest.goto(f"{site}/people/sign-in")
    guest.get_by_label("E-mail or sign-in name").fill("fatu.bangura")
    guest.get_by_label("Password").fill("wrong-river")
    guest.get_by_role("button", name="Sign in", exact=True).click()
    expect(guest.get_by_role("alert")).to_be_visible()
    guest.get_by_label("Password").fill("quiet-river-stones-41")
    guest.get_by_role("button", name="Sign in", exact=True).click()
    expect(guest.get_by_role("banner")).to_contain_text("Fatu Bangura")
    guest.goto(f"{site}/p/demo/places/")
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Bonta")
    used = guest.goto(link.group())
    assert used is not None
    assert used.status in {403, 404, 410, 422}
    context.close()


def test_an_outsider_sees_no_program(page: Page, site: str) -> None:
    page.goto(f"{site}/people/sign-in")
    page.get_by_role("button", name="Zed Kamara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You take part in no program yet.")
    for path in ("", "evidence/", "gates/", "monitoring/", "places/", "people/", "journal/", "exchange/"):
        answer = page.goto(f"{site}/p/demo/{path}")
        assert answer is not None
        assert answer.status == 404, path
        expect(page.get_by_role("main")).not_to_contain_text("Mothers’ Groups")


def test_a_moved_place_keeps_its_past_with_the_reason(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.goto(f"{site}/p/demo/places/")
    page.get_by_role("searchbox").fill("Galisse")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("main").get_by_role("link", name="Galisse").first.click()
    trail = page.get_by_role("navigation", name="Place")
    before = trail.get_by_role("link").last.inner_text()
    page.get_by_role("link", name=re.compile("^Move")).click()
    page.get_by_label("Find the other place").fill("Wuya")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Move this place").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    page.get_by_role("main").get_by_label(re.compile("Wuya")).check()
    page.get_by_label(re.compile("[Ww]hy")).fill("The border of the district was redrawn in March.")
    page.get_by_role("button", name="Move this place").click()
    expect(trail).to_contain_text("Wuya")
    expect(page.get_by_role("main")).to_contain_text("The border of the district was redrawn in March.")
    expect(page.get_by_role("main")).to_contain_text(before)


@pytest.mark.parametrize("path", ["", "gates/?context=rural", "monitoring/", "evidence/studies/new/", "places/"])
def test_a_page_at_200_per_cent_needs_no_sideways_scroll(path: str, enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.set_viewport_size({"width": 640, "height": 450})  # what zooming leaves of 1,280 × 900
    page.goto(f"{site}/p/demo/{path}")
    assert overflow(page) <= 1
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")  # only the letters are enlarged
    assert overflow(page) <= 1
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_slow_line_shows_the_answer_within_seconds_and_forms_work(enter: Enter, site: str) -> None:
    page = enter("Dewi")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{site}/p/demo/", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=6_000)
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("link", name="Show what was sent, too").click()
    expect(page.get_by_role("link", name=re.compile("Koni: report for Oct"))).to_be_visible(timeout=10_000)
