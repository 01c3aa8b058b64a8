"""What was counted in each cluster, and in each subgroup, of a study."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.evidence.models.studies import Study, count, number
from groundswell.domain.access import Target
from groundswell.kit.door import Reachable


class StudyCluster(models.Model):
    """One cluster in one period: counts of an event, or the mean of a measurement."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="clusters")
    arm = models.PositiveSmallIntegerField(_("arm"), choices=[(1, _("with the approach")), (0, _("without"))])
    cluster = models.CharField(_("cluster"), max_length=120)
    n = models.FloatField(_("people"))
    events = number(_("events"))
    value = number(_("mean"))
    sd = number(_("standard deviation"))
    pair = models.CharField(_("pair"), max_length=60, blank=True)
    stratum = models.CharField(_("stratum"), max_length=60, blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)

    reach = Reachable(program="study__program__key")

    class Meta:
        ordering = ("study", "id")
        constraints = (
            models.UniqueConstraint(fields=("study", "cluster", "period"), name="cluster_once_per_study_and_period"),
            models.CheckConstraint(condition=Q(arm__in=(0, 1)), name="cluster_arm_is_0_or_1"),
            models.CheckConstraint(condition=Q(n__gt=0), name="cluster_has_people"),
            models.CheckConstraint(
                condition=Q(events__isnull=True) | Q(events__gte=0, events__lte=F("n")),
                name="cluster_events_within_people",
            ),
            models.CheckConstraint(
                condition=Q(events__isnull=True, value__isnull=False) | Q(events__isnull=False, value__isnull=True),
                name="cluster_events_or_value",
            ),
            models.CheckConstraint(condition=Q(sd__isnull=True) | Q(sd__gte=0), name="cluster_sd_not_negative"),
        )

    def __str__(self) -> str:
        return self.cluster

    def target(self) -> Target:
        """The program of the study."""
        return self.study.target()


class StudySubgroup(models.Model):
    """Counts of one subgroup, so that subgroups can be checked against the totals."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="subgroups")
    variable = models.CharField(_("variable"), max_length=80)
    name = models.CharField(_("subgroup"), max_length=120)
    treated_people = count(_("people with the approach"))
    treated_events = number(_("events with the approach"))
    control_people = count(_("people without"))
    control_events = number(_("events without"))

    reach = Reachable(program="study__program__key")

    class Meta:
        ordering = ("study", "id")
        constraints = (
            models.UniqueConstraint(fields=("study", "variable", "name"), name="subgroup_once_per_study"),
            models.CheckConstraint(
                condition=(
                    (
                        Q(treated_events__isnull=True)
                        | Q(treated_people__isnull=True)
                        | Q(treated_events__lte=F("treated_people"))
                    )
                    & (
                        Q(control_events__isnull=True)
                        | Q(control_people__isnull=True)
                        | Q(control_events__lte=F("control_people"))
                    )
                ),
                name="subgroup_events_within_people",
            ),
        )

    def __str__(self) -> str:
        return f"{self.variable}: {self.name}"

    def target(self) -> Target:
        """The program of the study."""
        return self.study.target()
