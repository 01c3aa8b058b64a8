"""Reading indicator sheets and targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS, Aggregation
from groundswell.domain.monitoring.indicators import Indicator as Sheet
from groundswell.during.monitoring.models import Indicator
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

UNSCALED = (Aggregation.SUM, Aggregation.LAST)


@dataclass(frozen=True)
class Sheeted:
    """An indicator of a program: its number for joins, its key for addresses, its sheet.

    Args:
        pk: Number in the database.
        key: Key for addresses.
        name: Name in the reader's language.
        sheet: The sheet as the domain reads it.
        frequency: Kind of period it is reported in.
        asked: Whether the monthly form asks for it.
        definition: Longer words, for the hint.
    """

    pk: int
    key: str
    name: str
    sheet: Sheet
    frequency: str
    asked: bool
    definition: str = ""

    @property
    def code(self) -> str:
        """Its code."""
        return self.sheet.code

    @property
    def scale(self) -> int:
        """Factor from what is stored to what is shown; sums and stocks are shown as they are."""
        return 1 if self.sheet.aggregation in UNSCALED else self.sheet.scale

    @property
    def share(self) -> bool:
        """Whether it is shown in per cent."""
        return self.scale == 100


def indicator_by_key(key: str | UUID) -> Indicator:
    """The indicator with a key, for the door.

    Raises:
        NotFound: There is none, or the key is none.
    """
    try:
        wanted = UUID(str(key))
    except ValueError:
        wanted = UUID(int=0)
    found = Indicator.objects.select_related("program__root").filter(key=wanted).first()
    if found is None:
        raise NotFound(
            _("This indicator does not exist, or not for you."), _("Look for it in the list of indicators."),
            code="door.not_found",
        )  # fmt: skip
    return found


def indicators_of(permit: Permit, program: Program, *, retired: bool = False) -> QuerySet[Indicator]:
    """The program's indicators in the order of the form.

    Args:
        permit: A permit in the program.
        program: Whose.
        retired: Whether those no longer used are among them.
    """
    rows = permit.scope(Indicator.objects.select_related("program"), "monitoring.indicator.read").filter(
        program=program
    )
    return rows if retired else rows.filter(Q(retired_on=None) | Q(retired_on__gt=timezone.localdate()))


def sheets_of(permit: Permit, program: Program, *, codes: Iterable[str] | None = None) -> dict[str, Sheeted]:
    """The program's indicators in use by code, in the order of the form; one query."""
    rows = indicators_of(permit, program)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return {row.code: sheeted(row) for row in rows}


def sheeted(row: Indicator) -> Sheeted:
    """An indicator as a frozen value."""
    return Sheeted(row.pk, str(row.key), str(row), in_words(row.sheet), row.frequency, row.asked, row.definition)


def in_words(sheet: Sheet) -> Sheet:
    """A sheet in the active language: words of the default set are translated, a program's own stand as typed."""
    name, above, below, unit = (
        _(text) if text else "" for text in (sheet.name, sheet.numerator, sheet.denominator, sheet.unit)
    )
    return replace(sheet, name=name, numerator=above, denominator=below, unit=unit)


def defaults_left(permit: Permit, program: Program) -> list[Sheet]:
    """The sheets of the default set that the program has not taken yet."""
    taken = set(indicators_of(permit, program, retired=True).values_list("code", flat=True))
    return [in_words(sheet) for sheet in DEFAULT_INDICATORS if sheet.code not in taken]
