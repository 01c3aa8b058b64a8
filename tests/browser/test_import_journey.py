"""An import as a district office does it: from a sheet that fits no template to numbers that can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

Enter = Callable[..., Page]


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def desk(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[tuple[Page, str]]:
    """Amina's page with and without JavaScript, and a word that keeps the two imports apart."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"{site}/people/sign-in")
    page.get_by_role("button", name="Amina Sorie").click()
    page.wait_for_url(re.compile("/p/demo/"))
    yield page, "Upper" if request.param else "Lower"
    context.close()


def upload(page: Page, site: str, name: str, content: bytes, kind: str = "text/csv") -> None:
    """Choose a file on the page of imports and look at it."""
    page.goto(f"{site}/p/demo/exchange/")
    page.get_by_label("Files", exact=True).set_input_files([{"name": name, "mimeType": kind, "buffer": content}])
    page.get_by_role("button", name="Look at the files").click()


def finish_work(page: Page) -> None:
    """Wait for work in the background, where there is some, and open what came of it."""
    if "/jobs/" in page.url:
        page.get_by_role("link", name="Open the result").click(timeout=60_000)


NAMESAKES = {"Upper": "Koni", "Lower": "Faya"}
"""A name that four places have; what one person says that it means is remembered, so the other needs another."""


def sheet(word: str) -> bytes:
    """A sheet with a bad month, a name that four places have, and a place nobody knows."""
    rows = (
        f"{NAMESAKES[word]},2024-11,4",
        "Dorasa,2024-11,9",
        "Dorasa,2024-12,7",
        "Dorasa,2024-13,5",
        f"{word}ville,2024-12,3",
    )
    return "\n".join([f"Village,Month,{word} home visits", *rows]).encode()


def test_a_sheet_is_mapped_checked_matched_applied_repeated_and_taken_back(desk: tuple[Page, str], site: str) -> None:
    page, word = desk
    upload(page, site, f"{word}.csv", sheet(word))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"What do the columns of {word}.csv hold?")
    expect(page.get_by_role("main")).to_contain_text("The place is known by its name in “Village”.")
    expect(page.get_by_role("combobox", name="Month")).to_have_value("period")
    page.get_by_role("button", name="Read the file like this").click()

    expect(page.get_by_role("main")).to_contain_text("Nothing has been written yet.")
    expect(page.get_by_role("main")).to_contain_text("5 rows: 1 refused, 4 set aside.")
    refused = page.get_by_role("row").filter(has_text="2024-13")
    expect(refused).to_contain_text("“2024-13” is not a period. Write for example")
    namesakes = page.get_by_role("combobox", name=f"What {NAMESAKES[word]} means", exact=True)
    choices = namesakes.get_by_role("option").all_inner_texts()
    namesakes.select_option(index=next(at for at, words in enumerate(choices) if "Dorasa" in words))
    page.get_by_role("combobox", name=f"What {word}ville means", exact=True).select_option(label="a new place")
    page.get_by_label("New places go under").fill("Dorasa")
    page.get_by_role("combobox", name=f"What {word} home visits means", exact=True).select_option(
        label="make it: a count that may be added up"
    )
    page.get_by_role("button", name="Keep these answers and check again").click()

    expect(page.get_by_role("main")).to_contain_text("5 rows: 1 refused, 4 added.")
    page.get_by_role("button", name=re.compile("^Apply 4 rows, leave 1 out")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 rows are in")
    applied = page.url

    upload(page, site, f"{word}.csv", sheet(word))
    expect(page.get_by_role("main")).to_contain_text("5 rows: 1 refused, 4 the same.")
    expect(page.get_by_role("button", name=re.compile("^Apply"))).to_have_count(0)

    page.goto(applied)
    page.get_by_label(re.compile("Why")).fill(f"{word}: the visits of two years were mixed up.")
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_role("main")).to_contain_text("4 values were taken away")
    page.goto(f"{site}/p/demo/journal/")
    entry = page.get_by_role("row").filter(has_text=f"{word}: the visits of two years were mixed up.").first
    expect(entry).to_contain_text("Amina Sorie")
    expect(page.get_by_role("row").filter(has_text=f"{word}.csv").nth(1)).to_be_visible()


def test_a_table_goes_to_excel_and_comes_back_unchanged(enter: Enter, site: str) -> None:
    page = enter("Amina")
    page.goto(f"{site}/p/demo/exchange/")
    tables = page.get_by_role("complementary", name="Tables to work on in Excel")
    with page.expect_download() as started:
        tables.get_by_role("link", name=re.compile("^Indicator", re.I)).first.click()
    name = started.value.suggested_filename
    assert name.endswith(".xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    upload(page, site, name, Path(started.value.path()).read_bytes(), kind)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"rows: [1-9]\d* the same\."))


def test_a_real_sheet_of_a_country_is_read_with_its_places_under_a_parent(
    enter: Enter, site: str, shared_data: Path
) -> None:
    page = enter("Amina")
    content = (shared_data / "health-series" / "brazil_states_dengue_monthly.csv").read_bytes()
    upload(page, site, "brazil.csv", content)
    page.get_by_role("button", name="Read the file like this").click()
    finish_work(page)
    expect(page.get_by_role("main")).to_contain_text("Nothing has been written yet.")
    page.get_by_label("New places go under").fill("Tarawe")
    page.get_by_label("All places not matched below").select_option(label="are new places")
    page.get_by_label("All indicators not matched below").select_option(
        label="make it: a number that stands alone and is never added up"
    )
    page.get_by_role("button", name="Keep these answers and check again").click()
    finish_work(page)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"rows: [\d,]+ added\."))
    page.get_by_role("button", name=re.compile("^Apply")).click()
    finish_work(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^[\d,]+ rows are in$"))
    page.goto(f"{site}/p/demo/places/?q=Acre")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acre")

    upload(page, site, "brazil.csv", content)
    finish_work(page)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"rows: [\d,]+ the same\."))
