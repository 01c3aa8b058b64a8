"""Every number opens to its rows: who entered what, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from groundswell.domain.access import Target
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Indicator, Value, ValueChange
from groundswell.during.monitoring.models.values import FLAGS
from groundswell.during.monitoring.selectors.areas import paths_in
from groundswell.during.monitoring.selectors.checks import single
from groundswell.during.monitoring.selectors.completeness import working_in
from groundswell.during.monitoring.selectors.grains import sites_by_place
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import period_words
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

FLAG_WORDS = dict(FLAGS)


@dataclass(frozen=True)
class Row:
    """One stored value as a page shows it.

    Args:
        place: Name of the place.
        place_key: Its key.
        period: Its label, for addresses.
        when: The period in words.
        part: Part of the people; empty for all.
        numerator: As stored.
        denominator: As stored.
        value: What this report shows by itself, as stored; None where it shows none.
        flag: The flag in words; empty for none.
        comment: Words that belong to the number.
        by: Who entered it; empty for a command or an import without a person.
        at: When.
        source: Key of the import; empty for values entered by hand.
    """

    place: str
    place_key: str
    period: str
    when: str
    part: str
    numerator: float | None
    denominator: float | None
    value: float | None
    flag: str
    comment: str
    by: str
    at: datetime
    source: str


@dataclass(frozen=True)
class Change:
    """One change of a value: numerator, denominator, value, flag, comment before and after."""

    at: datetime
    by: str
    before: tuple[object, ...] | None
    after: tuple[object, ...] | None
    why: str
    source: str
    undoes: str


def rows_of(
    permit: Permit, indicator: Indicator, place: Place, first: Period | None = None, last: Period | None = None
) -> QuerySet[Value]:
    """The values behind a number: of an indicator, at a place and below it, in a span of periods.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        indicator: Which indicator.
        place: Which place, with all below it.
        first: First period; None for all.
        last: Last period, of the same kind.
    """
    permit.demand("monitoring.value.read", Target(str(indicator.program.key), place.path))
    rows = Value.objects.filter(indicator=indicator, place__path__gte=place.path, place__path__lt=place.end)
    if first and last:
        rows = rows.filter(kind=first.kind, first_day__gte=first.first, first_day__lte=last.first)
    return rows.select_related("place", "entered_by").order_by("-first_day", "place__path", "disaggregation")


def within_cell(rows: QuerySet[Value], program: Program, wave: int, depth: int | None) -> QuerySet[Value]:
    """Of these values, those of places in one wave and at one hand-over; two queries more.

    Args:
        rows: Values.
        program: Which program.
        wave: Number of the wave.
        depth: Hand-overs of the training; None for places where they are not recorded.
    """
    where = sites_by_place(working_in(program, program.root), paths_in(program.root))
    return rows.filter(
        place_id__in=[number for number, site in where.items() if site and (site.wave, site.depth) == (wave, depth)]
    )


def seen(sheet: Sheeted, rows: Iterable[Value]) -> list[Row]:
    """Stored values as a page shows them."""
    return [
        Row(
            str(row.place),
            str(row.place.key),
            row.period,
            period_words(row.span),
            row.disaggregation,
            row.numerator,
            row.denominator,
            single(sheet.sheet, row.numerator, row.denominator, row.value),
            str(FLAG_WORDS[row.flag]) if row.flag else "",
            row.comment,
            row.entered_by.name if row.entered_by else "",
            row.entered_at,
            row.source,
        )
        for row in rows
    ]


def changes_of(permit: Permit, indicator: Indicator, place: Place, period: Period, part: str = "") -> list[Change]:
    """The history of one value, newest first; one query.

    Args:
        permit: A permit at the place.
        indicator: Which indicator.
        place: Which place.
        period: Which period.
        part: Which part of the people; empty for all.
    """
    permit.demand("monitoring.value.read", Target(str(indicator.program.key), place.path))
    rows = ValueChange.objects.filter(
        indicator=indicator, place=place, kind=period.kind, first_day=period.first, disaggregation=part
    ).order_by("-id")
    return [
        Change(
            row.at,
            row.by_name,
            tuple(row.before) if row.before is not None else None,
            tuple(row.after) if row.after is not None else None,
            row.why,
            row.source,
            row.undoes,
        )
        for row in rows
    ]


def value_at(
    permit: Permit, indicator: Indicator, place: Place, period: Period, part: str = ""
) -> tuple[float | None, float | None, float | None, str, str] | None:
    """Numerator, denominator, value, flag and comment of one stored value; None where there is none."""
    permit.demand("monitoring.value.read", Target(str(indicator.program.key), place.path))
    return (
        Value.objects.filter(
            indicator=indicator, place=place, kind=period.kind, first_day=period.first, disaggregation=part
        )
        .values_list("numerator", "denominator", "value", "flag", "comment")
        .first()
    )
