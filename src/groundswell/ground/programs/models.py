"""The scale-up effort: its approach, places, waves, and the numbers it judges by."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.domain.consensus.readiness import ConsensusRules as ConsensusNumbers
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.package.facts import PackageRules as PackageNumbers
from groundswell.domain.policy.facts import PolicyRules as PolicyNumbers
from groundswell.domain.vision.plan import VisionRules as VisionNumbers
from groundswell.ground.people.models import Organisation
from groundswell.ground.places.models import Place
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record
from groundswell.kit.rules import columns_of, within


class Program(Record):
    """An approach that a team takes from pilot communities to a region, a nation, several nations."""

    code = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    names = Texts(blank=True)
    approach = models.TextField(_("approach"), blank=True)
    health_issue = models.CharField(_("health issue"), max_length=200, blank=True)
    root = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("where"))
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    package_version = models.CharField(_("version of the package"), max_length=40, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    report_due_days = models.PositiveSmallIntegerField(_("a report is due … days after the period"), default=15)
    closed_on = models.DateField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="key")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="program_currency_is_iso"),
        )

    def __str__(self) -> str:
        return said(self.names) or self.name

    def target(self) -> Target:
        """The program itself."""
        return Target(program=str(self.key))


class Wave(Record):
    """A group of communities that start together; wave 0 is the pilot."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    planned_sites = models.PositiveIntegerField(_("communities planned"), null=True, blank=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "number")
        constraints = (models.UniqueConstraint(fields=("program", "number"), name="wave_once_per_program"),)

    def __str__(self) -> str:
        return str(_("pilot")) if self.number == 0 else str(_("wave %(number)s") % {"number": self.number})

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Site(Record):
    """A place where the program works: since when, in which wave, at which depth of the training cascade.

    ``depth`` counts generations from an original practitioner: 0 taught by the pilot team.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="sites")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="sites")
    partner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    depth = models.PositiveSmallIntegerField(_("hand-overs of the training"), null=True, blank=True)
    trainer = models.CharField(_("trained by"), max_length=120, blank=True)
    started_on = models.DateField(_("started"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped"), null=True, blank=True)

    reach = Reachable(program="program__key", path="place__path")

    class Meta:
        ordering = ("program", "place__path")
        constraints = (
            models.UniqueConstraint(fields=("program", "place"), name="site_once_per_program"),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(stopped_on__gte=models.F("started_on")),
                name="site_stops_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return str(self.place)

    def target(self) -> Target:
        """The program, at this place."""
        return Target(str(self.program.key), self.place.path)


class QualityFloor(Record):
    """A quality that may never fall: an indicator's code and the value below which starts are held."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="quality_floors")
    indicator = models.CharField(_("indicator"), max_length=40)
    floor = models.FloatField(_("never below"))

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "indicator")
        constraints = (models.UniqueConstraint(fields=("program", "indicator"), name="floor_once_per_indicator"),)

    def __str__(self) -> str:
        return f"{self.indicator} ≥ {self.floor:g}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Rules(models.Model):
    """Numbers of a method that a program may change with a reason; one row per program."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+", primary_key=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> Any:
        """The program's key, for the journal."""
        return self.program.key

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class EvidenceRules(Rules):
    """The numbers of certainty and verdict, one column per field of ``domain.evidence.Thresholds``."""

    locals().update(columns_of(Thresholds))

    def __str__(self) -> str:
        return str(_("Numbers of the verdict"))


class QualityRules(Rules):
    """The numbers of the dilution rules, one column per field of ``domain.monitoring.dilution``."""

    locals().update(columns_of(DilutionParameters))

    def __str__(self) -> str:
        return str(_("Numbers of the lights"))


class VisionRules(Rules):
    """The numbers of step 1, one column per field of ``domain.vision.plan.VisionRules``."""

    locals().update(columns_of(VisionNumbers))

    def __str__(self) -> str:
        return str(_("Numbers of the vision"))


class PackageRules(Rules):
    """The numbers of step 4, one column per field of ``domain.package.facts.PackageRules``."""

    locals().update(columns_of(PackageNumbers))

    class Meta:
        constraints = within(
            "package", release_score=(0, 100), test_sessions=(0, None), test_fidelity=(0, 1), most_core=(0, None),
            agreement=(0, 1),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(_("Numbers of the package"))


class ConsensusRules(Rules):
    """The numbers of step 5, one column per field of ``domain.consensus.readiness.ConsensusRules``."""

    locals().update(columns_of(ConsensusNumbers))

    class Meta:
        constraints = (
            *within(
                "consensus", ready_index=(-100, 100), conditional_index=(-100, 100), opponent_power=(1, 5),
                points=(0, 20), unmoved_contacts=(1, None),
            ),
            models.CheckConstraint(
                condition=Q(conditional_index__lte=models.F("ready_index")), name="consensus_conditional_below_ready"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(_("Numbers of consensus"))


class PolicyRules(Rules):
    """The numbers of step 6, one column per field of ``domain.policy.facts.PolicyRules``."""

    locals().update(columns_of(PolicyNumbers))

    class Meta:
        constraints = within("policy", end_days=(0, None))

    def __str__(self) -> str:
        return str(_("Numbers of policies"))
