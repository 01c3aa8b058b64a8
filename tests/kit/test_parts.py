"""The frame and the parts that every page is built of."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import get_language_info, override

from groundswell.domain.errors import NotFound
from groundswell.kit.charts.dotrange import Level, Levels, dot_range


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    """Only the addresses that the frame asks for."""
    settings.ROOT_URLCONF = "tests.kit.addresses"


def page(template: str, **context: Any) -> BeautifulSoup:
    """A template rendered without context processors, parsed."""
    context.setdefault("request", RequestFactory().get("/here", {"place": "7"}))
    return BeautifulSoup(render_to_string(f"kit/{template}.html", context), "html.parser")


class Report(forms.Form):
    """A small form."""

    groups = forms.IntegerField(label="Groups", help_text="Last month: 118", max_value=100)
    stop = forms.ChoiceField(label="Did any stop?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse the whole as well."""
        raise forms.ValidationError("The sheet is of another month.")


FRAME: dict[str, Any] = {
    "error": NotFound("This page does not exist.", "Check the address."),
    "programme": {"name": "Mothers’ Groups", "reach": "1,348 of 3,400 communities"},
    "swell": 0.4,
    "person": {"name": "Aminata"},
    "site_languages": [get_language_info(code) for code in ("en", "ar")],
    "navigation": [{"title": "Today", "url": "/", "current": True}, {"title": "Reports", "url": "/reports/"}],
}


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_direction(language: str, direction: str) -> None:
    with override(language):
        html = page("error", **FRAME).html
    assert html is not None
    assert (html["lang"], html["dir"]) == (language, direction)


def test_nothing_on_a_page_breaks_a_strict_content_policy() -> None:
    soup = page("error", **FRAME)
    assert not soup.select("[style], style")
    assert all(script.get("src") for script in soup.select("script"))
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]


def test_the_first_link_skips_to_the_content_and_the_current_section_is_told() -> None:
    soup = page("error", **FRAME)
    assert soup.select("a")[0]["href"] == "#main"
    assert soup.select_one("main#main")
    assert [link.text for link in soup.select('[aria-label="Sections"] [aria-current="page"]')] == ["Today"]


def test_the_swell_says_the_reach_in_words() -> None:
    drawing = page("error", **FRAME).select_one(".swell svg")
    assert drawing is not None
    assert drawing["aria-label"] == "1,348 of 3,400 communities"


def test_languages_are_buttons_of_a_form_that_needs_no_script() -> None:
    soup = page("error", **FRAME)
    form = soup.select_one('form[aria-label="Language"]')
    assert form is not None
    assert (form["method"], form["action"]) == ("post", "/language")
    button = form.button
    assert button is not None
    assert (button["value"], button["lang"], button["dir"]) == ("ar", "ar", "rtl")


def test_who_is_signed_in_may_sign_out_and_a_visitor_may_sign_in() -> None:
    assert page("error", **FRAME).select_one('form[action="/people/out"][method="post"]')
    visitor = page("error", **{**FRAME, "person": None})
    assert visitor.select_one('a[href="/people/in"]')
    assert not visitor.select_one('form[action="/people/out"]')


def test_a_page_without_anything_around_it_still_stands() -> None:
    soup = page("error", error=NotFound("This page does not exist."))
    heading = soup.h1
    assert heading is not None
    assert "This page does not exist." in heading.text
    assert not soup.select("nav")


def test_an_error_tells_what_happened_and_what_to_do() -> None:
    soup = page("error", **FRAME)
    assert "(404)" in soup.select_one("h1 .q").text  # type: ignore[union-attr]
    assert soup.select_one(".because").text == "Check the address."  # type: ignore[union-attr]


def test_an_error_stands_above_its_input_which_is_described_by_it() -> None:
    form = Report({"groups": "124"})
    form.is_valid()
    soup = page("parts/field", field=form["groups"])
    order = [tag.name if not tag.get("class") else tag["class"][0] for tag in soup.find_all(["label", "span", "input"])]
    assert order == ["label", "hint", "msg", "short"]
    field = soup.input
    assert field is not None
    assert field["aria-describedby"].split() == ["id_groups_helptext", "id_groups_error"]
    assert field["aria-invalid"] == "true"
    assert soup.select_one("#id_groups_error")
    assert soup.label is not None
    assert soup.label["for"] == field["id"]


def test_choices_are_one_group_with_a_label_each() -> None:
    soup = page("parts/field", field=Report()["stop"])
    assert soup.legend is not None
    assert soup.legend.text.strip() == "Did any stop?"
    assert [label["for"] for label in soup.select("label")] == ["id_stop_0", "id_stop_1"]


def test_what_need_not_be_answered_says_so() -> None:
    assert "(optional)" in page("parts/field", field=Report()["note"]).text
    assert "(optional)" not in page("parts/field", field=Report()["groups"]).text


def test_the_summary_links_to_each_field_and_says_that_nothing_is_lost() -> None:
    form = Report({"groups": "124"})
    form.is_valid()
    soup = page("parts/errors", form=form)
    assert [link["href"] for link in soup.select("a")] == ["#id_groups", "#id_stop_0"]
    assert "Nothing is lost" in soup.text
    assert "The sheet is of another month." in soup.text


def test_a_form_without_errors_has_no_summary() -> None:
    assert page("parts/errors", form=Report()).text.strip() == ""


def test_the_next_page_keeps_what_was_asked_for() -> None:
    soup = page("parts/pager", page=Paginator(range(95), 10).page(2))
    link = soup.select_one('a[rel="next"]')
    assert link is not None
    assert link["href"] == "?place=7&page=3"
    assert "rows 11 to 20 of 95" in soup.text


def test_one_page_needs_no_pager() -> None:
    assert page("parts/pager", page=Paginator(range(5), 10).page(1)).text.strip() == ""


def test_a_figure_has_its_finding_its_drawing_and_its_table() -> None:
    chart = dot_range(
        Levels("hands", "Quality <thins>", "Sessions held well", (Level("Second hand", 0.89, 0.86, 0.91, 613),))
    )
    soup = page("parts/figure", chart=chart, heading="hands-head")
    assert soup.select_one("h2#hands-head").text == "Quality <thins>"  # type: ignore[union-attr]
    assert len(soup.select("figure > svg")) == 2
    assert [cell.text for cell in soup.select("tbody tr")[0].find_all(["th", "td"])] == [
        "Second hand",
        "89\xa0%",
        "86–91",
        "613",
    ]
    assert all(cell.get("scope") for cell in soup.select("th"))


def test_tables_under_charts_are_open_for_print() -> None:
    chart = dot_range(Levels("k", "t", "s", (Level("Second hand", 0.89),)))
    closed, opened = (
        page("parts/figure", chart=chart, request=RequestFactory().get("/", query)) for query in ({}, {"print": "1"})
    )
    assert not closed.select("details[open]")
    assert opened.select("details[open]")


def test_columns_of_words_start_where_words_start() -> None:
    soup = page("parts/table", headers=["Place", "n", "Why"], rows=[["Bonta", "9", "far"]], text_columns={2})
    assert [cell.get("class") for cell in soup.select("td")] == [["n"], None]
    assert [cell["data-l"] for cell in soup.select("td")] == ["n", "Why"]


def test_conditions_stand_apart_by_whether_they_are_met() -> None:
    items = [{"met": False, "criterion": "A", "value": "no"}, {"met": True, "criterion": "B", "value": "yes"}]
    lists = page("parts/conditions", conditions=items).select("ul")
    assert ["A" in lists[0].text, "B" in lists[1].text, "B" in lists[0].text] == [True, True, False]


def test_a_name_that_is_markup_is_escaped_in_every_list() -> None:
    attack = "<script>x</script>"
    soups = [
        page("parts/trail", items=[{"title": attack, "url": "/"}]),
        page("parts/lights", items=[{"state": "look", "what": attack, "because": attack}]),
        page("parts/duty", state="late", when=attack, act=attack, url="/", who=attack),
        page("parts/preview", rows=[{"kind": "refused", "row": 1, "field": attack, "new": attack, "remedy": attack}]),
        page("parts/heat", label=attack, headers=[attack], rows=[{"head": attack, "cells": [None, {"value": attack}]}]),
        page("parts/verdict", answer=attack, because=attack, state="pause"),
    ]
    assert not [soup for soup in soups if soup.find("script")]
    assert all(attack in soup.text for soup in soups)


def test_progress_is_told_in_words_and_shown() -> None:
    soup = page("parts/progress", what="Comparing rows", done=64000, total=100000)
    bar = soup.progress
    assert bar is not None
    assert (bar["max"], bar["value"]) == ("100000", "64000")
    assert "64,000 of 100,000 done" in soup.text


@pytest.mark.parametrize(("language", "arrow"), [("en", "→"), ("ar", "←")])
def test_a_change_points_the_way_the_script_runs(language: str, arrow: str) -> None:
    with override(language):
        soup = page("parts/preview", rows=[{"kind": "changed", "row": 12, "field": "Points", "old": "10", "new": "8"}])
    assert f"10 {arrow} 8" in soup.text
