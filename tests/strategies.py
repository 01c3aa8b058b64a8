"""Hypothesis strategies, shared by all tests: one block per field."""

from __future__ import annotations

from hypothesis import strategies as st

from groundswell.domain.costs.lines import CostLine, CostModel, Driver, Kind, Phase
from groundswell.domain.costs.money import Money
from groundswell.domain.evidence.study import Arm, BiasDomain, Design, Measure, Reported, Risk, RiskOfBias, Study
from groundswell.domain.stats.clusters import ClusterRow

# Evidence ------------------------------------------------------------------------------------------------------------


def effects(min_size: int = 1, max_size: int = 12) -> st.SearchStrategy[list[tuple[float, float]]]:
    """Study effects on the analysis scale with their variances, as they occur in the field."""
    return st.lists(
        st.tuples(st.floats(-2, 2).map(lambda x: round(x, 4)), st.floats(0.002, 1).map(lambda x: round(x, 4))),
        min_size=min_size,
        max_size=max_size,
    )


@st.composite
def cluster_rows(draw: st.DrawFn, per_arm: int = 6) -> list[ClusterRow]:
    """Clusters of two arms with events."""
    rows = []
    for arm in (0, 1):
        for i in range(draw(st.integers(2, per_arm))):
            n = draw(st.integers(5, 400))
            rows.append(ClusterRow(arm, f"{arm}-{i}", n, float(draw(st.integers(0, n)))))
    return rows


@st.composite
def trials(draw: st.DrawFn, number: int = 0) -> Study:
    """A comparative study with a printed odds ratio, judged for bias, analysed by its clusters."""
    log_ratio, half = draw(st.floats(-1.2, 0.6)), draw(st.floats(0.1, 0.9))
    factor = 2.718281828459045
    clusters = Arm(clusters=draw(st.integers(2, 30)))
    return Study(
        id=f"trial {number}",
        design=draw(st.sampled_from([Design.CLUSTER_RANDOMISED, Design.NON_RANDOMISED])),
        measure=Measure.OR,
        treated=clusters,
        control=clusters,
        reported=Reported(factor**log_ratio, factor ** (log_ratio - half), factor ** (log_ratio + half)),
        clusters_respected=True,
        country=draw(st.sampled_from(["Nepal", "India", "Malawi", "Uganda"])),
        cadre="local facilitator",
        package_version="1.0",
        registered=True,
        risk_of_bias=(RiskOfBias(BiasDomain.ALLOCATION, draw(st.sampled_from([Risk.LOW, Risk.HIGH]))),),
    )


@st.composite
def bodies_of_evidence(draw: st.DrawFn, most: int = 6) -> tuple[Study, ...]:
    """One to several trials."""
    return tuple(draw(trials(number=i)) for i in range(draw(st.integers(1, most))))


# Costs ---------------------------------------------------------------------------------------------------------------


@st.composite
def cost_lines(draw: st.DrawFn, kind: Kind | None = None) -> CostLine:
    """A line of a cost sheet in dollars of 2026, with or without a range and learning."""
    what = kind or draw(st.sampled_from(list(Kind)))
    minor = draw(st.integers(0, 50_000_00))
    learning = draw(st.sampled_from([0.0, 0.05, 0.1, 0.2, 0.4])) if what is Kind.VARIABLE else 0.0
    ranged = draw(st.booleans())
    return CostLine(
        draw(st.sampled_from(["Office", "Pay", "Training", "Visits", "Paper"])),
        what,
        Money(minor, "USD"),
        draw(st.sampled_from(list(Driver))),
        step=draw(st.floats(0.5, 100)),
        phase=draw(st.sampled_from(list(Phase))),
        years=draw(st.integers(1, 10)),
        price_year=2026,
        learning=learning,
        floor=draw(st.sampled_from([0.0, 0.5, 0.9])),
        low=Money(round(minor * 0.8), "USD") if ranged else None,
        high=Money(round(minor * 1.5), "USD") if ranged else None,
    )


@st.composite
def cost_models(draw: st.DrawFn) -> CostModel:
    """A cost sheet of some lines."""
    return CostModel("USD", 2026, draw(st.integers(1, 500)), tuple(draw(st.lists(cost_lines(), max_size=6))))
