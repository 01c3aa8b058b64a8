"""Which version is the newest, and where a document stands in a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.documents.translations import Cell, Issue, State, cell_of, matrix_of, newest, order_of, serves

LABELS = st.one_of(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: f"{pair[0]}.{pair[1]}"),
    st.sampled_from(["draft", "2", "v3", "pilot 1", "2026-03"]),
)
ISSUES = st.lists(st.builds(Issue, LABELS, st.sampled_from(["en", "fr", "fr-BF", "sw"]), st.booleans()), max_size=8)


@pytest.mark.parametrize(
    ("lower", "higher"), [("3.9", "3.10"), ("2", "2.1"), ("v2", "2.1"), ("3.9", "3.9b"), ("pilot", "1"), ("1.0", "V2")]
)
def test_versions_are_sorted_as_people_count(lower: str, higher: str) -> None:
    assert order_of(lower) < order_of(higher)


def test_a_draft_never_makes_a_released_version_older() -> None:
    english = [Issue("3.1", "en", True), Issue("4", "en", False)]
    assert newest(english) == "3.1"
    found = cell_of(english, "en")
    assert (found.state, found.coming and found.coming.label) == (State.RELEASED, "4")


def test_where_nothing_is_released_the_newest_draft_counts() -> None:
    assert cell_of([Issue("1", "en", False), Issue("2", "en", False)], "en").issue == Issue("2", "en", False)


def test_media_are_those_of_the_version_that_counts() -> None:
    issues = [Issue("3", "en", True, "film"), Issue("3.1", "en", True), Issue("3.1", "en", True, "sound")]
    assert cell_of(issues, "en").media == ("text", "sound")


@given(ISSUES, st.sampled_from(["en", "fr", "fr-BF", "sw", "ar"]))
def test_the_order_in_which_editions_were_recorded_says_nothing(issues: list[Issue], tag: str) -> None:
    assert cell_of(issues, tag).state is cell_of(issues[::-1], tag).state


@given(ISSUES, st.sampled_from(["en", "fr", "fr-BF", "sw", "ar"]))
def test_a_cell_is_missing_only_where_nothing_serves_the_language(issues: list[Issue], tag: str) -> None:
    found = cell_of(issues, tag)
    assert (found == Cell(State.MISSING)) == (not any(serves(issue.language, tag) for issue in issues))


@given(ISSUES, st.sampled_from(["en", "fr"]))
def test_releasing_the_newest_version_completes_a_language(issues: list[Issue], tag: str) -> None:
    label = newest(issues) or "1"
    assert cell_of([*issues, Issue(label, tag, True)], tag).state is State.RELEASED


@given(ISSUES)
def test_every_document_gets_a_cell_in_every_language(issues: list[Issue]) -> None:
    found = matrix_of({"a": issues, "b": []}, ("en", "sw"))
    assert {key: list(cells) for key, cells in found.items()} == {"a": ["en", "sw"], "b": ["en", "sw"]}
    assert all(cell.state is State.MISSING for cell in found["b"].values())
