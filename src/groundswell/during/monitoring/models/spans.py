"""A period as columns: kind, first and last day, label, and its place on the line of periods."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.domain.monitoring.periods import Period, PeriodKind

KINDS = [
    (PeriodKind.DAY, _("day")),
    (PeriodKind.WEEK, _("week")),
    (PeriodKind.WEEK_WEDNESDAY, _("week from Wednesday")),
    (PeriodKind.WEEK_THURSDAY, _("week from Thursday")),
    (PeriodKind.WEEK_SATURDAY, _("week from Saturday")),
    (PeriodKind.WEEK_SUNDAY, _("week from Sunday")),
    (PeriodKind.BIWEEK, _("two weeks")),
    (PeriodKind.MONTH, _("month")),
    (PeriodKind.BIMONTH, _("two months")),
    (PeriodKind.QUARTER, _("quarter")),
    (PeriodKind.HALF_YEAR, _("half-year")),
    (PeriodKind.HALF_YEAR_APRIL, _("half-year from April")),
    (PeriodKind.YEAR, _("year")),
    (PeriodKind.FINANCIAL_YEAR_APRIL, _("year from April")),
    (PeriodKind.FINANCIAL_YEAR_JULY, _("year from July")),
    (PeriodKind.FINANCIAL_YEAR_OCTOBER, _("year from October")),
]


class Spanned(models.Model):
    """A row that belongs to one period.

    ``step`` is the period's place on the line of its kind (neighbours differ by 1): thousands of rows are read and
    grouped by it without a single date being parsed.
    """

    kind = models.CharField(_("kind of period"), max_length=22, choices=KINDS, default=PeriodKind.MONTH)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    period = models.CharField(_("period"), max_length=24)
    step = models.IntegerField(editable=False)

    class Meta:
        abstract = True

    @property
    def span(self) -> Period:
        """The period as the domain knows it."""
        return Period(self.first_day, self.last_day, PeriodKind(self.kind))


def columns_of(period: Period) -> dict[str, Any]:
    """The columns of a period."""
    return {
        "kind": period.kind,
        "first_day": period.first,
        "last_day": period.last,
        "period": period.label,
        "step": period.step,
    }
