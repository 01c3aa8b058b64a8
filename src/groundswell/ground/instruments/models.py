"""Rounds of rated questionnaires: who was asked, what was answered, and every version of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

SIDES = [
    ("implementers", _("implementers")),
    ("government", _("government or user organisation")),
    ("community", _("community")),
    ("donors", _("donors")),
    ("research", _("research")),
    ("others", _("others")),
]
SIDE_WORDS = dict(SIDES)


class Round(Record):
    """One time that an instrument is answered; ``frozen`` is the instrument's file as it was then."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(_("instrument"), max_length=40)
    instrument_version = models.CharField(_("version of the instrument"), max_length=40)
    frozen = models.TextField()
    title = models.CharField(_("name of the round"), max_length=200)
    sides = models.JSONField(_("sides asked"), default=list)
    anonymous = models.BooleanField(_("anonymity is promised"), default=False)
    context = models.CharField(_("context"), max_length=120, blank=True)
    package_version = models.CharField(_("version of the package"), max_length=40, blank=True)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=("program", "instrument", "-opened_at"), name="round_by_instrument"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="round_has_title"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="round_closed_after_opened"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Rater(Record):
    """Somebody who is asked, by a link of their own; ``token`` is the SHA-256 of the link's secret.

    Where anonymity was promised there is no name, only a side and a number.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="raters")
    token = models.CharField(max_length=64, unique=True)
    number = models.PositiveSmallIntegerField()
    side = models.CharField(_("side"), max_length=20, choices=SIDES)
    name = models.CharField(_("name"), max_length=200, blank=True)
    originator = models.BooleanField(_("made the approach"), default=False)
    invited_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    reach = Reachable(program="round__program__key")

    class Meta:
        ordering = ("round", "number")
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="rater_numbered_once"),)

    def __str__(self) -> str:
        return self.name or str(_("Rater %(number)s") % {"number": self.number})

    def target(self) -> Target:
        """The program of the round."""
        return self.round.target()


class Sheet(Record):
    """The answers of one rater as sent, or as a draft; earlier ones stay as replaced.

    ``submission`` is made before sending, by the phone's page: what arrives twice with the same answers is the same.
    """

    STATES = [("draft", _("draft")), ("standing", _("sent")), ("replaced", _("replaced"))]
    rater = models.ForeignKey(Rater, on_delete=models.PROTECT, related_name="sheets")
    submission = models.UUIDField(default=uuid.uuid4)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATES)
    saved_at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    typed_by_name = models.CharField(max_length=200, blank=True)

    reach = Reachable(program="rater__round__program__key")

    class Meta:
        ordering = ("rater", "id")
        constraints = (
            models.UniqueConstraint(fields=("rater",), condition=Q(state="standing"), name="sheet_stands_once"),
            models.UniqueConstraint(fields=("rater",), condition=Q(state="draft"), name="sheet_drafted_once"),
            models.UniqueConstraint(
                fields=("rater", "submission", "digest"), condition=~Q(state="draft"), name="sheet_sent_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rater}: {self.get_state_display()}"

    def target(self) -> Target:
        """The program of the round."""
        return self.rater.target()


class Answer(models.Model):
    """One question answered: a value, or none for “don’t know” or “does not apply”; with what it rests on."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    applies = models.BooleanField(default=True)
    evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("sheet", "id")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "item"), name="answer_once_per_item"),
            models.CheckConstraint(condition=Q(applies=True) | Q(value=None), name="answer_that_applies_not_is_empty"),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class Edition(Record):
    """A program's own version of an instrument, as a file; never changed, the newest one is asked."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(_("instrument"), max_length=40)
    version = models.CharField(_("version of the instrument"), max_length=40)
    text = models.TextField()
    based_on = models.CharField(max_length=40, blank=True)
    note = models.CharField(_("what was changed, and why"), max_length=500)
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-saved_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("program", "instrument", "version"), name="edition_once_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.version}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
