"""Completeness, dilution, outliers and whole series: the engine says what plain Python says."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.monitoring.completeness import Completeness, Report, completeness_of
from groundswell.domain.monitoring.data_quality import FlagKind, quality_flags, value_of
from groundswell.domain.monitoring.indicators import Aggregation, default_indicator
from groundswell.domain.monitoring.periods import parse_period, period_range
from groundswell.domain.monitoring.rollup import Observation
from groundswell.domain.stats.mann_kendall import mann_kendall
from groundswell.domain.stats.sen import sen_slope
from groundswell.domain.stats.series import series_of
from groundswell.during.monitoring.engines import embedded
from groundswell.during.monitoring.engines.work.completeness import completeness
from groundswell.during.monitoring.engines.work.dilution import dilution
from groundswell.during.monitoring.engines.work.outliers import outliers
from groundswell.during.monitoring.engines.work.series import trends
from groundswell.during.monitoring.engines.work.single import SERIES, series
from groundswell.during.monitoring.store.columns import table_of

MONTHS = [*period_range(parse_period("2023-01"), parse_period("2024-12"))]
WORKER = embedded.Embedded(threads=2)
SHEETS = {
    number: replace(default_indicator("P9"), aggregation=kind) for number, kind in enumerate(Aggregation, start=1)
}
COMBINED = pa.table({"indicator": list(SHEETS), "aggregation": [one.aggregation.value for one in SHEETS.values()]})

level = st.integers(-50, 50)
rows = st.dictionaries(
    st.tuples(st.integers(1, 3), st.integers(1, 5), st.integers(0, 23)),
    st.tuples(st.none() | level, st.none() | st.integers(0, 20), st.none() | level),
    max_size=60,
)
Rows = dict[tuple[int, int, int], tuple[int | None, int | None, int | None]]


def values(given: Rows) -> pa.Table:
    """Values as the store has them."""
    return table_of(
        (place, sheet, "month", MONTHS[at].step, MONTHS[at].last, "", *numbers, "")
        for (place, sheet, at), numbers in given.items()
    )


def observations(given: Rows) -> dict[tuple[int, int], list[Observation]]:
    """The same as the domain has them, by place and indicator, in the order of time."""
    found = defaultdict(list)
    for (place, sheet, at), numbers in sorted(given.items()):
        found[sheet, place].append(Observation(str(place), MONTHS[at], *numbers))
    return found


@given(rows)
def test_outliers_are_those_of_the_domain(given: Rows) -> None:
    got = WORKER.table(outliers(), {"values": values(given), "sheets": COMBINED}).to_pylist()
    wanted = {
        (sheet, place, flag.period.step): flag.value
        for (sheet, place), seen in observations(given).items()
        for flag in quality_flags(seen, SHEETS[sheet])
        if flag.kind is FlagKind.OUTLIER
    }
    assert {(row["indicator"], row["place"], row["step"]): row["single"] for row in got} == wanted


def test_an_outlier_is_found_and_says_how_far_off_it_is() -> None:
    given: Rows = {(1, 2, at): (10 + at % 3, None, None) for at in range(12)} | {(1, 2, 12): (90, None, None)}
    [row] = WORKER.table(outliers(), {"values": values(given), "sheets": COMBINED}).to_pylist()
    assert (row["single"], row["middle"]) == (90, 11)
    assert row["sds"] == pytest.approx(79 / 1.4826)


@given(rows)
def test_series_are_whole_sorted_and_hold_what_each_report_shows(given: Rows) -> None:
    got = WORKER.table(series(), {"values": values(given), "sheets": COMBINED})
    wanted = [
        (sheet, place, one.period.step, value)
        for (sheet, place), seen in sorted(observations(given).items())
        for one in seen
        if (value := value_of(one, SHEETS[sheet])) is not None
    ]
    assert (
        list(zip(*(got.column(name).to_pylist() for name in ("indicator", "place", "step", "single")), strict=True))
        == wanted
    )


@settings(max_examples=25)
@given(rows, st.integers(1, 40))
def test_a_kernel_sees_every_series_whole_however_the_rows_come(given: Rows, at_once: int) -> None:
    seen: list[tuple[int, ...]] = []

    def kernel(part: pa.Table) -> pa.Table:
        seen.extend(sorted({*zip(*(part.column(name).to_pylist() for name in ("indicator", "place")), strict=True)}))
        return part.select(["indicator", "place", "single"])

    tables = {"values": values(given), "sheets": COMBINED}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded, "ROWS_AT_ONCE", at_once)
        out = WORKER.series(series(), tables, SERIES, kernel)
    assert len(seen) == len(set(seen)), "no series is cut in two"
    assert out.num_rows == WORKER.table(series(), tables).num_rows


@settings(max_examples=15)
@given(st.lists(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=24), max_size=4))
def test_trends_are_those_of_one_series_at_a_time(columns: list[list[int | None]]) -> None:
    given: Rows = {
        (place, 2, at): (number, None, None) for place, column in enumerate(columns, start=1)
        for at, number in enumerate(column) if number is not None
    }  # fmt: skip
    got = {row["place"]: row for row in trends(WORKER, {"values": values(given), "sheets": COMBINED}).to_pylist()}
    for place, column in enumerate(columns, start=1):
        steps = [MONTHS[at].step for at, number in enumerate(column) if number is not None]
        known = [float(number) for number in column if number is not None]
        if not known:
            assert place not in got
            continue
        assert got[place]["n"] == len(known)
        if len(known) > 2 and len(set(known)) > 1:
            assert got[place]["s"] == mann_kendall(series_of(known, steps)).s
            assert math.isclose(
                got[place]["slope"], sen_slope(series_of(known, steps)).slope, rel_tol=1e-9, abs_tol=1e-12
            )


@given(
    st.dictionaries(st.integers(1, 5), st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=5),
    st.dictionaries(st.tuples(st.integers(1, 5), st.integers(0, 5)), st.none() | st.integers(-5, 40), max_size=20),
    st.integers(1, 20),
)
def test_completeness_is_that_of_the_domain(
    sites: dict[int, tuple[int, int]], sent: dict[tuple[int, int], int | None], due: int
) -> None:
    above = {place: (place, 100 + place % 2, 200) for place in range(1, 6)}
    tables = {
        "sites": integers(("place", "first_step", "last_step"), [(place, *span) for place, span in sites.items()]),
        "reports": integers(("place", "step", "late_days"), [(*key, late) for key, late in sent.items()]),
        "periods": integers(("step",), [(step,) for step in range(4)]),
        "tops": integers(("place", "above"), [(place, top) for place, tops in above.items() for top in tops]),
    }
    got = WORKER.table(completeness(due), tables).to_pylist()
    owed: dict[tuple[int, int], list[Report]] = defaultdict(list)
    for place, (first, last) in sites.items():
        for step in range(max(first, 0), min(last, 3) + 1):
            came = (place, step) in sent
            late = sent.get((place, step))
            for top in above[place]:
                owed[top, step].append(Report(str(place), str(step), came, late is not None and late <= due))
    assert {
        (row["place"], row["step"]): Completeness(row["expected"], row["received"], row["on_time"]) for row in got
    } == {key: completeness_of(found) for key, found in owed.items()}


def integers(names: tuple[str, ...], rows: list[tuple[int | None, ...]]) -> pa.Table:
    return table_of(rows, pa.schema([(name, pa.int64()) for name in names]))


starts = st.dictionaries(
    st.integers(1, 3), st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2), st.none() | st.integers(0, 700))
)


@given(rows, starts)
def test_the_dilution_table_adds_up_by_wave_hand_over_and_age(
    given: Rows, sites: dict[int, tuple[int, int | None, int | None]]
) -> None:
    began = {
        place: None if days is None else date(2023, 1, 15) + timedelta(days) for place, (*_cell, days) in sites.items()
    }
    schema = pa.schema([("place", pa.int64()), ("wave", pa.int64()), ("depth", pa.int64()), ("started", pa.date32())])
    working = table_of(((place, *cell[:2], began[place]) for place, cell in sites.items()), schema)
    shares = {key: row for key, row in given.items() if key[1] in (1, 3)}  # shares and means
    got = WORKER.table(dilution(), {"values": values(shares), "sheets": COMBINED, "working": working}).to_pylist()
    wanted: dict[tuple[object, ...], list[tuple[float, float, int]]] = defaultdict(list)
    for (place, sheet, at), (top, below, value) in shares.items():
        mean = SHEETS[sheet].aggregation is Aggregation.MEAN
        number = (None if value is None or below is None else value * below) if mean else top
        if place in sites and number is not None and below:
            wave, depth, _days = sites[place]
            start, day = began[place], MONTHS[at].last
            age = None if start is None else 12 * (day.year - start.year) + day.month - start.month
            wanted[sheet, wave, depth, age].append((number, below, place))
    assert {
        (row["indicator"], row["wave"], row["depth"], row["age_months"]): (
            row["numerator"], row["denominator"], row["reports"], row["places"],
        )
        for row in got
    } == {
        key: (sum(one[0] for one in found), sum(one[1] for one in found), len(found), len({one[2] for one in found}))
        for key, found in wanted.items()
    }  # fmt: skip


def test_ages_count_months_and_not_days() -> None:
    working = table_of([(1, 2, 1, date(2023, 1, 31))], pa.schema(
        [("place", pa.int64()), ("wave", pa.int64()), ("depth", pa.int64()), ("started", pa.date32())]
    ))  # fmt: skip
    given: Rows = {(1, 1, 0): (1, 2, None), (1, 1, 13): (3, 4, None)}
    got = WORKER.table(dilution(), {"values": values(given), "sheets": COMBINED, "working": working})
    assert np.array_equal(got.column("age_months").to_numpy(), [0, 13])
