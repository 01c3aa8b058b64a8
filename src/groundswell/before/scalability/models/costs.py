"""What the work costs, who pays, and by which factors amounts of other currencies and years are counted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

CURRENCY = Q(currency__regex=r"^[A-Z]{3}$")


class CostRecord(Record):
    """A row of the cost sheet; amounts are whole minor units of a currency."""

    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        abstract = True

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()  # type: ignore[attr-defined,no-any-return]  # every row has its own key


class CostSheet(CostRecord):
    """What holds for all lines: how large the work is, and how much of everything one community needs."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+")
    price_year = models.PositiveSmallIntegerField(_("prices of the year"))
    pilot = models.PositiveIntegerField(_("communities in the pilot"), null=True, blank=True)
    at_scale = models.PositiveIntegerField(_("communities at full scale"), null=True, blank=True)
    groups = models.FloatField(_("groups per community"), default=1.0)
    people = models.FloatField(_("people reached per community and year"), default=20.0)
    groups_per_facilitator = models.FloatField(_("groups per facilitator"), default=9.0)
    facilitators_per_supervisor = models.FloatField(_("facilitators per supervisor"), default=9.0)
    meetings = models.FloatField(_("meetings per group and year"), default=10.0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(price_year__range=(1990, 2100)), name="costsheet_year_in_reach"),
            models.CheckConstraint(
                condition=Q(groups__gt=0, people__gt=0, groups_per_facilitator__gt=0)
                & Q(facilitators_per_supervisor__gt=0, meetings__gt=0),
                name="costsheet_ratios_above_nothing",
            ),
        )

    def __str__(self) -> str:
        return str(_("Cost sheet"))


class Payer(CostRecord):
    """Who pays: a share of the whole running cost, an amount a year, or the lines that name it."""

    CERTAINTY = [("budgeted", _("in a budget")), ("signed", _("signed")), ("promised", _("promised"))]
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("payer"), max_length=120)
    share = models.FloatField(_("share of the running cost"), null=True, blank=True)
    yearly = models.BigIntegerField(_("amount a year"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    certainty = models.CharField(_("how sure"), max_length=10, choices=CERTAINTY)
    long_term = models.BooleanField(_("can pay for good"), default=False)
    agreement = models.CharField(_("agreement or budget line"), max_length=200, blank=True)

    class Meta:
        ordering = ("starts_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "name", "starts_on"), name="payer_once_from_a_day"),
            models.CheckConstraint(condition=~Q(name=""), name="payer_has_name"),
            models.CheckConstraint(condition=CURRENCY, name="payer_currency_is_iso"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(yearly__isnull=True), name="payer_gives_share_or_amount"
            ),
            models.CheckConstraint(condition=Q(share__isnull=True) | Q(share__range=(0, 1)), name="payer_share"),
            models.CheckConstraint(condition=Q(yearly__isnull=True) | Q(yearly__gte=0), name="payer_amount"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="payer_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CostLine(CostRecord):
    """One line of the cost sheet."""

    KINDS = [
        ("fixed", _("fixed: the same at any size")),
        ("step", _("stepped: one for so many")),
        ("variable", _("variable: grows with each one")),
    ]
    DRIVERS = [
        ("community", _("communities")),
        ("group", _("groups")),
        ("facilitator", _("facilitators")),
        ("supervisor", _("supervisors")),
        ("person", _("people reached")),
        ("meeting", _("meetings")),
    ]
    PHASES = [("recurrent", _("every year")), ("start-up", _("once, at the start"))]
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what is paid for"), max_length=120)
    kind = models.CharField(_("how it changes with size"), max_length=10, choices=KINDS)
    driver = models.CharField(_("counted in"), max_length=12, choices=DRIVERS, default="community")
    step = models.FloatField(_("one step serves so many"), null=True, blank=True)
    phase = models.CharField(_("paid"), max_length=10, choices=PHASES, default="recurrent")
    years = models.PositiveSmallIntegerField(_("spread over years"), default=1)
    amount = models.BigIntegerField(_("likely amount"))
    low = models.BigIntegerField(_("lowest amount"), null=True, blank=True)
    high = models.BigIntegerField(_("highest amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    price_year = models.PositiveSmallIntegerField(_("prices of the year"))
    payer = models.ForeignKey(
        Payer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("payer")
    )
    learning = models.FloatField(_("saved with each doubling"), default=0.0)
    floor = models.FloatField(_("never below this share of the amount"), default=0.0)
    source = models.CharField(_("where the amount comes from"), max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("program", "name"), name="costline_once_by_name"),
            models.CheckConstraint(condition=~Q(name=""), name="costline_has_name"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="costline_amount"),
            models.CheckConstraint(
                condition=(Q(low__isnull=True) | Q(low__range=(0, F("amount"))))
                & (Q(high__isnull=True) | Q(high__gte=F("amount"))),
                name="costline_range_in_order",
            ),
            models.CheckConstraint(condition=CURRENCY, name="costline_currency_is_iso"),
            models.CheckConstraint(
                condition=~Q(kind="step") | Q(step__isnull=False, step__gt=0), name="costline_step_serves_some"
            ),
            models.CheckConstraint(condition=Q(years__gte=1), name="costline_spread_over_a_year"),
            models.CheckConstraint(
                condition=Q(learning=0) | Q(learning__gt=0, learning__lt=0.5, kind="variable"),
                name="costline_learning_below_half",
            ),
            models.CheckConstraint(condition=Q(floor__range=(0, 1)), name="costline_floor_is_share"),
        )

    def __str__(self) -> str:
        return self.name


class Conversion(CostRecord):
    """By what amounts of another currency or year are multiplied; nothing is converted without one."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(_("from: a currency or a year"), max_length=4)
    aim = models.CharField(_("to: a currency or a year"), max_length=4)
    value = models.FloatField(_("what one unit becomes"))
    held_on = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ("origin", "id")
        constraints = (
            models.UniqueConstraint(fields=("program", "origin", "aim"), name="conversion_once"),
            models.CheckConstraint(condition=Q(value__gt=0), name="conversion_above_nothing"),
            models.CheckConstraint(condition=~Q(source=""), name="conversion_has_source"),
            models.CheckConstraint(
                condition=Q(origin__regex=r"^[A-Z]{3}$", aim__regex=r"^[A-Z]{3}$")
                | Q(origin__regex=r"^[0-9]{4}$", aim__regex=r"^[0-9]{4}$"),
                name="conversion_of_currency_or_year",
            ),
        )

    def __str__(self) -> str:
        return f"{self.origin} → {self.aim}"
