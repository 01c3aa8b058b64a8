"""Each instrument of the house against its rule in the method, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from groundswell.domain.errors import CannotJudge
from groundswell.domain.instruments.answers import NoRating, Stakeholder
from groundswell.domain.instruments.delphi import delphi_vote
from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.domain.instruments.results import RoundResult, Standing
from groundswell.domain.instruments.rounds import compare_rounds, exit_rule
from groundswell.domain.instruments.scoring import score_round
from tests.domain.instruments.forms import all_alike, rows

DK, NA = NoRating.DONT_KNOW, NoRating.NOT_APPLICABLE


def judged(code: str, value: float, raters: int = 3, **over: float | NoRating) -> RoundResult:
    instrument = house_instrument(code)
    return score_round(instrument, all_alike(instrument, value, raters, **over))


def whole(result: RoundResult) -> Standing:
    assert result.whole is not None
    return result.whole


def flagged(result: RoundResult) -> set[tuple[str, str]]:
    return {(flag.code, flag.about) for flag in result.flags}


# 3.0: few raters


def test_each_instrument_has_the_fewest_raters_of_the_method() -> None:
    fewest = {code: one.seeing.minimum_raters for code, one in house_instruments().items()}
    assert fewest == {
        "scalability": 3, "participation": 1, "partnership": 3, "capacity": 1, "consensus": 3, "package": 2,
        "sustainability": 3, "fidelity": 1,
    }  # fmt: skip
    anonymous = {code: one.seeing.minimum_per_side for code, one in house_instruments().items() if one.seeing.anonymous}
    assert anonymous == {"partnership": 3}


@pytest.mark.parametrize("code", house_instruments())
def test_one_rater_too_few_shows_nothing_but_how_many(code: str) -> None:
    needed = house_instrument(code).seeing.minimum_raters
    value = house_instrument(code).scale.highest
    assert judged(code, value, needed).whole is not None
    if needed > 1:
        few = judged(code, value, needed - 1)
        assert (few.raters, few.whole, few.sides, few.flags, few.kappa) == (needed - 1, None, (), (), None)
        assert few.alpha.value is None


# 2.1 ----------------------------------------------------------------------------------------------------------------


def test_scalability_is_the_mean_of_its_domains() -> None:
    # all 3 but item 1 = 2 (domain credible 2.5 of 3): (13 x 100 + 83.33)/14
    result = whole(judged("scalability", 3, i1=2))
    assert result.score.value == pytest.approx((1300 + 250 / 3) / 14)
    assert result.domain("credible").percent == pytest.approx(250 / 3)
    assert (result.class_code, result.gaps) == ("as-is", ())


@pytest.mark.parametrize(
    ("over", "expected", "gaps"),
    [
        ({"i1": 1}, "after-changes", 1),
        ({"i1": 1, "i5": 1}, "after-changes", 2),
        ({"i1": 1, "i5": 1, "i8": 1}, "not-in-this-form", 3),
        ({"i2": 0}, "as-is", 0),
    ],
)
def test_critical_gaps_hold_scalability_down(over: dict[str, float], expected: str, gaps: int) -> None:
    result = whole(judged("scalability", 3, **over))
    assert isinstance(result.score.value, float)
    assert result.score.value >= 75
    assert (result.uncapped, result.class_code, len(result.gaps)) == ("as-is", expected, gaps)


@pytest.mark.parametrize(("value", "expected"), [(1, "not-in-this-form"), (2, "after-changes"), (3, "as-is")])
def test_classes_of_scalability(value: float, expected: str) -> None:
    assert whole(judged("scalability", value)).class_code == expected


def test_a_critical_item_that_nobody_knows_is_never_adequate_but_no_veto() -> None:
    result = whole(judged("scalability", 3, i1=DK, i8=DK, i14=DK))
    assert result.score.value is None  # the domain credible has 3 of 6 answers, two thirds are needed
    assert result.unanswered == ("1", "8", "14")
    easy = whole(judged("scalability", 3, i8=DK))
    assert (easy.score.value, easy.class_code, easy.gaps) == (pytest.approx(100), "after-changes", ())


def test_raters_and_sides_who_differ_are_flagged() -> None:
    instrument = house_instrument("scalability")
    even = {item.code: 2.0 for item in instrument.items}
    answers = rows("a", "ministry", even | {"3": 1, "6": 1}) + rows("b", "ngo", even | {"3": 3, "6": 2})
    result = score_round(instrument, answers + rows("c", "ngo", even | {"3": 3, "6": 2}))
    assert flagged(result) == {("item-range", "3"), ("sides-apart", "3"), ("few-sides", "")}


# 2.2 ----------------------------------------------------------------------------------------------------------------


def test_participation_is_the_area_of_the_polygon_with_the_mean_beside_it() -> None:
    # axes 5 5 1 5 5: neighbours 25 + 5 + 5 + 25 + 25 = 85 of 125
    result = whole(judged("participation", 5, 1, i7=1, i8=1, i9=4))
    assert result.domain("organisation").value == 1  # the median of 1, 1, 4
    assert result.score.value == pytest.approx(68)
    assert result.score.detail["mean"] == pytest.approx(4.2)
    assert result.class_code is None


def test_hollow_participation_is_told() -> None:
    assert flagged(judged("participation", 4, 1, i1=2, i2=2, i3=5)) == {("hollow-low", "needs")}
    assert flagged(judged("participation", 4, 1, i4=1, i5=1, i6=1)) == set()
    pilot, scale = judged("participation", 4, 1), judged("participation", 4, 1, i13=3, i14=3, i4=5, i5=5)
    change = compare_rounds(house_instrument("participation"), pilot, scale)
    assert change.domains == {"needs": 0, "leadership": 1, "organisation": 0, "resources": 0, "management": -1}
    assert [(flag.code, flag.about) for flag in change.flags] == [
        ("hollow-fall", "management"),
        ("notable-change", "leadership"),
        ("notable-change", "management"),
    ]


# 2.3 ----------------------------------------------------------------------------------------------------------------


def test_partnership_turns_the_burden_round() -> None:
    result = whole(judged("partnership", 4))
    burden = next(item for item in result.items if item.code == "16")
    assert (burden.median, burden.reverse) == (2, True)
    assert result.score.value == pytest.approx((17 * 4 + 2) / 18)  # 3.89
    assert result.class_code == "good"


@pytest.mark.parametrize(
    ("value", "over", "expected"),
    [
        (5, {"i16": 1}, "strong"),
        (5, {"i16": 1, "i6": 2}, "good"),
        (5, {"i16": 1, "i6": 2, "i1": 1}, "good"),
        (3, {"i16": 3}, "work-needed"),
        (3, {"i16": 3, "i6": 2}, "danger"),
        (2, {}, "danger"),
    ],
)
def test_a_critical_item_below_3_is_one_class_lower(value: float, over: dict[str, float], expected: str) -> None:
    assert whole(judged("partnership", value, **over)).class_code == expected


def test_a_mean_of_3_72_is_good() -> None:
    instrument = house_instrument("partnership")
    given = {item.code: (4.0 if int(item.code) <= 12 else 3.0) for item in instrument.items} | {"16": 2.0}
    answers = [answer for name in "abc" for answer in rows(name, "x", given)]
    result = whole(score_round(instrument, answers))
    assert result.score.value == pytest.approx((12 * 4 + 5 * 3 + 4) / 18)
    assert result.class_code == "good"


def test_a_fall_of_0_7_in_the_partnership_is_told() -> None:
    instrument = house_instrument("partnership")
    before, after = judged("partnership", 5, i16=1), judged("partnership", 4, i16=2)
    assert [flag.code for flag in compare_rounds(instrument, before, after).flags] == ["fall"]
    assert compare_rounds(instrument, after, before).flags == ()
    with pytest.raises(CannotJudge, match="nothing is shown below 3"):
        compare_rounds(instrument, judged("partnership", 5, 2), after)


def test_an_originator_who_sees_it_brighter_is_told() -> None:
    instrument = house_instrument("partnership")
    bright, dark = ({item.code: value for item in instrument.items} | {"16": 3.0} for value in (5.0, 3.0))
    answers = [answer for n in range(3) for answer in rows(f"o{n}", "originator", bright)]
    answers += [answer for n in range(3) for answer in rows(f"m{n}", "ministry", dark)]
    found = flagged(score_round(instrument, answers))
    assert ("originator-above", "originator") in found
    assert ("partners-differ", "") in found


# 2.4 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "over", "expected"),
    [
        (4, {}, "ready"),
        (4, {"i3": 2}, "ready-with-plan"),
        (3, {}, "ready-with-plan"),
        (2, {}, "build-first"),
        (2, {"i1": 4, "i2": 4, "i4": 4, "i6": 4, "i7": 4}, "build-first"),  # (17 x 2 + 20)/22 = 2.45
        (2, {"i1": 4, "i2": 4, "i4": 4, "i6": 4, "i7": 4, "i8": 3}, "ready-with-plan"),  # 2.5
    ],
)
def test_classes_of_capacity(value: float, over: dict[str, float], expected: str) -> None:
    assert whole(judged("capacity", value, 1, **over)).class_code == expected


def test_functions_need_their_items() -> None:
    gates = {gate.code: (gate.met, gate.short) for gate in judged("capacity", 3, 1, i12=2, i6=DK).gates}
    assert gates == {"training": (False, ("12",)), "monitoring": (True, ()), "grants": (False, ("6",))}


# 2.5 ----------------------------------------------------------------------------------------------------------------

FOR = (Stakeholder("minister", 5, 2), Stakeholder("leaders", 4, 1))  # (10 + 4)/18 = 77.8


@pytest.mark.parametrize(
    ("people", "over", "expected"),
    [
        (FOR, {}, "ready"),
        (FOR, {"i2": 1}, "conditional"),
        (FOR, {f"i{n}": 0 for n in range(4, 8)}, "conditional"),  # sum 12 of 20
        ((*FOR, Stakeholder("union", 3, -2)), {}, "conditional"),  # 8/24 = 33.3
        ((*FOR, Stakeholder("chief", 5, 2), Stakeholder("union", 3, -2)), {}, "ready"),  # 18/34 = 52.9, power 3
        ((*FOR, *FOR, Stakeholder("treasury", 4, -2)), {}, "conditional"),  # 20/44 = 45.5
        ((*FOR, *FOR, *FOR, Stakeholder("treasury", 4, -2)), {}, "conditional"),  # 34/62 = 54.8, but power 4 at -2
        ((Stakeholder("minister", 5, 0),), {}, "not-ready"),
    ],
)
def test_readiness_of_consensus(people: tuple[Stakeholder, ...], over: dict[str, float], expected: str) -> None:
    instrument = house_instrument("consensus")
    result = score_round(instrument, all_alike(instrument, 2, 3, **over), people)
    assert whole(result).class_code == expected


def test_the_support_index_weighs_positions_by_power() -> None:
    instrument = house_instrument("consensus")
    result = whole(score_round(instrument, all_alike(instrument, 2), FOR))
    assert result.score.value == pytest.approx(100 * 14 / 18)
    assert result.score.detail["sum"] == 20
    assert whole(score_round(instrument, all_alike(instrument, 2))).score.why == "No stakeholder's position is given."


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([5, 4, 4, 5, 4, 4, 5, 3], "consensus"),
        ([4, 4, 4, 3], "consensus"),  # 75 %, quartiles 3.75 and 4
        ([4, 4, 3, 3, 4], "no consensus"),  # 60 %
        ([5, 5, 5, 4, 4, 4, 1, 1], "no consensus"),  # 75 %, quartiles 3.25 and 5
    ],
)
def test_a_delphi_vote(votes: list[float], expected: str) -> None:
    assert delphi_vote(votes).value == expected


# 2.6 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "over", "expected"),
    [
        (1, {}, "release"),
        (1, {"i1": 0.5}, "pilot-use"),
        (1, {f"i{n}": 0 for n in (3, 4, 5, 6, 7)}, "release"),  # 20 of 25 = 80
        (1, {f"i{n}": 0 for n in (3, 4, 5, 6, 7, 10)}, "pilot-use"),  # 76
        (0.5, {}, "revise"),
        (1, {f"i{n}": 0 for n in (3, 4, 5, 6, 7)} | {"i24": NA}, "pilot-use"),  # 19 of 24 = 79.2
        (1, {"i1": NA}, "release"),
    ],
)
def test_classes_of_the_package(value: float, over: dict[str, float | NoRating], expected: str) -> None:
    assert whole(judged("package", value, 2, **over)).class_code == expected


def test_two_raters_of_the_package_who_disagree_need_a_third() -> None:
    instrument = house_instrument("package")
    one = {item.code: float(int(item.code) % 2) for item in instrument.items}
    other = {code: 1 - value for code, value in one.items()}
    apart = score_round(instrument, rows("a", "", one) + rows("b", "", other))
    assert flagged(apart) == {("third-rater", "")}
    alike = score_round(instrument, rows("a", "", one) + rows("b", "", one))
    assert alike.kappa is not None
    assert (alike.kappa.value, alike.flags) == (1, ())


# 2.7 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "expected"), [(2, "fragile"), (3, "emerging"), (4, "emerging"), (5, "consolidated")])
def test_classes_of_sustainability(value: float, expected: str) -> None:
    assert whole(judged("sustainability", value)).class_code == expected


@pytest.mark.parametrize(
    ("first", "then", "last", "expected"),
    [
        ((5, {}), (5, {}), date(2026, 7, 1), "may leave"),
        ((6, {}), (5, {}), date(2026, 7, 1), "not yet"),  # fell
        ((5, {}), (7, {"i3": 4}), date(2026, 7, 1), "not yet"),  # a critical item
        ((5, {"i3": 4}), (5, {}), date(2026, 7, 1), "not yet"),  # in the first round
        ((4, {}), (6, {}), date(2026, 7, 1), "not yet"),
    ],
)
def test_a_project_leaves_after_two_rounds_that_hold(
    first: tuple[float, dict[str, float]], then: tuple[float, dict[str, float]], last: date, expected: str
) -> None:
    rounds = [
        (last, judged("sustainability", then[0], **then[1])),
        (date(2026, 1, 1), judged("sustainability", first[0], **first[1])),
    ]
    found = exit_rule(house_instrument("sustainability"), rounds)
    assert found.value == expected
    assert bool(found.why) == (expected == "not yet")


def test_rounds_too_close_together_say_nothing_about_leaving() -> None:
    rounds = [(date(2026, 1, 1), judged("sustainability", 6)), (date(2026, 6, 30), judged("sustainability", 6))]
    with pytest.raises(CannotJudge, match="6 months apart"):
        exit_rule(house_instrument("sustainability"), rounds)
    with pytest.raises(CannotJudge, match="no rule for leaving"):
        exit_rule(house_instrument("fidelity"), rounds)


# 2.8 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "score", "expected"),
    [
        ({}, 100, "high"),
        ({"i5": 0, "i6": 0.5, "i7": 0.5, "i8": 0.5}, 100 * 9.5 / 12, "acceptable"),
        ({"i1": 0, "i5": 0.5, "i6": 0.5, "i7": 0.5}, 100 * 9.5 / 12, "acceptable"),
        ({f"i{n}": 0 for n in (1, 2, 5, 6, 9)}, 100 * 7 / 12, "low"),
        ({"i7": DK}, 100, "high"),
    ],
)
def test_fidelity_is_the_share_of_points(over: dict[str, float], score: float, expected: str) -> None:
    result = whole(judged("fidelity", 1, 1, **over))
    assert result.score.value == pytest.approx(score)
    assert result.class_code == expected
