"""Step 10 as people do it: from the nation to the rows behind one number, the monthly form, targets, thresholds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

Enter = Callable[..., Page]


def test_from_the_nation_to_a_district_that_must_pause_to_who_entered_what(enter: Enter) -> None:
    page = enter("Amina")
    page.get_by_role("link", name="Still working?").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Is it still working as it spreads?")
    worst = page.get_by_role("region", name=re.compile("^Month by month"))
    worst.get_by_text("Table of these charts").click()
    row = worst.get_by_role("row").filter(has_text="Pause").first
    district = row.get_by_role("rowheader").inner_text()
    row.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"{district}: pause new starts")
    why = page.get_by_role("region", name="Why", exact=True)
    expect(why.get_by_role("listitem").filter(has_text="Level against the pilot")).to_contain_text("points under")
    opened = page.get_by_role("link", name=re.compile(r"^Open [\d,]+ reports$")).first
    count = re.sub(r"\D", "", opened.inner_text())
    opened.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} values stand behind")
    expect(page.get_by_role("columnheader", name="Entered by")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Open .+ 2026$")).first.click()
    expect(page.get_by_role("main")).to_contain_text("Last changed by The demonstration")
    expect(page.get_by_role("heading", name="What it was")).to_be_visible()


def test_a_corrected_number_keeps_what_it_was_who_changed_it_and_why(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.goto(f"{site}/p/demo/monitoring/")
    page.get_by_role("link", name=re.compile(r"^n \d")).first.click()
    page.get_by_role("link", name=re.compile("^Open .+ 2026$")).first.click()
    page.get_by_label("Sessions observed (optional)", exact=True).fill("7")
    page.get_by_role("button", name="Correct the value").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(page.get_by_label("Sessions observed (optional)", exact=True)).to_have_value("7")
    page.get_by_label("Why is it corrected?").fill("The paper form says seven.")
    page.get_by_role("button", name="Correct the value").click()
    expect(page.get_by_role("main")).to_contain_text("Last changed by Amina Sorie")
    was = page.get_by_role("region", name="What it was")
    expect(was.get_by_role("listitem")).to_have_count(2)
    expect(was).to_contain_text("The paper form says seven.")


def test_a_facilitator_keeps_a_draft_answers_a_warning_and_sends_her_report(enter: Enter, site: str) -> None:
    page = enter("Dewi")
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("link", name="Show what was sent, too").click()
    page.get_by_role("link", name=re.compile("^Koni: report for Oct 2026")).click()
    page.goto(page.url.replace("2026-10", "2026-11"))
    page.get_by_label("1. Groups formed").fill("2")
    page.get_by_label("13. Live births").fill("3")
    page.get_by_role("button", name="Save and finish later").click()

    page.goto(f"{site}/p/demo/monitoring/reports/?sent=1")
    page.get_by_role("link", name=re.compile("^Koni: report for Oct 2026")).click()
    page.goto(page.url.replace("2026-10", "2026-11"))
    expect(page.get_by_label("13. Live births")).to_have_value("3")
    page.get_by_label("2. Groups that met in the period").fill("5")
    page.get_by_role("button", name="Send report").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text(re.compile("5 is more than"))
    expect(page.get_by_label("13. Live births")).to_have_value("3")
    summary.get_by_role("link", name=re.compile("5 is more than")).click()
    expect(page.get_by_label("2. Groups that met in the period")).to_be_focused()
    reason = "Three groups of the neighbouring village met with ours."
    page.get_by_label("Why are the unusual numbers right?").fill(reason)
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("status")).to_be_visible()

    page.goto(f"{site}/p/demo/monitoring/reports/?sent=1")
    page.get_by_role("link", name=re.compile("^Koni: report for Oct 2026")).click()
    page.goto(page.url.replace("2026-10", "2026-11"))
    expect(page.get_by_role("main")).to_contain_text(re.compile("Sent on .* by Dewi Momoh"))
    expect(page.get_by_label("2. Groups that met in the period")).to_have_value("5")


def test_a_sent_report_is_not_offered_for_later(enter: Enter, site: str) -> None:
    page = enter("Dewi")
    page.goto(f"{site}/p/demo/monitoring/reports/?sent=1")
    page.get_by_role("link", name=re.compile("^Koni: report for Sep 2026")).click()
    expect(page.get_by_role("button", name="Send report")).to_be_visible()
    expect(page.get_by_role("button", name="Save and finish later")).to_have_count(0)


def test_a_supervisor_sees_his_district_only(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.get_by_role("link", name="Ferenke").first.click()
    elsewhere = page.url
    page = enter("Babu")
    page.goto(f"{site}/p/demo/monitoring/")
    places = page.get_by_role("combobox", name="Place").get_by_role("option").all_inner_texts()
    assert places[0].startswith("Dorasa")
    assert not [name for name in places if re.search("Ferenke|Bonta|Tarawe", name)]
    answer = page.goto(elsewhere)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("main")).not_to_contain_text("Ferenke")


def test_a_target_is_set_with_its_reason(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.goto(f"{site}/p/demo/monitoring/")
    page.get_by_role("link", name="Targets").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in 2026")
    page.get_by_label("Centre, 2026", exact=True).fill("82")
    page.get_by_role("button", name="Set the targets").click()
    expect(page.get_by_role("alert")).to_contain_text("Why are they set or changed?")
    expect(page.get_by_label("Centre, 2026", exact=True)).to_have_value("82")
    page.get_by_label("Why are they set or changed?").fill("Agreed with the region.")
    page.get_by_role("button", name="Set the targets").click()
    expect(page.get_by_role("status")).to_contain_text("The targets are set.")
    page.goto(f"{site}/p/demo/journal/")
    expect(page.get_by_role("row").filter(has_text="Agreed with the region.").first).to_contain_text("Amina Sorie")


def test_a_changed_threshold_stands_in_the_journal_with_its_reason(enter: Enter) -> None:
    page = enter("Amina")
    page.get_by_role("link", name="Program", exact=True).click()
    page.get_by_role("link", name="Numbers we judge by").click()
    page.get_by_role("link", name="Change: Months after which a verdict lapses").click()
    page.get_by_label("New value").fill("18")
    page.get_by_role("button", name="Change this number").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(page.get_by_label("New value")).to_have_value("18")
    page.get_by_label("Why?").fill("The ministry plans every eighteen months.")
    page.get_by_role("button", name="Change this number").click()
    row = page.get_by_role("row").filter(has_text="Months after which a verdict lapses")
    expect(row).to_contain_text("18")
    expect(row).to_contain_text("Amina Sorie")
    page.get_by_role("link", name="Program", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name="Journal").click()
    entry = page.get_by_role("row").filter(has_text="The ministry plans every eighteen months.").first
    expect(entry).to_contain_text("Amina Sorie")
    expect(entry).to_contain_text("24")
    expect(entry).to_contain_text("18")
