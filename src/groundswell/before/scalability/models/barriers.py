"""What stands in the way of growth, who sees to it; and where the approach is not to go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.instruments.models import Round
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class Barrier(Record):
    """Something that stands in the way; it is carried on from round to round until it is closed."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(_("question of the instrument"), max_length=40, blank=True)
    words = models.CharField(_("what stands in the way"), max_length=300)
    action = models.CharField(_("what will be done"), max_length=500)
    owner = models.CharField(_("who sees to it"), max_length=200)
    due_on = models.DateField(_("until when"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    closed_how = models.CharField(_("how it was removed"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("program", "due_on"), name="barrier_by_due_day"),)
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="barrier_has_words"),
            models.CheckConstraint(condition=~Q(owner=""), name="barrier_has_owner"),
            models.CheckConstraint(condition=~Q(action=""), name="barrier_has_action"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_how=""), name="barrier_closed_with_words"
            ),
        )

    def __str__(self) -> str:
        return self.words

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Exclusion(Record):
    """A context to which the approach is not to be taken, with the reason; ended ones stay on record."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    context = models.CharField(_("context"), max_length=120)
    reason = models.CharField(_("why it is excluded"), max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="exclusion_has_reason"),)

    def __str__(self) -> str:
        return self.context

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
