"""Numbers in the reader's way of writing, marks, and inputs that say what describes them."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override

from groundswell.domain.values import Interval
from groundswell.kit.charts.marks import SHAPE_OF
from groundswell.kit.templatetags import look


@pytest.mark.parametrize(("language", "written"), [("en", "1,348.46"), ("fr", "1 348,46"), ("de", "1.348,46")])
def test_a_number_takes_the_separators_of_the_language(language: str, written: str) -> None:
    with override(language):
        assert " ".join(look.number(1348.456, 2).split()) == written


def test_a_number_is_rounded_not_cut() -> None:
    assert look.number(0.786, 2) == "0.79"
    assert look.number(-1.25, 1) in {"−1.2", "−1.3"}


def test_a_share_is_written_in_per_cent_with_a_space_that_does_not_break() -> None:
    assert look.share(0.482) == "48\xa0%"
    assert look.share(None) == "–"


def test_a_number_that_is_none_is_a_dash() -> None:
    assert look.number(float("nan")) == "–"
    assert look.number(None) == "–"
    assert look.number("") == look.share("") == "–"


def test_an_interval_below_zero_is_joined_by_a_word() -> None:
    assert look.interval(Interval(0.6, 1.03)) == "0.60–1.03"
    assert look.interval(Interval(-1.5, -0.2), 1) == "−1.5 to −0.2"
    assert look.share_interval(Interval(0.34, 0.62)) == "34–62"
    assert look.level(Interval(0, 1, 0.95)) == "95\xa0% interval"
    assert look.interval(None) == look.share_interval(None) == look.level(None) == ""


def test_a_name_is_isolated_and_escaped() -> None:
    assert look.bdi("دوراسا <b>") == "<bdi>دوراسا &lt;b&gt;</bdi>"


def test_every_state_has_a_word_and_an_unknown_state_is_not_known() -> None:
    assert all(look.light_word(state) for state in SHAPE_OF)
    assert look.light_word("unmet") == "Unmet"
    assert look.light_word("nonsense") == "Not known"
    assert 'href="#m-none"' in look.mark("nonsense")


@pytest.mark.parametrize(("label", "leads"), [("Place", "Place:"), ("How many?", "How many?"), ("كم؟", "كم؟")])
def test_a_label_leads_into_a_sentence(label: str, leads: str) -> None:
    assert look.lead(label) == leads


class Visit(forms.Form):
    """One control of each kind."""

    groups = forms.IntegerField(help_text="Last month: 118")
    day = forms.DateField()
    words = forms.CharField()
    secret = forms.CharField(widget=forms.PasswordInput)
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    sheet = forms.FileField(help_text="XLSX or CSV")
    sure = forms.BooleanField()


def test_a_control_is_as_wide_as_what_is_written_into_it() -> None:
    form = Visit()
    assert 'class="short"' in look.control(form["groups"])
    assert 'class="mid"' in look.control(form["day"])
    assert 'class="long"' in look.control(form["words"])
    assert "class" not in look.control(form["sure"])


def test_only_text_that_people_write_takes_its_own_direction() -> None:
    form = Visit()
    assert 'dir="auto"' in look.control(form["words"])
    assert "dir=" not in look.control(form["secret"])
    assert "dir=" not in look.control(form["groups"])


def test_a_file_input_says_what_describes_it() -> None:
    assert 'aria-describedby="id_sheet_helptext"' in look.control(Visit()["sheet"])


def test_links_jump_to_the_control_or_to_the_first_choice() -> None:
    form = Visit()
    assert look.anchor(form["groups"]) == "id_groups"
    assert look.anchor(form["kind"]) == "id_kind_0"
