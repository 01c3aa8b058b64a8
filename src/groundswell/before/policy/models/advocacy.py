"""What is asked of whom by when, what happens on the way, and the calendar that phones read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.before.consensus.models import Stakeholder
from groundswell.before.policy.models.policies import Kept, Policy
from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

STATES = [
    ("open", _("open")),
    ("won", _("won")),
    ("lost", _("lost")),
    ("withdrawn", _("withdrawn")),
]


class Ask(Kept):
    """What shall change, who can change it, by when; and how it ended."""

    policy = models.ForeignKey(
        Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="asks", verbose_name=_("policy")
    )
    change = models.CharField(_("what shall change"), max_length=300)
    why = models.TextField(_("why: what it costs people today"), blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("stakeholder of step 5 to whom it is put"),
    )  # fmt: skip
    decision_maker = models.CharField(_("who decides"), max_length=200, blank=True)
    owner = models.CharField(_("who carries it"), max_length=200, blank=True)
    deadline = models.DateField(_("until when"), null=True, blank=True)
    state = models.CharField(_("how it stands"), max_length=10, choices=STATES, default="open")
    outcome = models.CharField(_("how it ended"), max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("deadline", "id")
        indexes = (models.Index(fields=("program", "state", "deadline"), name="policy_ask_by_deadline"),)
        constraints = (
            models.CheckConstraint(condition=~Q(change=""), name="policy_ask_has_change"),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="policy_ask_closed_with_words",
            ),
        )

    def __str__(self) -> str:
        return self.change


class Event(Kept):
    """A meeting, a hearing, a brief to hand in: a day of the advocacy calendar."""

    ask = models.ForeignKey(
        Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("for the ask")
    )
    title = models.CharField(_("what happens"), max_length=200)
    on = models.DateField(_("on"))
    where = models.CharField(_("where"), max_length=200, blank=True)
    who = models.CharField(_("who goes"), max_length=200, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    done = models.BooleanField(_("it has happened"), default=False)

    class Meta:
        ordering = ("on", "id")
        indexes = (models.Index(fields=("program", "on"), name="policy_event_by_day"),)
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="policy_event_has_title"),)

    def __str__(self) -> str:
        return self.title


class Feed(Record):
    """The address under which one person's calendar program reads the advocacy calendar; only its hash is kept."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="program__key", owner="person__key")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("program", "person"), name="one_feed_per_person"),)

    def __str__(self) -> str:
        return str(self.person)

    def target(self) -> Target:
        """The program, for its owner."""
        return Target(str(self.program.key), owner=str(self.person.key))
