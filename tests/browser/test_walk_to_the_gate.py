"""The whole walk on a phone with the keyboard alone: from an empty installation to a signed start of wave 1."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, wait_for
from tests.browser.hands import overflow, tab_to

PHONE = {"width": 390, "height": 844}
PASSWORD = "rain on the tin roof"
SOON = date.today() + timedelta(days=60)


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Address of an installation in which nobody has been yet, and the link by which its keeper enters."""
    port, log = free_port(), tmp_path / "log.txt"
    environment = os.environ | {"GROUNDSWELL_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = str(Path(sys.executable).with_name("groundswell"))
    subprocess.run([command, "migrate"], env=environment, capture_output=True, check=True)
    with log.open("w") as writing:
        server = subprocess.Popen(
            [command, "serve", "--port", str(port)], env=environment, stdout=writing, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"http://127.0.0.1:{port}", server, log)
            link = re.search(r"enters here, once: (\S+)", log.read_text())
            assert link is not None, log.read_text()
            yield f"http://127.0.0.1:{port}", link[1]
        finally:
            server.terminate()
            server.wait(timeout=20)


def write(page: Page, label: str, text: str, role: str = "textbox") -> None:
    """Tab to a field and type; days by their parts, as the calendar of an English browser takes them."""
    tab_to(page, role, label)
    page.keyboard.type(text)


def day(when: date) -> str:
    """A day as it is typed into a field of an English browser."""
    return f"{when:%m%d%Y}"


def press(page: Page, name: str, role: str = "button") -> None:
    """Tab to a button or link, press Enter, and see that the page fits the screen."""
    tab_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert overflow(page) <= 1, page.url


def found_program(page: Page, site: str, link: str) -> str:
    """Enter as the keeper, start a program in a new country, plan its pilot and wave 1."""
    page.goto(link)
    write(page, "New password", PASSWORD)
    write(page, "The same again", PASSWORD)
    press(page, "Set this password")
    page.goto(f"{site}/programs/new")
    write(page, "Name", "Fathers’ groups")
    write(page, "Short name", "fathers")
    write(page, "… or a country", "Tarawe")
    write(page, "Version of the package", "1.0")
    press(page, "Start this program")
    here = f"{site}/p/fathers"
    for number, starts in (("0", date(2024, 1, 15)), ("1", SOON)):
        page.goto(f"{here}/program/waves")
        write(page, "Number", number, "spinbutton")
        write(page, "Starts on", day(starts))
        write(page, "Communities planned", "40", "spinbutton")
        press(page, "Save this wave")
    return here


def closed_at_first(page: Page, here: str) -> None:
    """Nothing is known, and the gate says so line by line; the first unmet line leads to where it is mended."""
    page.goto(f"{here}/")
    press(page, "May wave 1 start?", "link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wave 1 may not start yet")
    expect(page.get_by_role("main")).to_contain_text("Starts wait for this one. No verdict is signed.")
    press(page, "What to do", "link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which quality may never fall below what?")


def envision(page: Page, here: str) -> None:
    """Step 1: a target, a lead with time, a quality that may never fall, adopted."""
    page.goto(f"{here}/vision/change")
    write(page, "Target", "400", "spinbutton")
    write(page, "Unit of the target", "groups")
    write(page, "To be reached by", day(SOON + timedelta(days=900)))
    press(page, "Save the vision")
    page.goto(f"{here}/vision/people")
    write(page, "Or somebody without an account", "Mariama Kallon")
    write(page, "Share of a post", "50", "spinbutton")
    write(page, "Budget line", "Ministry, line 4")
    press(page, "Save the list")
    page.goto(f"{here}/program/floors")
    write(page, "Code of the indicator", "P9")
    write(page, "Never below", "0.6", "spinbutton")
    write(page, "Why?", "A talk is no group.")
    press(page, "Save the floor")
    page.goto(f"{here}/vision/adopt")
    write(page, "Next review on", day(SOON + timedelta(days=300)))
    write(page, "What was agreed?", "Four hundred groups, none without a trained pair.")
    press(page, "Sign and adopt")


def prove(page: Page, here: str) -> None:
    """Step 2: one trial with a comparison group."""
    page.goto(f"{here}/evidence/studies/new/")
    write(page, "Short name", "Lumeya trial 2025")
    tab_to(page, "combobox", "Design")
    page.keyboard.type("cluster random")
    write(page, "Clusters with the approach", "24", "spinbutton")
    write(page, "Clusters without", "24", "spinbutton")
    write(page, "Outcome", "newborn death within 28 days")
    write(page, "Estimate as printed", "0.74", "spinbutton")
    write(page, "Lower limit as printed", "0.60", "spinbutton")
    write(page, "Upper limit as printed", "0.91", "spinbutton")
    tab_to(page, "radio", "not recorded")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    write(page, "Adjusted for", "clustering")
    for domain in ("Allocation", "Recruitment", "Confounding", "Deviations", "Missing", "Measurement", "Selective"):
        tab_to(page, "combobox", domain)
        page.keyboard.type("low")
    tab_to(page, "radio", "not recorded")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    press(page, "Save the study")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lumeya trial 2025")


def assess(page: Page, here: str) -> None:
    """Steps 3 and 4: a barrier with owner and day, a core element with its reason, and what the reviews came to."""
    page.goto(f"{here}/scalability/barriers/new")
    write(page, "What stands in the way", "Nobody trains after the pilot")
    write(page, "What will be done", "Two master trainers in Lumeya")
    write(page, "Who sees to it", "Sia Momoh")
    write(page, "Until when", day(SOON))
    press(page, "Save the barrier")
    page.goto(f"{here}/package/elements/new")
    tab_to(page, "radio", "core")
    page.keyboard.press("Space")
    tab_to(page, "radio", "a process")
    page.keyboard.press("Space")
    write(page, "Name, in English", "Groups choose what they do")
    write(page, "Short name", "choice")
    write(page, "Why it is needed", "Where staff chose, nobody came back.")
    press(page, "Save the element")
    page.goto(f"{here}/gates/inputs/")
    region = page.get_by_role("region", name="Score of the scalability assessment")
    region.locator("summary").focus()
    page.keyboard.press("Enter")
    write(page, "Score of the scalability assessment", "68", "spinbutton")
    write(page, "Where does this come from?", "Workshop of three sides")
    press(page, "Save what I changed")


def advocate(page: Page, here: str) -> None:
    """Step 6: an area of the checklist reviewed, a plan that hinders with what is done about it, and an ask."""
    page.goto(f"{here}/policy/")
    press(page, "Note a review: task sharing and cadres, Tarawe", "link")
    write(page, "What was found", "District health plan")
    press(page, "Save the review")
    press(page, "Record a policy", "link")
    write(page, "What it is called", "District health plan 2026")
    tab_to(page, "radio", "law")
    page.keyboard.press("ArrowDown")
    tab_to(page, "combobox", "Area of the checklist")
    page.keyboard.type("national")
    for choice in ("neutral", "not decided"):  # for the effectiveness inhibiting; have it changed
        tab_to(page, "radio", choice)
        page.keyboard.press("ArrowDown")
    press(page, "Save the policy")
    expect(page.get_by_role("heading", level=1)).to_contain_text("One policy hinders us, none blocks")
    press(page, "Record an ask", "link")
    write(page, "What shall change", "Let fathers meet at the health post")
    write(page, "Who decides", "Dr Conteh, District Medical Officer")
    write(page, "Who carries it", "Sia Momoh")
    write(page, "Until when", day(SOON))
    press(page, "Save the ask")
    expect(page.get_by_role("main")).to_contain_text("Let fathers meet at the health post")


def judge(page: Page, here: str) -> None:
    """The verdict is read and signed."""
    page.goto(f"{here}/gates/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Scale, with research")
    press(page, "Sign this verdict", "link")
    write(page, "Why do you sign it?", "Read aloud in the steering group.")
    press(page, "Sign this verdict")


def decide(page: Page, here: str) -> None:
    """At the gate of wave 1: read, decide, see what was kept."""
    page.goto(f"{here}/gates/")
    press(page, "May the next wave start?", "link")
    press(page, "See every check", "link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wave 1 may start")
    expect(page.get_by_role("main")).to_contain_text("“Scale, with research”, signed by")
    press(page, "Decide", "link")
    tab_to(page, "radio", "Start")
    page.keyboard.press("Space")
    press(page, "Sign this decision")
    expect(page.get_by_role("alert")).to_contain_text("Why?")
    expect(page.get_by_role("radio", name=re.compile("^Start"))).to_be_checked()
    write(page, "Why?", "Two districts asked; the trainers are there.")
    press(page, "Sign this decision")
    page.wait_for_url(re.compile("/gates/decisions/"))


def test_from_an_empty_house_to_a_signed_start(entrance: tuple[str, str], page: Page) -> None:
    site, link = entrance
    page.set_viewport_size(PHONE)
    here = found_program(page, site, link)
    closed_at_first(page, here)
    envision(page, here)
    prove(page, here)
    assess(page, here)
    advocate(page, here)
    judge(page, here)
    decide(page, here)
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Wave 1 starts on {SOON.day} {SOON:%B %Y}")
    expect(main).to_contain_text("Two districts asked; the trainers are there.")
    expect(main).to_contain_text("Computed again, it is the same")
    expect(main).to_contain_text("Today every check says what it said then")
    decision = page.url
    for language, direction in (("fr", "ltr"), ("ar", "rtl")):
        page.locator(f"button[name=language][value={language}]").first.click()
        page.wait_for_load_state()
        for address in (f"{here}/gates/waves/1/", decision, f"{decision}?print=1", f"{here}/gates/waves/1/decide/"):
            page.goto(address)
            assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
                language, direction,
            ]  # fmt: skip
            assert overflow(page) <= 1, address
            expect(page.get_by_role("heading", level=1)).not_to_contain_text("Wave")
