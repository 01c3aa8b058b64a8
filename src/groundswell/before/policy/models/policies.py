"""The register: laws, norms, circulars, budget lines and staffing norms; and who looked for them where."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.package.models import Element
from groundswell.domain.access import Target
from groundswell.domain.policy import facts
from groundswell.ground.documents.models import File
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Reachable
from groundswell.kit.languages import FALLBACK, Texts, said
from groundswell.kit.models import Record
from groundswell.steps import STEPS

AREAS = [(code, _(str(words))) for code, words in facts.AREAS.items()]
KINDS = [
    ("law", _("law")),
    ("plan", _("plan or strategy")),
    ("norm", _("norm")),
    ("circular", _("circular")),
    ("budget", _("budget line")),
    ("staffing", _("staffing norm")),
    ("guideline", _("guideline")),
    ("permission", _("permission we need")),
    ("other", _("other")),
]
STANCES = [
    ("supportive", _("supportive")),
    ("neutral", _("neutral")),
    ("inhibiting", _("inhibiting")),
    ("blocking", _("blocking")),
]
TREATMENTS = [
    ("", _("not decided")),
    ("change", _("have it changed")),
    ("around", _("work around it")),
    ("exclude", _("leave its area out")),
]
STEP_NUMBERS = [(step.number, f"{step.number}") for step in STEPS]


class Kept(Record):
    """A row of a program, changed by one person at a time."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Policy(Kept):
    """A rule that helps or hinders the approach in a place and everywhere below it.

    A permission that is missing is one too: it blocks until it is given. Its title is what officials call it; in
    other languages it may be called otherwise, and readers of those see that.
    """

    title = models.CharField(_("what it is called"), max_length=200)
    titles = Texts(_("what it is called in other languages"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    area = models.CharField(_("area of the checklist"), max_length=20, choices=AREAS)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("holds in"))
    link = models.URLField(_("address of the text"), max_length=500, blank=True)
    file = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("the text as a file")
    )
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    on_effectiveness = models.CharField(
        _("for the effectiveness it is"), max_length=12, choices=STANCES, default="neutral"
    )
    on_reach = models.CharField(_("for the reach it is"), max_length=12, choices=STANCES, default="neutral")
    effect = models.TextField(_("what it does to the program"), blank=True)
    treatment = models.CharField(_("what is done about it"), max_length=10, choices=TREATMENTS, blank=True)
    elements = models.ManyToManyField(
        Element, blank=True, related_name="+", verbose_name=_("elements of the package it touches")
    )
    steps = models.JSONField(_("steps it stops"), default=list, blank=True)
    waves = models.ManyToManyField(Wave, blank=True, related_name="+", verbose_name=_("waves it stops"))
    settled_on = models.DateField(null=True, blank=True)
    settled_how = models.CharField(_("how it was settled"), max_length=500, blank=True)

    class Meta:
        ordering = ("area", "title", "id")
        indexes = (models.Index(fields=("program", "area"), name="policy_by_area"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="policy_has_title"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="policy_period_in_order",
                violation_error_message=_("A policy ends before it begins."),
            ),
            models.CheckConstraint(condition=Q(settled_on=None) | ~Q(settled_how=""), name="policy_settled_with_words"),
            models.UniqueConstraint(fields=("program", "title", "place"), name="policy_once"),
        )

    def __str__(self) -> str:
        return said({FALLBACK: self.title} | self.titles)


class Review(Record):
    """Somebody looked for policies of one area in one place; the newest counts, older ones stay."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("for"))
    area = models.CharField(_("area of the checklist"), max_length=20, choices=AREAS)
    on = models.DateField(_("reviewed on"))
    found = models.CharField(_("what was found"), max_length=500, blank=True)
    by_name = models.CharField(max_length=200)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("program", "place", "area"), name="policy_review_by_place"),)

    def __str__(self) -> str:
        return f"{self.get_area_display()}, {self.place}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
