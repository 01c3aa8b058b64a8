"""The logs of the package: what was dropped, what was adapted where, how the manual did with somebody new."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.package.models.elements import Element, Kept
from groundswell.domain.access import Target
from groundswell.ground.places.models import Place

STATES = [("noted", _("noted")), ("approved", _("approved for this place")), ("proposed", _("proposed for the core"))]
DECISIONS = [("taken", _("taken into the package")), ("declined", _("declined"))]


class Simplification(Kept):
    """What was dropped on the way from the pilot to the package, and why."""

    dropped = models.CharField(_("what was dropped"), max_length=300)
    why = models.CharField(_("why"), max_length=500)
    who = models.CharField(_("who decided it"), max_length=200)
    on = models.DateField(_("day"))
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("element")
    )

    class Meta:
        ordering = ("-on", "-id")
        constraints = (models.CheckConstraint(condition=~Q(dropped="") & ~Q(why=""), name="simplification_has_words"),)

    def __str__(self) -> str:
        return self.dropped


class Adaptation(Kept):
    """What was changed in one place; it may become a proposal to change the core, which is decided with a reason."""

    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("element")
    )
    what = models.CharField(_("what was changed"), max_length=500)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("where"))
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    why = models.CharField(_("why"), max_length=500)
    agreed_by = models.CharField(_("who agreed"), max_length=200)
    on = models.DateField(_("day"))
    state = models.CharField(_("how it stands"), max_length=10, choices=STATES, default="noted")
    decision = models.CharField(_("decision"), max_length=10, choices=DECISIONS, blank=True)
    decided_why = models.CharField(_("reason of the decision"), max_length=500, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("program", "state"), name="adaptation_by_state"),)
        constraints = (
            models.CheckConstraint(condition=~Q(what="") & ~Q(why="") & ~Q(agreed_by=""), name="adaptation_has_words"),
            models.CheckConstraint(
                condition=Q(decision="") | (~Q(decided_why="") & Q(decided_on__isnull=False)),
                name="adaptation_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(state="proposed"), name="adaptation_decided_if_proposed"
            ),
        )

    def __str__(self) -> str:
        return self.what

    def target(self) -> Target:
        """The program, at the place where it was adapted."""
        return Target(str(self.program.key), self.place.path)


class ManualTest(Kept):
    """Somebody who never saw the pilot ran sessions from the manual alone."""

    facilitator = models.CharField(_("who facilitated"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("where")
    )
    on = models.DateField(_("day"))
    sessions = models.PositiveSmallIntegerField(_("sessions run from the manual alone"))
    fidelity = models.FloatField(_("share of the observed points"), null=True, blank=True)
    unclear = models.TextField(_("what was unclear"), blank=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(facilitator=""), name="manual_test_has_facilitator"),
            models.CheckConstraint(
                condition=Q(fidelity__isnull=True) | Q(fidelity__range=(0, 1)), name="manual_test_fidelity_is_share"
            ),
        )

    def __str__(self) -> str:
        return self.facilitator
