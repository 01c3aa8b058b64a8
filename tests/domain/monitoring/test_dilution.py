"""The dilution rules: numbers of the method page, planted faults found, and lights that move the right way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.dilution import (
    DilutionParameters,
    Light,
    Row,
    RuleResult,
    UnitKind,
    UnitLight,
    expansion_gate,
    judge_dilution,
    outcome_retention,
)
from groundswell.domain.monitoring.dilution.overall import overall_light
from groundswell.domain.monitoring.periods import parse_period, period_range
from groundswell.domain.stats.clustered_shares import clustered_share, share_difference, wilson_interval

MONTHS = list(period_range(parse_period("2023-01"), parse_period("2024-12")))


def sessions(wave: int, share: float, *, months: int = 24, places: int = 6, n: int = 20, depth: int = 0) -> list[Row]:
    """Observed sessions around a share, up and down by one so that limits can be drawn."""
    return [
        Row(f"W{wave}-{k}", wave, depth, month, "P9", float(round(n * share) + (-1) ** (i + k) * (0 < share < 1)), n)
        for k in range(places)
        for i, month in enumerate(MONTHS[:months])
    ]


def levels(indicator: str, wave: int, numerator: float, denominator: float, **more: object) -> list[Row]:
    return [Row(f"W{wave}-0", wave, 0, MONTHS[-1], indicator, numerator, denominator, **more)]  # type: ignore[arg-type]


def unit(lights: list[UnitLight], name: str) -> UnitLight:
    return next(one for one in lights if one.unit == name)


def rule(one: UnitLight, number: int) -> RuleResult:
    return next(result for result in (*one.rules, *one.not_judged) if result.rule == number)


def test_a_wave_as_good_as_the_pilot_holds() -> None:
    lights = judge_dilution([*sessions(0, 0.9), *sessions(1, 0.9)])
    wave = unit(lights, "wave 1")
    assert (wave.light, wave.word) == (Light.GREEN, "Holds")
    assert rule(wave, 1).value == pytest.approx(0)
    assert "no worse than the pilot" in wave.reason


def test_a_wave_far_below_the_pilot_pauses_and_says_by_how_much() -> None:
    wave = unit(judge_dilution([*sessions(0, 0.9), *sessions(1, 0.65)]), "wave 1")
    assert (wave.light, wave.word) == (Light.RED, "Pause")
    assert rule(wave, 1).value == pytest.approx(-0.25)
    assert "25 points below the pilot" in wave.reason


def test_few_places_leave_a_loss_not_excluded_and_that_amber_alone_is_a_look() -> None:
    uneven = [replace(row, numerator=20.0 if row.place.endswith(("0", "1")) else 15.0) for row in sessions(1, 0.8)]
    wave = unit(judge_dilution([*sessions(0, 0.92), *uneven], DilutionParameters(floor_amber=0.6)), "wave 1")
    first = rule(wave, 1)
    assert (first.light, first.not_excluded) == (Light.AMBER, True)
    assert wave.light is Light.AMBER
    assert "not excluded" in wave.reason


@pytest.mark.parametrize(("share", "light"), [(0.55, Light.RED), (0.70, Light.AMBER), (0.85, Light.GREEN)])
def test_the_floor_counts_for_the_pilot_too(share: float, light: Light) -> None:
    assert rule(unit(judge_dilution(sessions(0, share)), "wave 0"), 1).light is light


def test_a_fall_of_ten_points_per_hand_over_is_red() -> None:
    # method.md 3.6 rule 2: successes of 200 at depth 0 to 3
    rows = [Row("one", 0, depth, MONTHS[0], "P9", good, 200) for depth, good in enumerate((188.0, 174.0, 150.0, 122.0))]
    second = rule(unit(judge_dilution(rows), "programme"), 2)
    assert second.detail["z"] == pytest.approx(-8.6559, abs=5e-5)
    assert (second.light, second.value) == (Light.RED, pytest.approx(-0.111))


def test_two_points_beyond_the_limits_within_six_are_red_and_one_is_amber() -> None:
    def with_drops(*drops: int) -> RuleResult:
        rows = [
            replace(row, numerator=8.0) if row.period in [MONTHS[i] for i in drops] else row for row in sessions(0, 0.9)
        ]
        return rule(unit(judge_dilution(rows), "wave 0"), 3)

    assert with_drops(15).light is Light.AMBER
    assert with_drops(15, 19).light is Light.RED
    assert with_drops(9, 20).light is Light.AMBER
    assert "2024-04 lies below the usual range" in with_drops(15).text


def test_better_quality_never_makes_a_light() -> None:
    rising = [replace(row, numerator=20.0) if row.period >= MONTHS[12] else row for row in sessions(0, 0.8)]
    wave = unit(judge_dilution(rising), "wave 0")
    assert [rule(wave, number).light for number in (3, 4, 5)] == [Light.GREEN] * 3


def test_a_steady_fall_is_seen_by_trend_and_shift_and_counts_once() -> None:
    falling = [
        replace(row, numerator=19.0 - MONTHS.index(row.period) * 0.15, denominator=20) for row in sessions(0, 0.9)
    ]
    wave = unit(judge_dilution(falling), "wave 0")
    assert rule(wave, 4).value == pytest.approx(-0.15 / 20 * 12)
    assert rule(wave, 4).light is Light.AMBER
    assert rule(wave, 5).light is Light.AMBER
    assert "shifted down after" in rule(wave, 5).text


@pytest.mark.parametrize(("loss", "light"), [(0.049, Light.GREEN), (0.05, Light.AMBER), (0.10, Light.RED)])
def test_a_loss_of_exactly_the_limit_is_not_missed_by_rounding(loss: float, light: Light) -> None:
    def held_well(row: Row, lost: float) -> Row:
        return replace(row, numerator=1000 * (0.9 - lost), denominator=1000)

    yearly = [held_well(row, loss / 12 * MONTHS.index(row.period)) for row in sessions(0, 0.9)]
    assert rule(unit(judge_dilution(yearly), "wave 0"), 4).light is light
    deep = [
        held_well(replace(row, wave=1, depth=level), loss * level) for level in (0, 1, 2) for row in sessions(0, 0.9)
    ]
    assert rule(unit(judge_dilution([*sessions(0, 0.9), *deep]), "wave 1"), 2).light is light


def test_a_shift_names_the_partner_that_began_near_it() -> None:
    rows = [
        replace(row, partner="Old", numerator=19.0)
        if row.period < MONTHS[12]
        else replace(row, partner="New", numerator=13.0)
        for row in sessions(0, 0.9)
    ]
    assert "partner New began in 2024-01" in rule(unit(judge_dilution(rows), "wave 0"), 5).text


@pytest.mark.parametrize(
    ("indicator", "counts", "light"),
    [
        ("P3", (29, 100), Light.RED),
        ("P3", (31, 100), Light.GREEN),
        ("P14", (120, 10), Light.GREEN),
        ("P14", (130, 10), Light.AMBER),
        ("P14", (160, 10), Light.RED),
        ("P13", (79, 100), Light.AMBER),
        ("P13", (80, 100), Light.GREEN),
    ],
)
def test_dose_load_and_supervision_have_their_lines(indicator: str, counts: tuple[float, float], light: Light) -> None:
    rows = [*sessions(0, 0.9), *levels(indicator, 0, *counts)]
    assert rule(unit(judge_dilution(rows, DilutionParameters(tested_load=10)), "wave 0"), 6).light is light


def test_retention_of_the_ekjut_effect_at_state_scale() -> None:
    # method.md 3.6 rule 7; effects of 4.1 (OR .68, .59 to .78; .69; .76 with the implied standard error of 4.2)
    se_trial = math.log(0.78 / 0.59) / (2 * 1.959964)
    trial = outcome_retention(math.log(0.69), 0.136, math.log(0.68), se_trial)
    assert trial.value == pytest.approx(0.962, abs=5e-4)
    state = outcome_retention(math.log(0.76), 0.129184, math.log(0.68), se_trial)
    assert state.value == pytest.approx(0.712, abs=5e-4)
    assert state.interval is not None
    assert (state.interval.lower, state.interval.upper) == pytest.approx((0.006, 1.417), abs=2e-3)


def outcomes(exposed_deaths: float) -> list[Row]:
    return [
        Row(f"C{k}", 1, 1, MONTHS[0], "O1", deaths, 1000, exposure_months=months)
        for k in range(8)
        for months, deaths in ((0.0, 40.0), (14.0, exposed_deaths))
    ]


@pytest.mark.parametrize(("deaths", "light"), [(27, Light.GREEN), (35, Light.AMBER), (41, Light.RED)])
def test_retention_of_the_outcome_is_judged_after_a_year_of_exposure(deaths: float, light: Light) -> None:
    parameters = DilutionParameters(trial_effect=0.68, trial_se=0.0712)
    seventh = rule(unit(judge_dilution([*sessions(0, 0.9), *outcomes(deaths)], parameters), "wave 1"), 7)
    assert seventh.light is light
    without = judge_dilution([*sessions(0, 0.9), *outcomes(deaths)])
    assert rule(unit(without, "wave 1"), 7).why == "No trial effect is given."


def coverage(period: int, poorest: float, others: float) -> list[Row]:
    return [
        Row("W0-0", 0, 0, MONTHS[period], "P3", 100 * share, 100, group=group)
        for group, share in (("poorest", poorest), ("others", others))
    ]


@pytest.mark.parametrize(("poorest", "light"), [(0.5, Light.GREEN), (0.46, Light.GREEN), (0.45, Light.AMBER)])
def test_a_gap_that_widens_by_five_points_is_amber(poorest: float, light: Light) -> None:
    rows = [*sessions(0, 0.9), *coverage(0, 0.5, 0.6), *coverage(20, poorest, 0.6)]
    eighth = rule(unit(judge_dilution(rows), "wave 0"), 8)
    assert eighth.light is light
    assert eighth.value == pytest.approx(0.5 - poorest)


def test_a_split_by_sex_beside_the_split_by_wealth_is_not_counted_among_the_others() -> None:
    by_wealth = [*coverage(0, 0.5, 0.6), *coverage(20, 0.45, 0.6)]
    by_sex = [replace(row, group=f"sex={sex}", numerator=5) for row in by_wealth for sex in ("female", "male")]
    alone = rule(unit(judge_dilution([*sessions(0, 0.9), *by_wealth]), "wave 0"), 8)
    beside = rule(unit(judge_dilution([*sessions(0, 0.9), *by_wealth, *by_sex]), "wave 0"), 8)
    assert (beside.value, beside.n, beside.light) == (alone.value, alone.n, alone.light)


def test_the_poorest_are_compared_with_all_other_fifths_as_imports_name_them() -> None:
    named = {"poorest": "wealth=Poorest", "others": "wealth=middle"}
    rows = [replace(row, group=named[row.group]) for row in [*coverage(0, 0.5, 0.6), *coverage(20, 0.45, 0.6)]]
    assert rule(unit(judge_dilution([*sessions(0, 0.9), *rows]), "wave 0"), 8).value == pytest.approx(0.05)
    only_sex = [replace(row, group="sex=female") for row in rows]
    assert "not split" in rule(unit(judge_dilution([*sessions(0, 0.9), *only_sex]), "wave 0"), 8).why


def test_split_reports_beside_a_total_are_not_counted_twice() -> None:
    rows = [*sessions(0, 0.9), *coverage(20, 0.4, 0.6), Row("W0-0", 0, 0, MONTHS[20], "P3", 45, 100)]
    assert rule(unit(judge_dilution(rows), "wave 0"), 6).value == pytest.approx(0.45)


def test_scores_stand_in_where_only_scores_exist() -> None:
    rows = [
        Row(f"W{wave}-{k}", wave, wave, month, "P8", 10 * (score + k % 3 + i % 2), 10)
        for wave, score in ((0, 90), (1, 70))
        for k in range(6)
        for i, month in enumerate(MONTHS)
    ]
    first = rule(unit(judge_dilution(rows), "wave 1"), 1)
    assert (first.light, first.value) == (Light.RED, pytest.approx(-0.20))
    assert "mean score" in first.text


def test_districts_can_be_judged_with_their_communities_as_clusters() -> None:
    rows = [*sessions(0, 0.9), *sessions(1, 0.6)]
    areas = {row.place: f"District {row.wave}" for row in rows}
    lights = judge_dilution(rows, kinds=[UnitKind.PLACE], area_of=areas)
    assert {one.unit: one.light for one in lights} == {"District 0": Light.GREEN, "District 1": Light.RED}
    assert rule(lights[1], 1).detail["clusters"] == 6


def test_nothing_observed_is_not_known_and_says_what_is_missing() -> None:
    wave = unit(judge_dilution(levels("P13", 0, 9, 10)), "wave 0")
    assert (wave.light, wave.word) == (Light.NOT_JUDGED, "Not known")
    assert "at least 20 are needed" in wave.reason
    assert judge_dilution([]) == []


def test_mixed_periods_and_negative_counts_are_refused() -> None:
    with pytest.raises(BadInput, match="one kind of period"):
        judge_dilution([*levels("P9", 0, 1, 2), Row("A", 0, 0, parse_period("2024-Q1"), "P9", 1, 2)])
    with pytest.raises(BadInput, match="cannot be negative"):
        judge_dilution(levels("P9", 0, -1, 2))


# The overall light ---------------------------------------------------------------------------------------------------


def made(number: int, light: Light, *, not_excluded: bool = False) -> RuleResult:
    return RuleResult(number, light, f"rule {number}.", not_excluded=not_excluded)


@pytest.mark.parametrize(
    ("rules", "light"),
    [
        ([made(1, Light.GREEN)], Light.GREEN),
        ([made(6, Light.GREEN), made(8, Light.GREEN)], Light.NOT_JUDGED),
        ([made(1, Light.RED)], Light.RED),
        ([made(7, Light.RED), made(1, Light.GREEN)], Light.RED),
        ([made(1, Light.AMBER)], Light.AMBER),
        ([made(3, Light.AMBER), made(4, Light.AMBER), made(5, Light.AMBER)], Light.AMBER),
        ([made(3, Light.AMBER), made(8, Light.AMBER)], Light.RED),
        ([made(1, Light.AMBER, not_excluded=True), made(5, Light.AMBER)], Light.AMBER),
        ([made(1, Light.AMBER), made(5, Light.AMBER)], Light.RED),
        ([made(1, Light.AMBER, not_excluded=True)], Light.AMBER),
    ],
)
def test_the_overall_light_follows_rule_nine(rules: list[RuleResult], light: Light) -> None:
    assert overall_light(rules, [])[0] is light


lights_of_rules = st.lists(
    st.builds(made, st.integers(1, 8), st.sampled_from([Light.GREEN, Light.AMBER, Light.RED])),
    max_size=8,
    unique_by=lambda result: result.rule,
)
RANK = {Light.NOT_JUDGED: 0, Light.GREEN: 1, Light.AMBER: 2, Light.RED: 3}


@given(lights_of_rules, st.integers(0, 7))
def test_a_worse_rule_never_makes_a_better_light(rules: list[RuleResult], index: int) -> None:
    worse = [replace(one, light=Light.RED if i == index else one.light) for i, one in enumerate(rules)]
    assert RANK[overall_light(worse, [])[0]] >= RANK[overall_light(rules, [])[0]]


@given(lights_of_rules, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(rules: list[RuleResult], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rules)
    random.shuffle(shuffled)
    assert overall_light(shuffled, [])[0] is overall_light(rules, [])[0]


@pytest.mark.parametrize(
    ("red", "completeness", "may"), [(2, 0.8, True), (3, 0.9, False), (0, 0.79, False), (2, None, False)]
)
def test_no_wave_starts_over_a_fifth_of_reds_or_under_four_fifths_of_reports(
    red: int, completeness: float | None, may: bool
) -> None:
    lights = [UnitLight(str(i), Light.RED if i < red else Light.GREEN, (), (), "", UnitKind.PLACE) for i in range(10)]
    gate = expansion_gate(lights, completeness)
    assert gate.may_start == may
    assert bool(gate.reasons) != may


@pytest.mark.parametrize(("red", "judged", "share"), [(3, 4, 0.75), (0, 0, None)])
def test_units_that_cannot_be_judged_do_not_water_down_the_reds(red: int, judged: int, share: float | None) -> None:
    shown = [Light.RED] * red + [Light.GREEN] * (judged - red) + [Light.NOT_JUDGED] * (20 - judged)
    gate = expansion_gate([UnitLight(str(i), one, (), (), "", UnitKind.PLACE) for i, one in enumerate(shown)], 0.95)
    assert (gate.may_start, gate.red_share) == (False, share)
    assert len(gate.reasons) == 1


# Invariants over whole programmes ------------------------------------------------------------------------------------


@st.composite
def programmes(draw: st.DrawFn) -> list[Row]:
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    rows = []
    for wave in range(draw(st.integers(1, 3))):
        share = draw(st.floats(0.3, 0.98))
        for k in range(draw(st.integers(1, 4))):
            for month in MONTHS[: draw(st.integers(1, 20))]:
                n = int(random.integers(0, 30))
                rows.append(Row(f"W{wave}-{k}", wave, k % 3, month, "P9", float(random.binomial(n, share)), float(n)))
    return rows


@settings(max_examples=25, deadline=None)
@given(programmes(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_the_names_of_places_do_not_matter(rows: list[Row], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = [replace(row, place=f"x{row.place}") for row in rows]
    random.shuffle(shuffled)
    kinds = [UnitKind.WAVE, UnitKind.DEPTH, UnitKind.PROGRAMME]
    plain, other = judge_dilution(rows, kinds=kinds), judge_dilution(shuffled, kinds=kinds)
    assert [(one.unit, one.light) for one in other] == [(one.unit, one.light) for one in plain]


@settings(max_examples=25, deadline=None)
@given(programmes())
def test_every_unit_has_all_eight_rules_once_and_a_reason(rows: list[Row]) -> None:
    for one in judge_dilution(rows):
        assert sorted(result.rule for result in (*one.rules, *one.not_judged)) == list(range(1, 9))
        assert one.reason
        assert all(result.text for result in one.rules)
        assert all(result.why for result in one.not_judged)


@settings(max_examples=25, deadline=None)
@given(programmes(), st.floats(0, 0.3), st.floats(0, 0.3))
def test_a_wider_margin_never_turns_rule_one_worse(rows: list[Row], one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    ranks = [
        [RANK[rule(unit_, 1).light] for unit_ in judge_dilution(rows, DilutionParameters(margin=margin))]
        for margin in (narrow, wide)
    ]
    assert all(later <= earlier for earlier, later in zip(*ranks, strict=True))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=8))
def test_a_clustered_share_is_never_more_certain_than_a_simple_one(clusters: list[tuple[int, int]]) -> None:
    y, n = zip(*((min(y, n), n) for y, n in clusters), strict=True)
    one = clustered_share(y, n)
    assert 0 <= one.share <= 1
    assert one.design_effect >= 1
    assert one.variance >= one.share * (1 - one.share) / one.n - 1e-15
    difference = share_difference(one, one)
    assert difference is not None
    assert difference.lower <= 0 <= difference.upper
    simple = wilson_interval(sum(y), sum(n))
    assert 0 <= simple.lower <= one.share <= simple.upper <= 1


def test_parameters_outside_their_range_are_named() -> None:
    for name, value in (("margin", 10), ("floor_red", 0.9), ("tested_load", 0), ("trial_effect", 1.0)):
        with pytest.raises(BadInput, match=name):
            DilutionParameters(**{name: value})  # type: ignore[arg-type]


# The year that rules 1 and 2 read ------------------------------------------------------------------------------------


def held(place: str, wave: int, label: str, well: int, of: int = 40) -> Row:
    return Row(place, wave, wave, parse_period(label), "P9", well, of)


def level_of(rows: list[Row]) -> RuleResult:
    wave = next(unit for unit in judge_dilution(rows, kinds=[UnitKind.WAVE]) if unit.unit == "wave 1")
    return next(rule for rule in wave.rules if rule.rule == 1)


def two_years(lately: int, of: int) -> list[Row]:
    """A pilot that ended long ago, and a wave that was as good for a year and then held ``lately`` of ``of``."""
    rows = [held(f"p{at}", 0, "2022-01", 36) for at in range(6)]
    for at in range(6):
        rows += [held(f"w{at}", 1, "2023-06", of * 9 // 10, of), held(f"w{at}", 1, "2024-06", lately, of)]
    return rows


def test_the_level_is_that_of_the_last_year_against_the_whole_pilot() -> None:
    level = level_of(two_years(24, 40))
    assert level.n == 240
    assert level.value == pytest.approx(0.6 - 0.9)
    assert level.light is Light.RED


def test_where_the_year_has_few_sessions_earlier_ones_count_too() -> None:
    level = level_of(two_years(10, 10))
    assert level.n == 120
    assert level.value == pytest.approx(0.95 - 0.9)


@given(st.integers(0, 40), st.integers(0, 40))
def test_what_was_more_than_a_year_ago_does_not_change_the_level(earlier: int, other: int) -> None:
    first, second = (
        level_of([*two_years(30, 40), *(held(f"w{at}", 1, "2023-01", well) for at in range(6))])
        for well in (earlier, other)
    )
    assert first == second
