"""Values and their change log: the truth that everything else is computed from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.during.monitoring.models.indicators import Indicator
from groundswell.during.monitoring.models.spans import Spanned
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable

FLAGS = [
    ("", _("none")),
    ("small", _("small sample")),
    ("suppressed", _("suppressed by its source: sample too small")),
    ("estimated", _("estimated")),
    ("provisional", _("provisional")),
    ("confirmed", _("unusual, confirmed")),
]


class Value(Spanned):
    """One indicator at one place in one period, as it was reported.

    Numbers are 64-bit floats: whole counts are exact up to 2^53 (nine thousand million million), far beyond 32 bits,
    and money and scores keep their fractions. The services refuse what would not be exact.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    disaggregation = models.CharField(_("part of the people"), max_length=120, blank=True)
    numerator = models.FloatField(_("numerator"), null=True, blank=True)
    denominator = models.FloatField(_("denominator"), null=True, blank=True)
    value = models.FloatField(_("value"), null=True, blank=True)
    flag = models.CharField(_("flag"), max_length=12, choices=FLAGS, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    source = models.CharField(_("import"), max_length=64, blank=True)
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    reach = Reachable(program="indicator__program__key", path="place__path")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "place", "kind", "first_day", "disaggregation"), name="value_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0), name="value_denominator_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False)
                | Q(denominator__isnull=False)
                | Q(value__isnull=False)
                | Q(flag="suppressed"),
                name="value_has_a_number",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="value_period_in_order"),
        )
        indexes = (
            models.Index(fields=("indicator", "first_day", "place"), name="value_by_indicator_and_day"),
            models.Index(fields=("source",), condition=~Q(source=""), name="value_by_import"),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.place}, {self.period}"

    def target(self) -> Target:
        """The program, at this place."""
        return Target(str(self.indicator.program.key), self.place.path)


class ValueChange(Spanned):
    """The value table's change log, written in the same transaction; ``id`` is its growing sequence number.

    ``before`` and ``after`` are [numerator, denominator, value, flag, comment], null where there was no row. Writers of
    one program wait for each other, so whoever follows the log of a program by number misses nothing.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    disaggregation = models.CharField(max_length=120, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    source = models.CharField(max_length=64, blank=True)
    undoes = models.CharField(max_length=64, blank=True)

    reach = Reachable(program="program__key", path="place__path")

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("program", "id"), name="change_by_program"),
            models.Index(fields=("indicator", "place", "first_day"), name="change_by_value"),
            models.Index(fields=("source",), condition=~Q(source=""), name="change_by_import"),
        )

    def __str__(self) -> str:
        return f"{self.id}: {self.period}"

    def target(self) -> Target:
        """The program, at the place of the value."""
        return Target(str(self.program.key), self.place.path)
