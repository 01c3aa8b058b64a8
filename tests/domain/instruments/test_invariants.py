"""What must hold for any round: order, bounds, direction, names; and that nobody is found out."""

from __future__ import annotations

import doctest
import importlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.answers import Answer, NoRating, Stakeholder
from groundswell.domain.instruments.disclosure import shown_sides
from groundswell.domain.instruments.house import house_instrument
from groundswell.domain.instruments.instrument import Class, Item, Scale, Scorer, Scoring, Seeing
from groundswell.domain.instruments.results import RoundResult, Standing
from groundswell.domain.instruments.scoring import score_round
from tests.domain.instruments.forms import rows, small

DK, NA = NoRating.DONT_KNOW, NoRating.NOT_APPLICABLE
CODES = (
    "scalability",
    "participation",
    "partnership",
    "capacity",
    "consensus",
    "package",
    "sustainability",
    "fidelity",
)
PEOPLE = (Stakeholder("minister", 5, 2), Stakeholder("union", 3, -1))


@st.composite
def rounds(draw: st.DrawFn, knowing: bool = False) -> tuple[str, list[Answer]]:
    """An instrument of the house and answers of three to six raters on up to three sides."""
    instrument = house_instrument(draw(st.sampled_from(CODES)))
    values = st.sampled_from(instrument.scale.values)
    one = values if knowing else st.one_of(values, values, values, st.just(DK))
    answers = []
    for rater in range(draw(st.integers(3, 6))):
        side = draw(st.sampled_from(["ministry", "ngo", "originator"]))
        answers += [Answer(f"r{rater}", side, item.code, draw(one)) for item in instrument.items]
    return instrument.code, answers


def judged(code: str, answers: list[Answer]) -> RoundResult:
    return score_round(house_instrument(code), answers, PEOPLE)


def whole(result: RoundResult) -> Standing:
    assert result.whole is not None
    return result.whole


@settings(max_examples=30)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(one: tuple[str, list[Answer]], chance: object) -> None:
    code, answers = one
    shuffled = list(answers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = judged(code, answers), judged(code, shuffled)
    assert (first.whole, first.sides, first.flags, first.gates) == (
        second.whole,
        second.sides,
        second.flags,
        second.gates,
    )
    assert (first.alpha.value is None) == (second.alpha.value is None)


@settings(max_examples=30)
@given(rounds())
def test_scores_stay_within_their_bounds(one: tuple[str, list[Answer]]) -> None:
    code, answers = one
    instrument, result = house_instrument(code), whole(judged(code, answers))
    low, high = instrument.scale.lowest, instrument.scale.highest
    for item in result.items:
        assert item.median is None or low <= item.lowest <= item.median <= item.highest <= high  # type: ignore[operator]
        assert item.n + item.dont_know + item.not_applicable == result.raters
    assert all(domain.value is None or low <= domain.value <= high for domain in result.domains)
    bounds = (low, high) if instrument.scoring.scorer is Scorer.MEAN else (-100, 100)
    assert result.score.value is None or bounds[0] - 1e-9 <= result.score.value <= bounds[1] + 1e-9  # type: ignore[operator]


@settings(max_examples=60)
@given(rounds(knowing=True), st.data())
def test_a_better_answer_never_lowers_score_or_class(one: tuple[str, list[Answer]], data: st.DataObject) -> None:
    code, answers = one
    instrument = house_instrument(code)
    place = data.draw(st.integers(0, len(answers) - 1))
    reverse = next(item.reverse for item in instrument.items if item.code == answers[place].item)
    values = [
        v for v in instrument.scale.values if (v <= answers[place].given if reverse else v >= answers[place].given)
    ]  # type: ignore[operator]
    better = list(answers)
    better[place] = replace(answers[place], given=data.draw(st.sampled_from(values)))
    before, after = whole(judged(code, answers)), whole(judged(code, better))
    assert after.score.value >= before.score.value - 1e-9  # type: ignore[operator]
    order = [each.code for each in instrument.scoring.classes]
    if order:
        assert order.index(after.class_code or "") >= order.index(before.class_code or "")


@settings(max_examples=30)
@given(rounds())
def test_a_class_is_never_above_what_the_score_alone_gives(one: tuple[str, list[Answer]]) -> None:
    result = whole(judged(*one))
    order = [each.code for each in house_instrument(one[0]).scoring.classes]
    if result.class_code is not None:
        assert order.index(result.class_code) <= order.index(result.uncapped or "")
    assert (result.class_code is None) == (result.score.value is None or not order)


@settings(max_examples=30)
@given(rounds())
def test_other_names_of_sides_change_nothing_but_the_names(one: tuple[str, list[Answer]]) -> None:
    code, answers = one
    other = {"ministry": "1 north", "ngo": "2 south", "originator": "originator"}
    named = judged(code, [replace(answer, side=other[answer.side]) for answer in answers])
    first = judged(code, answers)
    assert (first.whole, first.alpha, first.flags, first.gates) == (named.whole, named.alpha, named.flags, named.gates)
    if house_instrument(code).seeing.anonymous:
        return  # of two sides alike the first by name is hidden, so names may decide which
    assert [(other[each.side], each.raters, each.standing) for each in first.sides] == [
        (each.side, each.raters, each.standing) for each in named.sides
    ]


@settings(max_examples=30)
@given(rounds())
def test_who_does_not_know_counts_as_if_there_were_no_answer(one: tuple[str, list[Answer]]) -> None:
    code, answers = one
    known = [answer for answer in answers if answer.given is not DK]
    if {answer.rater for answer in known} != {answer.rater for answer in answers}:
        return
    first, second = whole(judged(code, answers)), whole(judged(code, known))
    assert (first.score, first.domains, first.class_code) == (second.score, second.domains, second.class_code)
    assert sum(item.dont_know for item in second.items) == 0


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 7)), st.integers(2, 4))
def test_no_hidden_side_can_be_found_by_subtraction(raters: dict[str, int], least: int) -> None:
    shown = shown_sides(raters, Seeing(least, anonymous=True, minimum_per_side=least))
    assert all(raters[side] >= least for side in shown)
    hidden = sum(count for side, count in raters.items() if side not in shown)
    assert hidden == 0 or hidden >= least or not shown


def test_an_anonymous_round_shows_no_items_by_side_and_no_small_side() -> None:
    instrument = house_instrument("partnership")
    given = {item.code: 4.0 for item in instrument.items}
    sides = ["ministry"] * 5 + ["ngo"] * 4 + ["union"]
    result = score_round(instrument, [a for n, side in enumerate(sides) for a in rows(f"r{n}", side, given)])
    seen = {each.side: each.standing for each in result.sides}
    assert seen["union"] is None
    assert seen["ngo"] is None  # else the union were ten minus ministry minus ngo
    assert seen["ministry"] is not None
    assert (seen["ministry"].items, seen["ministry"].raters) == ((), 5)


@pytest.mark.parametrize(
    ("code", "needed"),
    [("scalability", 3), ("partnership", 3), ("consensus", 3), ("sustainability", 3), ("package", 2), ("capacity", 1)],
)
def test_nothing_is_shown_below_the_minimum(code: str, needed: int) -> None:
    instrument = house_instrument(code)
    answers = [
        answer
        for number in range(needed)
        for answer in rows(f"r{number}", "x", {item.code: 1.0 for item in instrument.items})
    ]
    assert score_round(instrument, answers).whole is not None
    few = score_round(instrument, [answer for answer in answers if answer.rater != "r0"])
    assert (few.whole, few.sides, few.flags, few.gates, few.kappa) == (None, (), (), (), None)
    assert few.alpha.value is None
    assert few.why == f"{needed - 1} answered; nothing is shown below {needed}."


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([Answer("a", "", "a", 4)], "not on the scale"),
        ([Answer("a", "", "z", 1)], "no such item"),
        ([Answer("a", "", "a", NA)], "no answer here"),
        ([Answer("a", "", "a", 1), Answer("a", "", "a", 1)], "twice"),
        ([Answer("a", "x", "a", 1), Answer("a", "y", "b", 1)], "two sides"),
    ],
)
def test_answers_that_cannot_be_are_refused(answers: list[Answer], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        score_round(small((Item("a"), Item("b"))), answers)


def test_a_domain_needs_two_thirds_of_its_answers() -> None:
    form = small((Item("a"), Item("b"), Item("c")), (Item("d"),))
    enough = whole(score_round(form, rows("r", "", {"a": 1, "b": 3, "c": DK, "d": 2})))
    assert [domain.value for domain in enough.domains] == [2, 2]
    assert enough.score.value == 2
    few = whole(score_round(form, rows("r", "", {"a": 1, "b": DK, "c": DK, "d": 2})))
    assert [domain.value for domain in few.domains] == [None, 2]
    assert few.domains[0].why == "1 of 3 answers; 2/3 are needed."
    assert (few.score.value, few.score.why) == (None, "Too little was answered in: d1.")


def test_a_limit_is_reached_whatever_the_rounding() -> None:
    scoring = Scoring(classes=(Class("low"), Class("good", 0.3)))
    form = small((Item("a"), Item("b"), Item("c")), scale=Scale(0, 1, 0.1), scoring=scoring)
    result = whole(score_round(form, rows("r", "", {"a": 0.1, "b": 0.2, "c": 0.6})))
    assert result.class_code == "good"


@pytest.mark.parametrize(
    ("scorer", "score"),
    [(Scorer.MEDIAN, 1.0), (Scorer.SUM, 5.0), (Scorer.SHARE_OF_MAXIMUM, 100 * 5 / 9), (Scorer.WEIGHTED_DOMAINS, 50.0)],
)
def test_scorers_that_a_file_may_name(scorer: Scorer, score: float) -> None:
    form = small((Item("a"),), (Item("b"), Item("c")), scoring=Scoring(scorer))
    result = whole(score_round(form, rows("r", "", {"a": 1, "b": 3, "c": 1})))
    assert result.score.value == pytest.approx(score)


@pytest.mark.parametrize("module", ["instrument", "answers", "scorers", "disclosure", "rounds", "delphi"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    tested = doctest.testmod(importlib.import_module(f"groundswell.domain.instruments.{module}"))
    assert (tested.failed, tested.attempted > 0) == (0, True)
