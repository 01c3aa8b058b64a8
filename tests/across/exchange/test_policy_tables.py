"""Step 6 in Excel: reviews are added and stay, an ask ends and a policy is settled in the sheet."""

from __future__ import annotations

from datetime import date

import pytest

from groundswell.before.policy.models import Ask, Policy, Review
from groundswell.before.policy.services import review_area
from tests import make
from tests.across.exchange.books import download
from tests.across.exchange.flows import Browser, counted, lines
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
