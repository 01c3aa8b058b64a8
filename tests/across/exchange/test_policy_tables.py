"""Step 6 in Excel: reviews are added and stay, an ask ends and a policy is settled in the sheet."""

from __future__ import annotations

from datetime import date

import pytest

from groundswell.before.package.forms.elements import tags_of
from groundswell.before.policy.models import Ask, Policy, Review
from groundswell.before.policy.services import close_ask, review_area
from tests import make
from tests.across.exchange.books import Book, download
from tests.across.exchange.flows import Browser, counted, lines
from tests.across.exchange.programs import Script
from tests.cast import Cast

XLSX = "table.xlsx"


@pytest.fixture
def amina(cast: Cast) -> Browser:
    make.policy(cast.program)
    make.ask(cast.program)
    return Browser(cast.amina, cast.program)


def test_a_review_is_noted_below_once_and_one_that_stands_is_refused(cast: Cast, amina: Browser) -> None:
    desk = make.desk("policy.policy.record", cast.program)
    review_area(desk, cast.program, "budget", cast.program.root, on=date(2026, 2, 1), found="No code.")
    book = download(amina, "policy-reviews")
    book.add(area="data and privacy", place="TA-1", on=date(2026, 2, 2))
    first = amina.upload((XLSX, book.saved()))
    assert counted(first) == (1, 0, 1, 0, 0), [line.remedy for line in lines(first, "refused")]
    amina.apply(first)
    added = Review.objects.get(area="data")
    assert (added.place, added.on, added.found) == (cast.district, date(2026, 2, 2), "")
    assert counted(amina.upload((XLSX, book.saved()))) == (0, 0, 2, 0, 0)
    book = download(amina, "policy-reviews")
    book.set(book.number(area="budget codes"), found="A code since January.")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "Add a row of its own" in line.remedy
    assert Review.objects.get(area="budget").found == "No code."


def test_an_ask_ends_and_a_policy_is_settled_in_the_sheet(cast: Cast, amina: Browser) -> None:
    book = download(amina, "asks")
    book.set(2, state="won", outcome="Circular 4 of March.")
    amina.apply(amina.upload((XLSX, book.saved())))
    ask = Ask.objects.get()
    assert (ask.state, ask.outcome, ask.closed_on is None) == ("won", "Circular 4 of March.", False)
    book = download(amina, "policies")
    book.set(2, settled_how="The norm was changed.")
    amina.apply(amina.upload((XLSX, book.saved())))
    policy = Policy.objects.get()
    assert (policy.settled_how, policy.settled_on is None) == ("The norm was changed.", False)


def test_an_ask_that_ended_without_words_is_refused(cast: Cast, amina: Browser) -> None:
    book = download(amina, "asks")
    book.set(2, state="lost")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "Write the outcome" in line.remedy
    assert Ask.objects.get().state == "open"


def test_ended_asks_go_to_excel_and_to_the_api_and_stay_as_they_ended(cast: Cast, amina: Browser) -> None:
    ask = Ask.objects.get()
    close_ask(make.desk("policy.policy.record", cast.program), ask, "lost", "The council said no.", version=1)
    make.ask(cast.program, ask.change)
    rows = Script(cast.amina, cast.program).get("/tables/asks")["rows"]
    assert [(row["cells"]["state"], row["cells"]["outcome"]) for row in rows] == [
        ("open", None),
        ("lost", "The council said no."),
    ]
    book = download(amina, "asks")
    assert counted(amina.upload((XLSX, book.saved()))) == (0, 0, 2, 0, 0)
    book.set(book.number(state="lost"), why="It costs lives.")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "Record it again" in line.remedy
    book = download(amina, "asks")
    book.sheet.delete_rows(2, 2)
    book.set(2, change=ask.change, owner="Sia Momoh")
    amina.apply(amina.upload((XLSX, book.saved())))
    assert Ask.objects.get(state="open").owner == "Sia Momoh"  # of two in the same words, the open one is meant


def test_titles_and_stakeholders_come_back_and_stay_hidden_from_who_may_not_see_them(
    cast: Cast, amina: Browser
) -> None:
    make.stakeholder(cast.program, cast.program.root, 1, name="Dr Koroma", office="Director")
    (tag, *_others) = tags_of(cast.program)
    book = download(amina, "policies")
    book.set(2, **{f"titles_{tag}": "As we call it"})
    amina.apply(amina.upload((XLSX, book.saved())))
    assert Policy.objects.get().titles == {tag: "As we call it"}
    book = download(amina, "asks")
    book.set(2, stakeholder="Dr Nobody")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "as step 5 has it" in line.remedy
    book.set(2, stakeholder="Dr Koroma")
    amina.apply(amina.upload((XLSX, book.saved())))
    ask = Ask.objects.get()
    assert (str(ask.stakeholder), ask.decision_maker) == ("Dr Koroma", "Dr Koroma, Director")
    page = Script(cast.amina, cast.program).get("/tables/asks")
    assert page["rows"][0]["cells"]["stakeholder"] == "Dr Koroma"
    hidden = Script(cast.erik, cast.program).get("/tables/asks")
    assert "stakeholder" not in {column["key"] for column in hidden["columns"]}
    assert "Koroma" not in str([row["cells"].get("stakeholder") for row in hidden["rows"]])


def test_the_table_of_a_narrowed_register_has_the_rows_of_its_page(cast: Cast, amina: Browser) -> None:
    make.policy(cast.program, "Plan 2030", kind="plan")
    make.policy(cast.program, "Law 4", kind="law", place=cast.district)
    html = amina.page(f"/p/{cast.program.code}/policy/?kind=plan&place=nonsense")
    (link,) = (str(one["href"]) for one in html.select("#rows a") if one.get_text() == "These rows in Excel")
    assert link.endswith("policies.xlsx?kind=plan")
    book = Book(amina.client.get(link).content)
    assert [row["title"] for row in book.rows()] == ["Plan 2030"]
    book.set(2, effect="Names groups.")
    amina.apply(amina.upload((XLSX, book.saved())))
    assert Policy.objects.get(kind="plan").effect == "Names groups."
    assert Policy.objects.count() == 3
    assert len(download(amina, "policies").rows()) == 3
