"""The rows that the dilution rules read, at the two grains they need: totals of places, and courses of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Sum

from groundswell.domain.monitoring.dilution import DilutionParameters, Row, UnitKind, UnitLight, judge_grains
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.selectors.areas import Tree
from groundswell.during.monitoring.selectors.columns import Columns, columns_from, values_in
from groundswell.during.monitoring.selectors.completeness import Working
from groundswell.during.monitoring.selectors.series import Reading, reading_of
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.ground.programs.models import Program

MONTH = 30.4375
WIDE = 1_000_000_000  # more than any step, so that unit and step fit into one whole number


@dataclass(frozen=True, eq=False)
class Field:
    """What the lights are judged from.

    Args:
        program: The program.
        tree: The place whose children are judged.
        where: The place of work that each place of the program belongs to; None where it belongs to none.
        history: Periods up to the last chosen one, in order.
        chosen: How many of these, at the end, are looked at.
        sheets: The program's indicators by code.
        numbers: The program's numbers.
    """

    program: Program
    tree: Tree
    where: Mapping[int, Working | None]
    history: Sequence[Period]
    chosen: int
    sheets: Mapping[str, Sheeted]
    numbers: DilutionParameters

    @property
    def recent(self) -> Sequence[Period]:
        """The chosen periods."""
        return self.history[-self.chosen :]

    @property
    def pilot(self) -> int:
        """The wave that others are compared with: 0, or the first one."""
        return min((site.wave for site in self.where.values() if site and site.wave is not None), default=1)

    def outside(self, place: int) -> bool:
        """Whether a place lies in the pilot but not below the place looked at: it is only compared with."""
        return place not in self.tree.paths and wave_of(self.where.get(place)) == self.pilot and place in self.where


@dataclass(frozen=True, eq=False)
class Quality:
    """Reports of quality: those below the place looked at, and those of a pilot elsewhere."""

    reading: Reading
    pilot: Columns


@dataclass(frozen=True, eq=False)
class Grains:
    """The same reports at the two grains of :func:`groundswell.domain.monitoring.dilution.judge_grains`.

    Args:
        by_place: One row for each place (quality, supervision), or its last report (coverage, load), or by exposure.
        by_period: Rows of quality by unit and period, for each way to make units: ``child``, ``cell`` and ``here``.
        area_of: Unit of each place, for each way to make units.
    """

    by_place: Sequence[Row]
    by_period: Mapping[str, Sequence[Row]]
    area_of: Mapping[str, Mapping[str, str]]

    def judged(
        self, way: str, numbers: DilutionParameters, *, kinds: Iterable[UnitKind] = (UnitKind.PLACE,)
    ) -> list[UnitLight]:
        """Lights of the units, each with its levels from the one grain and its course from the other."""
        return judge_grains(self.by_place, self.by_period[way], numbers, kinds=kinds, area_of=self.area_of[way])


def grains_of(field: Field, quality: Quality) -> Grains:
    """Reports as the rules read them; one query for each further indicator that the program has.

    Coverage and load are levels: their last report. Quality, supervision and outcome are sums.

    Args:
        field: What is judged.
        quality: The reports of quality, already read.
    """
    last, numbers, code = field.history[-1], field.numbers, quality.reading.sheet.code
    counts = quality_counts(quality, field.history[0], last)
    by_place = quality_rows(field, code, counts)
    if not by_place:
        return Grains((), {way: () for way in WAYS}, {way: {} for way in WAYS})
    for level in (numbers.coverage, numbers.load):
        by_place += _level_rows(field, level, last)
    by_place += _summed_rows(field, numbers.supervision, last)
    if numbers.ln_trial_effect is not None:
        by_place += _outcome_rows(field, numbers.outcome)
    names = {number: names_of(field, number) for number in {int(row.place) for row in by_place}}
    area_of = {way: {str(number): name[at] for number, name in names.items()} for at, way in enumerate(WAYS)}
    return Grains(by_place, _courses(field, code, counts, names), area_of)


def quality_rows(field: Field, code: str, counts: Columns) -> list[Row]:
    """Quality of each place: one row for the last twelve months, one for what was before, dated so that it shows."""
    year = max(1, round(field.history[-1].per_year))
    begin = field.history[-1].step - year + 1
    parts = [(counts.only(counts.step >= begin), field.history[-1])]
    if len(field.history) > year:
        parts.append((counts.only(counts.step < begin), field.history[-1 - year]))
    return [
        _row(place, field, period, code, (above, below))
        for part, period in parts
        for place, above, below in zip(*(each.tolist() for each in totals_by(part.place, part)), strict=True)
    ]


WAYS = ("child", "cell", "here")
ELSEWHERE = "pilot"


def names_of(field: Field, place: int) -> tuple[str, str, str]:
    """The unit of a place for each way to make units: the child, the cell of wave and depth, the place looked at."""
    if place not in field.tree.paths:
        return ELSEWHERE, ELSEWHERE, ELSEWHERE
    at, site = field.tree.child_of.get(place), field.where.get(place)
    child = str(field.tree.children[at].pk) if at is not None else "here"
    return child, cell_name(wave_of(site), site.depth if site else None), "here"


def sites_by_place(sites: Sequence[Working], paths: Mapping[int, str]) -> dict[int, Working | None]:
    """The place of work that each place belongs to: itself, or the nearest above it; None where there is none."""
    at = {site.place: site for site in sites}
    found: dict[int, Working | None] = {}
    for number, path in paths.items():
        above = (at.get(int(part)) for part in reversed(path.split("/")[:-1]))
        found[number] = next((site for site in above if site is not None), None)
    return found


def wave_of(site: Working | None) -> int:
    """Places whose wave is not recorded are taken as the first wave after the pilot."""
    return 1 if site is None or site.wave is None else site.wave


def _row(place: int, field: Field, period: Period, code: str, counts: tuple[float, float], part: str = "") -> Row:
    site = field.where.get(place)
    exposure = None
    if site is not None and site.started is not None:
        exposure = (period.first - site.started).days / MONTH
    return Row(
        str(place), wave_of(site), site.depth if site else None, period, code, *counts, part, exposure,
        site.partner if site else "", exposure,
    )  # fmt: skip


def cell_name(wave: int, depth: int | None) -> str:
    """A cell of the table of waves and depths, as one word."""
    return f"{wave}|{'' if depth is None else depth}"


def quality_counts(quality: Quality, first: Period, last: Period) -> Columns:
    """Reports of quality with both counts, in a span; for a mean score the sum of scores and its n."""
    rows = quality.reading.rows.and_also(quality.pilot)
    numerator = rows.numerator
    if quality.reading.sheet.sheet.aggregation is Aggregation.MEAN:
        numerator = rows.value * rows.denominator
    known = ~np.isnan(numerator) & (np.nan_to_num(rows.denominator) > 0)
    keep = known & (rows.step >= first.step) & (rows.step <= last.step)
    return Columns(rows.place, rows.step, numerator, rows.denominator, rows.value).only(keep)


def totals_by(key: np.ndarray, rows: Columns) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each key once, with the numerators and the denominators of its rows added up."""
    keys, group = np.unique(key, return_inverse=True)
    return keys, np.bincount(group, rows.numerator), np.bincount(group, rows.denominator)


def quality_of(sheet: Sheeted, field: Field) -> Quality:
    """The reports of quality below the place, and those of a pilot elsewhere; one query."""
    rows = columns_from(values_in(sheet.pk, field.history[0], field.history[-1]))
    elsewhere = np.array([field.outside(place) for place in rows.place.tolist()], dtype=bool)
    return Quality(reading_of(sheet, field.tree, rows), rows.only(elsewhere))


def _courses(
    field: Field, code: str, counts: Columns, names: Mapping[int, tuple[str, str, str]]
) -> dict[str, Sequence[Row]]:
    """Quality by unit and period; waves, depths and partners stay apart, so that a change can be told by them."""
    by_step = {period.step: period for period in field.history}
    places, position = np.unique(counts.place, return_inverse=True)
    sites = [field.where.get(number) for number in places.tolist()]
    courses: dict[str, Sequence[Row]] = {}
    for at, way in enumerate(WAYS):
        named = [
            (names[number][at], wave_of(site), site.depth if site else None, site.partner if site else "")
            for number, site in zip(places.tolist(), sites, strict=True)
        ]
        units = {unit: index for index, unit in enumerate(dict.fromkeys(named))}
        listed = list(units)
        key = np.array([units[name] for name in named], dtype=np.int64)[position] * WIDE + counts.step
        courses[way] = [
            Row(name, wave, depth, by_step[number % WIDE], code, above, below, partner=partner)
            for number, above, below in zip(*(part.tolist() for part in totals_by(key, counts)), strict=True)
            for name, wave, depth, partner in (listed[number // WIDE],)
        ]
    return courses


def _level_rows(field: Field, code: str, last: Period) -> list[Row]:
    """The last report of each place, for the whole and for each part of the people."""
    sheet = field.sheets.get(code)
    if sheet is None:
        return []
    values = Value.objects.filter(
        indicator_id=sheet.pk, first_day__gte=field.recent[0].first, last_day__lte=last.last,
        numerator__isnull=False, denominator__gt=0,
    ).order_by("step")  # fmt: skip
    columns = values.values_list("place_id", "disaggregation", "numerator", "denominator")
    latest = {row[:2]: row[2:] for row in columns.iterator(chunk_size=10_000) if row[0] in field.tree.paths}
    return [_row(place, field, last, code, (a or 0, b or 0), part) for (place, part), (a, b) in latest.items()]


def _summed_rows(field: Field, code: str, last: Period) -> list[Row]:
    """One row for each place: numerators and denominators of the chosen periods added in the database."""
    sheet = field.sheets.get(code)
    if sheet is None:
        return []
    known = values_in(sheet.pk, field.recent[0], last).filter(numerator__isnull=False, denominator__gt=0)
    sums = known.order_by().values_list("place_id").annotate(above=Sum("numerator"), below=Sum("denominator"))
    inside = field.tree.paths
    return [_row(place, field, last, code, (a or 0, b or 0)) for place, a, b in sums if place in inside]


def _outcome_rows(field: Field, code: str) -> list[Row]:
    """Each place before its start, and after: the rule tells them by the months of exposure."""
    sheet = field.sheets.get(code)
    if sheet is None:
        return []
    rows = columns_from(values_in(sheet.pk, field.history[0], field.history[-1]))
    by_step = {period.step: period for period in field.history}
    cells = zip(*(part.tolist() for part in (rows.place, rows.step, rows.numerator, rows.denominator)), strict=True)
    return [
        _row(int(place), field, by_step[int(step)], code, (above, below))
        for place, step, above, below in cells
        if place in field.tree.paths and above >= 0 and below > 0
    ]
