"""Every default number of certainty and verdict, by name, so that a programme may change it with a reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """The default numbers of the method, sections 3.3 and 3.4.

    Shares, probabilities and levels are fractions; scores are 0 to 100; ``i2`` is in per cent.

    Args:
        mid_ratio: Minimum important difference of a ratio when lower is better (its reciprocal when higher is).
        mid_smd: Minimum important difference of a standardised mean difference.
        mid_difference: The same for a risk or mean difference or any other estimate, in its unit; there is no default.
        retention: Share of the effect (log ratio or difference) kept at scale.
        level: Level of confidence and prediction intervals.
        ready_evaluations: Independent comparative evaluations needed.
        ready_settings: Settings needed.
        ready_randomised: Randomised evaluations needed.
        ready_clusters: Clusters needed in all.
        ready_p_benefit: Probability of benefit in a new place needed.
        ready_p_mid: Probability of reaching the minimum important difference needed.
        ready_certainty: Certainty needed, 1 very low to 4 high.
        ready_fidelity: Share of observed sessions at standard.
        ready_scalability: Scalability score needed, 0 to 100.
        ready_payer_months: Months for which a payer is named.
        research_p_benefit: Probability of benefit needed for scaling with research, from three studies on.
        research_one_sided_p: One-sided p allowed instead, below three studies.
        research_certainty: Certainty needed, 1 to 4.
        research_scalability: Scalability score needed, 0 to 100.
        veto_package: Package score below which nothing is scaled, 0 to 100.
        veto_completeness: Completeness of data below which nothing is scaled.
        lapse_months: Months after which a verdict lapses.
        bias_share_one: Weight share of high-risk studies above which certainty falls by one.
        bias_share_two: The same, by two.
        i2_one: I² (per cent) from which inconsistency may lower by one.
        i2_two: The same, by two.
        i2_explained: Residual I² below which a pre-stated subgroup explains the inconsistency.
        clusters_one: Clusters below which imprecision lowers by one.
        clusters_two: The same, by two.
        clusters_per_arm: Clusters per arm below which certainty is at most low.
        egger_p: Egger p below which publication bias is suspected.
        egger_studies: Studies from which on Egger's test is made.
        large_ratio: Ratio below which (or above whose reciprocal) an effect is large.
        start_pre_periods: Periods before the start that a controlled before-after study needs to start at low.
        start_clusters_per_arm: Clusters per arm that it needs.
        indirect_share: Weight share of studies that differ from the target, above which a difference is major.
    """

    mid_ratio: float = 0.90
    mid_smd: float = 0.20
    mid_difference: float | None = None
    retention: float = 0.60
    level: float = 0.95
    ready_evaluations: int = 2
    ready_settings: int = 2
    ready_randomised: int = 1
    ready_clusters: int = 20
    ready_p_benefit: float = 0.90
    ready_p_mid: float = 0.60
    ready_certainty: int = 3
    ready_fidelity: float = 0.80
    ready_scalability: float = 75.0
    ready_payer_months: float = 12.0
    research_p_benefit: float = 0.75
    research_one_sided_p: float = 0.10
    research_certainty: int = 2
    research_scalability: float = 50.0
    veto_package: float = 70.0
    veto_completeness: float = 0.80
    lapse_months: int = 24
    bias_share_one: float = 0.30
    bias_share_two: float = 0.60
    i2_one: float = 50.0
    i2_two: float = 75.0
    i2_explained: float = 25.0
    clusters_one: int = 20
    clusters_two: int = 10
    clusters_per_arm: int = 4
    egger_p: float = 0.10
    egger_studies: int = 10
    large_ratio: float = 0.50
    start_pre_periods: int = 2
    start_clusters_per_arm: int = 10
    indirect_share: float = 0.50


DEFAULTS = Thresholds()
