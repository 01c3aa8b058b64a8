"""Step 2 as a person does it: record a study, read the plot, fill in the verdict's inputs, sign, overrule."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import overflow, tab_to

PHONE = {"width": 390, "height": 844}
Enter = Callable[..., Page]


def fill_study(page: Page, name: str) -> None:
    """The numbers of a trial, all but its design."""
    page.get_by_label("Short name").fill(name)
    page.get_by_role("textbox", name="Outcome (optional)").fill("newborn death within 28 days")
    page.get_by_label("Context").fill("island")
    page.get_by_label("Estimate as printed").fill("0.74")
    page.get_by_label("Lower limit as printed").fill("0.60")
    page.get_by_label("Upper limit as printed").fill("0.91")
    page.get_by_label("Clusters with the approach").fill("24")
    page.get_by_label("Clusters without").fill("24")


def row_of(page: Page, name: str) -> Locator:
    """The row of a table that begins with a name."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile(f"^{re.escape(name)}")))


def test_a_study_with_a_fault_loses_nothing_and_then_stands_in_the_plot_and_its_table(enter: Enter) -> None:
    page = enter("Amina")
    page.get_by_role("link", name="Ready to scale?").click()
    page.get_by_role("link", name="See every study").click()
    page.get_by_role("link", name="Record a study").click()
    fill_study(page, "Tarawe, islands 2025")
    page.get_by_label("Level of the interval").fill("250")
    page.get_by_role("button", name="Save the study").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Nothing is lost")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Short name")).to_have_value("Tarawe, islands 2025")
    expect(page.get_by_label("Upper limit as printed")).to_have_value("0.91")
    summary.get_by_role("link", name=re.compile("Design")).click()
    expect(page.get_by_label("Design", exact=True)).to_be_focused()
    page.get_by_label("Design", exact=True).select_option("cluster randomised")
    summary.get_by_role("link", name=re.compile("Level of the interval")).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("95")
    page.get_by_role("button", name="Save the study").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tarawe, islands 2025")
    page.get_by_role("link", name="Does it work?").click()
    plot = page.get_by_role("figure").first
    expect(plot.get_by_role("img")).to_contain_text("Tarawe, islands 2025")
    plot.get_by_text("Table of this chart").click()
    expect(row_of(page, "Tarawe, islands 2025").first).to_contain_text("0.74")


def test_the_inputs_are_filled_the_rule_is_overruled_and_both_words_stand(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.goto(f"{site}/p/demo/gates/?context=rural")
    page.get_by_role("link", name="Fill in what it stands on").click()
    poorest = page.get_by_role("region", name="Effect among the poorest minus among others")
    poorest.get_by_label("lower limit").fill("-0.31")
    poorest.get_by_label("upper limit").fill("0.12")
    poorest.get_by_label("Where does this come from?").fill("Reanalysis by wealth, table 4")
    page.get_by_role("button", name="Save what I changed").click()
    page.goto(f"{site}/p/demo/gates/inputs/?context=rural")
    poorest = page.get_by_role("region", name="Effect among the poorest minus among others")
    expect(poorest).to_contain_text("Typed in by Amina Sorie")
    expect(poorest.get_by_label("lower limit")).to_have_value("-0.31")

    page.goto(f"{site}/p/demo/gates/?context=rural")
    page.get_by_role("link", name=re.compile("Propose a new verdict|Sign this verdict")).click()
    rule = page.get_by_role("heading", level=1).inner_text().split("\n")[-1].strip()
    page.get_by_label("Why do you sign it?").fill("Agreed by the steering group on 20 November.")
    page.get_by_role("button", name="Sign this verdict").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(rule)
    page.get_by_role("region", name="Table of verdicts").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("Agreed by the steering group")
    expect(page.get_by_role("main")).to_contain_text("Signed by Amina Sorie")
    expect(page.get_by_role("heading", name="Computed again, it is the same")).to_be_visible()

    page.goto(f"{site}/p/demo/gates/?context=rural")
    page.get_by_role("link", name="Overrule with a signed reason").click()
    page.get_by_role("radio").first.check()
    mine = page.get_by_role("radio").first.evaluate("radio => radio.labels[0].textContent.trim()")
    page.get_by_role("button", name="Overrule and sign").click()
    expect(page.get_by_role("alert")).to_contain_text("overrule")
    expect(page.get_by_role("radio").first).to_be_checked()
    page.get_by_label("Why do you overrule the rule?").fill("The ministry’s own trial is read, but not yet printed.")
    page.get_by_role("button", name="Overrule and sign").click()
    assert mine != rule
    expect(page.get_by_role("heading", level=1)).to_contain_text(mine)
    both = (
        f"Amina Sorie overruled the rule, which said “{rule}”: The ministry’s own trial is read, but not yet printed."
    )
    expect(page.get_by_role("main")).to_contain_text(both)
    page.get_by_role("region", name="Table of verdicts").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(f"The rule said: {rule}. Amina Sorie overruled it")


def test_a_donor_reads_the_verdict_and_may_not_sign_it(enter: Enter, site: str) -> None:
    page = enter("Erik")
    page.goto(f"{site}/p/demo/gates/?context=rural")
    expect(page.get_by_role("main")).to_contain_text("rural")
    expect(page.get_by_role("link", name=re.compile("Sign|Propose|Overrule|Fill in"))).to_have_count(0)
    refused = page.goto(f"{site}/p/demo/gates/sign/?context=rural")
    assert refused is not None
    assert refused.status == 403
    expect(page.get_by_role("button", name="Sign this verdict")).to_have_count(0)
    page.goto(f"{site}/p/demo/evidence/")
    expect(page.get_by_role("figure").first).to_be_visible()
    expect(page.get_by_role("link", name="Record a study")).to_have_count(0)


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_evidence_is_read_on_a_telephone_in_another_language(
    language: str, direction: str, enter: Enter, site: str
) -> None:
    page = enter("Amina")
    page.set_viewport_size(PHONE)
    paths = ("evidence/", "evidence/studies/new/", "gates/?context=rural", "gates/inputs/?context=rural")
    english = {}
    for path in paths:
        page.goto(f"{site}/p/demo/{path}")
        english[path] = page.get_by_role("heading", level=1).inner_text()
    page.locator(f"button[name=language][value={language}]").first.click()
    page.wait_for_load_state()
    for path in paths:
        page.goto(f"{site}/p/demo/{path}")
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [language, direction]
        assert page.get_by_role("heading", level=1).inner_text() != english[path], path
        assert overflow(page) <= 1, path


def test_a_study_is_recorded_with_the_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/people/sign-in")
    tab_to(page, "button", "Amina Sorie")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/p/demo/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    tab_to(page, "link", "Ready to scale?")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/gates/"))
    tab_to(page, "link", "See every study")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/evidence/"))
    tab_to(page, "link", "Record a study")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/studies/new/"))
    tab_to(page, "textbox", "Short name")
    page.keyboard.type("By keyboard 2026")
    tab_to(page, "combobox", "Design")
    page.keyboard.press("ArrowDown")
    tab_to(page, "radio", "not recorded")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.labels[0].textContent.trim()") == "no"
    assert page.evaluate("document.activeElement.checked")
    tab_to(page, "button", "Save the study")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("By keyboard 2026")
    expect(page.get_by_role("main")).to_contain_text("cluster randomised")
