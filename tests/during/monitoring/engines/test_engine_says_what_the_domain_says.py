"""The engine's roll-up equals the domain's plain one, on whatever reports, trees and moves there may be."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groundswell.domain.monitoring.indicators import Aggregation, default_indicator
from groundswell.domain.monitoring.periods import Period, parse_period
from groundswell.domain.monitoring.rollup import Observation, RolledUp, Spread, roll_up
from groundswell.domain.monitoring.stored import Sums, read_back
from groundswell.domain.places import Before, Standing, tree_on
from groundswell.during.monitoring.engines.embedded import Embedded
from groundswell.during.monitoring.store.columns import SORTED, table_of
from groundswell.during.monitoring.store.rolling import Roller
from groundswell.during.monitoring.store.trees import Forest

PERIODS = [parse_period(text) for text in ("2024-02", "2024-03", "2024-02-11", "2024-W09", "2024-Q1")]
KINDS = {number: kind for number, kind in enumerate(Aggregation, start=1)}
SHEETS = {number: replace(default_indicator("P9"), aggregation=kind, name=kind) for number, kind in KINDS.items()}
PLACES = range(1, 10)
WORKER = Embedded(threads=2)

whole = st.integers(-(2**40), 2**40).map(float)
below = st.integers(0, 2**40).map(float)
broken = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3))


@dataclass(frozen=True)
class Case:
    """A tree with its past, and reports.

    Args:
        parent: The place above each place today; 0 for none; always of a smaller number.
        past: Place, earlier parent and the day until which it held.
        rows: Place, indicator, period, part of the people, numerator, denominator, value.
    """

    parent: dict[int, int]
    past: tuple[tuple[int, int, date], ...]
    rows: tuple[tuple[int, int, Period, str, float | None, float | None, float | None], ...]


@st.composite
def cases(draw: st.DrawFn, number: st.SearchStrategy[float] = whole) -> Case:
    """Trees of up to nine places in any shape, some of which moved, and up to forty reports."""
    parent = {place: draw(st.integers(0 if place == 1 else 1, max(place - 1, 0))) for place in PLACES}
    past = draw(st.lists(st.tuples(
        st.sampled_from(PLACES[1:]), st.just(0), st.dates(date(2024, 2, 1), date(2024, 4, 5))
    ), max_size=3))  # fmt: skip
    moved = tuple((place, draw(st.integers(1, place - 1)), until) for place, _none, until in past)
    missing = st.none()
    rows = draw(st.lists(
        st.tuples(
            st.sampled_from(PLACES), st.sampled_from(list(KINDS)), st.sampled_from(PERIODS),
            st.sampled_from(["", "girls"]),
            missing | number, missing | st.just(0.0) | below, missing | number,
        ), max_size=40, unique_by=lambda row: row[:4],
    ))  # fmt: skip
    return Case(parent, moved, tuple(rows))


def rolled(case: Case) -> pa.Table:
    """What the engine says."""
    values = table_of(
        (place, indicator, period.kind.value, period.step, period.last, part, *numbers, "")
        for place, indicator, period, part, *numbers in case.rows
    ).sort_by(SORTED)
    sheets = pa.table({"indicator": list(KINDS), "aggregation": [kind.value for kind in KINDS.values()]})
    above = np.array([case.parent[place] for place in PLACES], dtype=np.int64)
    woods = Forest(np.array(PLACES, dtype=np.int64), above, case.past)
    return Roller(WORKER, sheets, woods, "").roll(values)[0]


def plain(case: Case) -> dict[tuple[int, int, Period, str], RolledUp]:
    """What the domain says, one place above, indicator, period and part at a time."""
    today = [Standing(place, above or None, str(place)) for place, above in case.parent.items()]
    past = [Before(place, parent, str(place), "", until) for place, parent, until in case.past]
    trees = {period: tree_on(period.last, today, past) for period in PERIODS}
    above = {(place, period): trees[period].way(place)[:-1] for place in PLACES for period in PERIODS}
    totals = {(high, *key) for place, *key in (row[:4] for row in case.rows) for high in above[place, key[1]]}
    reports: dict[tuple[int, int, Period, str], list[Observation]] = defaultdict(list)
    for place, indicator, period, part, *numbers in case.rows:
        if (place, indicator, period, part) not in totals:
            for high in above[place, period]:
                reports[high, indicator, period, part].append(Observation(str(place), period, *numbers))
    return {key: roll_up(rows, SHEETS[key[1]]) for key, rows in reports.items()}


def told(row: dict[str, object]) -> RolledUp:
    """A stored row as the domain reads it."""
    figures = [row[name] for name in ("singles", "lowest", "lower_quartile", "median", "upper_quartile", "highest")]
    spread = Spread(*figures) if row["singles"] else None  # type: ignore[arg-type]
    sums = Sums(row["numerator"], row["denominator"], row["reports"], row["rows"], spread)  # type: ignore[arg-type]
    return read_back(sums, SHEETS[row["indicator"]])  # type: ignore[index]


def same(got: RolledUp, wanted: RolledUp, kind: Aggregation, *, exactly: bool) -> None:
    """The numbers are the same: to the last bit, or to 1e-9 of the size of what was added."""
    assert (got.reports, got.left_out, got.why, got.small) == (
        wanted.reports, wanted.left_out, wanted.why, wanted.small
    )  # fmt: skip
    assert got.places == wanted.places or not wanted.reports or kind is Aggregation.NONE
    for name in ("numerator", "denominator", "value"):
        mine, yours = getattr(got, name), getattr(wanted, name)
        if (exactly and kind is not Aggregation.MEAN) or mine is None or yours is None:
            assert mine == yours, name
        else:
            assert math.isclose(mine, yours, rel_tol=1e-9, abs_tol=1e-4), name
    if kind is Aggregation.NONE:
        assert (got.spread is None) == (wanted.spread is None)
    if got.spread and wanted.spread:
        for name in ("n", "lowest", "lower_quartile", "median", "upper_quartile", "highest"):
            assert math.isclose(getattr(got.spread, name), getattr(wanted.spread, name), rel_tol=1e-9, abs_tol=1e-9)


def agree(case: Case, *, exactly: bool) -> None:
    """Every row that one has, the other has, with the same numbers."""
    by_step = {(period.kind.value, period.step): period for period in PERIODS}
    got = {
        (row["place"], row["indicator"], by_step[row["kind"], row["step"]], row["part"]): told(row)
        for row in rolled(case).to_pylist()
    }
    wanted = plain(case)
    assert got.keys() == wanted.keys()
    for key, one in wanted.items():
        same(got[key], one, KINDS[key[1]], exactly=exactly)


@settings(max_examples=150, deadline=None)
@given(cases())
@example(
    Case(
        dict.fromkeys(PLACES, 1) | {1: 0},
        (),
        ((2, 1, PERIODS[0], "", 0.0, 1.0, None), (3, 1, PERIODS[0], "", None, None, 1.0)),
    )
)
def test_whole_numbers_agree_to_the_last_bit(case: Case) -> None:
    agree(case, exactly=True)


@settings(max_examples=60, deadline=None)
@given(cases(broken))
def test_broken_numbers_agree_to_a_billionth(case: Case) -> None:
    agree(case, exactly=False)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_nothing_reported_gives_no_row(aggregation: Aggregation) -> None:
    assert rolled(Case(dict.fromkeys(PLACES, 0), (), ())).num_rows == 0
    alone = Case(dict.fromkeys(PLACES, 0), (), ((3, 1, PERIODS[0], "", 1.0, 2.0, None),))
    assert rolled(alone).num_rows == 0, "a place with nothing above it has its own report, and no roll-up"
