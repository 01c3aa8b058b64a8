"""Indicator sheets: what is counted, how it may be added up, what is good, and the default set P1-P22 and O1-O8."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _
from groundswell.domain.stats.control_charts import ChartType

__all__ = [
    "DEFAULT_INDICATORS",
    "Aggregation",
    "ChartType",
    "Direction",
    "Family",
    "Indicator",
    "MissingRule",
    "OverTime",
    "default_indicator",
]


class Aggregation(StrEnum):
    """How values of several places become one: a property of the indicator, never of the page that shows it."""

    RATIO = "ratio"  # sum of numerators over sum of denominators
    SUM = "sum"  # events and people counted: added over places and over time
    MEAN = "mean"  # a mean known with its n: weighted by n
    LAST = "last"  # a stock: added over places, the last of the span over time
    NONE = "none"  # medians, indices, percentages without n: the spread is shown, never a mean


class OverTime(StrEnum):
    """How a numerator or denominator of several periods becomes one."""

    SUM = "sum"  # an event
    MEAN = "mean"  # an average level
    LAST = "last"  # a stock


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"


class MissingRule(StrEnum):
    """What a report that did not come means."""

    GAP = "gap"  # not known: left out of numerator and denominator, shown as a gap
    ZERO = "zero"  # nothing happened: only where the form says "report only if"
    CARRY = "carry"  # the last report still stands: stocks


class Family(StrEnum):
    """What a group of indicators answers; the order is that of the default set."""

    REACH = "reach"
    DOSE = "dose"
    QUALITY = "quality"
    CAPACITY = "capacity"
    SYSTEM = "system"
    OUTCOME = "outcome"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator sheet.

    Args:
        code: Stable code, such as ``P9``.
        name: Its name in a few words.
        numerator: What is counted above the line; for sums, means and stocks the value itself.
        denominator: What is counted below the line; for means what n counts; empty where there is none.
        unit: Unit in words, as shown after the number, such as ``% of sessions``.
        family: Which question it belongs to.
        aggregation: How several places become one.
        numerator_over_time: How several periods of the numerator become one.
        denominator_over_time: How several periods of the denominator become one.
        scale: Factor from the stored fraction to the shown unit: 100 for per cent, 1000 for per 1,000, 1 as it is.
        direction: Which way is good.
        floor: Level that may never be undercut (or exceeded, when lower is better), as a fraction; None where unset.
        target: Default target as a fraction; None where unset.
        minimum_denominator: Below this the value is not shown by itself: pool periods.
        chart: Control chart that fits.
        missing: What a missing report means.
        may_exceed_one: Whether numerator > denominator is possible; where not, it is a data-quality flag.
        after_months: Months of exposure before it may be judged; 12 for outcomes.

    Raises:
        BadInput: When a ratio or mean has no denominator.

    Source:
        Groundswell method.md, section 1, step 10 add-on (indicator sheet); section 3.0 (over time).
    """

    code: str
    name: str
    numerator: str
    denominator: str = ""
    unit: str
    family: Family
    aggregation: Aggregation = Aggregation.RATIO
    numerator_over_time: OverTime = OverTime.SUM
    denominator_over_time: OverTime = OverTime.SUM
    scale: int = 100
    direction: Direction = Direction.HIGHER
    floor: float | None = None
    target: float | None = None
    minimum_denominator: int = 20
    chart: ChartType = ChartType.P
    missing: MissingRule = MissingRule.GAP
    may_exceed_one: bool = False
    after_months: int = 0

    def __post_init__(self) -> None:
        if self.aggregation in (Aggregation.RATIO, Aggregation.MEAN) and not self.denominator:
            raise BadInput(
                _(
                    "Indicator %(code)s is a %(aggregation)s and has no denominator.",
                    code=self.code,
                    aggregation=self.aggregation,
                ),
                _("Say what it is divided by, or choose sum, last or none."),
                code="indicator.denominator",
            )


def _stock_share(
    code: str,
    name: str,
    numerator: str,
    denominator: str,
    family: Family,
    **more: Any,
) -> Indicator:
    """A share of a stock: both sides are levels, so a year shows its last report."""
    sheet: dict[str, Any] = {
        "unit": f"% of {denominator}",
        "numerator_over_time": OverTime.LAST,
        "denominator_over_time": OverTime.LAST,
    }
    return Indicator(
        code=code,
        name=name,
        numerator=numerator,
        denominator=denominator,
        family=family,
        **sheet | more,
    )


def _event_share(
    code: str,
    name: str,
    numerator: str,
    denominator: str,
    family: Family,
    **more: Any,
) -> Indicator:
    """A share of events: both sides are summed over time."""
    sheet: dict[str, Any] = {"unit": f"% of {denominator}"}
    return Indicator(
        code=code,
        name=name,
        numerator=numerator,
        denominator=denominator,
        family=family,
        **sheet | more,
    )


def _outcome(code: str, name: str, numerator: str, denominator: str, **more: Any) -> Indicator:
    return _event_share(code, name, numerator, denominator, Family.OUTCOME, after_months=12, **more)


DEFAULT_INDICATORS: tuple[Indicator, ...] = (
    _stock_share("P1", "Communities active", "communities active", "communities planned", Family.REACH),
    _stock_share(
        "P2", "Groups meeting", "groups that met in the period", "groups formed", Family.REACH,
        numerator_over_time=OverTime.MEAN,
    ),
    _stock_share(
        "P3", "Target group reached", "people of the target group who came at least once, each counted once",
        "people of the target group (estimate)", Family.REACH, unit="% of the target group",
    ),
    _event_share(
        "P4", "Poorest fifth among those who come", "attenders from the poorest fifth", "attenders", Family.REACH,
        target=0.20, unit="% of attenders",
    ),
    _event_share("P5", "Meetings held", "meetings held", "meetings planned", Family.DOSE),
    _event_share(
        "P6", "Groups finishing the full cycle", "groups that finished", "groups started at least a cycle ago",
        Family.DOSE, numerator_over_time=OverTime.LAST, denominator_over_time=OverTime.LAST, target=0.75,
    ),
    Indicator(
        code="P7", name="Median attendance", numerator="median number of people at a meeting", unit="people",
        family=Family.DOSE, aggregation=Aggregation.NONE, scale=1, chart=ChartType.RUN,
    ),
    Indicator(
        code="P8", name="Mean observed fidelity", numerator="mean fidelity score of observed sessions",
        denominator="sessions observed", unit="% of the score", family=Family.QUALITY, aggregation=Aggregation.MEAN,
        floor=0.60, target=0.80, chart=ChartType.XMR,
    ),
    _event_share(
        "P9", "Sessions held well", "observed sessions scoring 80 % or more", "sessions observed", Family.QUALITY,
        floor=0.60, target=0.80,
    ),
    _event_share(
        "P10", "Community actions completed", "actions completed", "actions decided", Family.QUALITY,
    ),
    Indicator(
        code="P11", name="Participation index", numerator="participation index", unit="% of the widest",
        family=Family.QUALITY, aggregation=Aggregation.NONE, chart=ChartType.RUN,
    ),
    _stock_share(
        "P12", "Facilitators certified and active", "facilitators certified and active", "facilitators needed",
        Family.CAPACITY, may_exceed_one=True,
    ),
    _event_share(
        "P13", "Supervision visits held", "supervision visits held", "supervision visits due", Family.CAPACITY,
        target=0.80, may_exceed_one=True,
    ),
    _stock_share(
        "P14", "Groups per facilitator", "groups", "facilitators", Family.CAPACITY, unit="groups per facilitator",
        scale=1, direction=Direction.LOWER, minimum_denominator=1, chart=ChartType.XMR, may_exceed_one=True,
    ),
    _stock_share(
        "P15", "Trainers still active", "trainers active in the last 12 months", "trainers trained", Family.CAPACITY,
    ),
    _event_share(
        "P16", "Facilitators lost", "facilitators who left", "facilitators in post", Family.CAPACITY,
        denominator_over_time=OverTime.MEAN, direction=Direction.LOWER,
    ),
    _event_share(
        "P17", "Reports complete and on time", "reports complete and on time", "reports expected", Family.SYSTEM,
        target=0.80,
    ),
    _event_share(
        "P18", "Verification ratio", "recounted in the registers", "reported", Family.SYSTEM,
        unit="recounted per reported", scale=1, chart=ChartType.XMR, may_exceed_one=True,
    ),
    _event_share(
        "P19", "Review meetings with decisions", "review meetings that recorded decisions", "review meetings planned",
        Family.SYSTEM, target=0.80, minimum_denominator=1, may_exceed_one=True,
    ),
    _event_share(
        "P20", "Decisions closed in time", "decisions closed in time", "decisions due", Family.SYSTEM,
        minimum_denominator=1,
    ),
    _event_share(
        "P21", "Spend against plan", "money spent", "money planned", Family.SYSTEM, minimum_denominator=1,
        chart=ChartType.XMR, may_exceed_one=True,
    ),
    Indicator(
        code="P22", name="Cost per active community", numerator="money spent", denominator="communities active",
        unit="per active community", family=Family.SYSTEM, denominator_over_time=OverTime.LAST, scale=1,
        direction=Direction.LOWER, minimum_denominator=1, chart=ChartType.XMR, may_exceed_one=True,
    ),
    Indicator(
        code="P22b", name="Cost per person reached", numerator="money spent", denominator="people reached, each once",
        unit="per person reached", family=Family.SYSTEM, denominator_over_time=OverTime.LAST, scale=1,
        direction=Direction.LOWER, minimum_denominator=1, chart=ChartType.XMR, may_exceed_one=True,
    ),
    _outcome(
        "O1", "Neonatal deaths", "deaths in the first 28 days", "live births", direction=Direction.LOWER, scale=1000,
        unit="per 1,000 live births",
    ),
    _outcome(
        "O2", "Stillbirths", "stillbirths", "births", direction=Direction.LOWER, scale=1000, unit="per 1,000 births",
    ),
    _outcome(
        "O3", "Maternal deaths", "maternal deaths", "live births", direction=Direction.LOWER, scale=100_000,
        unit="per 100,000 live births", chart=ChartType.G,
    ),
    _outcome("O4", "Births with a trained attendant", "births with a trained attendant", "births"),
    _outcome("O5", "Clean delivery kit at home births", "home births with a clean delivery kit", "home births"),
    _outcome("O6", "Early breastfeeding", "newborns put to the breast within an hour", "live births"),
    _outcome("O7", "Postnatal contact", "mothers seen within two days of birth", "births"),
    Indicator(
        code="O8", name="Equity gap", numerator="coverage of the others minus coverage of the poorest",
        unit="points", family=Family.OUTCOME, aggregation=Aggregation.NONE, direction=Direction.LOWER,
        chart=ChartType.RUN, after_months=12,
    ),
)  # fmt: skip
"""The default set: P1-P22 (P22b is the second half of P22) and maternal-newborn outcomes O1-O8 (replaceable)."""


def default_indicator(code: str) -> Indicator:
    """The sheet of the default set with a code.

    Raises:
        BadInput: When the default set has no such code.

    Example:
        >>> default_indicator("P9").name
        'Sessions held well'
    """
    for indicator in DEFAULT_INDICATORS:
        if indicator.code == code:
            return indicator
    raise BadInput(
        _("There is no indicator “%(code)s” in the default set.", code=code),
        _("Use P1 to P22, P22b or O1 to O8, or define your own."),
        code="indicator.unknown",
    )
