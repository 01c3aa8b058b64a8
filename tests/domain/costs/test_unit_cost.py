"""What one community costs: the worked table, what others published, and what must hold for every cost sheet."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.costs.bands import band
from groundswell.domain.costs.lines import CostLine, CostModel, Driver, Kind, Phase, Ratios
from groundswell.domain.costs.money import Factor, Money, converted
from groundswell.domain.costs.payers import Certainty, Payer, payer_months, wanted_over_known
from groundswell.domain.costs.ranges import Place, published, restated
from groundswell.domain.costs.volume import cost_curve, learned, start_up, total, unit_cost, volumes_between
from groundswell.domain.errors import BadInput
from tests.strategies import cost_lines, cost_models

TODAY = date(2026, 11, 28)
OFFICE = CostLine("Office", Kind.FIXED, Money.of(24_000, "USD"), price_year=2026)
MODEL = CostModel("USD", 2026, 60, (OFFICE,))


def test_the_worked_table_of_the_method_page_is_recomputed() -> None:
    page = Path(__file__).resolve().parents[3] / "docs/method/unit-cost.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted > 10) == (0, True)


# Published ------------------------------------------------------------------------------------------------------------


def test_the_case_averted_by_sasa_costs_what_the_paper_prints() -> None:
    case = next(each for each in published() if each.code == "sasa-case")
    assert case.cost is not None
    assert case.cases is not None
    assert round(case.cost / case.cases, 1) == 460.7
    assert case.place(case.cost / case.cases) is Place.WITHIN


def test_every_published_range_names_its_source_and_is_in_order() -> None:
    for each in published():
        assert each.source.startswith("S"), each.code
        assert each.address
        assert 0 < each.low <= each.high, each.code
    assert {"care-groups": (3, 8), "womens-group": (800, 800)}.items() <= {
        each.code: (each.low, each.high) for each in published()
    }.items()


def test_our_cost_is_restated_per_group_of_33_meetings() -> None:
    group = next(each for each in published() if each.code == "womens-group")
    ours = restated(Money.of(480, "USD"), Ratios(groups=2, meetings=11), group)
    assert ours == pytest.approx(480 / 22 * 33)
    assert restated(Money.of(480, "USD"), Ratios(), next(e for e in published() if e.unit == "DALY averted")) is None


# Refused --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"amount": Money(-1, "USD")}, "negative"),
        ({"kind": Kind.STEP, "step": 0.0}, "serves nobody"),
        ({"kind": Kind.VARIABLE, "learning": 0.5}, "less than 50"),
        ({"learning": 0.1}, "grows with volume"),
        ({"floor": 1.2}, "floor"),
        ({"years": 0}, "no year"),
        ({"low": Money.of(30_000, "USD")}, "outside its own range"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_its_name(changed: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        replace(OFFICE, **changed)  # type: ignore[arg-type]
    assert "Office" in refused.value.remedy


def test_nothing_is_converted_silently() -> None:
    euro = replace(OFFICE, amount=Money.of(10, "EUR"))
    with pytest.raises(BadInput, match="in EUR"):
        replace(MODEL, lines=(euro,))
    with pytest.raises(BadInput, match="prices of 2023"):
        replace(MODEL, lines=(replace(OFFICE, price_year=2023),))
    with pytest.raises(BadInput, match="EUR and USD cannot be added"):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(BadInput, match="rate is for GBP"):
        converted(Money(1, "EUR"), Factor("GBP", "USD", 1.2, TODAY, "bank"))


def test_a_rate_knows_how_many_decimals_each_currency_has() -> None:
    franc = Factor("USD", "XOF", 600.0, TODAY, "bank")
    assert converted(Money.of("2.50", "USD"), franc) == Money(1500, "XOF")
    assert converted(Money(1500, "XOF"), Factor("XOF", "USD", 1 / 600, TODAY, "bank")) == Money(250, "USD")
    assert converted(Money(100, "USD"), Factor("2023", "2026", 1.12, TODAY, "statistics office")) == Money(112, "USD")
    with pytest.raises(BadInput, match="0 decimals"):
        Money.of("1.5", "XOF")
    with pytest.raises(BadInput, match="digits"):
        Money.of(10**20, "USD")


# Payers ---------------------------------------------------------------------------------------------------------------


def test_months_are_counted_until_the_first_gap_and_promises_pay_nothing() -> None:
    def months(*payers: Payer) -> int:
        return payer_months(MODEL, 60, payers, TODAY)

    signed = Payer("Fund", share=1, ends_on=date(2027, 3, 31), certainty=Certainty.SIGNED)
    assert months(signed) == 4
    assert months(replace(signed, certainty=Certainty.PROMISED)) == 0
    assert months(replace(signed, ends_on=date(2027, 3, 30))) == 3, "a month counts whole"
    assert months(replace(signed, share=0.99)) == 0
    later = replace(signed, starts_on=date(2027, 5, 1), ends_on=None)
    assert months(signed, later) == 4, "April 2027 has no payer"
    assert months(signed, replace(later, starts_on=date(2027, 4, 1))) == 120


def test_who_names_no_sum_pays_the_lines_that_name_it() -> None:
    lines = (replace(OFFICE, payer="Ministry"), replace(OFFICE, name="Car", payer="Fund"))
    model = replace(MODEL, lines=lines)
    ministry = Payer("Ministry", certainty=Certainty.BUDGETED)
    assert payer_months(model, 60, [ministry], TODAY) == 0
    half = Payer("Fund", yearly=Money.of(24_000, "USD"), certainty=Certainty.SIGNED)
    assert payer_months(model, 60, [ministry, half], TODAY) == 120


def test_a_sheet_without_running_cost_has_no_payer_months() -> None:
    once = replace(MODEL, lines=(replace(OFFICE, phase=Phase.START_UP),))
    assert payer_months(once, 60, [Payer("Fund", share=1, certainty=Certainty.SIGNED)], TODAY) == 0
    assert wanted_over_known(unit_cost(once, 60), 600, Money(0, "USD")) is None


# For every cost sheet -------------------------------------------------------------------------------------------------

VOLUMES = st.integers(1, 20_000)


@given(cost_models(), VOLUMES, VOLUMES)
def test_more_communities_never_cost_less_in_all(model: CostModel, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert total(model, less).minor <= total(model, more).minor


@given(st.lists(cost_lines(Kind.FIXED), min_size=1, max_size=4), VOLUMES, VOLUMES)
def test_the_fixed_part_of_one_community_falls(lines: list[CostLine], one: int, other: int) -> None:
    less, more = sorted((one, other))
    model = CostModel("USD", 2026, 60, tuple(lines))
    assert unit_cost(model, less).minor >= unit_cost(model, more).minor
    assert total(model, less) == total(model, more)


@given(cost_models(), VOLUMES, st.integers(2, 40))
def test_amounts_in_a_currency_worth_less_give_a_cost_as_many_times_higher(
    model: CostModel, volume: int, factor: int
) -> None:
    larger = replace(model, lines=tuple(
        replace(line, amount=line.amount.times(factor), low=line.low and line.low.times(factor),
                high=line.high and line.high.times(factor)) for line in model.lines
    ))  # fmt: skip
    gap = abs(total(larger, volume).minor - factor * total(model, volume).minor)
    assert gap <= len(model.lines) * factor, "no more than the rounding of each line"


@given(cost_lines(Kind.VARIABLE), st.floats(1, 1e6), st.floats(1, 1e4))
def test_learning_never_leads_below_the_floor_nor_above_the_amount(
    line: CostLine, quantity: float, pilot: float
) -> None:
    share = learned(line, quantity, pilot)
    assert line.floor <= share <= 1
    assert learned(line, quantity * 2, pilot) <= share
    if quantity > pilot and share > line.floor and learned(line, quantity * 2, pilot) > line.floor:
        assert learned(line, quantity * 2, pilot) == pytest.approx(share * (1 - line.learning))


@settings(max_examples=20)
@given(cost_models(), VOLUMES, st.randoms())
def test_the_order_of_lines_changes_nothing(model: CostModel, volume: int, random: object) -> None:
    lines = list(model.lines)
    random.shuffle(lines)  # type: ignore[attr-defined]
    other = replace(model, lines=tuple(lines))
    assert total(model, volume) == total(other, volume)
    one, two = band(model, volume), band(other, volume)
    assert (one.low, one.likely, one.high) == (two.low, two.likely, two.high)


@given(cost_models(), VOLUMES)
def test_kinds_and_phases_add_up_to_the_total(model: CostModel, volume: int) -> None:
    (point,) = cost_curve(model, [volume])
    assert sum(part.minor for part in point.by_kind) == point.total.minor
    assert sum(total(model, volume, phase).minor for phase in Phase) == point.total.minor
    assert start_up(model, volume).minor >= total(model, volume, Phase.START_UP).minor - len(model.lines)


@settings(max_examples=20)
@given(cost_models(), VOLUMES)
def test_the_draws_agree_with_the_closed_form(model: CostModel, volume: int) -> None:
    found = band(model, volume)
    assert found == band(model, volume), "the seed is fixed"
    assert found.mean == pytest.approx(found.exact_mean, abs=5 * found.exact_sd / 100 + 1e-6 * found.exact_mean + 1e-6)
    assert found.sd == pytest.approx(found.exact_sd, rel=0.05, abs=1e-6 * found.exact_mean + 1e-6)
    assert found.low.minor <= found.high.minor


def test_without_ranges_the_band_has_no_width() -> None:
    found = band(MODEL, 60)
    assert (found.low, found.likely, found.high, found.ranged) == (*[Money.of(24_000, "USD")] * 3, 0)
    assert found.per(60).likely == Money.of(400, "USD")


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_parts_of_an_amount_add_up_to_it(minor: int, weights: list[int]) -> None:
    parts = Money(minor, "USD").split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(abs(part.minor - minor * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


@given(st.decimals(0, 10**9, places=2), st.integers(1, 10**6))
def test_an_amount_comes_back_as_it_was_written(amount: Decimal, volume: int) -> None:
    assert Money.of(amount, "USD").amount == amount
    volumes = volumes_between(1, volume, 20)
    assert (volumes[0], volumes[-1]) == (1, volume)
    assert list(volumes) == sorted(set(volumes))


@given(cost_lines(), st.sampled_from(list(Driver)), st.floats(1, 1e5))
def test_what_one_community_needs_grows_in_proportion(line: CostLine, driver: Driver, communities: float) -> None:
    ratios = Ratios(groups=2.5, people=70)
    assert ratios.quantity(driver, 2 * communities) == pytest.approx(2 * ratios.quantity(driver, communities))
