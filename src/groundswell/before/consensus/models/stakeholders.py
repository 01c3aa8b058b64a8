"""Who has a say, and where they stood when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

SIDES = [
    ("decision-maker", _("decision-maker")),
    ("implementer", _("implementer")),
    ("community leader", _("community leader")),
]
POWERS = [
    (1, _("1: hardly any")), (2, _("2: little")), (3, _("3: some")), (4, _("4: much")), (5, _("5: decides alone")),
]  # fmt: skip
POSITIONS = [
    (2, _("+2: champions it")), (1, _("+1: supports it")), (0, _("0: neutral")), (-1, _("−1: doubts it")),
    (-2, _("−2: opposes it")),
]  # fmt: skip


class Stakeholder(Record):
    """Somebody whose agreement matters; the place says at which level. Those who left office stay on record."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office or role"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    side = models.CharField(_("whose agreement it is"), max_length=20, choices=SIDES)
    power = models.PositiveSmallIntegerField(_("power over the decision"), choices=POWERS)
    interest = models.CharField(_("what they care about"), max_length=500, blank=True)
    champion = models.BooleanField(_("speaks for it among their own"), default=False)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("account, if any")
    )
    left_on = models.DateField(_("no longer in office since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key", path="place__path")

    class Meta:
        ordering = ("place__depth", "-power", "name", "id")
        indexes = (models.Index(fields=("program", "left_on"), name="stakeholder_in_office"),)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="stakeholder_has_name"),
            models.CheckConstraint(condition=Q(power__range=(1, 5)), name="stakeholder_power_1_to_5"),
            models.CheckConstraint(condition=Q(side__in=[side for side, _words in SIDES]), name="stakeholder_has_side"),
        )

    def __str__(self) -> str:
        return self.name

    def target(self) -> Target:
        """The program, at this place."""
        return Target(str(self.program.key), self.place.path)


class Position(Record):
    """Where a stakeholder stood on a day, and how that is known; never changed, only followed by another."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="positions")
    value = models.SmallIntegerField(_("position"), choices=POSITIONS)
    held_on = models.DateField(_("day"))
    evidence = models.CharField(_("how do you know?"), max_length=500)
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="stakeholder__program__key", path="stakeholder__place__path")

    class Meta:
        ordering = ("held_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(value__range=(-2, 2)), name="position_minus_2_to_2"),
            models.CheckConstraint(condition=~Q(evidence=""), name="position_has_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.stakeholder}: {self.value:+d}"

    def target(self) -> Target:
        """Where the stakeholder is."""
        return self.stakeholder.target()
