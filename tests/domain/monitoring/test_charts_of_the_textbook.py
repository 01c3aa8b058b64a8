"""Control charts give the limits and signals that textbooks and qicharts2 print.

Sources: Montgomery, Introduction to Statistical Quality Control (tables 6.07 and 7.03 to 7.10) with the answers of
qicharts2 beside them; the vignette of qcc; NHSRdatasets. See ../shared/data/README.md, section 9.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.monitoring.charts import ControlChart, Measured, control_chart
from groundswell.domain.stats.control_charts import ChartType
from groundswell.domain.stats.run_rules import RuleFamily


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def beyond(chart: ControlChart) -> list[int]:
    return [signal.index for signal in chart.signals if signal.rule == "beyond"]


def assert_as_expected(chart: ControlChart, expected: list[dict[str, str]], within: float = 1e-12) -> None:
    assert len(chart.points) == len(expected)
    for point, line in zip(chart.points, expected, strict=True):
        assert point.value == pytest.approx(float(line["y"]))
        assert point.centre == pytest.approx(float(line["cl"]))
        assert point.lower == pytest.approx(float(line["lcl"]), abs=within)
        assert point.upper == pytest.approx(float(line["ucl"]), abs=within)


@pytest.fixture
def charts(shared_data: Path) -> Path:
    return shared_data / "control-charts"


def test_costs_frozen_at_twenty_signal_at_39_and_40(charts: Path) -> None:
    costs = [Measured(row["weeks"], float(row["cost"])) for row in rows(charts / "montgomery_tbl_06.07.csv")]
    chart = control_chart(costs, ChartType.XMR, baseline=20)
    # qicharts2 divides by 1.128, we multiply by 2.66 as the XmR literature (and the NHS figures below) do.
    assert_as_expected(chart, rows(charts / "expected_ex_6.5_3.csv"), within=0.005)
    assert round(chart.points[0].lower or 0, 2) == 279.78
    assert round(chart.points[0].upper or 0, 2) == 321.22
    assert [(signal.index, signal.rule) for signal in chart.signals] == [(39, "beyond"), (40, "beyond")]


def test_juice_cans_break_after_30_with_two_samples_left_out(charts: Path) -> None:
    cans = [
        Measured(
            row["sample"], float(row["count"]), float(row["size"]), row["phase"], row["sample"] not in ("15", "23")
        )
        for row in rows(charts / "montgomery_tbl_07.03.csv")
    ]
    chart = control_chart(cans, ChartType.P)
    assert_as_expected(chart, rows(charts / "expected_ex_7.1_5.csv"))
    assert [(signal.index, signal.rule) for signal in chart.signals] == [(15, "beyond"), (21, "beyond"), (23, "beyond")]


def test_purchase_orders_of_varying_size_signal_at_11(charts: Path) -> None:
    orders = [
        Measured(row["sample"], float(row["count"]), float(row["size"]))
        for row in rows(charts / "montgomery_tbl_07.04.csv")
    ]
    chart = control_chart(orders, ChartType.P)
    assert_as_expected(chart, rows(charts / "expected_tbl_7.4_1.csv"))
    assert round(chart.points[0].centre or 0, 4) == 0.0955
    assert [signal.index for signal in chart.signals] == [11]


def test_circuit_boards_signal_at_6_and_20_and_cross_too_seldom(charts: Path) -> None:
    expected = rows(charts / "expected_ex_7.3_3.csv")
    boards = [
        Measured(row["sample"], float(row["count"]), included=row["sample"] not in ("6", "20"))
        for row in rows(charts / "montgomery_tbl_07.08.csv")
    ]
    chart = control_chart(boards, ChartType.C, baseline=26)
    assert_as_expected(chart, expected)
    assert beyond(chart) == [6, 20]
    assert [signal.rule for signal in chart.signals if signal.rule != "beyond"] == ["crossings"]
    assert expected[0]["runs.signal"] == "TRUE"


def test_the_u_chart_of_table_7_10_has_no_signal(charts: Path) -> None:
    counts = [
        Measured(row["sample"], float(row["count"]), float(row["size"]))
        for row in rows(charts / "montgomery_tbl_07.10.csv")
    ]
    chart = control_chart(counts, ChartType.U)
    assert_as_expected(chart, rows(charts / "expected_ex_7.4_1.csv"))
    assert chart.signals == ()


def white_space(path: Path) -> list[dict[str, str]]:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(first.split(), line.split(), strict=True)) for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("name", "chart", "count", "size", "expected"),
    [
        ("qcc_orangejuice.txt", ChartType.P, "D", "size", (0.2313, 0.0524, 0.4102)),
        ("qcc_circuit.txt", ChartType.C, "x", None, (19.84615, 6.4814, 33.2109)),
        ("qcc_pcmanufact.txt", ChartType.U, "x", "size", (1.93, 0.0661, 3.7939)),
    ],
)
def test_the_trial_rows_of_qcc_give_the_limits_of_its_vignette(
    charts: Path, name: str, chart: ChartType, count: str, size: str | None, expected: tuple[float, float, float]
) -> None:
    trial = [row for row in white_space(charts / name) if row.get("trial", "TRUE") == "TRUE"]
    points = [Measured(str(i), float(row[count]), float(row[size]) if size else None) for i, row in enumerate(trial)]
    first = control_chart(points, chart).points[0]
    assert first.centre == pytest.approx(expected[0], abs=5e-5)
    assert first.lower == pytest.approx(expected[1], abs=5e-5)
    assert first.upper == pytest.approx(expected[2], abs=5e-5)


def nhs(charts: Path) -> list[Measured]:
    months: list[dict[str, Any]] = sorted(
        rows(charts / "nhs_ae_attendances_one_trust.csv"), key=lambda row: str(row["period"])
    )
    return [Measured(row["period"], float(row["breaches"])) for row in months if row["period"] < "2018-04"]


@pytest.mark.parametrize(("screen", "limits"), [(False, (749.07, 2674.68)), (True, (849.79, 2573.96))])
def test_breaches_of_one_hospital_trust_give_the_published_limits(
    charts: Path, screen: bool, limits: tuple[float, float]
) -> None:
    chart = control_chart(nhs(charts), ChartType.XMR, screen=screen)
    assert chart.points[0].centre == pytest.approx(1711.875)
    assert chart.points[0].lower == pytest.approx(limits[0], abs=0.005)
    assert chart.points[0].upper == pytest.approx(limits[1], abs=0.005)


def test_breaches_lie_eight_months_below_the_mean_from_11_to_18(charts: Path) -> None:
    chart = control_chart(nhs(charts), ChartType.XMR, rules=RuleFamily.SHEWHART)
    runs = [signal for signal in chart.signals if signal.rule == "run"]
    assert [(run.first, run.index, run.last, run.above) for run in runs] == [(11, 18, 18, False)]


def test_the_p_chart_of_the_method_page_has_its_printed_limits() -> None:
    # method.md 3.6: p-bar .91 (first 8), lower limit .7743 (n 40) and .8493 (n 200)
    shares = [92, 90, 93, 91, 89, 92, 90, 91]
    for n, lower in ((40, 0.7743), (200, 0.8493)):
        chart = control_chart([Measured(str(i), share * n / 100, n) for i, share in enumerate(shares)], ChartType.P)
        assert chart.points[0].centre == pytest.approx(0.91)
        assert chart.points[0].lower == pytest.approx(lower, abs=5e-5)
