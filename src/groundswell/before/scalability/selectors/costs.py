"""Reading the cost sheet: its rows, and the frozen model with its volumes, payers and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.scalability.models import Conversion, CostLine, CostRecord, CostSheet, Payer
from groundswell.before.scalability.selectors.frozen import Table, line_value, payer_value, ratios_value
from groundswell.before.vision.selectors import vision_of
from groundswell.domain.costs import payers as paying
from groundswell.domain.costs.lines import CostModel, Phase
from groundswell.domain.costs.money import Money
from groundswell.domain.costs.volume import total, unit_cost
from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.said import said
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.door import Permit

READ = "scalability.assessment.read"


@dataclass(frozen=True)
class Volumes:
    """How large the work is, in communities.

    Args:
        pilot: In the pilot; None where nobody knows.
        now: At work or in a planned wave, for which a payer is looked for; None where none is listed.
        target: At full scale; None where neither the sheet nor the vision says.
        target_unit: Unit of the vision's target, where the number is the vision's; empty where the sheet says it.
    """

    pilot: int | None
    now: int | None
    target: int | None
    target_unit: str = ""


@dataclass(frozen=True)
class Costs:
    """The cost sheet of a program.

    Args:
        sheet: What holds for all lines; unsaved where nothing is written yet.
        lines: The lines as stored.
        payers: The payers as stored.
        conversions: Factors as stored.
        volumes: How large the work is.
        table: The factors on record.
        model: The lines in one currency and one year; None where some cannot be counted.
        paying: The payers in the sheet's currency; those that cannot be counted are left out.
        missing: What must be said before everything can be counted, in sentences of the domain.
    """

    sheet: CostSheet
    lines: tuple[CostLine, ...]
    payers: tuple[Payer, ...]
    conversions: tuple[Conversion, ...]
    volumes: Volumes
    table: Table
    model: CostModel | None
    paying: tuple[paying.Payer, ...]
    missing: tuple[str, ...]

    @property
    def pilot_unit(self) -> Money | None:
        """What one community costs in a year at the size of the pilot."""
        return unit_cost(self.model, self.model.pilot) if self.model else None

    @property
    def target_unit(self) -> Money | None:
        """What one community costs in a year at full scale."""
        return unit_cost(self.model, self.volumes.target) if self.model and self.volumes.target else None

    @property
    def paid_volume(self) -> float | None:
        """The communities for which a payer is looked for: those listed, else the pilot's."""
        return self.volumes.now or self.volumes.pilot

    def payer_months(self, today: date) -> int | None:
        """For how many months the whole running cost of the communities listed has a payer; None without a sheet."""
        if self.model is None or self.paid_volume is None:
            return None
        return paying.payer_months(self.model, self.paid_volume, self.paying, today)

    def known_yearly(self, today: date) -> Money | None:
        """The yearly money of those who are sure and pay today, for the communities listed."""
        if self.model is None or self.paid_volume is None:
            return None
        sure = [one for one in self.paying if one.certainty in paying.COUNTED and one.pays_all(today, today)]
        return Money(paying.paid_yearly(self.model, self.paid_volume, sure), self.model.currency)

    def running(self, communities: float) -> Money | None:
        """The running cost of a year."""
        return total(self.model, communities, Phase.RECURRENT) if self.model else None


def sheet_of(permit: Permit, program: Program) -> CostSheet:
    """What holds for all lines, unsaved where nothing is written yet."""
    found = permit.scope(CostSheet.objects.filter(program=program), READ).select_related("program").first()
    return found or CostSheet(program=program, price_year=timezone.localdate().year)


def cost_lines_of(permit: Permit, program: Program) -> QuerySet[CostLine]:
    """The lines in the order they were written."""
    return permit.scope(CostLine.objects.filter(program=program), READ).select_related("program", "payer")


def payers_of(permit: Permit, program: Program) -> QuerySet[Payer]:
    """The payers, who begins first before."""
    return permit.scope(Payer.objects.filter(program=program), READ).select_related("program")


def conversions_of(permit: Permit, program: Program) -> QuerySet[Conversion]:
    """The factors on record."""
    return permit.scope(Conversion.objects.filter(program=program), READ).select_related("program")


def volumes_of(permit: Permit, program: Program, sheet: CostSheet) -> Volumes:
    """How large the work is: as the sheet says, else from the sites and the vision; two queries."""
    counted = Site.objects.filter(program=program, stopped_on=None).aggregate(
        now=Count("id"), pilot=Count("id", filter=Q(wave__number=0))
    )
    vision = vision_of(permit, program)
    of_vision = sheet.at_scale is None and vision.number is not None
    return Volumes(
        sheet.pilot or counted["pilot"] or None,
        counted["now"] or None,
        sheet.at_scale or vision.number,
        vision.unit if of_vision else "",
    )


def costs_of(permit: Permit, program: Program) -> Costs:
    """The cost sheet with everything that follows from it.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The sheet; six queries.
    """
    sheet = sheet_of(permit, program)
    rows, owners = tuple(cost_lines_of(permit, program)), tuple(payers_of(permit, program))
    factors, volumes = tuple(conversions_of(permit, program)), volumes_of(permit, program, sheet)
    table = Table(factors, program.currency, sheet.price_year)
    lines, cannot = counted(rows, lambda row: table.line(line_value(row)))
    paid, unpaid = counted(owners, lambda row: table.payer(payer_value(row)))
    missing = [*cannot, *unpaid]
    if not rows:
        missing.append(said("No cost is written down yet."))
    if volumes.pilot is None:
        missing.append(said("It is not written how many communities the pilot had."))
    model = None
    if rows and volumes.pilot and not cannot:
        model = CostModel(program.currency, sheet.price_year, volumes.pilot, lines, ratios_value(sheet))
    return Costs(sheet, rows, owners, factors, volumes, table, model, paid, tuple(missing))


def counted[Row, Value](rows: tuple[Row, ...], value_of: Callable[[Row], Value]) -> tuple[tuple[Value, ...], list[str]]:
    """The rows as values, and sentences about those that cannot be counted."""
    values, cannot = [], []
    for row in rows:
        try:
            values.append(value_of(row))
        except BadInput as error:
            cannot.append(error.text)
    return tuple(values), cannot


def by_key[Row: CostRecord](table: type[Row], key: str) -> Row:
    """The row of the cost sheet with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = table._default_manager.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(_("This row of the cost sheet does not exist."), _("Look at the sheet."), code="door.not_found")
    return found


def costline_by_key(key: str) -> CostLine:
    """The line with a key, for the door."""
    return by_key(CostLine, key)


def payer_by_key(key: str) -> Payer:
    """The payer with a key, for the door."""
    return by_key(Payer, key)


def conversion_by_key(key: str) -> Conversion:
    """The factor with a key, for the door."""
    return by_key(Conversion, key)
