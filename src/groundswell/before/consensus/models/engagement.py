"""What was objected, promised and talked about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.consensus.models.stakeholders import Stakeholder
from groundswell.domain.access import Target
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

THEMES = [
    ("cost", _("What does it cost, and who pays?")),
    ("workload", _("Who has time for it?")),
    ("evidence", _("Does it really work?")),
    ("lasting", _("Will it last when the project ends?")),
    ("quality", _("Will it stay good when it grows?")),
    ("policy", _("Does it fit law, plans and other programmes?")),
    ("custom", _("Does it fit custom and belief?")),
    ("other", _("Another question:")),
]
ANSWERED = [
    ("open", _("not answered")),
    ("answered", _("answered, still held")),
    ("settled", _("answered and settled")),
]
KEPT = [("open", _("open")), ("kept", _("kept")), ("broken", _("broken"))]
KINDS = [
    ("meeting", _("meeting")), ("call", _("call")), ("letter", _("letter")), ("site visit", _("site visit")),
]  # fmt: skip


class Part(Record):
    """Something that belongs to a stakeholder and may be corrected."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="stakeholder__program__key", path="stakeholder__place__path")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """Where the stakeholder is."""
        return self.stakeholder.target()


class Objection(Part):
    """What a stakeholder holds against it, and what was replied."""

    theme = models.CharField(_("what it is about"), max_length=20, choices=THEMES, default="other")
    words = models.CharField(_("what they object"), max_length=500)
    raised_on = models.DateField(_("raised on"))
    reply = models.CharField(_("what was replied"), max_length=1000, blank=True)
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    state = models.CharField(_("is it answered?"), max_length=10, choices=ANSWERED, default="open")
    in_case = models.BooleanField(
        _("the reply may stand in the one-page case"), default=False,
        help_text=_("The page names nobody. Write a reply that everybody may read."),
    )  # fmt: skip

    class Meta:
        ordering = ("-raised_on", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="objection_has_words"),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(reply="") & Q(replied_on__isnull=False)),
                name="objection_answered_by_reply",
            ),
            models.CheckConstraint(condition=Q(in_case=False) | ~Q(reply=""), name="objection_in_case_with_reply"),
        )

    def __str__(self) -> str:
        return self.words


class Commitment(Part):
    """What a stakeholder promised, by when, and whether it was kept."""

    words = models.CharField(_("what they promised"), max_length=500)
    due_on = models.DateField(_("by when"))
    state = models.CharField(_("is it kept?"), max_length=10, choices=KEPT, default="open")
    evidence = models.CharField(_("what shows it"), max_length=500, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="commitment_has_words"),
            models.CheckConstraint(condition=Q(state="open") | ~Q(evidence=""), name="commitment_closed_with_evidence"),
        )

    def __str__(self) -> str:
        return self.words


class Contact(Part):
    """A meeting, call, letter or site visit: who took part, what was said, and what comes next, by whom, when."""

    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="meeting")
    on = models.DateField(_("day"))
    who = models.CharField(_("who of us"), max_length=300)
    minutes = models.TextField(_("what was said"), blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    next_owner = models.CharField(_("who takes it"), max_length=200, blank=True)
    next_done_on = models.DateField(_("next step done on"), null=True, blank=True)

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("next_on",), name="contact_by_next_step"),)
        constraints = (
            models.CheckConstraint(condition=~Q(who=""), name="contact_has_who"),
            models.CheckConstraint(
                condition=Q(next_step="", next_on__isnull=True)
                | (Q(next_on__isnull=False) & ~Q(next_step="") & ~Q(next_owner="")),
                name="next_step_has_day_and_owner",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"
