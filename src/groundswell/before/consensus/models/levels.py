"""The ten questions of each level, and stories of the pilot."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.documents.models import File
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

ANSWERS = [(0, _("no")), (1, _("partly")), (2, _("yes"))]
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]


class LevelAnswer(Record):
    """An answer to one question of the instrument for one level; the last one counts, the earlier ones stay."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    depth = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(choices=ANSWERS)
    evidence = models.CharField(_("what it rests on"), max_length=500)
    by_name = models.CharField(max_length=200)
    answered_on = models.DateField()

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("program", "depth"), name="level_answer_by_level"),)
        constraints = (
            models.CheckConstraint(condition=Q(value__range=(0, 2)), name="level_answer_0_to_2"),
            models.CheckConstraint(condition=Q(value=0) | ~Q(evidence=""), name="level_answer_has_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Story(Record):
    """What somebody of the pilot tells; it is shown only while those named in it agree."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    words = models.TextField(_("the story"), max_length=700)
    teller = models.CharField(_("who tells it"), max_length=200)
    told_on = models.DateField(_("told on"))
    language = models.CharField(_("language of the story"), max_length=5, choices=LANGUAGES, default="en")
    consent = models.BooleanField(_("everybody named in it agrees that it is told"), default=False)
    consent_how = models.CharField(_("how they agreed: signed, recorded, before whom"), max_length=300, blank=True)
    picture = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-told_on", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(words="") & ~Q(teller=""), name="story_has_words_and_teller"),
            models.CheckConstraint(condition=Q(consent=False) | ~Q(consent_how=""), name="story_consent_says_how"),
        )

    def __str__(self) -> str:
        return f"{self.teller}, {self.place}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
