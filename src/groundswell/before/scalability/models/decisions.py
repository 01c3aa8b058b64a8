"""What was decided on the assessment: go, redesign or stop; never changed, only followed by another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class Resolution(Record):
    """One minuted decision of step 3; the highest number stands."""

    CHOICES = [("go", _("go on as it is")), ("redesign", _("change it first")), ("stop", _("not in this form"))]
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    choice = models.CharField(_("decision"), max_length=10, choices=CHOICES)
    decided_on = models.DateField(_("decided on"))
    who = models.CharField(_("who decided"), max_length=300)
    why = models.TextField(_("why"))
    dropped = models.TextField(_("elements that are dropped"), blank=True)
    excluded = models.TextField(_("contexts that are excluded"), blank=True)
    to_test = models.TextField(_("what must be tested before expansion"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("program", "number"), name="resolution_once_per_number"),
            models.CheckConstraint(condition=~Q(who="") & ~Q(why=""), name="resolution_has_who_and_why"),
        )

    def __str__(self) -> str:
        return str(self.get_choice_display())

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
