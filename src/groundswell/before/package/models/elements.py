"""What the package consists of: elements, how each is checked, in which session it is learnt, how the core changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.evidence.models import Study
from groundswell.domain.access import Target
from groundswell.ground.documents.models import Document
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record

KINDS = [("core", _("core")), ("adaptable", _("adaptable")), ("optional", _("optional"))]
NATURES = [("process", _("a process")), ("result", _("a result of the process"))]


class Kept(Record):
    """A row of a program's package, changed by one person at a time."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class TrainingSession(Kept):
    """A session of the training in which elements are learnt."""

    order = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    group_size = models.PositiveSmallIntegerField(_("people in the group"), null=True, blank=True)
    materials = models.CharField(_("materials"), max_length=500, blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="+", verbose_name=_("described in"))

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "title"), name="training_session_once"),
            models.CheckConstraint(condition=~Q(title=""), name="training_session_has_title"),
        )

    def __str__(self) -> str:
        return self.title


class Element(Kept):
    """A part of the approach: core may not change, adaptable may within limits, optional may be left out."""

    code = models.SlugField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    nature = models.CharField(_("process or result"), max_length=10, choices=NATURES, default="process")
    names = Texts(_("name"))
    descriptions = Texts(_("what it is"), blank=True)
    limits = models.TextField(_("how far it may be adapted"), blank=True)
    rationale = models.TextField(_("why it is needed"), blank=True)
    study = models.ForeignKey(
        Study, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("study that shows it"),
    )  # fmt: skip
    evidence = models.CharField(_("what else shows it: words or an address"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    sessions = models.ManyToManyField(TrainingSession, blank=True, related_name="elements", verbose_name=_("learnt in"))
    documents = models.ManyToManyField(Document, blank=True, related_name="+", verbose_name=_("described in"))
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "code"), name="element_once_per_program"),
            models.CheckConstraint(condition=~Q(names={}), name="element_has_name"),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | ~Q(retired_why=""), name="element_retired_with_reason"
            ),
        )

    def __str__(self) -> str:
        return said(self.names) or self.code

    @property
    def description(self) -> str:
        """What it is, in the reader's language."""
        return said(self.descriptions)


class Part(Record):
    """A row that belongs to one element."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="+")

    reach = Reachable(program="element__program__key")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """The program of the element."""
        return self.element.target()


class FidelityItem(Part):
    """How an observer sees whether an element is done: a question of the instrument, or one of our own."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(_("question of the observed session"), max_length=40, blank=True)
    words = models.CharField(_("our own question"), max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(item="") & ~Q(words="")) | (~Q(item="") & Q(words="")), name="fidelity_item_is_one"
            ),
            models.UniqueConstraint(fields=("element", "item", "words"), name="fidelity_item_once"),
        )

    def __str__(self) -> str:
        return self.words or self.item


class CoreChange(Part):
    """A core element whose work became another: from which day, why; never changed afterwards."""

    on = models.DateField(_("from which day"))
    why = models.CharField(_("why"), max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = (models.CheckConstraint(condition=~Q(why=""), name="core_change_has_reason"),)

    def __str__(self) -> str:
        return str(self.element)
