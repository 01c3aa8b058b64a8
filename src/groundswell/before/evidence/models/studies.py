"""Studies: what was done, what was reported, and those we know of but have not entered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.domain.evidence.study import Allocation, BiasDomain, Design, Measure, Risk
from groundswell.ground.documents.models import File
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

DESIGNS = [
    (Design.CLUSTER_RANDOMISED.value, _("cluster randomised")),
    (Design.STEPPED_WEDGE.value, _("stepped wedge, randomised")),
    (Design.RANDOMISED.value, _("individually randomised")),
    (Design.CONTROLLED_BEFORE_AFTER.value, _("controlled before-after")),
    (Design.NON_RANDOMISED.value, _("non-randomised with comparison")),
    (Design.INTERRUPTED_SERIES.value, _("interrupted time series")),
    (Design.BEFORE_AFTER.value, _("before-after, no comparison")),
    (Design.ONE_GROUP.value, _("one group, measured after only")),
]
MEASURES = [
    (Measure.OR.value, _("odds ratio")),
    (Measure.RR.value, _("risk ratio")),
    (Measure.HR.value, _("hazard ratio")),
    (Measure.RD.value, _("risk difference")),
    (Measure.MD.value, _("mean difference")),
    (Measure.SMD.value, _("standardised mean difference")),
    (Measure.GEN.value, _("another estimate")),
]
ALLOCATIONS = [
    (Allocation.CLUSTER.value, _("groups of people (clusters)")),
    (Allocation.INDIVIDUAL.value, _("single people")),
]
BIAS_DOMAINS = [
    (BiasDomain.ALLOCATION.value, _("allocation")),
    (BiasDomain.RECRUITMENT.value, _("recruitment after allocation")),
    (BiasDomain.CONFOUNDING.value, _("confounding")),
    (BiasDomain.DEVIATIONS.value, _("deviations from the plan")),
    (BiasDomain.MISSING.value, _("missing outcomes")),
    (BiasDomain.MEASUREMENT.value, _("measurement")),
    (BiasDomain.REPORTING.value, _("selective reporting")),
]
RISKS = [
    (Risk.LOW.value, _("low")),
    (Risk.SOME.value, _("some concerns")),
    (Risk.HIGH.value, _("high")),
    (Risk.UNCLEAR.value, _("unclear")),
]


def number(label: Any) -> models.FloatField[Any, Any]:
    """A column of a number that may be not recorded."""
    return models.FloatField(label, null=True, blank=True)


def count(label: Any) -> models.PositiveIntegerField[Any, Any]:
    """A column of a count that may be not recorded."""
    return models.PositiveIntegerField(label, null=True, blank=True)


def words(label: Any, longest: int = 200) -> models.CharField[Any, Any]:
    """A column of a line of words, empty for not recorded."""
    return models.CharField(label, max_length=longest, blank=True)


def yes_or_no(label: Any) -> models.BooleanField[Any, Any]:
    """A column of yes, no or not recorded."""
    return models.BooleanField(label, null=True, blank=True)


def share_or_empty(column: str) -> Q:
    """A share between 0 and 1, or not recorded."""
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0, f"{column}__lte": 1})


class Study(Record):
    """One evaluation; every column but these few is a field of ``domain.evidence.study.Study``."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("short name"), max_length=120)
    title = models.CharField(_("title"), max_length=500, blank=True)
    design = models.CharField(_("design"), max_length=40, choices=DESIGNS)
    allocation = models.CharField(_("what was allocated"), max_length=20, choices=ALLOCATIONS, default="cluster")
    allocation_unit = words(_("allocated unit"))
    outcome = words(_("outcome"))
    measure = models.CharField(_("measure"), max_length=3, choices=MEASURES, default="OR")
    context = words(_("context"), 120)
    setting = words(_("setting"))
    country = words(_("country"))
    year = models.PositiveSmallIntegerField(_("year of publication"), null=True, blank=True)

    treated_clusters = count(_("clusters with the approach"))
    treated_people = count(_("people with the approach"))
    treated_events = number(_("events with the approach"))
    treated_mean = number(_("mean with the approach"))
    treated_sd = number(_("standard deviation with the approach"))
    treated_baseline = number(_("before the start, with the approach"))
    control_clusters = count(_("clusters without"))
    control_people = count(_("people without"))
    control_events = number(_("events without"))
    control_mean = number(_("mean without"))
    control_sd = number(_("standard deviation without"))
    control_baseline = number(_("before the start, without"))

    estimate = number(_("estimate as printed"))
    lower = number(_("lower limit as printed"))
    upper = number(_("upper limit as printed"))
    level = models.FloatField(_("level of the interval"), default=0.95)
    df = number(_("degrees of freedom of the interval"))
    clusters_respected = yes_or_no(_("the interval allows for the clusters"))
    adjusted_for = models.JSONField(_("adjusted for"), default=list, blank=True)
    yi = number(_("estimate on the analysis scale"))
    vi = number(_("its variance"))
    icc = number(_("intra-cluster correlation"))
    design_effect = number(_("design effect"))
    follow_up_months = number(_("months of follow-up"))
    pre_periods = models.PositiveSmallIntegerField(_("periods measured before the start"), null=True, blank=True)

    dose_meetings = number(_("meetings offered per group"))
    dose_coverage = number(_("share of the target group that took part"))
    fidelity = number(_("share of sessions held well"))
    cadre = words(_("who facilitated"))
    package_version = words(_("version of the package"), 40)
    registered = yes_or_no(_("registered before the results"))
    registration = words(_("register and number"))
    funder = words(_("funder"))
    independent = yes_or_no(_("evaluators independent of the implementers"))
    source = words(_("source"), 500)
    analysis_population = words(_("who was analysed"), 300)
    notes = models.TextField(_("notes"), blank=True)

    own = models.BooleanField(_("our own pilot"), default=False)
    counts = models.BooleanField(_("counts towards the verdict"), default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("year", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("program", "name"), condition=Q(withdrawn_at__isnull=True), name="study_name_once_per_program"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="study_has_name"),
            models.CheckConstraint(condition=Q(level__gt=0, level__lt=1), name="study_level_is_fraction"),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lt=F("upper")),
                name="study_limits_in_order",
            ),
            models.CheckConstraint(
                condition=Q(treated_events__isnull=True)
                | Q(treated_people__isnull=True)
                | Q(treated_events__gte=0, treated_events__lte=F("treated_people")),
                name="study_treated_events_within_people",
            ),
            models.CheckConstraint(
                condition=Q(control_events__isnull=True)
                | Q(control_people__isnull=True)
                | Q(control_events__gte=0, control_events__lte=F("control_people")),
                name="study_control_events_within_people",
            ),
            models.CheckConstraint(condition=Q(vi__isnull=True) | Q(vi__gt=0), name="study_variance_above_0"),
            models.CheckConstraint(
                condition=Q(design_effect__isnull=True) | Q(design_effect__gte=1), name="study_design_effect_at_least_1"
            ),
            models.CheckConstraint(condition=share_or_empty("dose_coverage"), name="study_dose_is_share"),
            models.CheckConstraint(condition=share_or_empty("fidelity"), name="study_fidelity_is_share"),
            models.CheckConstraint(
                condition=Q(icc__isnull=True) | Q(icc__gte=-1, icc__lte=1), name="study_icc_within_one"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="study_withdrawn_with_reason"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class RiskOfBias(models.Model):
    """The judgement on one domain of bias, and what it rests on."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="risks")
    domain = models.CharField(_("domain"), max_length=40, choices=BIAS_DOMAINS)
    risk = models.CharField(_("risk"), max_length=20, choices=RISKS)
    because = models.CharField(_("because"), max_length=500, blank=True)

    reach = Reachable(program="study__program__key")

    class Meta:
        ordering = ("study", "id")
        constraints = (models.UniqueConstraint(fields=("study", "domain"), name="bias_domain_once_per_study"),)

    def __str__(self) -> str:
        return f"{self.domain}: {self.risk}"

    def target(self) -> Target:
        """The program of the study."""
        return self.study.target()


class StudyFile(models.Model):
    """A paper or report attached to a study."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="study__program__key")

    class Meta:
        ordering = ("study", "id")
        constraints = (models.UniqueConstraint(fields=("study", "file"), name="file_once_per_study"),)

    def __str__(self) -> str:
        return str(self.file)

    def target(self) -> Target:
        """The program of the study."""
        return self.study.target()


class KnownStudy(Record):
    """A study we know of whose numbers are not entered: it might change the answer, so it is shown."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("short name"), max_length=120)
    context = words(_("context"), 120)
    said = models.CharField(_("what is said of its result"), max_length=300, blank=True)
    missing = models.CharField(_("what is missing"), max_length=300, blank=True)
    source = words(_("source"), 500)
    entered_as = models.ForeignKey(Study, null=True, blank=True, on_delete=models.SET_NULL, related_name="known_as")

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("program", "name"), name="known_study_once_per_program"),)

    def __str__(self) -> str:
        return self.name

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
