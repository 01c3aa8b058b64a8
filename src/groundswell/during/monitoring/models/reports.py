"""Reports: whether what a place owes for a period came, and when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.during.monitoring.models.spans import Spanned
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class Report(Record, Spanned):
    """The report of one place for one period: a draft that is kept, or sent.

    ``late_days`` counts from the period's last day to the day it was sent; null where that day is not known, as for
    values that were imported. Whether that was in time depends on the program's ``report_due_days``.
    """

    STATES = [("draft", _("draft")), ("sent", _("sent"))]
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=STATES, default="draft")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    late_days = models.IntegerField(null=True, blank=True, editable=False)
    note = models.TextField(_("note"), blank=True)
    reason = models.TextField(_("why unusual values are right"), blank=True)
    draft = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    reach = Reachable(program="program__key", path="place__path")

    class Meta:
        ordering = ("program", "-first_day", "place__path")
        constraints = (
            models.UniqueConstraint(fields=("program", "place", "kind", "first_day"), name="report_once_per_period"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="report_period_in_order"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(state="sent"), name="report_submitted_is_sent"
            ),
        )
        indexes = (models.Index(fields=("program", "kind", "step", "place"), name="report_by_step"),)

    def __str__(self) -> str:
        return f"{self.place}, {self.period}"

    def target(self) -> Target:
        """The program, at this place."""
        return Target(str(self.program.key), self.place.path)
