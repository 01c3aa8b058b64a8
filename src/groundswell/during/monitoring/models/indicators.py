"""Indicator sheets and targets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import ROLES
from groundswell.domain.access import Target as Aim
from groundswell.domain.monitoring.indicators import (
    Aggregation,
    ChartType,
    Direction,
    Family,
    MissingRule,
    OverTime,
)
from groundswell.domain.monitoring.indicators import Indicator as Sheet
from groundswell.domain.monitoring.periods import PeriodKind
from groundswell.during.monitoring.models.spans import KINDS, Spanned
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record

AGGREGATIONS = [
    (Aggregation.RATIO, _("share: numerators added, divided by denominators added")),
    (Aggregation.SUM, _("sum: added over places and over time")),
    (Aggregation.MEAN, _("mean, weighted by its n")),
    (Aggregation.LAST, _("stock: added over places, the last of the time")),
    (Aggregation.NONE, _("not to be combined: its spread is shown")),
]
OVER_TIME = [
    (OverTime.SUM, _("added (an event)")),
    (OverTime.MEAN, _("averaged (a level)")),
    (OverTime.LAST, _("the last (a stock)")),
]
DIRECTIONS = [(Direction.HIGHER, _("higher is better")), (Direction.LOWER, _("lower is better"))]
CHARTS = [
    (ChartType.RUN, _("run chart")),
    (ChartType.P, _("p-chart: shares")),
    (ChartType.PPRIME, _("p′-chart: shares of large counts")),
    (ChartType.U, _("u-chart: rates")),
    (ChartType.C, _("c-chart: counts")),
    (ChartType.XMR, _("XmR-chart: single values")),
    (ChartType.G, _("g-chart: rare events")),
    (ChartType.T, _("t-chart: time between rare events")),
]
MISSING = [
    (MissingRule.GAP, _("not known: shown as a gap")),
    (MissingRule.ZERO, _("nothing happened: zero")),
    (MissingRule.CARRY, _("the last report still stands")),
]
FAMILIES = [
    (Family.REACH, _("Reach")),
    (Family.DOSE, _("Dose")),
    (Family.QUALITY, _("Quality")),
    (Family.CAPACITY, _("Capacity")),
    (Family.SYSTEM, _("System")),
    (Family.OUTCOME, _("Outcome")),
]

SHEET_COLUMNS = (
    "code", "name", "numerator", "denominator", "unit", "scale", "floor", "minimum_denominator", "may_exceed_one",
    "after_months",
)  # fmt: skip
SHEET_RULES = (
    "family", "aggregation", "numerator_over_time", "denominator_over_time", "direction", "chart", "missing",
)  # fmt: skip


class Indicator(Record):
    """An indicator sheet of one program: what is counted, how it adds up, what is good.

    The columns up to ``after_months`` are the fields of :class:`groundswell.domain.monitoring.indicators.Indicator`.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    numerator = models.CharField(_("counted above the line"), max_length=300)
    denominator = models.CharField(_("counted below the line"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    family = models.CharField(_("answers the question of"), max_length=20, choices=FAMILIES, default=Family.OUTCOME)
    aggregation = models.CharField(_("several places become one by"), max_length=10, choices=AGGREGATIONS)
    numerator_over_time = models.CharField(
        _("over time, above the line is"), max_length=10, choices=OVER_TIME, default=OverTime.SUM
    )
    denominator_over_time = models.CharField(
        _("over time, below the line is"), max_length=10, choices=OVER_TIME, default=OverTime.SUM
    )
    scale = models.PositiveIntegerField(_("shown per"), default=100)
    direction = models.CharField(_("good is"), max_length=10, choices=DIRECTIONS, default=Direction.HIGHER)
    floor = models.FloatField(_("floor"), null=True, blank=True)
    target_value = models.FloatField(_("target"), null=True, blank=True)
    minimum_denominator = models.PositiveIntegerField(_("smallest denominator shown by itself"), default=20)
    chart = models.CharField(_("chart"), max_length=10, choices=CHARTS, default=ChartType.P)
    missing = models.CharField(_("a missing report means"), max_length=10, choices=MISSING, default=MissingRule.GAP)
    may_exceed_one = models.BooleanField(_("may be more than the whole"), default=False)
    after_months = models.PositiveSmallIntegerField(_("judged after … months of exposure"), default=0)

    names = Texts(blank=True)
    definition = models.TextField(_("definition"), blank=True)
    source_form = models.CharField(_("source form"), max_length=200, blank=True)
    frequency = models.CharField(_("reported every"), max_length=22, choices=KINDS, default=PeriodKind.MONTH)
    used_at = models.CharField(_("used at the level of"), max_length=80, blank=True)
    responsible = models.CharField(_("responsible"), max_length=20, choices=list(ROLES.items()), blank=True)
    baseline = models.FloatField(_("baseline"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order in the monthly form"), default=0)
    asked = models.BooleanField(_("asked in the monthly form"), default=True)
    retired_on = models.DateField(_("no longer used from"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "code"), name="indicator_once_per_program"),
            models.CheckConstraint(
                condition=~Q(aggregation__in=("ratio", "mean")) | ~Q(denominator=""),
                name="indicator_share_has_denominator",
            ),
            models.CheckConstraint(condition=Q(scale__gte=1), name="indicator_scale_positive"),
        )

    def __str__(self) -> str:
        return said(self.names) or self.name

    def target(self) -> Aim:
        """The program it belongs to."""
        return self.program.target()

    @property
    def sheet(self) -> Sheet:
        """The sheet as the domain reads it."""
        columns = {name: getattr(self, name) for name in SHEET_COLUMNS}
        return Sheet(
            **columns,
            family=Family(self.family),
            aggregation=Aggregation(self.aggregation),
            numerator_over_time=OverTime(self.numerator_over_time),
            denominator_over_time=OverTime(self.denominator_over_time),
            direction=Direction(self.direction),
            chart=ChartType(self.chart),
            missing=MissingRule(self.missing),
            target=self.target_value,
        )


class Target(Record, Spanned):
    """What an indicator is to reach at a place in a period, in the unit of the stored value (a fraction for shares)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(_("target"))

    reach = Reachable(program="indicator__program__key", path="place__path")

    class Meta:
        ordering = ("indicator", "place__path", "first_day")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "place", "kind", "first_day"), name="target_once_per_period"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="target_period_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.place}, {self.period}"

    def target(self) -> Aim:
        """The program, at this place."""
        return Aim(str(self.indicator.program.key), self.place.path)
