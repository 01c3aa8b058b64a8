"""Names that the program does not know: matched, made or left out on a page that stays light."""

from __future__ import annotations

from groundswell.across.exchange.models import Match
from groundswell.during.monitoring.models import Value
from tests import make
from tests.across.exchange.flows import Browser, counted, said
from tests.cast import Cast

SHEET = "district,month,sessions watched\nDorasa,2026-01,4\nDorassa,2026-02,5\nMirafe,2026-01,7\n"


def started(cast: Cast, text: str = SHEET) -> tuple[Browser, object]:
    browser = Browser(cast.chitra, cast.program)
    return browser, browser.read(("sheet.csv", text.encode()))


def test_a_spelling_is_offered_the_place_it_comes_near_to_and_remembered(cast: Cast) -> None:
    browser, batch = started(cast)
    near = batch.unknowns.get(text="Dorassa").candidates  # type: ignore[attr-defined]
    assert [words for _key, words in near] == ["Dorasa, Tarawe"]
    answers = {"Dorassa": f"match:{near[0][0]}", "Mirafe": "leave", "sessions watched": "make:count"}
    done = browser.match_names(batch, answers)  # type: ignore[arg-type]
    assert (counted(done), done.counts["left_out"]) == ((2, 0, 0, 0, 0), 1)
    again = browser.read(("other.csv", SHEET.encode()))
    assert counted(again) == (2, 0, 0, 0, 0)
    assert Match.objects.count() == 3


def test_another_place_and_another_indicator_may_be_typed(cast: Cast) -> None:
    make.indicator(cast.program)
    browser, batch = started(cast)
    keys = {unknown.text: unknown.key for unknown in batch.unknowns.all()}  # type: ignore[attr-defined]
    typed = {"Mirafe": "Sewara", "Dorassa": "TA-1", "sessions watched": "P9"}
    data = {f"other-{keys[text]}": word for text, word in typed.items()}
    response = browser.post(f"{browser.home}{batch.key}/names", data)  # type: ignore[attr-defined]
    assert response.status_code == 303
    batch.refresh_from_db()  # type: ignore[attr-defined]
    assert counted(batch) == (3, 0, 0, 0, 0)  # type: ignore[arg-type]


def test_a_typed_name_that_means_nothing_is_said_and_the_other_answers_are_kept(cast: Cast) -> None:
    browser, batch = started(cast)
    keys = {unknown.text: unknown.key for unknown in batch.unknowns.all()}  # type: ignore[attr-defined]
    data = {f"other-{keys['Mirafe']}": "Nowhere", f"name-{keys['sessions watched']}": "make:count"}
    response = browser.client.post(f"{browser.home}{batch.key}/names", data, follow=True)  # type: ignore[attr-defined]
    assert "No place is called “Nowhere”." in said(response)
    assert Match.objects.get().text == "sessions watched"
    assert Value.objects.count() == 0


def test_many_unknown_names_among_many_places_make_a_light_page(cast: Cast) -> None:
    for number in range(400):
        make.place(f"Village {number}", cast.district)
    rows = "".join(f"Unknown {number},2026-01,3\n" for number in range(120))
    browser, batch = started(cast, f"district,month,sessions watched\n{rows}")
    response = browser.client.get(f"{browser.home}{batch.key}/")  # type: ignore[attr-defined]
    assert len(response.content) < 100_000
    assert "Page 1 of 5" in said(response)
    whole = browser.match(batch, all_place="make:", all_indicator="make:count")  # type: ignore[arg-type]
    assert counted(whole)[0] == 120
