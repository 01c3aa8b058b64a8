"""The vision of a program, its rows, and the versions that were adopted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Organisation, Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class Vision(Record):
    """One page: how far a program shall come, by when, with whom, and who owns it in the end."""

    GROWTH = [
        ("more_places", _("more places")),
        ("more_partners", _("more partners")),
        ("policy", _("a change of policy or law")),
        ("new_vision", _("a new vision of the work")),
    ]
    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+")
    growth = models.JSONField(_("kinds of growth"), default=list, blank=True)
    number = models.PositiveIntegerField(_("target"), null=True, blank=True)
    unit = models.CharField(_("unit of the target"), max_length=80, blank=True)
    by = models.DateField(_("to be reached by"), null=True, blank=True)
    population = models.PositiveBigIntegerField(_("population of the areas"), null=True, blank=True)
    coverage = models.FloatField(_("share of it to be reached"), null=True, blank=True)
    future_owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("who owns it in the end"),
    )  # fmt: skip
    owner_contacted_on = models.DateField(_("future owner first contacted"), null=True, blank=True)
    pilot_ends_on = models.DateField(_("the pilot ends"), null=True, blank=True)
    assumptions = models.TextField(_("assumptions"), blank=True)
    too_costly = models.TextField(_("what would cost too much at a hundred times the size"), blank=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(coverage__isnull=True) | Q(coverage__range=(0, 1)), name="vision_coverage_is_share"
            ),
        )

    def __str__(self) -> str:
        return str(_("Vision"))

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Row(Record):
    """One row of a list that belongs to a vision."""

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="+")

    reach = Reachable(program="vision__program__key")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """The program it belongs to."""
        return self.vision.target()


class Area(Row):
    """What is to be reached in one area."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    number = models.PositiveIntegerField(_("target"))

    class Meta:
        ordering = ("place__path",)
        constraints = (models.UniqueConstraint(fields=("vision", "place"), name="area_once_per_vision"),)

    def __str__(self) -> str:
        return str(self.place)


class Stage(Row):
    """One stage on the way from the pilot to several nations."""

    name = models.CharField(_("stage"), max_length=120)
    where = models.CharField(_("where"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("target"), null=True, blank=True)
    by = models.DateField(_("to be reached by"), null=True, blank=True)

    class Meta:
        ordering = (F("by").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return self.name


class PointPerson(Row):
    """Who has written time for scaling up."""

    ROLES = [("lead", _("lead")), ("deputy", _("deputy")), ("owner", _("owner of a step"))]
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    outsider = models.CharField(_("or somebody without an account"), max_length=200, blank=True)
    role = models.CharField(_("task"), max_length=10, choices=ROLES)
    time = models.FloatField(_("share of a post"), null=True, blank=True)
    budget_line = models.CharField(_("budget line"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(person__isnull=True) & ~Q(outsider="")) | (Q(person__isnull=False) & Q(outsider="")),
                name="pointperson_has_one_name",
            ),
            models.CheckConstraint(
                condition=Q(time__isnull=True) | Q(time__range=(0, 1)), name="pointperson_time_is_share"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pointperson_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.person.name if self.person else self.outsider


class Candidate(Row):
    """An organisation that may carry the approach later, invited to the pilot or not."""

    name = models.CharField(_("organisation"), max_length=200)
    could_do = models.CharField(_("what it could do later"), max_length=300, blank=True)
    contacted_on = models.DateField(_("first contacted"), null=True, blank=True)
    took_part = models.BooleanField(_("took part in the pilot"), default=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("vision", "name"), name="candidate_once_per_vision"),)

    def __str__(self) -> str:
        return self.name


class Duty(Row):
    """One of the eleven steps in the ledger: who sees to it, by when, with what, and how far it is."""

    STATES = [("open", _("not begun")), ("going", _("under way")), ("done", _("done"))]
    step = models.PositiveSmallIntegerField(_("step"))
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    outsider = models.CharField(_("or somebody without an account"), max_length=200, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    resources = models.CharField(_("resources"), max_length=300, blank=True)
    evidence = models.CharField(_("evidence: a link or a sentence"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="open")

    class Meta:
        ordering = ("step",)
        constraints = (models.UniqueConstraint(fields=("vision", "step"), name="duty_once_per_step"),)

    def __str__(self) -> str:
        return str(self.step)

    @property
    def owner(self) -> str:
        """Who sees to it, empty where nobody does."""
        return self.person.name if self.person else self.outsider


class Minute(Row):
    """Who discussed the vision, when, and what they objected."""

    held_on = models.DateField(_("day"))
    who = models.CharField(_("who discussed it"), max_length=300)
    objections = models.TextField(_("objections, and what was answered"), blank=True)

    class Meta:
        ordering = ("-held_on", "id")

    def __str__(self) -> str:
        return self.who


class Adoption(Row):
    """A version of the vision as it was signed; never changed."""

    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField()
    note = models.TextField(blank=True)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()
    review_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("vision", "number"), name="adoption_once_per_number"),)

    def __str__(self) -> str:
        return str(_("version %(number)s") % {"number": self.number})
