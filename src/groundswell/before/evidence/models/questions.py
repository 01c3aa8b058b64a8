"""What is asked of the studies in one context, and the certainty that a person confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.evidence.models.studies import number, share_or_empty, words
from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record

ALL = ""
WORDED = {"outcome": "outcome_names", "better_words": "better_names", "worse_words": "worse_names"}


class Question(Record):
    """What is asked for one context: which outcome, which way is better, how much matters, who it is for.

    An empty context stands for all studies of the program together. Words that stand in sentences for all readers
    may be given in several languages; without them the words of the first column stand in each.
    """

    BENEFITS = [("low", _("lower is better")), ("high", _("higher is better"))]
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    context = words(_("context"), 120)
    outcome = words(_("outcome"))
    benefit = models.CharField(_("which way is better"), max_length=4, choices=BENEFITS, default="low")
    better_words = words(_("words for better"), 80)
    worse_words = words(_("words for worse"), 80)
    outcome_names = Texts(blank=True)
    better_names = Texts(blank=True)
    worse_names = Texts(blank=True)
    critical_outcome = models.BooleanField(_("the outcome is critical: harm forbids scaling"), default=True)
    mid = number(_("smallest effect that matters"))
    prespecified = models.BooleanField(_("the context was chosen before the data were seen"), default=False)
    population_differs = models.CharField(_("how the studied people differ from ours"), max_length=300, blank=True)
    cadre = words(_("who will facilitate at scale"))
    dose_coverage = number(_("share of the target group to be reached at scale"))
    subgroup_explains = words(_("pre-stated subgroup that explains differences"))
    residual_i2 = number(_("I² left within that subgroup, per cent"))
    dose_response = models.BooleanField(_("more meetings, more effect: shown"), default=False)
    confounding_against = models.BooleanField(_("remaining confounding would work against the effect"), default=False)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "context")
        constraints = (
            models.UniqueConstraint(fields=("program", "context"), name="question_once_per_context"),
            models.CheckConstraint(condition=share_or_empty("dose_coverage"), name="question_dose_is_share"),
            models.CheckConstraint(
                condition=Q(residual_i2__isnull=True) | Q(residual_i2__gte=0, residual_i2__lte=100),
                name="question_i2_is_per_cent",
            ),
        )

    def __str__(self) -> str:
        return self.context or str(_("all contexts"))

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()

    def told(self, column: str) -> str:
        """One of its ``WORDED`` columns in the active language."""
        texts: dict[str, str] = getattr(self, WORDED[column])
        return said(texts) or str(getattr(self, column))


class CertaintyStep(Record):
    """One question of the certainty, as proposed by rule and as a person confirmed it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    context = words(_("context"), 120)
    question = models.CharField(_("question"), max_length=200)
    proposed = models.SmallIntegerField(_("change proposed"))
    proposed_because = models.TextField(blank=True)
    confirmed = models.SmallIntegerField(_("change confirmed"))
    text = models.TextField(_("because"), blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "context", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "context", "question"), name="certainty_step_once_per_context"),
            models.CheckConstraint(
                condition=Q(confirmed=models.F("proposed")) | ~Q(text=""), name="certainty_altered_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.confirmed:+d}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
