"""One evaluation as it was done and as it was reported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _


class Measure(StrEnum):
    """The measure of effect; ratios are analysed on the log scale, the others as they are."""

    RR = "RR"  # risk ratio
    OR = "OR"  # odds ratio
    HR = "HR"  # hazard ratio
    RD = "RD"  # risk difference
    MD = "MD"  # mean difference
    SMD = "SMD"  # standardised mean difference, Hedges g
    GEN = "GEN"  # any other estimate, used as it is

    @property
    def is_ratio(self) -> bool:
        """Whether the measure is analysed on the log scale."""
        return self in (Measure.RR, Measure.OR, Measure.HR)

    @property
    def words(self) -> str:
        """The measure in words."""
        return MEASURE_WORDS[self]


MEASURE_WORDS = {
    Measure.RR: _("risk ratio"),
    Measure.OR: _("odds ratio"),
    Measure.HR: _("hazard ratio"),
    Measure.RD: _("risk difference"),
    Measure.MD: _("mean difference"),
    Measure.SMD: _("standardised mean difference"),
    Measure.GEN: _("estimate"),
}


class Design(StrEnum):
    """How the evaluation compared."""

    CLUSTER_RANDOMISED = "cluster randomised"
    STEPPED_WEDGE = "stepped wedge, randomised"
    RANDOMISED = "individually randomised"
    CONTROLLED_BEFORE_AFTER = "controlled before-after"
    NON_RANDOMISED = "non-randomised with comparison"
    INTERRUPTED_SERIES = "interrupted time series"
    BEFORE_AFTER = "before-after"
    ONE_GROUP = "one group, after only"

    @property
    def is_randomised(self) -> bool:
        """Whether chance decided who received the approach."""
        return self in (
            Design.CLUSTER_RANDOMISED,
            Design.STEPPED_WEDGE,
            Design.RANDOMISED,
        )

    @property
    def is_comparative(self) -> bool:
        """Whether there is a comparison group."""
        return self not in (
            Design.INTERRUPTED_SERIES,
            Design.BEFORE_AFTER,
            Design.ONE_GROUP,
        )


class Allocation(StrEnum):
    """What was allocated to the arms."""

    CLUSTER = "cluster"
    INDIVIDUAL = "individual"


class Risk(StrEnum):
    """Risk of bias in one domain."""

    LOW = "low"
    SOME = "some concerns"
    HIGH = "high"
    UNCLEAR = "unclear"


class BiasDomain(StrEnum):
    """Where bias may come from (after the RoB 2 tool for cluster trials and ROBINS-I)."""

    ALLOCATION = "allocation"
    RECRUITMENT = "recruitment after allocation"
    CONFOUNDING = "confounding"
    DEVIATIONS = "deviations from the plan"
    MISSING = "missing outcomes"
    MEASUREMENT = "measurement"
    REPORTING = "selective reporting"


@dataclass(frozen=True)
class RiskOfBias:
    """The judgement on one domain, and what it rests on."""

    domain: BiasDomain
    risk: Risk
    because: str = ""


@dataclass(frozen=True)
class Arm:
    """What one arm held and what was seen in it.

    Args:
        clusters: Allocated clusters analysed; None when people were allocated.
        people: People, births or households analysed (N).
        events: People with the event, 0 to ``people``.
        mean: Mean of a continuous outcome, in its unit.
        sd: Standard deviation of a continuous outcome, in its unit.
        baseline: The outcome before the start (share or mean).
    """

    clusters: int | None = None
    people: int | None = None
    events: float | None = None
    mean: float | None = None
    sd: float | None = None
    baseline: float | None = None


@dataclass(frozen=True)
class Reported:
    """An estimate and its interval as printed, on the natural scale (ratios as ratios).

    Args:
        estimate: The estimate.
        lower: Lower limit.
        upper: Upper limit.
        level: Level of the interval as a fraction.
        df: Degrees of freedom of the t quantile it was made with; None for the normal quantile.
    """

    estimate: float
    lower: float
    upper: float
    level: float = 0.95
    df: float | None = None


@dataclass(frozen=True)
class Subgroup:
    """Counts of one subgroup, to be checked against the totals."""

    variable: str
    name: str
    treated: Arm
    control: Arm


@dataclass(frozen=True)
class Study:
    """One evaluation: everything that step 2 records; None or empty is "not recorded".

    Args:
        id: Short name, unique in its programme.
        title: Full title.
        design: How it compared.
        measure: Measure of effect.
        outcome: Outcome in words.
        allocation: What was allocated.
        allocation_unit: The allocated unit in words, such as ``village``.
        treated: Arm 1, with the approach.
        control: Arm 0, without.
        reported: Estimate and interval as printed.
        yi: Estimate on the analysis scale, where neither counts nor an interval are known.
        vi: Its sampling variance.
        clusters_respected: Whether the printed interval allows for the clusters.
        adjusted_for: What the printed estimate is adjusted for.
        icc: Intra-cluster correlation, a fraction.
        design_effect: Factor by which clustering inflates the variance; 1 or more.
        follow_up_months: Months from start to measurement.
        pre_periods: Measured periods before the start (before-after designs).
        dose_meetings: Meetings offered per group.
        dose_coverage: Share of the target group that took part.
        fidelity: Share of observed sessions at or above the standard.
        context: Context in words, such as ``rural``; verdicts belong to one.
        setting: Where it was done; two studies of one setting count as one setting.
        country: Country.
        year: Year of publication.
        cadre: Who facilitated.
        package_version: Version of the approach evaluated.
        risk_of_bias: One entry per judged domain.
        registered: Whether it was registered before its results.
        registration: Register and number.
        funder: Who paid.
        independent: Whether the evaluators were independent of the implementers.
        source: Address or citation.
        analysis_population: Who was analysed, such as ``all live births``.
        subgroups: Counts by subgroup.
        notes: Anything else.
    """

    id: str
    title: str = ""
    design: Design = Design.ONE_GROUP
    measure: Measure = Measure.OR
    outcome: str = ""
    allocation: Allocation = Allocation.CLUSTER
    allocation_unit: str = ""
    treated: Arm = Arm()
    control: Arm = Arm()
    reported: Reported | None = None
    yi: float | None = None
    vi: float | None = None
    clusters_respected: bool | None = None
    adjusted_for: tuple[str, ...] = ()
    icc: float | None = None
    design_effect: float | None = None
    follow_up_months: float | None = None
    pre_periods: int | None = None
    dose_meetings: float | None = None
    dose_coverage: float | None = None
    fidelity: float | None = None
    context: str = ""
    setting: str = ""
    country: str = ""
    year: int | None = None
    cadre: str = ""
    package_version: str = ""
    risk_of_bias: tuple[RiskOfBias, ...] = ()
    registered: bool | None = None
    registration: str = ""
    funder: str = ""
    independent: bool | None = None
    source: str = ""
    analysis_population: str = ""
    subgroups: tuple[Subgroup, ...] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise BadInput(
                _("A study has no id."),
                _("Give each study a short name."),
                code="study.no_id",
            )

    @property
    def clusters(self) -> int | None:
        """Clusters in both arms together; None when either is not recorded."""
        if self.treated.clusters is None or self.control.clusters is None:
            return None
        return self.treated.clusters + self.control.clusters

    @property
    def place(self) -> str:
        """The setting, or the country where no setting is recorded."""
        return self.setting or self.country

    @property
    def overall_risk(self) -> Risk | None:
        """The worst judged domain; None when no domain is judged."""
        judged = {entry.risk for entry in self.risk_of_bias}
        for risk in (Risk.HIGH, Risk.UNCLEAR, Risk.SOME, Risk.LOW):
            if risk in judged:
                return risk
        return None
